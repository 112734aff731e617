"""What language models say: their assessments of answers, and the raw texts of their calls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.String(32).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "assessments",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("exchange", sa.Text, sa.ForeignKey("exchanges.id"), nullable=False),
        sa.Column("student", sa.Text, sa.ForeignKey("students.id"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("exchange", name="uq_assessments_exchange"),
        sa.UniqueConstraint("student", "ordinal", name="uq_assessments_student_ordinal"),
    )
    op.create_table(
        "raw_texts",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("student", sa.Text, sa.ForeignKey("students.id"), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("ix_raw_texts_student", "raw_texts", ["student"])
