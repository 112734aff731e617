"""The state of the dialogue after a decision, and the evidence an answer gives: pure."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.completing import keep_half
from tutor.core.events import Decision, DialogueState, Evidence, Pending, Plan, Reading
from tutor.core.grading import ACCEPTED, Grade
from tutor.core.lesson import Question
from tutor.core.policy import ASSERTION, HINT, PROMPT, PUMP
from tutor.core.prepared import PreparedLesson
from tutor.core.terms import DEPTHS, Depth, Language, Move

SHOWN_KEPT = 60
CLOSED_KEPT = 200
ASIDE_LIMIT = 4
"""Turns in a row on something else, after which an open question is let go."""
_RUNGS: dict[Move, int] = {"pump": PUMP, "hint": HINT, "prompt": PROMPT, "assert": ASSERTION}
_HELPED_BESIDE: dict[Move, str] = {"refute": "answer", "ask": "clarification"}
"""Moves that help beside what they do, and the speech act that they then answer."""


def weigh_evidence(
    reading: Reading, grade: Grade | None, state: DialogueState, lesson: PreparedLesson
) -> tuple[Evidence, ...]:
    """Turn an answer, a "don't know" or a request for the answer into evidence."""
    pending = state.pending
    question = lesson.pack.question_by_id.get(pending.question) if pending else None
    if pending is None or question is None:
        return ()
    if reading.act in ("dont_know", "request_answer"):
        target = pending.expectation or question.expectations[0].id
        return (_evidence(question, target, 0.0, 0.9, assisted=True),)
    if reading.act != "answer" or grade is None:
        return ()
    return _graded(question, pending, grade)


def _graded(question: Question, pending: Pending, grade: Grade) -> tuple[Evidence, ...]:
    misconception = grade.misconception
    if misconception:
        believed = question.misconception(misconception)
        target = pending.expectation or question.expectations[0].id
        wrong = _evidence(question, target, 0.0, grade.confidence, is_helped(pending, target))
        return (
            wrong.model_copy(update={"concept": believed.concept, "misconception": misconception}),
        )
    right = [
        key
        for key, score in grade.expectations.items()
        if score >= ACCEPTED and pending.covered.get(key, 0.0) < ACCEPTED
    ]
    shown = right or [pending.expectation or question.expectations[0].id]
    return tuple(
        _evidence(
            question, key, grade.expectations.get(key, 0.0), grade.confidence,
            is_helped(pending, key),
        )
        for key in shown
    )  # fmt: skip


def is_helped(pending: Pending, expectation: str) -> bool:
    """Tell whether the student had help with an expectation of the open question."""
    return pending.rungs.get(expectation, 0) >= HINT or expectation in pending.assisted


def _evidence(
    question: Question,
    expectation: str,
    outcome: float,
    confidence: float,
    assisted: bool,  # noqa: FBT001 - reads as the field
) -> Evidence:
    return Evidence(
        concept=question.expectation(expectation).concept,
        expectation=expectation,
        question=question.id,
        outcome=outcome,
        confidence=confidence,
        assisted=assisted,
        difficulty=question.difficulty,
    )


@dataclass(frozen=True, slots=True)
class TurnFacts:
    """What a turn was, for the state after it."""

    decision: Decision
    plan: Plan
    standing: Language
    """The student's language before the turn."""
    reading: Reading | None = None
    grade: Grade | None = None
    told: tuple[str, ...] = ()
    """Passages that the reply explains from."""
    query: str = ""
    """The question that the reply answers; empty where it answers none."""
    message: str = ""
    """The student's words."""
    revealed: tuple[str, ...] = ()
    """Expectations of the open question that the reply gives away."""
    first_expectation: str | None = None
    """Of the question that the reply asks."""


def next_state(state: DialogueState, turn: TurnFacts) -> DialogueState:
    """Give the state of the dialogue after a turn."""
    decision, plan, reading, told = turn.decision, turn.plan, turn.reading, turn.told
    explained = decision.move in ("explain", "refute") and bool(told)
    foreign = reading is not None and reading.written != turn.standing
    aside = _count_aside(state, turn)
    return DialogueState(
        pending=None if aside >= ASIDE_LIMIT else _next_pending(state.pending, turn),
        closed=_next_closed(state.closed, decision),
        explained=_next_explained(state.explained, decision, explained=explained),
        shown=_next_shown(state.shown, told, plan.depth) if explained else state.shown,
        topic=told if explained else state.topic,
        query=turn.query if explained and turn.query else state.query,
        level=plan.level if explained else state.level,
        depth=plan.depth if explained else state.depth,
        last_move=decision.move,
        aside=aside if aside < ASIDE_LIMIT else 0,
        stuck=_next_stuck(state, reading, turn.grade),
        quiet=_next_quiet(state, reading),
        foreign=state.foreign + 1 if foreign and plan.language == turn.standing else 0,
    )


def _count_aside(state: DialogueState, turn: TurnFacts) -> int:
    """Count the turns in a row in which the student was on something else."""
    if state.pending is None or turn.decision.ask or turn.reading is None:
        return 0
    elsewhere = turn.reading.act in ("question", "off_topic")
    return state.aside + 1 if elsewhere else 0


def _next_explained(explained_before: int, decision: Decision, *, explained: bool) -> int:
    if decision.ask or decision.move == "recap":
        return 0
    return explained_before + explained


def _next_closed(closed: tuple[str, ...], decision: Decision) -> tuple[str, ...]:
    if decision.move == "recap" and decision.question and decision.question not in closed:
        return (*closed, decision.question)[-CLOSED_KEPT:]
    return closed


def _next_shown(shown: dict[str, Depth], told: tuple[str, ...], depth: Depth) -> dict[str, Depth]:
    changed = dict(shown)
    for passage in told:
        before = changed.pop(passage, "fact")
        changed[passage] = max(before, depth, key=DEPTHS.index)
    return dict(list(changed.items())[-SHOWN_KEPT:])


def _next_stuck(state: DialogueState, reading: Reading | None, grade: Grade | None) -> int:
    if state.pending is None or reading is None:
        return 0
    if reading.act == "dont_know":
        return state.stuck + 1
    if reading.act != "answer" or grade is None:
        return state.stuck
    return 0 if grade.outcome >= ACCEPTED else state.stuck + 1


def _next_quiet(state: DialogueState, reading: Reading | None) -> bool:
    """Keep the wish for no questions until the student wants one."""
    topic = reading.topic if reading is not None else None
    return topic == "no_quiz" or (state.quiet and topic != "quiz")


def _next_pending(pending: Pending | None, turn: TurnFacts) -> Pending | None:
    decision, reading = turn.decision, turn.reading
    if decision.ask:
        first = decision.expectation or turn.first_expectation
        return Pending(question=decision.ask, expectation=first)
    if pending is None or (decision.move == "recap" and decision.question == pending.question):
        return None
    if decision.topic in ("bored", "no_quiz"):
        return None
    tried = reading is not None and reading.act == "answer"
    target = decision.expectation if decision.question == pending.question else None
    rungs = pending.rungs | ({target: _climbed(pending, turn, target)} if target else {})
    return Pending(
        question=pending.question,
        expectation=target or pending.expectation,
        covered=_cover(pending, turn.grade) if tried and turn.grade else pending.covered,
        rungs=rungs,
        attempts=pending.attempts + _counts_as_attempt(reading),
        assisted=tuple(dict.fromkeys((*pending.assisted, *turn.revealed))),
        restate=decision.move == "assert" or (pending.restate and not tried),
        misconception=decision.misconception or pending.misconception,
        said=keep_half(pending.said, turn.message, turn.grade)
        if tried and turn.grade
        else pending.said,
    )


def _climbed(pending: Pending, turn: TurnFacts, expectation: str) -> int:
    """Give the rung of an expectation after the turn."""
    move, before = turn.decision.move, pending.rungs.get(expectation, 0)
    if turn.reading is not None and _HELPED_BESIDE.get(move) == turn.reading.act:
        return max(before, HINT if before < HINT else PROMPT)
    return max(before, _RUNGS.get(move, 0))


def _counts_as_attempt(reading: Reading | None) -> bool:
    return reading is not None and reading.act in ("answer", "dont_know")


def _cover(pending: Pending, grade: Grade) -> dict[str, float]:
    covered = dict(pending.covered)
    for key, score in grade.expectations.items():
        covered[key] = max(score, covered.get(key, 0.0))
    return covered
