"""The values of a class page. They hold ids; titles and sentences are the page's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from tutor.core.alerts import Alert
from tutor.core.classes import Activity, Class, Member
from tutor.core.events import Exchange
from tutor.core.learner import LearnerModel

Band = Literal["new", "shaky", "growing", "strong"]
BANDS: tuple[Band, ...] = get_args(Band)
"""How far a student has come with a concept, the least first."""

Reason = Literal["crisis", "concern", "asked", "stuck", "note", "off_task"]
"""Why a student needs the teacher, the most urgent first."""
REASONS: tuple[Reason, ...] = get_args(Reason)

StepKind = Literal["misconception", "review", "shaky", "begin", "next", "deeper"]


@dataclass(frozen=True, slots=True)
class Pupil:
    """All that is known of a student when the page is drawn."""

    member: Member
    model: LearnerModel | None = None
    """None where whoever looks may not see it."""
    activity: Activity | None = None
    """None before the first word."""
    recent: tuple[Exchange, ...] = ()
    """The last exchanges, oldest first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A student and a concept."""

    concept: str
    band: Band
    attempts: int


@dataclass(frozen=True, slots=True)
class Step:
    """A next move that is worth a teacher's while, and for how many students."""

    kind: StepKind
    concept: str | None = None
    misconception: str | None = None
    students: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A student in the tables of the page."""

    member: Member
    cells: tuple[Cell, ...]
    """In the order of the lesson; empty where the learner model may not be seen."""
    answers: int
    last: datetime | None
    steps: tuple[Step, ...] = ()

    @property
    def strong(self) -> int:
        """Count the ideas mastered."""
        return sum(cell.band == "strong" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Metrics:
    """A class in four numbers."""

    joined: int
    active: int
    """In the last seven days."""
    answers: int
    mastered: float | None
    """The median number of ideas mastered; None where learner models may not be seen."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Students who hold the same misconception now."""

    misconception: str
    concept: str
    members: tuple[Member, ...]
    exchanges: tuple[str, ...]
    """Where each of them voiced it last, in the order of `members`."""


@dataclass(frozen=True, slots=True)
class Need:
    """A student who needs the teacher now, and why."""

    member: Member
    reason: Reason
    at: datetime
    alert: Alert | None = None
    concept: str | None = None
    """What the student is stuck on."""
    turns: int = 0


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class as its teacher sees it at a moment."""

    found: Class
    at: datetime
    metrics: Metrics
    rows: tuple[Row, ...]
    clusters: tuple[Cluster, ...]
    needs: tuple[Need, ...]
    steps: tuple[Step, ...]
    alerts: tuple[Alert, ...]
    """All of them, newest first."""
    modelled: bool
    """Whether learner models may be seen."""
