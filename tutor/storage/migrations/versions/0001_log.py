"""The log, its projections and the published packs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.String(32).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Create every table."""
    _create_people()
    _create_exchanges()
    _create_projections()


def _create_people() -> None:
    op.create_table(
        "students",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created", TIME, nullable=False),
        sa.UniqueConstraint("name", name="uq_students_name"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("student", sa.Text, sa.ForeignKey("students.id"), nullable=False),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column("persona", sa.Text, nullable=False),
        sa.Column("started", TIME, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("exchanges", sa.Integer, nullable=False),
        sa.Column("messages", sa.Integer, nullable=False),
    )
    op.create_index("ix_sessions_student_started", "sessions", ["student", "started"])


def _create_exchanges() -> None:
    op.create_table(
        "exchanges",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("session", sa.Text, sa.ForeignKey("sessions.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("student", sa.Text, sa.ForeignKey("students.id"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column("persona", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=True),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("session", "position", name="uq_exchanges_session_position"),
        sa.UniqueConstraint("student", "ordinal", name="uq_exchanges_student_ordinal"),
    )


def _create_projections() -> None:
    op.create_table(
        "learner_models",
        sa.Column("student", sa.Text, sa.ForeignKey("students.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
    )
    op.create_table(
        "ratings",
        sa.Column("exchange", sa.Text, sa.ForeignKey("exchanges.id"), primary_key=True),
        sa.Column("student", sa.Text, sa.ForeignKey("students.id"), nullable=False),
        sa.Column("rating", sa.Integer, nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("ix_ratings_student", "ratings", ["student"])
    op.create_table(
        "pack_versions",
        sa.Column("pack", sa.Text, primary_key=True),
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
