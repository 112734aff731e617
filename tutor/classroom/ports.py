"""What the classroom keeps, and where. Every method raises StorageError on trouble."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tutor.core.alerts import GRAVEST, Alert, AlertState, Read, Severity
from tutor.core.classes import Activity, Class, Member, Policy, Silent
from tutor.core.events import Exchange
from tutor.core.guessing import Pace
from tutor.core.learner import LearnerModel
from tutor.core.people import Account, Role, Token
from tutor.core.rules import Override, Rules


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

    def ended(self, at: datetime) -> int:
        """Count the tokens that have ended."""
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

    def set_name(self, class_id: str, name: str) -> None:
        """Give a class another name."""
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

    def rules(self, student: str) -> Rules:
        """Give what a student's talks have to keep to, as it is settled now."""
        ...

    def set_override(self, override: Override) -> None:
        """Note what a teacher has set for a student, or that nothing is set any more."""
        ...

    def overrides(self, student: str) -> tuple[Override, ...]:
        """Give all that was set for a student, newest first."""
        ...

    def guests(self, before: datetime) -> tuple[str, ...]:
        """Give the ids of the students without a class who were to be forgotten long ago."""
        ...

    def silent(self, before: datetime) -> tuple[Silent, ...]:
        """Give the students who said their last words before this, guests left out."""
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

    def waiting(
        self, at: datetime, limit: int, severities: Collection[Severity] = GRAVEST
    ) -> tuple[Alert, ...]:
        """Give the new alerts that the second channel has not delivered and is due to try."""
        ...

    def claim(self, alert: Alert, until: datetime) -> bool:
        """Take an alert for sending; False where another program has taken it meanwhile.

        Args:
            alert: as it was read.
            until: when another try may be made, should this program end before it tells.
        """
        ...

    def note_sent(self, alert_id: str, at: datetime) -> None:
        """Note that the second channel has delivered an alert."""
        ...

    def note_failed(self, alert_id: str, again: datetime) -> None:
        """Note when the second channel tries an alert again."""
        ...

    def last_sent(self, student: str, severities: Collection[Severity]) -> datetime | None:
        """Give when the second channel last delivered an alert of a student's, of these."""
        ...

    def ownerless(self, closed_before: datetime, before: datetime) -> tuple[str, ...]:
        """Give the ids of alerts whose student is gone, that were closed or raised before this."""
        ...

    def remove_ownerless(self, alert_id: str) -> None:
        """Delete an alert whose student is gone."""
        ...

    def referrals(self) -> tuple[tuple[str, int], ...]:
        """Give how often help was named, by month, the oldest first."""
        ...

    def note_read(self, read: Read) -> None:
        """Note that someone has read what is a student's."""
        ...

    def note_read_once(self, read: Read, since: datetime) -> None:
        """Note a reading unless the same person's of the same thing is noted since then."""
        ...

    def reads(self, student: str) -> tuple[Read, ...]:
        """Give who has read what of a student, newest first."""
        ...

    def latest_reads(self, limit: int) -> tuple[Read, ...]:
        """Give who has read what of anyone lately, newest first."""
        ...


class ClassTalks(Protocol):
    """What a whole class has said and learned; none of it costs a query for each student."""

    def models(self, class_id: str) -> Mapping[str, LearnerModel]:
        """Give the learner models of a class by student, as far as they are stored."""
        ...

    def activity(self, class_id: str) -> Mapping[str, Activity]:
        """Give how much each student of a class has said; who said nothing is left out."""
        ...

    def recent(self, class_id: str, events: int) -> Mapping[str, tuple[Exchange, ...]]:
        """Give each student's exchanges among their last events, oldest first."""
        ...

    def before(self, student: str, ordinal: int | None, limit: int) -> tuple[Exchange, ...]:
        """Give a student's last exchanges before a place in the log, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """All that the classroom keeps."""

    people: PeopleStore
    tokens: TokenStore
    guesses: GuessStore
    classes: ClassStore
    alerts: AlertStore
    talks: ClassTalks
