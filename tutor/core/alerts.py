"""Alerts: a student who needs a grown-up, and what has been done about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from tutor.core.digests import digest
from tutor.core.events import Exchange
from tutor.core.safety.concern import Concern


class AlertState(StrEnum):
    """How far a grown-up has come with an alert. None of them deletes it."""

    NEW = "new"
    SEEN = "seen"
    CLOSED = "closed"


class Severity(StrEnum):
    """How urgent an alert is."""

    CRISIS = "crisis"
    CONCERN = "concern"
    NOTE = "note"


GRAVEST = (Severity.CRISIS, Severity.CONCERN, Severity.NOTE)
SILENT = frozenset({"homework", "jailbreak", "personal_data"})
"""Kinds of concern that raise no alert: the student was answered, the exchange has them on record,
and a list full of conduct would bury a cry for help. Personal data would be told once more."""
_SEVERITIES: Mapping[str, Severity] = {
    "crisis": Severity.CRISIS,
    "check_in": Severity.CONCERN,
    "harm": Severity.CONCERN,
}
"""Any other kind is a note: a grown-up looks at it in their own time."""

NEXT: dict[AlertState, frozenset[AlertState]] = {
    AlertState.NEW: frozenset({AlertState.SEEN}),
    AlertState.SEEN: frozenset({AlertState.CLOSED}),
    AlertState.CLOSED: frozenset({AlertState.SEEN}),
}
"""The steps that can be taken: seen before closed, and what is closed can be taken up again."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that a student said which a grown-up should know of."""

    id: str
    student: str | None
    """None once the student is gone: an open alert stays without whose it is."""
    at: datetime
    severity: Severity
    category: str
    quote: str
    class_id: str | None = None
    """None for a student without a class: the administrators see it."""
    exchange: str | None = None
    state: AlertState = AlertState.NEW
    seen_by: str | None = None
    seen_at: datetime | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None
    attempts: int = 0
    """How often the second channel was tried."""
    next_attempt: datetime | None = None
    """When it is tried again; None before the first try and once it is delivered."""
    delivered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """Someone has read what is a student's own: the student can see that."""

    student: str
    person: str
    """The account, or `operator` for a command on the machine."""
    what: str
    at: datetime


def find_alert(exchange: Exchange) -> Alert | None:
    """Give the alert that an exchange raises, of its gravest concern; None where it raises none.

    The same exchange always gives the same id, so that no alert is ever raised twice.
    """
    raised = [concern for concern in exchange.concerns if concern.kind not in SILENT]
    if not raised:
        return None
    gravest = min(raised, key=lambda concern: GRAVEST.index(severity_of(concern)))
    return Alert(
        id=digest(f"alert {exchange.id}")[:32],
        student=exchange.student,
        at=exchange.at,
        severity=severity_of(gravest),
        category=gravest.category,
        quote=exchange.message or "",
        exchange=exchange.id,
    )


def severity_of(concern: Concern) -> Severity:
    """Give how urgent a concern is; what only the linear model calls harm is a note."""
    if concern.kind == "harm" and concern.severity == "low":
        return Severity.NOTE
    return _SEVERITIES.get(concern.kind, Severity.NOTE)


def worst_of(alerts: Iterable[Alert]) -> Severity:
    """Give the most urgent severity of some alerts, at least one."""
    return min((alert.severity for alert in alerts), key=GRAVEST.index)


def month_of(at: datetime) -> str:
    """Give the month of a moment in UTC, as `2026-03`."""
    return f"{at.astimezone(UTC):%Y-%m}"
