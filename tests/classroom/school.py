"""A small school: a clock that a test turns, dice that repeat, and everyone in it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial

from tests.builders import START
from tests.storage.writers import say
from tutor.classroom.classroom import Classroom, Code, Outside
from tutor.classroom.doors import Entry
from tutor.classroom.locks import Lock
from tutor.classroom.ports import GuessStore, Stores
from tutor.core.alerts import Alert, Severity
from tutor.core.classes import Class
from tutor.core.digests import digest
from tutor.core.people import OPERATOR, Account, Actor, Role
from tutor.ports import SessionRecord
from tutor.records import takeout
from tutor.storage import (
    SqlAlerts,
    SqlClasses,
    SqlClassTalks,
    SqlExchangeLog,
    SqlGuesses,
    SqlPeople,
    SqlTokens,
)

PASSWORD = "horses on the plains"  # noqa: S105 - of a test
HOME = "192.0.2.7"
"""The school's one address."""
CHEAP = Lock(time_cost=1, memory_kib=8)


@dataclass
class School:
    """A school over a log. Its locks are cheap: what they cost is another test's matter."""

    log: SqlExchangeLog
    lock: Lock = CHEAP
    guesses: GuessStore | None = None
    """Of the database, where none is given."""
    now: datetime = START
    dice: random.Random = field(default_factory=lambda: random.Random(6))

    @cached_property
    def stores(self) -> Stores:
        shared = self.log.transactions
        return Stores(
            SqlPeople(shared),
            SqlTokens(shared),
            self.guesses or SqlGuesses(shared),
            SqlClasses(shared),
            SqlAlerts(shared),
            SqlClassTalks(shared),
        )

    @cached_property
    def classroom(self) -> Classroom:
        outside = Outside(
            lambda: self.now, self.dice.randbytes, self.lock, partial(takeout, self.log)
        )
        return Classroom(self.stores, self.log, outside)

    def later(self, **spent: float) -> None:
        """Let time pass."""
        self.now += timedelta(**spent)

    def person(self, name: str, role: Role = Role.TEACHER) -> Account:
        """Make an account that has chosen its password."""
        invited = self.classroom.add_account(OPERATOR, name, role)
        self.classroom.doors.choose_password(invited.link, "", PASSWORD)
        return invited.account

    def room(self, name: str, teacher: Account) -> tuple[Class, Code]:
        """Make a class with a code."""
        made = self.classroom.add_class(OPERATOR, name, "bird-woman", teacher=teacher.id)
        return made, self.classroom.new_code(OPERATOR, made.id)

    def join(self, code: Code, nickname: str, address: str = HOME) -> Entry:
        """Take a seat."""
        return self.classroom.doors.join(code.code, nickname, address)

    def speak(self, entry: Entry, times: int = 1) -> SessionRecord:
        """Let a student say something."""
        talk = SessionRecord(f"talk-{entry.actor.id}", entry.actor.id, "p", "york", self.now)
        self.log.start_session(talk)
        for _ in range(times):
            say(self.log, talk)
        return talk

    def alert(self, student: str, class_id: str) -> Alert:
        """Raise an alert."""
        made = Alert(
            alert_id(student), student, self.now, Severity.CRISIS, "self_harm", "words", class_id
        )
        self.stores.alerts.add(made)
        return made


def alert_id(student: str) -> str:
    """Give the id of a student's alert, which does not name them."""
    return f"alert-{digest(student)[:16]}"


def actor_of(account: Account) -> Actor:
    """Give the actor that an account is."""
    return Actor(account.id, account.role)
