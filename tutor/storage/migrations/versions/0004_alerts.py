"""Alerts that outlive their student, and how often help was named."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let an alert have no student, and create the table of counts."""
    with op.batch_alter_table("alerts") as alerts:
        alerts.alter_column("student", existing_type=sa.Text, nullable=True)
    op.create_table(
        "referrals",
        sa.Column("month", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
