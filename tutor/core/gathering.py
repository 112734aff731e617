"""What a reply may rest on, and what it leaves behind: pure steps between finding and wording."""

from __future__ import annotations

from tutor.core.composition import Composition, Worded
from tutor.core.events import Decision, DialogueState, Reading, Retrieved
from tutor.core.grading import Grade
from tutor.core.policy import Situation, frontier
from tutor.core.prepared import PreparedLesson
from tutor.core.state import TurnFacts
from tutor.core.terms import Language

NEARBY = 0.3
"""Coverage from which a passage is near enough to be told beside "the record does not say"."""
DOORWAYS = 6


def grade_answer(
    reading: Reading, message: str, lesson: PreparedLesson, state: DialogueState
) -> Grade | None:
    """Grade a message that answers the open question; None for any other."""
    if reading.act != "answer" or state.pending is None:
        return None
    grader = lesson.graders.get(state.pending.question)
    return grader.grade(message, reading.language) if grader else None


def concepts_in_hand(
    found: tuple[Retrieved, ...], lesson: PreparedLesson, reading: Reading, state: DialogueState
) -> tuple[str, ...]:
    """Give the concepts of the passages found, or of those told last; the best first."""
    ids = [item.id for item in found[:2]] or list(state.topic[:1])
    passages = lesson.pack.passage_by_id
    concepts = [c for p in ids if p in passages for c in passages[p].concepts[:1]]
    return tuple(dict.fromkeys((*concepts, *reading.concepts[:1])))


def query_of(reading: Reading, message: str, state: DialogueState) -> str:
    """Give the question that the reply speaks to: this one, or the one it goes on from."""
    return message if reading.act in ("question", "social") else state.query


def permit_passages(
    decision: Decision, reading: Reading, found: tuple[Retrieved, ...], state: DialogueState
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Give the passages that the reply may rest on, with their scores, the best first."""
    if reading.act == "question":
        near = [f for f in found if decision.move == "explain" or f.coverage > NEARBY]
        return tuple(f.id for f in near), tuple(f.score for f in near)
    if decision.move == "explain":
        return state.topic, tuple(1.0 for _ in state.topic)
    return (), ()


def order_doorways(now: Situation, interests: tuple[str, ...]) -> tuple[str, ...]:
    """Order passages not told yet: those the student likes, then those they are ready for."""
    pack = now.lesson.pack
    order = {concept: place for place, concept in enumerate(frontier(now))}
    liked = set(interests)

    def rank(passage_id: str) -> tuple[bool, int]:
        passage = pack.passage_by_id[passage_id]
        return (not liked & set(passage.tags), min(order[c] for c in passage.concepts))

    fresh = [p.id for p in pack.passages if p.id not in now.state.shown and p.voice == "figure"]
    return tuple(sorted(fresh, key=rank)[:DOORWAYS])


def gather_facts(
    composition: Composition, worded: Worded, grade: Grade | None, standing: Language
) -> TurnFacts:
    """Give what the turn was, for the state after it."""
    pack = composition.lesson.pack
    told = _told(composition, worded)
    asked = pack.question_by_id.get(composition.decision.ask or "")
    pending = composition.state.pending
    open_question = pack.question_by_id.get(pending.question) if pending else None
    expectations = open_question.expectations if open_question else ()
    return TurnFacts(
        composition.decision,
        composition.plan,
        standing,
        reading=composition.reading,
        grade=grade,
        told=told,
        query=composition.query,
        revealed=tuple(e.id for e in expectations if set(e.support) & set(told)),
        first_expectation=asked.expectations[0].id if asked else None,
    )


def _told(composition: Composition, worded: Worded) -> tuple[str, ...]:
    """Give what was told, so that the student can ask for more of it."""
    supports = [p for segment in worded.segments for p in segment.support]
    disputes = [p.rpartition(".")[0] for p in supports]
    known = composition.lesson.pack
    found = [f"dispute:{d}" for d in disputes if d in known.dispute_by_id]
    found += [part.passage.id for part in worded.told]
    if composition.decision.move == "explain":
        found += [p for p in supports if p in known.passage_by_id]
    return tuple(dict.fromkeys(found))
