"""What a reply may rest on, and what it leaves behind: pure steps between finding and wording."""

from __future__ import annotations

from tutor.core.completing import complete
from tutor.core.composition import Composition, Worded
from tutor.core.events import Decision, DialogueState, Reading, Retrieved
from tutor.core.feelings import asks_feeling_alone
from tutor.core.grading import ACCEPTED, Grade, PreparedQuestion
from tutor.core.lesson import render_person
from tutor.core.policy import frontier
from tutor.core.prepared import PreparedLesson
from tutor.core.situation import Situation
from tutor.core.state import TurnFacts, next_state
from tutor.core.terms import Language

_GAP = "..."
FILLING_WORDS = 4
"""An answer this short may fill the gap of a prompt."""
NEARBY = 0.3
"""Coverage from which a passage is near enough to be told beside "the record does not say"."""
DOORWAYS = 6
MANY_TAGS = 99
"""More than a passage has; the first of its tags is what it is most about."""
_NEAR_DISPUTE = 0.6
"""A passage that scores this near to a dispute is told in its place, unless it was asked for."""


def grade_answer(
    reading: Reading, message: str, lesson: PreparedLesson, state: DialogueState
) -> Grade | None:
    """Grade a message that answers the open question; None for any other."""
    if reading.act != "answer" or state.pending is None:
        return None
    grader = lesson.graders.get(state.pending.question)
    if grader is None:
        return None
    grade = grader.grade(message, reading.language)
    grade = complete(grade, message, state.pending.said, grader)
    return _grade_filled(message, reading, state, grader, grade)


def _grade_filled(
    message: str,
    reading: Reading,
    state: DialogueState,
    grader: PreparedQuestion,
    grade: Grade,
) -> Grade:
    """Read a word or two after a prompt as what was missing in it.

    The filled sentence counts for the prompted idea alone; the words that the tutor put there
    earn nothing else.
    """
    pending = state.pending
    target = pending.expectation if pending else None
    if state.last_move != "prompt" or target is None or reading.words > FILLING_WORDS:
        return grade
    prompt = grader.question.expectation(target).prompt.get(reading.language)
    if _GAP not in prompt:
        return grade
    sentence = render_person(prompt.partition(_GAP)[0] + message + prompt.partition(_GAP)[2],
                             None, None)  # fmt: skip
    filled = grader.grade(sentence, reading.language)
    score = max(filled.expectations.get(target, 0.0), grade.expectations.get(target, 0.0))
    if score <= grade.outcome:
        return grade
    expectations = grade.expectations | {target: score}
    return filled.model_copy(
        update={"outcome": score, "expectations": expectations, "misconceptions": {}}
    )


def concepts_in_hand(
    found: tuple[Retrieved, ...], lesson: PreparedLesson, reading: Reading, state: DialogueState
) -> tuple[str, ...]:
    """Give the concepts of the passages found, or of those told last; the best first."""
    ids = [item.id for item in found[:2]] or list(state.topic[:1])
    passages = lesson.pack.passage_by_id
    concepts = [c for p in ids if p in passages for c in passages[p].concepts[:1]]
    return tuple(dict.fromkeys((*concepts, *reading.concepts[:1])))


def is_about_last(reading: Reading, message: str, state: DialogueState) -> bool:
    """Tell whether "were you scared?" asks about what was told last.

    The passages that a bare word of feeling finds tell how somebody else felt somewhere else.
    """
    plain = reading.act == "question" and reading.topic is None and reading.premise is None
    return plain and bool(state.topic) and asks_feeling_alone(message)


def recall_topic(state: DialogueState) -> tuple[Retrieved, ...]:
    """Give what was told last as if it had been found."""
    return tuple(Retrieved(id=passage, score=1.0, coverage=1.0) for passage in state.topic)


def query_of(reading: Reading, message: str, state: DialogueState) -> str:
    """Give the question that the reply speaks to: this one, or the one it goes on from."""
    if reading.topic == "sources":
        return state.query
    return message if reading.act in ("question", "social") else state.query


def permit_passages(
    decision: Decision, reading: Reading, found: tuple[Retrieved, ...], state: DialogueState
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Give the passages that the reply may rest on, with their scores, the best first."""
    if reading.topic == "sources":
        return state.topic, tuple(1.0 for _ in state.topic)
    if reading.act == "question":
        found = _passages_first(found, reading)
        near = [f for f in found if decision.move == "explain" or f.coverage > NEARBY]
        return tuple(f.id for f in near), tuple(f.score for f in near)
    if decision.move == "explain":
        return state.topic, tuple(1.0 for _ in state.topic)
    return (), ()


def _passages_first(found: tuple[Retrieved, ...], reading: Reading) -> tuple[Retrieved, ...]:
    """Put a dispute that only shares words with the question behind the passages near it."""
    if not found or not found[0].id.startswith("dispute:") or reading.topic == found[0].id:
        return found
    plain = [f for f in found if not f.id.startswith("dispute:")]
    if not plain or plain[0].score < _NEAR_DISPUTE * found[0].score:
        return found
    return (*plain, *(f for f in found if f.id.startswith("dispute:")))


def order_doorways(now: Situation, interests: tuple[str, ...]) -> tuple[str, ...]:
    """Order passages not told yet: those the student likes, then those they are ready for.

    Of one concept those that an open question rests on go first. A dramatization is never offered.
    """
    pack = now.lesson.pack
    order = {concept: place for place, concept in enumerate(frontier(now))}
    liked = set(interests)
    rests_on = {p for q in pack.questions if q.id not in now.state.closed for p in q.support}

    def rank(passage_id: str) -> tuple[int, int, bool]:
        passage = pack.passage_by_id[passage_id]
        return (
            min((at for at, tag in enumerate(passage.tags) if tag in liked), default=MANY_TAGS),
            min(order.get(c, len(order)) for c in passage.concepts),
            passage_id not in rests_on,
        )

    fresh = [p.id for p in pack.passages
             if p.id not in now.state.shown and p.kind != "dramatization"]  # fmt: skip
    return tuple(sorted(fresh, key=rank)[:DOORWAYS])


def gather_facts(
    composition: Composition,
    worded: Worded,
    grade: Grade | None,
    standing: Language,
    message: str = "",
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
        message=message,
        revealed=tuple(e.id for e in expectations if set(e.support) & set(told)),
        first_expectation=asked.expectations[0].id if asked else None,
    )


def hidden_ideas(composition: Composition, facts: TurnFacts) -> tuple[str | None, frozenset[str]]:
    """Name the question that is open after a turn, and its ideas that the reply must not tell."""
    pending = next_state(composition.state, facts).pending
    question = composition.lesson.pack.question_by_id.get(pending.question) if pending else None
    if pending is None or question is None:
        return None, frozenset()
    decision = composition.decision
    open_to_all = {*decision.praise, *facts.revealed}
    if decision.move == "assert" and decision.expectation:
        open_to_all.add(decision.expectation)
    covered = {key for key, score in pending.covered.items() if score >= ACCEPTED}
    return question.id, frozenset(e.id for e in question.expectations) - open_to_all - covered


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
