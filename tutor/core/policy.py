"""What the tutor does next: pure decisions, each with its reason.

The cycle of a main question is AutoTutor's expectation- and misconception-tailored dialogue
(Graesser et al. 2014): pump, hint, prompt, assertion, the student's own words, recap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.core.classes import Help
from tutor.core.events import Decision, Pending
from tutor.core.grading import ACCEPTED, Grade
from tutor.core.lesson import Expectation, Question
from tutor.core.prepared import PreparedLesson
from tutor.core.situation import Situation
from tutor.core.terms import Move, SpeechAct

POLICY_VERSION = "emt-2"
ANSWERABLE = 0.5
EXPLAINED_BEFORE_ASKING = 2
READY = 0.5
"""Mastery of its prerequisites from which a concept is ready to be asked about."""
TOLD_AT_ONCE = 2
"""Passages that one reply may tell."""
ATTEMPTS_PER_QUESTION = 9
PUMP, HINT, PROMPT, ASSERTION = 1, 2, 3, 4
HELP_ENDS: dict[Help, int] = {"hint": HINT, "prompt": PROMPT, "assert": ASSERTION}
"""The last rung of the ladder of help."""


def choose_move(now: Situation) -> Decision:
    """Choose the next move for a message that has been read and, if an answer, graded."""
    if now.reading.topic:
        decided = _on_topic(now)
        if decided:
            return decided
    rules: dict[SpeechAct, Callable[[Situation], Decision]] = {
        "question": _on_question,
        "answer": _on_answer,
        "clarification": _on_clarification,
        "request_simpler": _on_another_way,
        "request_deeper": _on_another_way,
        "request_answer": _on_request_answer,
        "dont_know": _on_dont_know,
        "preference": _on_another_way,
        "social": _on_social,
        "off_topic": _on_off_topic,
        "unsafe": _on_off_topic,
    }
    return rules[now.reading.act](now)


def choose_opening(now: Situation) -> Decision:
    """Choose what opens a visit: a question on what is due, if anything is."""
    for concept in now.model.due(now.lesson.pack.id, now.at):
        for question in _questions_on(now.lesson, concept):
            return Decision(
                move="review",
                reason=f"'{concept}' is due for review; mastery {now.mastery(concept):.2f}",
                question=question.id,
                ask=question.id,
                expectation=question.expectations[0].id,
            )
    return Decision(move="explain", reason="opens the talk")


_ON_TOPIC: dict[str, tuple[Move, str]] = {
    "restricted": ("decline", "'{id}' is not ours to tell"),
    "anachronism": ("redirect", "'{id}' lies after the horizon"),
    "sources": ("explain", "asks how it is known"),
    "term": ("explain", "asks what '{id}' means"),
    "likes": ("redirect", "says what they like"),
    "bored": ("redirect", "is bored: something else is offered"),
    "no_quiz": ("redirect", "wants no questions for now"),
    "program": ("explain", "asks what it is talking to"),
    "accountability": ("explain", "responsibility: '{id}'"),
    "dispute": ("explain", "sources differ on '{id}'"),
}


def _on_topic(now: Situation) -> Decision | None:
    """Decide on what only the guide answers, and on what the talk itself is about."""
    kind, _, topic_id = (now.reading.topic or "").partition(":")
    if kind == "quiz":
        wanted = now.question is None
        return _ask(now, "the student asks to be asked") if wanted else _on_social(now)
    if kind not in _ON_TOPIC:
        return None
    move, reason = _ON_TOPIC[kind]
    return Decision(move=move, reason=reason.format(id=topic_id), topic=now.reading.topic)


def _on_question(now: Situation) -> Decision:
    answered = now.answerable >= ANSWERABLE
    premise = now.reading.premise or (None if answered else now.reading.near_premise)
    if premise:
        return Decision(
            move="refute", reason=f"takes '{premise}' for granted", misconception=premise
        )
    if not answered:
        return Decision(
            move="decline", reason=f"the material does not answer it ({now.answerable:.2f})"
        )
    about = now.concepts[0] if now.concepts else None
    reason = f"asked about {about}; mastery {now.mastery(about):.2f}" if about else "asked"
    return Decision(move="explain", reason=reason, ask=_question_to_ask(now))


def _question_to_ask(now: Situation) -> str | None:
    """Ask once enough has been told, about what was told, and never twice in one talk.

    Only about what was told some turns ago: recalling it teaches, and what this reply tells
    would give the answer away.
    """
    if now.state.quiet or now.state.pending or now.state.explained + 1 < EXPLAINED_BEFORE_ASKING:
        return None
    telling = set(now.passages[:TOLD_AT_ONCE])
    told = set(now.state.shown) - telling
    for concept in dict.fromkeys((*now.concepts[:1], *_concepts_of(now, told))):
        if now.model.mastered(f"{now.lesson.pack.id}/{concept}"):
            continue
        for question in _questions_on(now.lesson, concept):
            fresh = question.id not in now.state.closed
            if fresh and told & set(question.support) and not telling & _gives_away(question):
                return question.id
    return None


def _gives_away(question: Question) -> set[str]:
    """Give the passages that hold any of a question's answer."""
    return {*question.support, *(p for e in question.expectations for p in e.support)}


def _concepts_of(now: Situation, passages: set[str]) -> list[str]:
    """Give the concepts of passages, those told last first."""
    known = now.lesson.pack.passage_by_id
    ordered = [p for p in reversed(now.state.shown) if p in passages and p in known]
    return [concept for p in ordered for concept in known[p].concepts]


def _questions_on(lesson: PreparedLesson, concept: str) -> Iterator[Question]:
    return (q for q in lesson.pack.taught if q.concept == concept)


def _ask(now: Situation, why: str) -> Decision:
    """Put the question on what is named, what was told last, or what practice gains most by."""
    pack = now.lesson.pack
    told = [c for p in now.state.topic if p in pack.passage_by_id
            for c in pack.passage_by_id[p].concepts]  # fmt: skip
    named = now.reading.concepts
    wanted = [*named, *told, *_frontier(now)]
    for concept in dict.fromkeys(wanted):
        for question in _questions_on(now.lesson, concept):
            if question.id not in now.state.closed:
                return Decision(
                    move="ask",
                    reason=f"{why}; '{concept}', mastery {now.mastery(concept):.2f}",
                    question=question.id,
                    ask=question.id,
                    expectation=question.expectations[0].id,
                )
    return Decision(move="recap", reason=f"{why}; every question has been asked")


def _frontier(now: Situation) -> list[str]:
    """Order concepts by what practice would gain: ready ones first, the least surely known first.

    Least surely: the estimate less its uncertainty, so that a concept never asked about goes
    before one known to be fair; with the time passed in it, so that what is being forgotten comes
    back by itself. Equals go in the order of the lessons.
    """
    pack = now.lesson.pack

    def rank(concept_id: str) -> tuple[bool, float]:
        needed = pack.concept_by_id[concept_id].prerequisites
        ready = all(now.mastery(p) >= READY for p in needed if p in pack.concept_by_id)
        return (not ready, now.mastery(concept_id) - now.uncertainty(concept_id))

    return sorted((c for c in pack.taught_concepts if c in pack.concept_by_id), key=rank)


def frontier(now: Situation) -> tuple[str, ...]:
    """Give the concepts in the order in which this student is ready for them."""
    return tuple(_frontier(now))


def _on_answer(now: Situation) -> Decision:
    question, pending, grade = now.question, now.state.pending, now.grade
    if question is None or pending is None or grade is None:
        return _on_question(now)
    if grade.misconception:
        return _refute(now, question, pending, grade.misconception)
    covered = _covered_now(pending, grade)
    target = next_expectation(question, pending, grade)
    if target is None:
        return _close(question, "every expectation is covered", praise=covered)
    if pending.restate and not covered:
        return _close(question, "the answer was told and tried again")
    if pending.attempts + 1 >= ATTEMPTS_PER_QUESTION:
        return _close(question, "tried often enough", praise=covered)
    if covered:
        why = "part of it is right"
        return _climb(now, question, target, why, praise=covered, floor=PUMP)
    if grade.zone == "ask":
        why = f"unclear ({grade.outcome:.2f}{', ' + grade.reasons[0] if grade.reasons else ''})"
        return _climb(now, question, target, why, floor=PUMP)
    return _climb(now, question, target, f"not yet ({grade.outcome:.2f})", floor=HINT)


def _covered_now(pending: Pending, grade: Grade) -> tuple[str, ...]:
    return tuple(
        expectation
        for expectation, score in grade.expectations.items()
        if score >= ACCEPTED and pending.covered.get(expectation, 0.0) < ACCEPTED
    )


def next_expectation(
    question: Question, pending: Pending, grade: Grade | None = None
) -> Expectation | None:
    """Give the expectation to work on: open, and nearest to complete (the frontier)."""

    def best(expectation: Expectation) -> float:
        now = grade.expectations.get(expectation.id, 0.0) if grade else 0.0
        return max(now, pending.covered.get(expectation.id, 0.0))

    open_ones = [
        e
        for e in question.expectations
        if best(e) < ACCEPTED and pending.rungs.get(e.id, 0) < ASSERTION
    ]
    if not open_ones:
        return None
    current = next((e for e in open_ones if e.id == pending.expectation), None)
    nearest = max(open_ones, key=best)
    return nearest if current is None or best(nearest) > best(current) + 0.2 else current


def _climb(now: Situation, question: Question, target: Expectation, why: str, *,
           floor: int, praise: tuple[str, ...] = ()) -> Decision:  # fmt: skip
    """Give one rung more help on an expectation than it has had.

    Where the rules end the ladder before that rung, another open expectation is helped with; with
    none left the question is closed untold.
    """
    rung = _next_rung(now, target, floor)
    if rung > _last_rung(now):
        helped = [(e, _next_rung(now, e, floor)) for e in _open_ones(now, question)]
        left = [(e, next_rung) for e, next_rung in helped if next_rung <= _last_rung(now)]
        if not left:
            return _close(question, f"{why}; help ends here for this class", praise=praise)
        target, rung = left[0]
    moves = {PUMP: "pump", HINT: "hint", PROMPT: "prompt"}
    return Decision.model_validate(
        {
            "move": moves.get(rung, "assert"),
            "reason": f"{why}; {moves.get(rung, 'assertion')} on '{target.id}'",
            "question": question.id,
            "expectation": target.id,
            "praise": praise,
        }
    )


def _last_rung(now: Situation) -> int:
    """Give the last rung of help that may be given."""
    return HELP_ENDS[now.rules.help_limit]


def _next_rung(now: Situation, target: Expectation, floor: int) -> int:
    """Give the next rung of help on an expectation that its author has written."""
    rungs = now.state.pending.rungs if now.state.pending else {}
    rung = max(floor, rungs.get(target.id, 0) + 1)
    if rung == HINT and not target.hint.en and not target.hint.es:
        rung = PROMPT
    if rung == PROMPT and not target.prompt.en and not target.prompt.es:
        rung = ASSERTION
    return rung


def _open_ones(now: Situation, question: Question) -> list[Expectation]:
    """Give the expectations that are not covered yet, in the question's order."""
    covered = now.state.pending.covered if now.state.pending else {}
    fresh = now.grade.expectations if now.grade else {}
    return [
        e
        for e in question.expectations
        if max(fresh.get(e.id, 0.0), covered.get(e.id, 0.0)) < ACCEPTED
    ]


def _refute(now: Situation, question: Question, pending: Pending, wrong: str) -> Decision:
    open_one = next_expectation(question, pending, now.grade)
    again = pending.misconception == wrong
    if pending.attempts + 1 >= ATTEMPTS_PER_QUESTION or (again and pending.restate):
        return _close(question, f"'{wrong}' stays; tried often enough")
    if again and open_one is None:
        return _close(question, "the answer was told")
    target = open_one or question.expectations[0]
    if again and _last_rung(now) < ASSERTION:
        return _climb(now, question, target, f"'{wrong}' again", floor=HINT)
    if again:
        return Decision(move="assert", reason=f"'{wrong}' again", question=question.id,
                        expectation=target.id, misconception=wrong)  # fmt: skip
    return Decision(move="refute", reason=f"the answer shows '{wrong}'", question=question.id,
                    expectation=target.id, misconception=wrong)  # fmt: skip


def _close(question: Question, why: str, praise: tuple[str, ...] = ()) -> Decision:
    return Decision(move="recap", reason=why, question=question.id, praise=praise)


def _on_dont_know(now: Situation) -> Decision:
    question, pending = now.question, now.state.pending
    if question is None or pending is None:
        return _on_social(now)
    target = next_expectation(question, pending)
    if target is None or pending.restate or pending.attempts + 1 >= ATTEMPTS_PER_QUESTION:
        return _close(question, "moves on after the answer was told")
    if now.reading.mood == "stuck":
        floor = min(PROMPT, _last_rung(now))
        return _climb(now, question, target, "is stuck: an easier step", floor=floor)
    return _climb(now, question, target, "does not know", floor=HINT)


def _on_request_answer(now: Situation) -> Decision:
    question, pending = now.question, now.state.pending
    if question is None or pending is None:
        return _on_question(now)
    target = next_expectation(question, pending)
    if target is None or pending.restate:
        return _close(question, "the answer was told")
    if pending.attempts == 0 and now.reading.mood is None:
        why = "wants the answer before trying"
        return _climb(now, question, target, why, floor=HINT)
    if _last_rung(now) < ASSERTION:
        return _climb(now, question, target, _why_told(now), floor=HINT)
    return Decision(move="assert", reason=_why_told(now), question=question.id,
                    expectation=target.id)  # fmt: skip


def _why_told(now: Situation) -> str:
    mood = now.reading.mood
    return f"wants the answer and is {mood}" if mood else "wants the answer after trying"


def _on_clarification(now: Situation) -> Decision:
    question, pending = now.question, now.state.pending
    told_last = bool(now.state.topic) and now.state.last_move in ("explain", "refute")
    if question is None or pending is None or told_last:
        return _on_another_way(now)
    return Decision(
        move="ask",
        reason="puts the question another way",
        question=question.id,
        expectation=pending.expectation,
    )


def _on_another_way(now: Situation) -> Decision:
    """Tell the last thing again: simpler, deeper, in another language or form."""
    if now.state.topic:
        return Decision(move="explain", reason=now.reading.reason)
    if now.question is not None and now.state.pending:
        return Decision(move="ask", reason=now.reading.reason, question=now.question.id,
                        expectation=now.state.pending.expectation)  # fmt: skip
    return Decision(move="redirect", reason=f"{now.reading.reason}; nothing has been told yet")


def _on_social(now: Situation) -> Decision:
    if now.question is not None and now.state.pending:
        return Decision(
            move="ask", reason="returns to the open question", question=now.question.id,
            expectation=now.state.pending.expectation,
        )  # fmt: skip
    return Decision(move="redirect", reason="offers where to begin")


def _on_off_topic(_now: Situation) -> Decision:
    return Decision(move="redirect", reason="leads back to the subject")
