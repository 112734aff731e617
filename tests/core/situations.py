"""Situations for the tests of decisions, and turns made without a store, an index or a model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from tests.builders import START
from tutor.core.adaptation import plan_reply
from tutor.core.composition import Composition, Worded, compose
from tutor.core.events import Decision, DialogueState, Evidence, Pending, Plan, Reading
from tutor.core.gathering import (
    concepts_in_hand,
    gather_facts,
    order_doorways,
    permit_passages,
    query_of,
)
from tutor.core.grading import Grade
from tutor.core.learner import LearnerModel
from tutor.core.policy import choose_move
from tutor.core.prepared import PreparedLesson
from tutor.core.reading import read_message
from tutor.core.situation import Situation
from tutor.core.state import next_state, weigh_evidence

QUESTION = "why-hired"
IDEA = "spoke-shoshone"
WRONG = "she-was-the-guide"
OPEN = DialogueState(pending=Pending(question=QUESTION, expectation=IDEA))
TOLD = DialogueState(topic=("mandan.hired",), query="Why were you hired?", last_move="explain")


def make_reading(act: str, **changes: Any) -> Reading:
    """Build the reading of an English message."""
    fields = {"act": act, "reason": "as the test says", "language": "en", "written": "en"}
    return Reading.model_validate(fields | changes)


def make_grade(score: float = 0.1, **changes: Any) -> Grade:
    """Build a grade of the tiny pack's question; `score` is its idea's."""
    zone = "accept" if score >= 0.6 else "ask" if score >= 0.4 else "hint"
    fields: dict[str, Any] = {
        "outcome": score,
        "expectations": {IDEA: score},
        "misconceptions": {WRONG: 0.0},
        "zone": zone,
        "confidence": 0.9,
        "language": "en",
    }
    return Grade.model_validate(fields | changes)


def make_situation(lesson: PreparedLesson, reading: Reading, **changes: Any) -> Situation:
    """Build a situation at the start of a talk with a new student."""
    fields: dict[str, Any] = {"state": DialogueState(), "model": LearnerModel(), "at": START}
    return Situation(lesson=lesson, reading=reading, **(fields | changes))


@dataclass(frozen=True)
class Said:
    """What a turn decided and how it was worded."""

    decision: Decision
    plan: Plan
    worded: Worded
    evidence: tuple[Evidence, ...]
    reading: Reading

    @property
    def text(self) -> str:
        """Give all words of the reply."""
        return " ".join(segment.text for segment in self.worded.segments)


@dataclass
class Talk:
    """A talk over the tiny pack, decided and worded by the core alone."""

    lesson: PreparedLesson
    state: DialogueState = field(default_factory=DialogueState)
    model: LearnerModel = field(default_factory=LearnerModel)
    turn: int = 0

    def say(
        self,
        message: str,
        act: str | None = None,
        *,
        grade: Grade | None = None,
        answerable: float = 0.0,
        **changes: Any,
    ) -> Said:
        """Take a turn. `act` overrules the reading; `answerable` comes with the first passage."""
        reading = (
            make_reading(act, **changes)
            if act
            else read_message(message, self.lesson, self.state, "en")
        )
        evidence = weigh_evidence(reading, grade, self.state, self.lesson)
        now = make_situation(
            self.lesson, reading, state=self.state, model=self.model, grade=grade,
            answerable=answerable, concepts=concepts_in_hand((), self.lesson, reading, self.state),
            passages=("mandan.hired",) if answerable else (),
        )  # fmt: skip
        decision = choose_move(now)
        plan = plan_reply(now, decision, message)
        passages, scores = permit_passages(decision, reading, (), self.state)
        if answerable and reading.act == "question":
            passages, scores = ("mandan.hired",), (1.0,)
        composition = Composition(
            self.lesson, decision, plan, self.state, reading,
            query=query_of(reading, message, self.state), passages=passages, scores=scores,
            turn=self.turn, doorways=order_doorways(now, plan.interests),
        )  # fmt: skip
        worded = compose(composition)
        facts = gather_facts(composition, worded, grade, "en", message)
        self.state = next_state(self.state, replace(facts, reading=reading))
        self.turn += 1
        return Said(decision, plan, worded, evidence, reading)
