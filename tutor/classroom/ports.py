"""What the classroom keeps, and where. Every method raises StorageError on trouble."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tutor.core.alerts import Alert, AlertState, Read
from tutor.core.classes import Class, Member, Policy
from tutor.core.guessing import Pace
from tutor.core.people import Account, Role, Token


class PeopleStore(Protocol):
    """Accounts."""

    def add(self, account: Account, skeleton: str, password: str | None) -> None:
        """Make an account; PlaceTakenError where one has a name that looks the same."""
        ...

    def person(self, person_id: str) -> Account | None:
        """Give an account, or None."""
        ...

    def named(self, skeleton: str) -> Account | None:
        """Find an account by what its name looks like."""
        ...

    def password(self, person_id: str) -> str | None:
        """Give the hash of a password, or None before one is chosen."""
        ...

    def people(self) -> tuple[Account, ...]:
        """Give every account, oldest first."""
        ...

    def set_password(self, person_id: str, password: str) -> None:
        """Put the hash of another password in place."""
        ...

    def set_role(self, person_id: str, role: Role) -> None:
        """Give an account another role."""
        ...

    def set_disabled(self, person_id: str, at: datetime | None) -> None:
        """Shut an account, or open it again."""
        ...


class TokenStore(Protocol):
    """Tokens by their hashes."""

    def add(self, token: Token) -> None:
        """Keep a token."""
        ...

    def token(self, digest: str) -> Token | None:
        """Give a token by its hash, or None."""
        ...

    def use(self, digest: str, at: datetime) -> bool:
        """Use a token up; False where it was used before or has ended."""
        ...

    def remove(self, digest: str) -> None:
        """Delete a token."""
        ...

    def remove_of(self, *, person: str | None = None, student: str | None = None) -> None:
        """Delete every token of an account or a student."""
        ...

    def has_good(self, kind: str, at: datetime) -> bool:
        """Tell whether a token of this kind could still be used."""
        ...

    def remove_ended(self, at: datetime) -> int:
        """Delete the tokens that have ended; gives how many."""
        ...


class GuessStore(Protocol):
    """Wrong tries, by hashes of who or what they were at."""

    def take(self, paces: Mapping[str, Pace], at: datetime) -> float:
        """Count a try against every subject at once, or give the seconds to wait.

        While any of them must wait nothing is counted.
        """
        ...

    def give_back(self, subjects: Iterable[str]) -> None:
        """Count one try less: it was right."""
        ...

    def clear(self, subject: str) -> None:
        """Forget the tries at a subject."""
        ...

    def remember(self, subject: str, at: datetime, until: datetime) -> None:
        """Note that somebody came in here, so long."""
        ...

    def knows(self, subject: str, at: datetime) -> bool:
        """Tell whether that is still noted."""
        ...


class ClassStore(Protocol):
    """Classes and the seats in them."""

    def add(self, made: Class) -> None:
        """Make a class."""
        ...

    def find(self, class_id: str) -> Class | None:
        """Give a class, or None."""
        ...

    def with_code(self, digest: str) -> Class | None:
        """Find a class by the hash of its newest code, whether that still lets anyone in or not."""
        ...

    def classes(self, teacher: str | None = None) -> tuple[Class, ...]:
        """Give the classes of a teacher, or all, oldest first."""
        ...

    def set_code(self, class_id: str, digest: str, expires: datetime) -> None:
        """Put another code in place of the last; PlaceTakenError where a class has it."""
        ...

    def set_paused(self, class_id: str, *, paused: bool) -> None:
        """Shut the door for newcomers, or open it."""
        ...

    def set_policy(self, class_id: str, policy: Policy) -> None:
        """Settle another policy."""
        ...

    def delete(self, class_id: str) -> None:
        """Delete a class without members.

        Raises:
            StorageError: it has members.
        """
        ...

    def seat(self, member: Member, skeleton: str, key: str) -> None:
        """Make a student and their seat.

        Raises:
            PlaceTakenError: someone in the class has a nickname that looks the same.
            StorageError: the class is gone.
        """
        ...

    def member(self, student: str) -> Member | None:
        """Give a student's seat, or None."""
        ...

    def members(self, class_id: str) -> tuple[Member, ...]:
        """Give the seats of a class in the order of joining."""
        ...

    def with_key(self, digest: str) -> Member | None:
        """Find a seat by the hash of its return key."""
        ...

    def set_key(self, student: str, digest: str) -> None:
        """Give a seat another return key."""
        ...

    def guests(self, before: datetime) -> tuple[str, ...]:
        """Give the ids of the students without a class who were to be forgotten long ago."""
        ...


class AlertStore(Protocol):
    """Alerts, and who has read what."""

    def add(self, alert: Alert) -> None:
        """Keep an alert."""
        ...

    def alert(self, alert_id: str) -> Alert | None:
        """Give an alert, or None."""
        ...

    def alerts(self, class_id: str | None = None, student: str | None = None) -> tuple[Alert, ...]:
        """Give the alerts of a class, of a student or all, newest first."""
        ...

    def move(self, alert: Alert, was: AlertState) -> bool:
        """Store who has seen or closed an alert; False where it is no longer as it was."""
        ...

    def waiting(self, at: datetime, limit: int) -> tuple[Alert, ...]:
        """Give the alerts that the second channel has not delivered and is due to try."""
        ...

    def note_attempt(
        self, alert_id: str, *, delivered: bool, at: datetime, again: datetime
    ) -> None:
        """Count a try of the second channel: delivered, or to be tried again."""
        ...

    def note_read(self, read: Read) -> None:
        """Note that someone has read what is a student's."""
        ...

    def reads(self, student: str) -> tuple[Read, ...]:
        """Give who has read what of a student, newest first."""
        ...

    def latest_reads(self, limit: int) -> tuple[Read, ...]:
        """Give who has read what of anyone lately, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """All that the classroom keeps."""

    people: PeopleStore
    tokens: TokenStore
    guesses: GuessStore
    classes: ClassStore
    alerts: AlertStore
