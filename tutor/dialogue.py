"""One exchange, from message to record, readable top to bottom.

The core decides, the ports touch the world, this module joins them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from tutor.core.adaptation import plan_reply
from tutor.core.composition import Composition, Worded, compose, compose_greeting
from tutor.core.events import (
    Citation,
    Decision,
    DialogueState,
    Exchange,
    Plan,
    Reading,
    Retrieved,
    Segment,
    Versions,
)
from tutor.core.grading import Grade
from tutor.core.grounding import check_segment
from tutor.core.learner import LearnerModel, update
from tutor.core.material import cite
from tutor.core.phrases import phrase
from tutor.core.policy import Situation, choose_move, choose_opening, frontier
from tutor.core.prepared import PreparedLesson
from tutor.core.reading import is_wordless, read_message
from tutor.core.safety import clean_text, screen_message, screen_segment, support_text
from tutor.core.state import TurnFacts, next_state, weigh_evidence
from tutor.core.terms import Language, Move
from tutor.ports import Brief, Engine, Found, Query, Retriever

RECENT = 5
"""Messages before this one that the crisis screen sees."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the exchange stands: whose it is and what came before."""

    exchange_id: str
    student: str
    session: str
    position: int
    ordinal: int
    at: datetime
    versions: Versions
    history: tuple[Exchange, ...] = ()

    @property
    def state(self) -> DialogueState:
        """Give the state of the dialogue so far."""
        return self.history[-1].state if self.history else DialogueState()

    @property
    def heard_grade(self) -> float | None:
        """Give the US school grade of the last reply."""
        return self.history[-1].plan.reading_level if self.history else None


@dataclass(frozen=True, slots=True)
class Parts:
    """What the dialogue works with."""

    lesson: PreparedLesson
    retriever: Retriever
    engine: Engine
    message_limit: int


Show = Callable[[Segment], None]


def greet(
    place: Place, parts: Parts, model: LearnerModel, language: Language, show: Show
) -> Exchange:
    """Open a visit: say what this is, and ask what is due for review."""
    started = perf_counter()
    opening = Reading(act="social", reason="opens", language=language)
    now = Situation(parts.lesson, place.state, model, opening, place.at)
    decision = choose_opening(now)
    plan = plan_reply(model, decision, None, parts.lesson, place.state, language=language)
    composition = Composition(parts.lesson, decision, plan, place.state)
    worded = compose_greeting(composition)
    facts = TurnFacts(decision, plan, language, first_expectation=decision.expectation)
    return _finish(place, parts, composition, worded, None, facts, (), show, started)


def exchange(
    place: Place,
    parts: Parts,
    model: LearnerModel,
    message: str,
    standing: Language,
    show: Show,
    *,
    follow: bool = True,
) -> Exchange:
    """Answer one message.

    Args:
        place: where the exchange stands in the log.
        parts: material, retriever and engine.
        model: the learner model before this exchange.
        message: the student's words as they came.
        standing: the student's language so far.
        show: called with each segment once it has been checked.
        follow: reply in the language of the message; else only on request.
    """
    started = perf_counter()
    text = clean_text(message)
    screen = screen_message(text, [e.message or "" for e in place.history[-RECENT:]])
    if screen.action == "support":
        language = screen.language or standing
        words = support_text(language, screen.category)
        return _fixed(place, parts, model, text, "support", words, language, show, started)
    if is_wordless(text) and "?" not in text:
        words = phrase("empty", standing)
        return _fixed(place, parts, model, text, "redirect", words, standing, show, started)
    if len(text) > parts.message_limit:
        words = phrase("too_long", standing, limit=str(parts.message_limit))
        text = text[: parts.message_limit]
        return _fixed(place, parts, model, text, "redirect", words, standing, show, started)

    lesson, state = parts.lesson, place.state
    reading = read_message(text, lesson, state, standing, follow=follow)
    grade = _grade(reading, text, lesson, state)
    evidence = weigh_evidence(reading, grade, state, lesson)
    found = _find(parts.retriever, reading, text, state)
    concepts = _concepts_found(found, lesson, reading, state)
    moved = _preview(model, place, reading, evidence, lesson)
    now = Situation(
        lesson, state, moved, reading, place.at, grade,
        found.answerable if found else 0.0, concepts,
    )  # fmt: skip
    decision = choose_move(now)
    language = reading.language
    plan = plan_reply(
        moved, decision, reading, lesson, state,
        message=text, language=language, concepts=concepts,
    )  # fmt: skip
    composition = Composition(
        lesson, decision, plan, state, reading,
        query=_query(reading, text, state),
        passages=_permitted(decision, reading, found, state, lesson),
        scores=_scores(decision, reading, found, state),
        turn=place.position,
        doorways=_doorways(now, plan),
    )  # fmt: skip
    worded = compose(composition)
    facts = _facts(composition, worded, grade, standing)
    record = _finish(place, parts, composition, worded, text, facts,
                     _retrieved(found), show, started)  # fmt: skip
    return record.model_copy(update={"reading": reading, "evidence": evidence})


def _grade(
    reading: Reading, text: str, lesson: PreparedLesson, state: DialogueState
) -> Grade | None:
    if reading.act != "answer" or state.pending is None:
        return None
    grader = lesson.graders.get(state.pending.question)
    return grader.grade(text, reading.language) if grader else None


def _find(
    retriever: Retriever, reading: Reading, text: str, state: DialogueState
) -> Found | None:
    """Search in the language of the question, whatever the language of the reply."""
    if reading.act != "question":
        return None
    context = state.query if len(text.split()) <= 4 else ""
    return retriever.find(Query(text=text, language=reading.written, context=context))


def _concepts_found(
    found: Found | None, lesson: PreparedLesson, reading: Reading, state: DialogueState
) -> tuple[str, ...]:
    ids = [hit.id for hit in found.hits[:2]] if found else list(state.topic[:1])
    passages = lesson.pack.passage_by_id
    concepts = [c for p in ids if p in passages for c in passages[p].concepts[:1]]
    return tuple(dict.fromkeys((*concepts, *reading.concepts[:1])))


def _preview(
    model: LearnerModel,
    place: Place,
    reading: Reading,
    evidence: tuple[object, ...],
    lesson: PreparedLesson,
) -> LearnerModel:
    """Give the model as this message alone moves it, for deciding and planning the reply."""
    shown = place.history[-1].plan if place.history else None
    if shown is None:
        return model
    preview = place.history[-1].model_copy(
        update={
            "id": place.exchange_id,
            "ordinal": place.ordinal,
            "at": place.at,
            "message": "",
            "screened": "none",
            "pack": lesson.pack.id,
            "heard_grade": place.heard_grade,
            "reading": reading,
            "evidence": evidence,
        }
    )
    return update(model, preview)


def _query(reading: Reading, text: str, state: DialogueState) -> str:
    return text if reading.act == "question" else state.query


def _permitted(
    decision: Decision,
    reading: Reading,
    found: Found | None,
    state: DialogueState,
    lesson: PreparedLesson,
) -> tuple[str, ...]:
    """Give the passages that the reply may rest on."""
    if reading.act == "question" and found is not None:
        return tuple(hit.id for hit in found.hits)
    if decision.move == "explain":
        return tuple(p for p in state.topic if p in lesson.pack.passage_by_id)
    return ()


def _scores(
    decision: Decision, reading: Reading, found: Found | None, state: DialogueState
) -> tuple[float, ...]:
    if found is not None:
        useful = [hit for hit in found.hits if hit.coverage > 0.15 or decision.move == "explain"]
        return tuple(hit.score for hit in useful)
    return tuple(1.0 for _ in state.topic) if reading.act != "question" else ()


def _doorways(now: Situation, plan: Plan) -> tuple[str, ...]:
    """Order untold passages by the student's frontier and interests."""
    pack = now.lesson.pack
    order = {concept: place for place, concept in enumerate(frontier(now))}
    liked = set(plan.interests)

    def rank(passage_id: str) -> tuple[bool, int]:
        passage = pack.passage_by_id[passage_id]
        return (not liked & set(passage.tags), min(order[c] for c in passage.concepts))

    fresh = [p.id for p in pack.passages if p.id not in now.state.shown and p.voice == "figure"]
    return tuple(sorted(fresh, key=rank)[:6])


def _facts(
    composition: Composition, worded: Worded, grade: Grade | None, standing: Language
) -> TurnFacts:
    decision, pack = composition.decision, composition.lesson.pack
    told = tuple(dict.fromkeys(part.passage.id for part in worded.told))
    asked = pack.question_by_id.get(decision.ask or "")
    pending = composition.state.pending
    open_question = pack.question_by_id.get(pending.question) if pending else None
    revealed = (
        tuple(e.id for e in open_question.expectations if set(e.support) & set(told))
        if open_question
        else ()
    )
    return TurnFacts(
        decision, composition.plan, standing,
        reading=composition.reading, grade=grade, told=told, query=composition.query,
        revealed=revealed, first_expectation=asked.expectations[0].id if asked else None,
    )  # fmt: skip


def _retrieved(found: Found | None) -> tuple[Retrieved, ...]:
    if found is None:
        return ()
    return tuple(
        Retrieved(id=hit.id, score=round(hit.score, 4), coverage=round(hit.coverage, 4))
        for hit in found.hits
    )


def _finish(
    place: Place,
    parts: Parts,
    composition: Composition,
    worded: Worded,
    message: str | None,
    facts: TurnFacts,
    retrieved: tuple[Retrieved, ...],
    show: Show,
    started: float,
) -> Exchange:
    """Word the plan, check and show each segment, and put the exchange together."""
    lesson, plan = parts.lesson, composition.plan
    citations = cite(worded.segments, worded.told, lesson.pack, lesson.persona, plan)
    brief = Brief(
        plan, worded.segments, lesson.persona, lesson.pack,
        tuple(c.id for c in citations), place.history,
    )  # fmt: skip
    shown: list[Segment] = []
    first_ms = 0.0
    for segment in _checked(parts.engine.compose(brief), citations, lesson, plan):
        show(segment)
        first_ms = first_ms or (perf_counter() - started) * 1000.0
        shown.append(segment)
    total_ms = (perf_counter() - started) * 1000.0
    return Exchange(
        id=place.exchange_id, student=place.student, session=place.session,
        position=place.position, ordinal=place.ordinal, at=place.at,
        pack=lesson.pack.id, persona=lesson.persona.id, message=message,
        heard_grade=place.heard_grade, decision=composition.decision, plan=plan, retrieved=retrieved, segments=tuple(shown),
        citations=_used(citations, shown), state=next_state(composition.state, facts),
        engine=parts.engine.name, versions=place.versions,
        timings_ms={"first": round(first_ms, 2), "total": round(total_ms, 2)},
    )  # fmt: skip


def _checked(
    segments: Iterator[Segment],
    citations: tuple[Citation, ...],
    lesson: PreparedLesson,
    plan: Plan,
) -> Iterator[Segment]:
    """Let through what may be shown; say that the record is silent where nothing may."""
    passed = False
    for segment in segments:
        problems = check_segment(segment, citations, lesson.pack, lesson.persona, plan)
        if not problems and screen_segment(segment.text) is None:
            passed = True
            yield segment
    if not passed:
        yield Segment(voice="guide", text=phrase("unknown", plan.language))


def _used(citations: tuple[Citation, ...], shown: list[Segment]) -> tuple[Citation, ...]:
    used = {passage for segment in shown for passage in segment.support}
    return tuple(citation for citation in citations if citation.id in used)


def _fixed(
    place: Place, parts: Parts, model: LearnerModel, text: str, move: Move, words: str,
    language: Language, show: Show, started: float,
) -> Exchange:  # fmt: skip
    """Record a reply whose words are fixed. Nothing is graded; the dialogue stays where it is."""
    segment = Segment(voice="guide", text=words)
    show(segment)
    decision = Decision(move=move, reason="fixed words")
    unsafe = move == "support"
    reading = Reading(act="unsafe" if unsafe else "social", reason="screened", language=language)
    plan = plan_reply(model, decision, None, parts.lesson, place.state, language=language)
    spent = round((perf_counter() - started) * 1000.0, 2)
    return Exchange(
        id=place.exchange_id, student=place.student, session=place.session,
        position=place.position, ordinal=place.ordinal, at=place.at,
        pack=parts.lesson.pack.id, persona=parts.lesson.persona.id, message=text,
        screened="support" if unsafe else "none", reading=reading, decision=decision, plan=plan,
        segments=(segment,), state=place.state, engine="embedded", versions=place.versions,
        timings_ms={"first": spent, "total": spent},
    )  # fmt: skip
