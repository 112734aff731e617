"""Fitting a reply to the student: language, level, depth, focus, form. Pure, with its reasons."""

from __future__ import annotations

import re

from tutor.core.events import Decision, DialogueState, Plan, Reading
from tutor.core.learner import LearnerModel
from tutor.core.prepared import PreparedLesson
from tutor.core.terms import DEPTHS, LEVEL_GRADES, LEVELS, Depth, Language, Level, level_for
from tutor.core.text import fold

_SENTENCES: dict[Level, int] = {"simple": 3, "standard": 4, "advanced": 5}
_WHY = re.compile(r"\b(why|how come|reason|por que|para que|razon|motivo)\b")
_HOW_KNOWN = re.compile(
    r"\b(how do (we|you|they|historians) know|who says|says who|is (it|that) true|really true|proof|prove|evidence"
    r"|source|sources|are you sure|como (lo )?(sabemos|sabes|saben|se sabe)|quien (lo )?dice|es verdad|es cierto"
    r"|prueba|pruebas|fuente|fuentes|segur[oa])\b"
)
_OTHERS = re.compile(
    r"\b(what did (they|others|people|the \w+|lewis|clark|he) (think|say|feel|write)|point of view|other side"
    r"|perspective|que (pensaban|decian|sentian|escribi\w+)|punto de vista|perspectiva)\b"
)
_LEVEL_NAMES: dict[Level, str] = {
    "simple": "short, everyday sentences",
    "standard": "middle-school sentences",
    "advanced": "fuller sentences and richer words",
}


def plan_reply(
    model: LearnerModel,
    decision: Decision,
    reading: Reading | None,
    lesson: PreparedLesson,
    state: DialogueState,
    *,
    message: str = "",
    language: Language = "en",
    concepts: tuple[str, ...] = (),
) -> Plan:
    """Plan how a decision is worded for this student.

    Args:
        model: the learner model, moved by this message already.
        decision: the move to be worded.
        reading: of the message; None for the greeting.
        lesson: pack and persona.
        state: the dialogue before this turn.
        message: the student's words.
        language: to reply in.
        concepts: what the passages found are about, the best first.
    """
    grade, level, level_note = _fit_level(model, language, reading, state)
    depth, depth_note = _fit_depth(model, reading, lesson, state, message, concepts)
    notes = [level_note, depth_note, _language_note(reading, language)]
    interests = _interests(model, reading)
    if interests:
        notes.append(f"interests: {', '.join(interests)}")
    if model.presentation_chosen:
        notes.append(f"told as a {model.presentation}, as the student chose")
    return Plan(
        move=decision.move,
        reason=decision.reason,
        language=language,
        reading_level=grade,
        level=level,
        depth=depth,
        focus=_focus(decision, reading, lesson, concepts),
        presentation=model.presentation,
        person=lesson.persona.person,
        max_sentences=_SENTENCES[level],
        interests=interests,
        gloss=bool(reading and (reading.mixed or reading.switched)) or len(model.reading) > 1,
        notes=tuple(note for note in notes if note),
    )


def _fit_level(
    model: LearnerModel, language: Language, reading: Reading | None, state: DialogueState
) -> tuple[float, Level, str]:
    """Fit grade and level: one level at a time, and at once where the student asks for it."""
    grade = model.reading_level(language).grade
    level = level_for(grade)
    if state.level is not None:
        level = _one_step(state.level, level)
        if reading and reading.act == "request_simpler":
            level = LEVELS[max(0, LEVELS.index(state.level) - 1)]
    low, high = LEVEL_GRADES[level]
    grade = round(min(high - 0.1, max(low, grade)), 1)
    known = model.reading_level(language)
    note = f"grade {grade:.1f} ±{known.variance**0.5:.1f}: {_LEVEL_NAMES[level]}"
    if reading and reading.act == "request_simpler":
        note += ", because you asked for simpler words"
    return grade, level, note


def _one_step(before: Level, wanted: Level) -> Level:
    here, there = LEVELS.index(before), LEVELS.index(wanted)
    return LEVELS[here + max(-1, min(1, there - here))]


def _fit_depth(
    model: LearnerModel,
    reading: Reading | None,
    lesson: PreparedLesson,
    state: DialogueState,
    message: str,
    concepts: tuple[str, ...],
) -> tuple[Depth, str]:
    """Fit depth: what the question asks for, what mastery allows, and one step deeper on request."""
    if reading is None:
        return "fact", ""
    if reading.act == "request_deeper":
        deeper = DEPTHS[min(len(DEPTHS) - 1, DEPTHS.index(state.depth) + 1)]
        return deeper, f"depth {deeper}: one step deeper, as asked"
    if reading.act in ("request_simpler", "clarification") or reading.wants_language:
        return state.depth, f"depth {state.depth}: the same matter again"
    asked = _asked_depth(fold(message))
    mastery = model.mastery(f"{lesson.pack.id}/{concepts[0]}") if concepts else 0.0
    earned: Depth = "fact" if mastery < 0.55 else "cause" if mastery < 0.72 else "perspective"
    depth = max(asked, earned, key=DEPTHS.index)
    why = "the question asks for it" if depth == asked != "fact" else f"mastery {mastery:.2f}"
    return depth, f"depth {depth}: {why}"


def _asked_depth(text: str) -> Depth:
    if _HOW_KNOWN.search(text):
        return "argument"
    if _OTHERS.search(text):
        return "perspective"
    return "cause" if _WHY.search(text) else "fact"


def _language_note(reading: Reading | None, language: Language) -> str:
    if reading is None:
        return ""
    name = {"en": "English", "es": "Spanish"}[language]
    if reading.wants_language:
        return f"in {name}, as asked"
    if reading.switched and reading.language == language:
        return f"in {name}, following the student"
    return f"in {name}; the message mixes both languages" if reading.mixed else ""


def _interests(model: LearnerModel, reading: Reading | None) -> tuple[str, ...]:
    shown = reading.interests if reading else ()
    known = sorted(model.interests, key=lambda tag: (-model.interests[tag], tag))
    return tuple(dict.fromkeys((*shown, *known)))[:3]


def _focus(
    decision: Decision,
    reading: Reading | None,
    lesson: PreparedLesson,
    concepts: tuple[str, ...],
) -> tuple[str, ...]:
    """Give the concept of the question in hand, then what was asked about, then what was found."""
    question = lesson.pack.question_by_id.get(decision.question or decision.ask or "")
    wanted: list[str] = []
    if question and decision.question:
        expectation = decision.expectation
        wanted.append(
            question.expectation(expectation).concept if expectation else question.concept
        )
    wanted.extend(concepts[:2])
    wanted.extend(reading.concepts[:1] if reading else ())
    if question:
        wanted.append(question.concept)
    return tuple(dict.fromkeys(wanted))[:3]
