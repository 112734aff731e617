"""One exchange, from message to record, readable top to bottom.

The core decides, the ports touch the world, this module joins them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import perf_counter

from tutor.core.adaptation import plan_reply
from tutor.core.composition import Composition, Worded, compose, compose_greeting
from tutor.core.events import (
    Citation,
    Decision,
    DialogueState,
    Evidence,
    Exchange,
    Plan,
    Reading,
    Retrieved,
    Segment,
)
from tutor.core.feelings import event_asked
from tutor.core.fixed_words import (
    RECENT,
    FixedWords,
    find_fixed_words,
    find_notes,
    slow_down,
    unsaved_words,
)
from tutor.core.gathering import (
    concepts_in_hand,
    gather_facts,
    grade_answer,
    hidden_ideas,
    is_about_last,
    order_doorways,
    permit_passages,
    query_of,
    recall_topic,
)
from tutor.core.learner import LearnerModel, update
from tutor.core.material import cite
from tutor.core.place import Place
from tutor.core.policy import choose_move, choose_opening
from tutor.core.prepared import PreparedLesson
from tutor.core.reading import keep_to, read_message, take_as_ours
from tutor.core.safety import Concern, clean_text, find_concerns, mask_personal
from tutor.core.sitting import note_use, say_due
from tutor.core.situation import Situation
from tutor.core.speech_acts import find_questions
from tutor.core.state import TurnFacts, next_state, weigh_evidence
from tutor.ports import Brief, Engine, Found, Query, Retriever
from tutor.saying import Show, say

SHOWN = 2
"""Exchanges that an engine is shown."""
MOST_QUESTIONS = 3
"""Questions of one message that are looked up, the last ones."""
FOLLOW_UP_WORDS = 4
"""A question this short is searched together with the one before it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the dialogue works with."""

    lesson: PreparedLesson
    retriever: Retriever
    engine: Engine
    message_limit: int


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything about a reply that is known before an engine words it."""

    composition: Composition
    worded: Worded
    facts: TurnFacts
    message: str | None = None
    reading: Reading | None = None
    evidence: tuple[Evidence, ...] = ()
    retrieved: tuple[Retrieved, ...] = ()
    concerns: tuple[Concern, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """An exchange, and what was sent to a language model and came back, by SHA-256."""

    exchange: Exchange
    raw: Mapping[str, str] = field(default_factory=dict)


def greet(place: Place, parts: Parts, show: Show) -> Made:
    """Open a visit: say what this is, and ask what is due for review."""
    started = perf_counter()
    opening = Reading(act="social", reason="opens", language=place.standing)
    now = _situation(place, parts, opening)
    decision = choose_opening(now)
    plan = plan_reply(now, decision)
    composition = Composition(parts.lesson, decision, plan, place.state)
    facts = TurnFacts(decision, plan, place.standing, first_expectation=decision.expectation)
    reply = Reply(composition, compose_greeting(composition), facts)
    return _record(place.put_off(), parts, reply, show, started)


def exchange(place: Place, parts: Parts, message: str, show: Show) -> Made:
    """Answer one message.

    Args:
        place: where the exchange stands in the log.
        parts: material, retriever and engine.
        message: the student's words as they came.
        show: called with each segment once it has been checked.
    """
    started = perf_counter()
    text = clean_text(message)
    concerns = find_concerns(text, place.messages[-RECENT:])
    fixed = find_fixed_words(
        text,
        concerns,
        place.standing,
        parts.message_limit,
        pending=place.state.pending is not None,
        rules=place.rules,
    )
    if place.sitting is not None and place.sitting.too_fast:
        fixed = slow_down(fixed, concerns, place.standing)
    if fixed is not None:
        show(Segment(voice="guide", text=fixed.text))
        return Made(_record_fixed(place, parts, text[: parts.message_limit], fixed))

    reading = read_message(
        text,
        parts.lesson,
        place.state,
        place.standing,
        follow=place.follow,
        settled=place.model.language is not None,
    )
    reading = keep_to(place.rules, reading, place.standing)
    noted = note_use(place.sitting, place.at, reading.language)
    reply = replace(_decide(place, parts, text, reading), concerns=(*concerns, *noted))
    return _record(place, parts, reply, show, started)


def _decide(place: Place, parts: Parts, text: str, reading: Reading) -> Reply:
    """Grade, find, choose the next move, plan it and script it."""
    lesson, state = parts.lesson, place.state
    again = is_about_last(reading, text, state)
    found = None if again else _find(parts, reading, text, state, place.names)
    reading = take_as_ours(reading, found.answerable if found else 0.0)
    grade = grade_answer(reading, text, lesson, state)
    evidence = weigh_evidence(reading, grade, state, lesson)
    retrieved = recall_topic(state) if again else _retrieved(found, reading)
    now = Situation(
        lesson,
        state,
        _moved(place, parts, reading, evidence),
        reading,
        place.at,
        grade,
        1.0 if again else found.answerable if found else 0.0,
        concepts_in_hand(retrieved, lesson, reading, state),
        tuple(item.id for item in retrieved),
        place.rules,
    )
    decision = choose_move(now)
    plan = plan_reply(now, decision, text)
    passages, scores = permit_passages(decision, reading, retrieved, state)
    composition = Composition(
        lesson,
        decision,
        plan,
        state,
        reading,
        query=query_of(reading, text, state),
        passages=passages,
        scores=scores,
        turn=place.position,
        said=place.said,
        doorways=order_doorways(now, plan.interests),
    )
    worded = compose(composition)
    facts = gather_facts(composition, worded, grade, place.standing, text)
    return Reply(composition, worded, facts, text, reading, evidence, retrieved)


def exchange_unrecorded(place: Place, parts: Parts, message: str) -> Exchange:
    """Say that a message could not be recorded; a cry for help is answered all the same."""
    text = clean_text(message)
    words = unsaved_words(text, place.messages, place.standing)
    return _record_fixed(place, parts, text[: parts.message_limit], words)


def _find(
    parts: Parts, reading: Reading, text: str, state: DialogueState, names: frozenset[str]
) -> Found | None:
    """Search in the language of the question, whatever the language of the reply.

    Of several questions at once that one is answered which the material answers most surely, all
    of them together or the last of equals.
    """
    if reading.act not in ("question", "off_topic") or reading.topic in ("program", "sources"):
        return None
    asked = find_questions(text)[-MOST_QUESTIONS:]
    found = [_search(parts, reading, question, state, names) for question in asked]
    if len(asked) > 1:
        found.append(_search(parts, reading, " ".join(asked), state, names))
    return max(reversed(found), key=lambda one: one.answerable)


def _search(
    parts: Parts, reading: Reading, asked: str, state: DialogueState, names: frozenset[str]
) -> Found:
    context = state.query if len(asked.split()) <= FOLLOW_UP_WORDS else ""
    listener = parts.lesson.persona.id
    text = event_asked(asked)
    masked, spans = mask_personal(text, names)
    outward = masked if spans else ""
    query = Query(text, reading.written, context=context, listener=listener, outward=outward)
    return parts.retriever.find(query)


def _retrieved(found: Found | None, reading: Reading) -> tuple[Retrieved, ...]:
    if found is None or reading.act == "off_topic":
        return ()
    return tuple(
        Retrieved(id=hit.id, score=round(hit.score, 4), coverage=round(hit.coverage, 4))
        for hit in found.hits
    )


def _moved(
    place: Place, parts: Parts, reading: Reading, evidence: tuple[Evidence, ...]
) -> LearnerModel:
    """Give the model as this message moves it, for deciding and planning the reply."""
    if place.last is None:
        return place.model
    heard = place.last.model_copy(
        update={
            "id": place.exchange_id,
            "ordinal": place.ordinal,
            "at": place.at,
            "message": "",
            "screened": "none",
            "pack": parts.lesson.pack.id,
            "heard_grade": place.heard_grade,
            "declared_grade": place.declared_grade,
            "reading": reading,
            "evidence": evidence,
        }
    )
    return update(place.model, heard)


def _record(place: Place, parts: Parts, reply: Reply, show: Show, started: float) -> Made:
    """Word the plan, check and show each segment, and put the exchange together."""
    lesson, plan, worded = parts.lesson, reply.composition.plan, reply.worded
    citations = cite(worded.segments, worded.told, lesson.pack, plan)
    before = place.last.reading if place.last else None
    notes = find_notes(reply.concerns, plan.language, reply.reading, before)
    lines = _show_lines(notes, show)
    said = say(parts.engine, _brief(place, lesson, reply, citations), lesson, citations, show)
    last = _show_lines(say_due(place.sitting, plan.language), show)
    used = {passage for segment in said.segments for passage in segment.support}
    made = _begin(place, parts, reply.composition.decision, plan, reply.message)
    account = said.account
    scripted = account is not None and account.wording.outcome == "embedded"
    exchange = made.model_copy(
        update={
            "heard_grade": place.heard_grade,
            "reading": reply.reading,
            "evidence": reply.evidence,
            "retrieved": reply.retrieved,
            "concerns": reply.concerns,
            "segments": (*lines, *said.segments, *last),
            "citations": tuple(citation for citation in citations if citation.id in used),
            "state": next_state(reply.composition.state, reply.facts),
            "engine": "embedded" if scripted else parts.engine.name,
            "wording": account.wording if account else None,
            "timings_ms": {
                "first": round((said.first - started) * 1000.0, 2),
                "total": _ms_since(started),
            },
        }
    )
    return Made(exchange, account.raw if account else {})


def _show_lines(lines: tuple[str, ...], show: Show) -> tuple[Segment, ...]:
    said = tuple(Segment(voice="guide", text=line) for line in lines)
    for line in said:
        show(line)
    return said


def _situation(place: Place, parts: Parts, reading: Reading) -> Situation:
    """Give the situation of a turn in which nothing is found or graded."""
    return Situation(parts.lesson, place.state, place.model, reading, place.at, rules=place.rules)


def _brief(
    place: Place, lesson: PreparedLesson, reply: Reply, citations: tuple[Citation, ...]
) -> Brief:
    """Give an engine what it needs, and nothing else: an outside model is no place for names."""
    question, hidden = hidden_ideas(reply.composition, reply.facts)
    return Brief(
        plan=reply.composition.plan,
        scripted=reply.worded.segments,
        persona=lesson.persona,
        pack=lesson.pack,
        passages=tuple(citation.id for citation in citations),
        history=tuple(_masked(each, place.names) for each in place.history[-SHOWN:]),
        message=mask_personal(reply.message or "", place.names)[0],
        open_question=lesson.graders.get(question or ""),
        hidden=hidden,
    )


def _masked(made: Exchange, names: frozenset[str]) -> Exchange:
    """Give an exchange with the personal data in its message masked."""
    masked, spans = mask_personal(made.message or "", names)
    return made.model_copy(update={"message": masked}) if spans else made


def _record_fixed(place: Place, parts: Parts, text: str, fixed: FixedWords) -> Exchange:
    """Put a reply together whose words are fixed."""
    started = perf_counter()
    reading = Reading(act=fixed.act, reason=fixed.reason, language=fixed.language)
    decision = Decision(move=fixed.move, reason=reading.reason)
    now = _situation(place, parts, reading)
    made = _begin(place.put_off(), parts, decision, plan_reply(now, decision), text)
    spent = _ms_since(started)
    return made.model_copy(
        update={
            "screened": fixed.screened,
            "concerns": fixed.concerns,
            "reading": reading,
            "segments": (Segment(voice="guide", text=fixed.text),),
            "timings_ms": {"first": spent, "total": spent},
        }
    )


def _begin(
    place: Place, parts: Parts, decision: Decision, plan: Plan, message: str | None
) -> Exchange:
    """Stamp an exchange with its place, its material and its plan."""
    return Exchange(
        id=place.exchange_id,
        student=place.student,
        session=place.session,
        position=place.position,
        ordinal=place.ordinal,
        at=place.at,
        pack=parts.lesson.pack.id,
        persona=parts.lesson.persona.id,
        versions=place.versions,
        declared_grade=place.declared_grade,
        rules=place.rules,
        sitting=place.sitting,
        message=message,
        decision=decision,
        plan=plan,
        state=place.state,
    )


def _ms_since(started: float) -> float:
    return round((perf_counter() - started) * 1000.0, 2)
