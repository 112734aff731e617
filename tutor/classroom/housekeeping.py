"""Housekeeping: what has ended or is older than was promised is deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutor.classroom.access import authorize
from tutor.classroom.journal import note
from tutor.classroom.ports import Stores
from tutor.core.classes import Silent
from tutor.core.people import Actor, Kind, Thing, Verb
from tutor.ports import ExchangeLog

GUEST_STAYS = timedelta(hours=12)
CLOSED_STAYS = timedelta(days=7)
"""How long a closed alert stays whose student is gone: long enough to take it up again."""
OPEN_STAYS = timedelta(days=366)
"""How long an alert stays whose student is gone and that nobody closes."""
FEWEST = 5
"""A count below this could point to somebody, and is not told."""
RETENTION_DAYS = 300
"""Days after the last words of a student without a class until all of it is deleted."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep has deleted, or would delete."""

    tokens: int = 0
    guests: int = 0
    students: int = 0
    alerts: int = 0
    """Of students who are gone."""


@dataclass(frozen=True, slots=True)
class Referrals:
    """How often help was named in a month."""

    month: str
    count: int | None
    """None where it is below `FEWEST`."""


class Housekeeping:
    """Deletes by the clock. Programs that share a database may sweep at once."""

    def __init__(
        self,
        stores: Stores,
        log: ExchangeLog,
        clock: Callable[[], datetime],
        retention_days: int = RETENTION_DAYS,
    ) -> None:
        """Look after stores and log.

        Args:
            stores: tokens, classes and alerts.
            log: of the exchanges.
            clock: gives the time.
            retention_days: of a student without a class; a class has its own.
        """
        self._stores, self._log, self._clock = stores, log, clock
        self._days = retention_days

    def sweep(self, actor: Actor | None, *, dry_run: bool = False) -> Swept:
        """Delete what has ended; with `dry_run` only count it."""
        authorize(actor, Verb.CHANGE, Thing(Kind.HEALTH))
        at = self._clock()
        guests = self._stores.classes.guests(at - GUEST_STAYS)
        silent = dict(self._overdue(at))
        if dry_run:
            alerts = self._ownerless(at)
            tokens = self._stores.tokens.ended(at)
            return Swept(tokens, len(guests), len(silent), len(alerts))
        tokens = self._stores.tokens.remove_ended(at)
        for student in guests:
            self._log.forget(student, quotes=True)
        for student, since in silent.items():
            self._log.forget(student, quotes=True, unless_since=since)
        alerts = self._ownerless(at)
        for alert in alerts:
            self._stores.alerts.remove_ownerless(alert)
        self._log.wipe()
        done = Swept(tokens, len(guests), len(silent), len(alerts))
        if done != Swept():
            note("swept", tokens=tokens, guests=len(guests), students=len(silent))
        return done

    def referrals(self, actor: Actor | None) -> tuple[Referrals, ...]:
        """Give how often help was named, by month, the oldest first."""
        authorize(actor, Verb.SEE, Thing(Kind.HEALTH))
        counted = self._stores.alerts.referrals()
        return tuple(Referrals(month, n if n >= FEWEST else None) for month, n in counted)

    def _overdue(self, at: datetime) -> Iterator[tuple[str, datetime]]:
        """Give who has been silent for longer than was promised, and since when that counts."""
        rooms = {found.id: found.policy.retention_days for found in self._stores.classes.classes()}
        shortest = min([self._days, *rooms.values()])
        for one in self._stores.classes.silent(at - timedelta(days=shortest)):
            since = at - timedelta(days=self._promised(one, rooms))
            if one.last < since:
                yield one.student, since

    def _promised(self, one: Silent, rooms: dict[str, int]) -> int:
        return self._days if one.class_id is None else rooms.get(one.class_id, self._days)

    def _ownerless(self, at: datetime) -> tuple[str, ...]:
        return self._stores.alerts.ownerless(at - CLOSED_STAYS, at - OPEN_STAYS)
