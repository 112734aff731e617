"""The tables of the log.

    students        a random id and the name a student goes by on this machine
    sessions        one talk of a student with a persona; counts and title are kept by `append`
    exchanges       the log: one row a turn, `body` is the whole exchange as JSON
    assessments     the log too: a model's second reading of an exchange, at most one of each;
                    a student's exchanges and assessments count their ordinals together
    raw_texts       what was sent to a model and what came, by SHA-256, as JSON strings
    learner_models  the projection: each student's learner model after the event `ordinal - 1`
    ratings         thumbs up (1) or down (0), the newest one of each exchange
    pack_versions   the published material that exchanges were made from

`class_tables.py` has the tables of people and classes.

A table that holds anything of a student has a column `student`, by which `forget` finds it.
Changing a table needs a new file in `migrations/versions` and a new `HEAD`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    TIMESTAMP,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

HEAD = "0005"
"""The newest revision in `migrations/versions`."""

REVISION_TABLE = "schema_revision"


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC: ISO text that sorts in SQLite, `timestamptz` in PostgreSQL.

    A time without a zone is taken as UTC.
    """

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime] | TypeEngine[str]:
        """Choose the column type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String(32))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """Write a moment."""
        if value is None:
            return None
        moment = value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
        if dialect.name == "postgresql":
            return moment
        return moment.isoformat(timespec="microseconds")

    def process_result_value(
        self,
        value: datetime | str | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy passes it
    ) -> datetime | None:
        """Read a moment."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)


metadata = MetaData()

students = Table(
    "students",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("created", UtcTime, nullable=False),
    UniqueConstraint("name", name="uq_students_name"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("student", Text, ForeignKey("students.id"), nullable=False),
    Column("pack", Text, nullable=False),
    Column("persona", Text, nullable=False),
    Column("started", UtcTime, nullable=False),
    Column("title", Text, nullable=False),
    Column("exchanges", Integer, nullable=False),
    Column("messages", Integer, nullable=False),
    Index("ix_sessions_student_started", "student", "started"),
)

exchanges = Table(
    "exchanges",
    metadata,
    Column("id", Text, primary_key=True),
    Column("session", Text, ForeignKey("sessions.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("student", Text, ForeignKey("students.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("pack", Text, nullable=False),
    Column("persona", Text, nullable=False),
    Column("act", Text, nullable=True),
    Column("move", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("session", "position", name="uq_exchanges_session_position"),
    UniqueConstraint("student", "ordinal", name="uq_exchanges_student_ordinal"),
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("exchange", Text, ForeignKey("exchanges.id"), nullable=False),
    Column("student", Text, ForeignKey("students.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("exchange", name="uq_assessments_exchange"),
    UniqueConstraint("student", "ordinal", name="uq_assessments_student_ordinal"),
)

raw_texts = Table(
    "raw_texts",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("student", Text, ForeignKey("students.id"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_raw_texts_student", "student"),
)

learner_models = Table(
    "learner_models",
    metadata,
    Column("student", Text, ForeignKey("students.id"), primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("model", Text, nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    Column("exchange", Text, ForeignKey("exchanges.id"), primary_key=True),
    Column("student", Text, ForeignKey("students.id"), nullable=False),
    Column("rating", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_ratings_student", "student"),
)

pack_versions = Table(
    "pack_versions",
    metadata,
    Column("pack", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    Column("content", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)
