"""The tables of people and classes.

people       accounts with a password: teachers, researchers, administrators
classes      a teacher's classes, with their policy as JSON
memberships  one student's seat in one class, under a nickname nobody else there has
overrides    what a teacher has set for one student; the newest row holds, none is changed
tokens       what opens something, as a hash: the sessions of browsers, one-time links
guesses      wrong tries, by the hash of who or what they were at; rows end by themselves
alerts       students who need a grown-up; an open one outlives its student, without whose it is
referrals    how often help was named in a month; of nobody
reads        who has read what of a student
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from tutor.storage.tables import UtcTime, metadata

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("skeleton", Text, nullable=False),
    Column("password", Text, nullable=True),
    Column("created", UtcTime, nullable=False),
    Column("disabled", UtcTime, nullable=True),
    UniqueConstraint("skeleton", name="uq_people_skeleton"),
)

classes = Table(
    "classes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("lesson", Text, nullable=False),
    Column("teacher", Text, ForeignKey("people.id"), nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("policy", Text, nullable=False),
    Column("code", Text, nullable=True),
    Column("code_expires", UtcTime, nullable=True),
    Column("paused", Boolean, nullable=False),
    UniqueConstraint("code", name="uq_classes_code"),
    Index("ix_classes_teacher", "teacher"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("student", Text, ForeignKey("students.id"), primary_key=True),
    Column("class", Text, ForeignKey("classes.id"), nullable=False, key="class_id"),
    Column("nickname", Text, nullable=False),
    Column("skeleton", Text, nullable=False),
    Column("key", Text, nullable=False, key="return_key"),
    Column("joined", UtcTime, nullable=False),
    UniqueConstraint("class_id", "skeleton", name="uq_memberships_class_skeleton"),
    UniqueConstraint("return_key", name="uq_memberships_key"),
)

overrides = Table(
    "overrides",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("student", Text, ForeignKey("students.id"), nullable=False),
    Column("person", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("level", Float, nullable=True),
    Column("language", Text, nullable=True),
    Index("ix_overrides_student", "student", "id"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("person", Text, ForeignKey("people.id"), nullable=True),
    Column("student", Text, ForeignKey("students.id"), nullable=True),
    Column("expires", UtcTime, nullable=False),
    Column("used", UtcTime, nullable=True),
    Index("ix_tokens_person", "person"),
    Index("ix_tokens_student", "student"),
    Index("ix_tokens_expires", "expires"),
)

guesses = Table(
    "guesses",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("level", Float, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),
    Index("ix_guesses_until", "until"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("student", Text, ForeignKey("students.id"), nullable=True),
    Column("class", Text, ForeignKey("classes.id"), nullable=True, key="class_id"),
    Column("exchange", Text, ForeignKey("exchanges.id"), nullable=True),
    Column("at", UtcTime, nullable=False),
    Column("severity", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("seen_by", Text, nullable=True),
    Column("seen_at", UtcTime, nullable=True),
    Column("closed_by", Text, nullable=True),
    Column("closed_at", UtcTime, nullable=True),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt", UtcTime, nullable=True),
    Column("delivered", UtcTime, nullable=True),
    Index("ix_alerts_student", "student"),
    Index("ix_alerts_class_at", "class_id", "at"),
    Index("ix_alerts_delivered", "delivered"),
)

reads = Table(
    "reads",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("student", Text, ForeignKey("students.id"), nullable=False),
    Column("person", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_reads_student_at", "student", "at"),
)

referrals = Table(
    "referrals",
    metadata,
    Column("month", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)
