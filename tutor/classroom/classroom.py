"""The classroom: accounts, classes and students, each step let pass by `authorize`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from tutor.classroom.access import authorize, is_allowed
from tutor.classroom.alarms import Alarms
from tutor.classroom.desk import Desk
from tutor.classroom.doors import Doors, add_account, usable_title
from tutor.classroom.housekeeping import RETENTION_DAYS, Housekeeping
from tutor.classroom.identities import Identities
from tutor.classroom.journal import note
from tutor.classroom.locks import Lock
from tutor.classroom.ports import Stores
from tutor.classroom.things import of_account, of_class, of_seat
from tutor.classroom.tickets import Ticket, Tickets
from tutor.core.alerts import Read
from tutor.core.classes import (
    CODE_LENGTH,
    Class,
    Dice,
    Member,
    Policy,
    make_code,
)
from tutor.core.events import Exchange
from tutor.core.learner import LearnerModel
from tutor.core.people import STAFF, Account, Actor, Kind, Role, Thing, Verb
from tutor.core.reading_level import HIGHEST, LOWEST
from tutor.core.rules import Override
from tutor.core.terms import Language
from tutor.errors import InUseError, NotAllowedError, NotFoundError, OutOfRangeError
from tutor.ports import ExchangeLog

CODE_LASTS = timedelta(days=7)
_LATEST = 30
"""Readings that an administrator is shown."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An account, and the one-time token with which it chooses its password."""

    account: Account
    link: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A reading, with the names of who read and of the class; no student is named."""

    read: Read
    reader: str
    room: str
    """Empty where the student sits in none any more."""


@dataclass(frozen=True, slots=True)
class Code:
    """A join code, told once: only its hash is stored."""

    code: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Outside:
    """What the classroom is given: time, dice, hashes, and how a takeout is written."""

    clock: Callable[[], datetime]
    dice: Dice
    lock: Lock
    takeout: Callable[[str], str]
    """Gives all that the log keeps of a student of this name, as JSON."""
    retention_days: int = RETENTION_DAYS
    """Of a student without a class."""
    domains: tuple[str, ...] = ()
    """Whose verified addresses become teachers by themselves."""


class Classroom:
    """People and classes over one database. Threads may share it."""

    def __init__(self, stores: Stores, log: ExchangeLog, outside: Outside) -> None:
        """Join stores and log."""
        self._stores, self._log, self._outside = stores, log, outside
        self._clock, self._dice = outside.clock, outside.dice
        self.desk = Desk(stores, log, outside.clock)
        self.alarms = Alarms(stores, log, outside.clock)
        self.doors = Doors(stores, outside.clock, outside.dice, outside.lock)
        self.housekeeping = Housekeeping(stores, log, outside.clock, outside.retention_days)
        self.tickets = Tickets(stores, self.doors, outside.clock, outside.dice)
        self.identities = Identities(stores, outside.clock, outside.dice, outside.domains)

    def is_used(self) -> bool:
        """Tell whether there is a class: before the first one the page is its visitor's own."""
        return bool(self._stores.classes.classes())

    # Accounts

    def add_account(self, actor: Actor | None, name: str, role: Role) -> Invitation:
        """Make an account that is yet to choose its password.

        Raises:
            NicknameError: the name cannot be used, or looks like another account's.
        """
        authorize(actor, Verb.ADD, Thing(Kind.PERSON))
        if role not in STAFF:
            raise NotAllowedError("a student: has no account. Give out a join code instead.")
        account = Account(self._dice(16).hex(), role, usable_title(name), self._clock())
        add_account(self._stores, account, None)
        note("link made", by=_who(actor), account=account.id, role=role.value)
        return Invitation(account, self.doors.invite(account))

    def accounts(self, actor: Actor | None) -> tuple[Account, ...]:
        """Give the accounts that an actor may see, oldest first."""
        if actor is None:
            authorize(actor, Verb.SEE, Thing(Kind.PERSON))
            return ()
        people = self._stores.people.people()
        return tuple(p for p in people if is_allowed(actor, Verb.SEE, of_account(p)))

    def account_named(self, actor: Actor | None, name: str) -> Account:
        """Find an account by name; NotFoundError where there is none to be seen."""
        found = [account for account in self.accounts(actor) if account.name == name]
        if not found:
            raise NotFoundError(f"'{name}': there is no such account. Check the name.")
        return found[0]

    def change_role(self, actor: Actor | None, person: str, role: Role) -> None:
        """Give an account another role; it holds from the person's next step on."""
        account = self._account(actor, Verb.CHANGE, person)
        if role not in STAFF:
            raise NotAllowedError("an account: cannot be a student's. Shut it instead.")
        self._keep_an_administrator(account, stays=role is Role.ADMINISTRATOR)
        self._stores.people.set_role(person, role)
        note("role changed", by=_who(actor), account=person, role=role.value)

    def shut_account(self, actor: Actor | None, person: str) -> None:
        """Shut an account and sign it out everywhere. Its classes stay."""
        account = self._account(actor, Verb.CHANGE, person)
        self._keep_an_administrator(account, stays=False)
        self._stores.people.set_disabled(person, self._clock())
        self._stores.tokens.remove_of(person=person)
        note("shut out", by=_who(actor), account=person)

    def invite_again(self, actor: Actor | None, person: str) -> Invitation:
        """Let an account choose another password; the old one holds until then."""
        account = self._account(actor, Verb.CHANGE, person)
        self._stores.people.set_disabled(person, None)
        note("link made", by=_who(actor), account=person)
        return Invitation(account, self.doors.invite(account))

    # Classes

    def add_class(
        self, actor: Actor | None, name: str, lesson: str, *, teacher: str | None = None
    ) -> Class:
        """Make a class of a teacher: the actor, where none is named."""
        owner = teacher or (actor.id if actor else None)
        authorize(actor, Verb.ADD, Thing(Kind.CLASS, teacher=owner))
        account = self._stores.people.person(owner or "")
        if account is None or account.role not in (Role.TEACHER, Role.ADMINISTRATOR):
            raise NotFoundError(f"class '{name}': has no teacher. Name a teacher's account.")
        made = Class(self._dice(16).hex(), usable_title(name), lesson, account.id, self._clock())
        self._stores.classes.add(made)
        return made

    def classes(self, actor: Actor | None) -> tuple[Class, ...]:
        """Give the classes that an actor may see, oldest first."""
        if actor is None:
            authorize(actor, Verb.SEE, Thing(Kind.CLASS))
            return ()
        found = self._stores.classes.classes()
        return tuple(c for c in found if is_allowed(actor, Verb.SEE, of_class(Kind.CLASS, c)))

    def find_class(self, actor: Actor | None, class_id: str) -> Class:
        """Give a class by its id."""
        return self._class(actor, Verb.SEE, Kind.CLASS, class_id)

    def new_code(self, actor: Actor | None, class_id: str, lasts: timedelta = CODE_LASTS) -> Code:
        """Give a class another join code; the last one opens nothing any more."""
        self._class(actor, Verb.CHANGE, Kind.CODE, class_id)
        code, expires = make_code(CODE_LENGTH, self._dice), self._clock() + lasts
        self._stores.classes.set_code(class_id, self._outside.lock.slow_digest(code), expires)
        return Code(code, expires)

    def pause(self, actor: Actor | None, class_id: str, *, paused: bool) -> None:
        """Keep newcomers out of a class, or let them in again; who sits there stays."""
        self._class(actor, Verb.CHANGE, Kind.CODE, class_id)
        self._stores.classes.set_paused(class_id, paused=paused)

    def rename_class(self, actor: Actor | None, class_id: str, name: str) -> None:
        """Give a class another name; NicknameError where it cannot be used."""
        self._class(actor, Verb.CHANGE, Kind.CLASS, class_id)
        self._stores.classes.set_name(class_id, usable_title(name))

    def set_policy(self, actor: Actor | None, class_id: str, policy: Policy) -> None:
        """Settle another policy for a class."""
        self._class(actor, Verb.CHANGE, Kind.POLICY, class_id)
        self._stores.classes.set_policy(class_id, policy)

    def roster(self, actor: Actor | None, class_id: str) -> tuple[Member, ...]:
        """Give who sits in a class, in the order of joining."""
        self._class(actor, Verb.SEE, Kind.ROSTER, class_id)
        return self._stores.classes.members(class_id)

    def remove_class(
        self, actor: Actor | None, class_id: str, *, with_students: bool = False
    ) -> int:
        """Remove a class; gives the number of students deleted with it.

        Raises:
            InUseError: students sit in it, and it was not asked to delete all that is theirs.
        """
        found = self._class(actor, Verb.DELETE, Kind.CLASS, class_id)
        members = self._stores.classes.members(class_id)
        if members and not with_students:
            raise InUseError(
                f"class '{found.name}': {len(members)} student(s) sit in it. Pause it to keep "
                "newcomers out, or remove it with its students and all that is theirs."
            )
        for member in members:
            self._forget(actor, member.student)
        self._stores.classes.delete(class_id)
        note("class removed", by=_who(actor), room=class_id, students=len(members))
        return len(members)

    # Students

    def seat_of(self, actor: Actor | None, student: str) -> tuple[Member, Class]:
        """Give a student's seat and class."""
        return self._seat(actor, Verb.SEE, Kind.STUDENT, student)

    def new_key(self, actor: Actor | None, student: str) -> str:
        """Give a student another return key, and sign them out everywhere."""
        self._seat(actor, Verb.CHANGE, Kind.STUDENT, student)
        self._stores.tokens.remove_of(student=student)
        note("key renewed", by=_who(actor))
        return self.doors.new_key(student)

    def ticket(self, actor: Actor | None, class_id: str, nickname: str) -> Ticket:
        """Make what opens the seat of a nickname once, within ten minutes.

        Raises:
            NicknameError: the nickname cannot be used, or looks like another one in the class.
        """
        found = self._class(actor, Verb.CHANGE, Kind.CODE, class_id)
        member = self.tickets.seat_of(found, nickname)
        if member is not None:
            authorize(actor, Verb.CHANGE, of_seat(Kind.STUDENT, member, found))
        return self.tickets.make(found, nickname)

    def talk(self, actor: Actor | None, student: str) -> Iterator[Exchange]:
        """Give every exchange of a student. A grown-up's reading is noted, before it begins."""
        self._seat(actor, Verb.SEE, Kind.TALK, student)
        self._note_read(actor, student, "talk")
        return self._log.exchanges(student)

    def learner(self, actor: Actor | None, student: str) -> LearnerModel:
        """Give a student's learner model."""
        self._seat(actor, Verb.SEE, Kind.LEARNER_MODEL, student)
        return self._log.learner(student)

    def set_override(
        self,
        actor: Actor | None,
        student: str,
        *,
        level: float | None = None,
        language: Language | None = None,
    ) -> Override:
        """Set level (US school grade, 2 to 12) and language of one student, in place of the last.

        It holds from the student's next message on, before what the class has settled, and the
        student can see it. What is not given is left to the tutor.
        """
        self._seat(actor, Verb.CHANGE, Kind.STUDENT, student)
        if level is not None and not LOWEST <= level <= HIGHEST:
            raise OutOfRangeError(
                f"level {level:g}: is no reading level here. Set {LOWEST:g} to {HIGHEST:g}."
            )
        who = actor.id if actor else ""
        made = Override(student, who, self._clock(), level, language)
        self._stores.classes.set_override(made)
        return made

    def clear_override(self, actor: Actor | None, student: str) -> None:
        """Let the tutor choose a student's level and language again."""
        self.set_override(actor, student)

    def overrides(self, actor: Actor | None, student: str) -> tuple[Override, ...]:
        """Give all that was set for a student, newest first; the first one holds."""
        self._seat(actor, Verb.SEE, Kind.STUDENT, student)
        return self._stores.classes.overrides(student)

    def takeout(self, actor: Actor | None, student: str) -> str:
        """Give all that is kept of a student, as JSON. It is noted as a reading."""
        member, found = self._seat(actor, Verb.TAKE_OUT, Kind.STUDENT, student)
        self._note_read(actor, student, "takeout")
        note("taken out", by=_who(actor))
        kept = json.loads(self._outside.takeout(member.name))
        kept["class"] = {
            "name": found.name,
            "nickname": member.nickname,
            "joined": member.joined,
            "policy": found.policy.model_dump(mode="json"),
        }
        set_by_teacher = self._stores.classes.overrides(student)
        kept["set_by_teacher"] = [asdict(override) for override in set_by_teacher]
        kept["alerts"] = [asdict(a) for a in self._stores.alerts.alerts(student=student)]
        kept["read_by"] = [asdict(read) for read in self._stores.alerts.reads(student)]
        return json.dumps(kept, ensure_ascii=False, indent=2, default=datetime.isoformat)

    def forget(self, actor: Actor | None, student: str) -> int:
        """Delete a student everywhere; gives the number of exchanges deleted."""
        self._seat(actor, Verb.DELETE, Kind.STUDENT, student)
        return self._forget(actor, student)

    def readings(self, actor: Actor | None, student: str) -> tuple[Read, ...]:
        """Give who has read what of a student, newest first."""
        self._seat(actor, Verb.SEE, Kind.READS, student)
        return self._stores.alerts.reads(student)

    def latest_readings(self, actor: Actor | None) -> tuple[Noted, ...]:
        """Give who has read what of anyone lately, newest first."""
        authorize(actor, Verb.SEE, Thing(Kind.READS))
        names = {account.id: account.name for account in self._stores.people.people()}
        found = []
        for read in self._stores.alerts.latest_reads(_LATEST):
            member = self._stores.classes.member(read.student)
            room = self._stores.classes.find(member.class_id) if member else None
            reader = names.get(read.person, read.person)
            found.append(Noted(read, reader, room.name if room else ""))
        return tuple(found)

    def _account(self, actor: Actor | None, verb: Verb, person: str) -> Account:
        account = self._stores.people.person(person)
        authorize(actor, verb, of_account(account))
        if account is None:
            raise NotFoundError(f"account '{person}': is not there. Look at the list again.")
        return account

    def _class(self, actor: Actor | None, verb: Verb, kind: Kind, class_id: str) -> Class:
        found = self._stores.classes.find(class_id)
        authorize(actor, verb, of_class(kind, found))
        if found is None:
            raise NotFoundError(f"class '{class_id}': is not there. Look at the list again.")
        return found

    def _seat(
        self, actor: Actor | None, verb: Verb, kind: Kind, student: str
    ) -> tuple[Member, Class]:
        member = self._stores.classes.member(student)
        found = self._stores.classes.find(member.class_id) if member else None
        authorize(actor, verb, of_seat(kind, member, found))
        if member is None or found is None:
            raise NotFoundError(f"student '{student}': is in no class. Look at the list again.")
        return member, found

    def _forget(self, actor: Actor | None, student: str) -> int:
        deleted = self._log.forget(student)
        note("forgotten", by=_who(actor), exchanges=deleted)
        return deleted

    def _note_read(self, actor: Actor | None, student: str, what: str) -> None:
        if actor is not None and actor.id != student:
            self._stores.alerts.note_read(Read(student, actor.id, what, self._clock()))

    def _keep_an_administrator(self, account: Account, *, stays: bool) -> None:
        others = [
            person
            for person in self._stores.people.people()
            if person.role is Role.ADMINISTRATOR
            and person.disabled is None
            and person.id != account.id
        ]
        if account.role is Role.ADMINISTRATOR and not stays and not others:
            raise InUseError(
                f"'{account.name}': is the last administrator. Make another one first."
            )


def _who(actor: Actor | None) -> str:
    """Name an actor for the journal: an account by its id, a student as no one in particular."""
    if actor is None:
        return "nobody"
    return "student" if actor.role is Role.STUDENT else actor.id
