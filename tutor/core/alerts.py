"""Alerts: a student who needs a grown-up, and what has been done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
    student: str
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
