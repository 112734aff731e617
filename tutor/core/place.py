"""Where an exchange stands: whose it is, what came before and what it has to keep to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from tutor.core.events import DialogueState, Exchange, Versions
from tutor.core.learner import LearnerModel
from tutor.core.rules import Rules
from tutor.core.sitting import Sitting
from tutor.core.terms import Language

REMEMBERED = 3
"""Replies whose sentences are not said again where others answer as well."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the exchange stands: whose it is, what came before and what is believed so far."""

    exchange_id: str
    student: str
    session: str
    position: int
    ordinal: int
    at: datetime
    versions: Versions
    model: LearnerModel
    standing: Language
    """The student's language so far."""
    follow: bool = True
    """Reply in the language of the message; else only on request."""
    history: tuple[Exchange, ...] = ()
    declared_grade: float | None = None
    """US school grade from a roster, which the model starts from."""
    rules: Rules = Rules()  # noqa: RUF009 - frozen
    """What the talk has to keep to."""
    names: frozenset[str] = frozenset()
    """Of people of the class: masked in whatever leaves for an outside model."""
    sitting: Sitting | None = None
    """How long and how fast the student has used the tutor; None where nobody looks."""

    def put_off(self) -> Place:
        """Leave what is due by the clock to the next reply: this one has other things to say."""
        return replace(self, sitting=self.sitting.put_off()) if self.sitting else self

    @property
    def last(self) -> Exchange | None:
        """Give the exchange before this one."""
        return self.history[-1] if self.history else None

    @property
    def state(self) -> DialogueState:
        """Give the state of the dialogue so far."""
        return self.last.state if self.last else DialogueState()

    @property
    def said(self) -> str:
        """Give what the last replies said."""
        return " ".join(s.text for e in self.history[-REMEMBERED:] for s in e.segments)

    @property
    def messages(self) -> list[str]:
        """Give the student's last messages, oldest first."""
        return [e.message or "" for e in self.history]

    @property
    def heard_grade(self) -> float | None:
        """Give the US school grade of the last reply."""
        return self.last.plan.reading_level if self.last else None
