"""Everything that a decision on the next move may rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tutor.core.events import DialogueState, Reading
from tutor.core.grading import Grade
from tutor.core.learner import LearnerModel
from tutor.core.lesson import Question
from tutor.core.prepared import PreparedLesson
from tutor.core.rules import Rules


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a decision may rest on."""

    lesson: PreparedLesson
    state: DialogueState
    model: LearnerModel
    reading: Reading
    at: datetime
    grade: Grade | None = None
    answerable: float = 0.0
    concepts: tuple[str, ...] = ()
    """Concepts of the passages found, the best first."""
    passages: tuple[str, ...] = ()
    """Passages found, the best first."""
    rules: Rules = Rules()  # noqa: RUF009 - frozen

    @property
    def question(self) -> Question | None:
        """Give the question left open."""
        pending = self.state.pending
        return self.lesson.pack.question_by_id.get(pending.question) if pending else None

    def mastery(self, concept: str) -> float:
        """Give the mastery of a concept of this pack."""
        return self.model.mastery(f"{self.lesson.pack.id}/{concept}", self.at)

    def uncertainty(self, concept: str) -> float:
        """Give one standard deviation of that mastery."""
        return self.model.mastery_uncertainty(f"{self.lesson.pack.id}/{concept}")
