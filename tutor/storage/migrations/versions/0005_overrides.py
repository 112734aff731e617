"""What teachers set for single students."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.String(32).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "overrides",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("student", sa.Text, sa.ForeignKey("students.id"), nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("level", sa.Float, nullable=True),
        sa.Column("language", sa.Text, nullable=True),
    )
    op.create_index("ix_overrides_student", "overrides", ["student", "id"])
