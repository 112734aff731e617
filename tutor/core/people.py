"""People, what they may do and to what; who may is decided in `tutor.classroom.access`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person is here."""

    STUDENT = "student"
    TEACHER = "teacher"
    RESEARCHER = "researcher"
    ADMINISTRATOR = "administrator"


STAFF = (Role.TEACHER, Role.RESEARCHER, Role.ADMINISTRATOR)
"""Those who sign in with a name and a password."""
TEACHING = (Role.TEACHER, Role.ADMINISTRATOR)
"""Those who have the page Class."""


class Verb(StrEnum):
    """What can be done."""

    SEE = "see"
    ADD = "add"
    CHANGE = "change"
    DELETE = "delete"
    TAKE_OUT = "take out"


class Kind(StrEnum):
    """What something can be done to."""

    CLASS = "class"
    ROSTER = "roster"
    CODE = "join code"
    POLICY = "class policy"
    STUDENT = "student"
    TALK = "talk"
    LEARNER_MODEL = "learner model"
    ALERT = "alert"
    READS = "record of readings"
    PERSON = "account"
    LESSON = "lesson"
    STUDY = "study"
    HEALTH = "state of the program"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who does something, as they are at this moment: roles change, classes end."""

    id: str
    """Of a student in the log, or of an account."""
    role: Role
    classes: frozenset[str] = frozenset()
    """Ids of the classes that a student sits in."""


OPERATOR = Actor("operator", Role.ADMINISTRATOR)
"""Whoever types commands on the machine: they hold the database file, so they hold everything."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is done to: its kind and whose it is."""

    kind: Kind
    student: str | None = None
    class_id: str | None = None
    teacher: str | None = None
    """The account of the teacher whose class it belongs to."""
    person: str | None = None
    """The account that it is."""
    readable: bool = False
    """The class's policy lets its teacher read the talks."""


@dataclass(frozen=True, slots=True)
class Account:
    """A teacher, researcher or administrator."""

    id: str
    role: Role
    name: str
    created: datetime
    disabled: datetime | None = None


class TokenKind(StrEnum):
    """What a random token is good for."""

    SESSION = "session"
    """Tells who a browser belongs to, until it is signed out or expires."""
    FIRST = "first"
    """Makes the first administrator, once."""
    INVITE = "invite"
    """Lets an account choose its password, once."""
    TICKET = "ticket"
    """Opens a student's seat in a frame, once."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is stored: only its hash, so that the table opens nothing."""

    hash: str
    kind: TokenKind
    expires: datetime
    person: str | None = None
    student: str | None = None
    used: datetime | None = None

    def is_good(self, kind: TokenKind, at: datetime) -> bool:
        """Tell whether it is of this kind, not yet used and not yet over."""
        return self.kind is kind and self.used is None and at < self.expires
