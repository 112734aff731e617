"""People and classes: accounts, classes, seats, tokens, guesses, alerts and readings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.String(32).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    _create_people()
    _create_classes()
    _create_doors()
    _create_alerts()


def _create_people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("skeleton", sa.Text, nullable=False),
        sa.Column("password", sa.Text, nullable=True),
        sa.Column("created", TIME, nullable=False),
        sa.Column("disabled", TIME, nullable=True),
        sa.UniqueConstraint("skeleton", name="uq_people_skeleton"),
    )


def _create_classes() -> None:
    op.create_table(
        "classes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("lesson", sa.Text, nullable=False),
        sa.Column("teacher", sa.Text, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("created", TIME, nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=True),
        sa.Column("code_expires", TIME, nullable=True),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.UniqueConstraint("code", name="uq_classes_code"),
    )
    op.create_index("ix_classes_teacher", "classes", ["teacher"])
    op.create_table(
        "memberships",
        sa.Column("student", sa.Text, sa.ForeignKey("students.id"), primary_key=True),
        sa.Column("class", sa.Text, sa.ForeignKey("classes.id"), nullable=False),
        sa.Column("nickname", sa.Text, nullable=False),
        sa.Column("skeleton", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("joined", TIME, nullable=False),
        sa.UniqueConstraint("class", "skeleton", name="uq_memberships_class_skeleton"),
        sa.UniqueConstraint("key", name="uq_memberships_key"),
    )


def _create_doors() -> None:
    op.create_table(
        "tokens",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("person", sa.Text, sa.ForeignKey("people.id"), nullable=True),
        sa.Column("student", sa.Text, sa.ForeignKey("students.id"), nullable=True),
        sa.Column("expires", TIME, nullable=False),
        sa.Column("used", TIME, nullable=True),
    )
    for column in ("person", "student", "expires"):
        op.create_index(f"ix_tokens_{column}", "tokens", [column])
    op.create_table(
        "guesses",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("level", sa.Float, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
    )
    op.create_index("ix_guesses_until", "guesses", ["until"])


def _create_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("student", sa.Text, sa.ForeignKey("students.id"), nullable=False),
        sa.Column("class", sa.Text, sa.ForeignKey("classes.id"), nullable=True),
        sa.Column("exchange", sa.Text, sa.ForeignKey("exchanges.id"), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("severity", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("seen_by", sa.Text, nullable=True),
        sa.Column("seen_at", TIME, nullable=True),
        sa.Column("closed_by", sa.Text, nullable=True),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt", TIME, nullable=True),
        sa.Column("delivered", TIME, nullable=True),
    )
    op.create_index("ix_alerts_student", "alerts", ["student"])
    op.create_index("ix_alerts_class_at", "alerts", ["class", "at"])
    op.create_index("ix_alerts_delivered", "alerts", ["delivered"])
    op.create_table(
        "reads",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("student", sa.Text, sa.ForeignKey("students.id"), nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("ix_reads_student_at", "reads", ["student", "at"])
