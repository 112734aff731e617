"""Fitting a reply to the student: language, level, depth, focus, form. Pure, with its reasons."""

from __future__ import annotations

import re

from tutor.core.events import Decision, Plan, Reading
from tutor.core.learner import LearnerModel
from tutor.core.reading_level import ReadingLevel
from tutor.core.rules import Rules
from tutor.core.situation import Situation
from tutor.core.terms import (
    DEPTHS,
    LEVEL_GRADES,
    LEVELS,
    Depth,
    Level,
    Person,
    Presentation,
    level_for,
    other_language,
)
from tutor.core.text import fold

GONE_FAR = 2
"""Concepts taken to perspectives after which a strong reader is told those unasked."""
LIKED = 0.45
"""The weight from which an interest dresses the answers (0..1)."""
_SENTENCES: dict[Level, int] = {"simple": 3, "standard": 4, "advanced": 5}
_WHY = re.compile(
    r"\b(why|how come|reasons?|causes?|caused|motivat\w+|purpose|circumstances|consequences"
    r"|por que|para que|razon(es)?|motivos?|causas?|circunstancias|consecuencias|objetivos)\b"
)
_HOW_KNOWN = re.compile(
    r"\b(how do (we|you|they|historians) know|who says|says who|is (it|that) true|really true"
    r"|proof|prove|evidence|source|sources|are you sure|how (reliable|trustworthy|accurate)"
    r"|historians|documented|como (lo )?(sabemos|sabes|saben|se sabe)"
    r"|que tan (confiables?|fiables?)|historiador(es|as)?|evidencias?"
    r"|documentacion|documentad[oa]s?|testimonios"
    r"|quien (lo )?dice|es verdad|es cierto"
    r"|prueba|pruebas|fuente|fuentes|segur[oa])\b"
)
_OTHERS = re.compile(
    r"\b(what did (they|others|people|the \w+|lewis|clark|he) (think|say|feel|write)"
    r"|point of view|other side"
    r"|perspectives?|to what extent|acknowledge\w*|assumptions|prejudices?|contradictions?"
    r"|different accounts|portray\w*|que (pensaban|decian|sentian|escribi\w+)|puntos? de vista"
    r"|perspectivas?|hasta que punto|reconoci\w+ realmente|prejuicios|contradiccion(es)?)\b"
)
_EASIER = frozenset({"request_simpler", "clarification"})
_LEVEL_NAMES: dict[Level, str] = {
    "simple": "short, everyday sentences",
    "standard": "middle-school sentences",
    "advanced": "fuller sentences and richer words",
}


def plan_reply(now: Situation, decision: Decision, message: str = "") -> Plan:
    """Plan how a decision is worded for this student.

    Args:
        now: learner model (moved by this message already), reading, state and material.
        decision: the move to be worded.
        message: the student's words.
    """
    model, reading, rules = now.model, now.reading, now.rules
    language = reading.language
    grade, level, level_note = _fit_level(now)
    depth, depth_note = _fit_depth(now, message)
    notes = [level_note, depth_note, _language_note(reading, rules)]
    interests = _interests(model)
    if interests:
        notes.append(f"interests: {', '.join(interests)}")
    presentation = _fit_presentation(model, reading)
    if presentation != model.presentation:
        notes.append(f"told as a {presentation}: another way, since you seem {reading.mood}")
    elif model.presentation_chosen:
        notes.append(f"told as a {model.presentation}, as the student chose")
    return Plan(
        move=decision.move,
        reason=decision.reason,
        language=language,
        reading_level=grade,
        level=level,
        depth=depth,
        focus=_focus(now, decision),
        presentation=presentation,
        person=_person(now),
        max_sentences=_sentences(level, now),
        interests=interests,
        gloss=reading.mixed and other_language(language) in rules.spoken,
        help_limit=rules.help_limit,
        notes=tuple(note for note in notes if note),
    )


def _person(now: Situation) -> Person:
    """Let the figure say "I" where both its nation's wish and the class let it."""
    return "third" if "third" in (now.lesson.persona.person, now.rules.person) else "first"


def _sentences(level: Level, now: Situation) -> int:
    """Give how many sentences are told: fewer still for whom the simplest was too much."""
    simplest = level_for(now.rules.span[0])
    too_much = now.reading.act in _EASIER and now.state.level == simplest
    return 2 if too_much else _SENTENCES[level]


def _fit_presentation(model: LearnerModel, reading: Reading) -> Presentation:
    """Change the form for a student who is stuck or bored, unless they chose it themselves."""
    if reading.mood is None or model.presentation_chosen:
        return model.presentation
    return "list" if model.presentation == "story" else "story"


def _fit_level(now: Situation) -> tuple[float, Level, str]:
    """Fit grade and level: one level at a time, and at once where the student asks for it."""
    level, known = _level_of(now)
    low, high = LEVEL_GRADES[level]
    least, most = now.rules.span
    grade = round(min(most, max(least, min(high - 0.1, max(low, known.grade)))), 1)
    note = f"grade {grade:.1f} ±{known.variance**0.5:.1f}: {_LEVEL_NAMES[level]}"
    if now.rules.level:
        note = f"grade {grade:.1f}, as your teacher has set: {_LEVEL_NAMES[level]}"
    elif now.reading.act == "request_simpler":
        note += ", because you asked for simpler words"
    return grade, level, note


def _level_of(now: Situation) -> tuple[Level, ReadingLevel]:
    """Give the level within the rules, and what is known of the student's."""
    state = now.state
    known = now.model.reading_level(now.reading.language)
    level = level_for(known.grade)
    if state.level is not None:
        level = _one_step(state.level, level)
        if now.reading.act in _EASIER:
            level = LEVELS[max(0, LEVELS.index(state.level) - 1)]
    least, most = (LEVELS.index(level_for(grade)) for grade in now.rules.span)
    return LEVELS[min(most, max(least, LEVELS.index(level)))], known


def _one_step(before: Level, wanted: Level) -> Level:
    here, there = LEVELS.index(before), LEVELS.index(wanted)
    return LEVELS[here + max(-1, min(1, there - here))]


def _fit_depth(now: Situation, message: str) -> tuple[Depth, str]:
    """Fit depth: what the question asks, what mastery allows, and one step deeper on request."""
    reading, state = now.reading, now.state
    if reading.act == "request_deeper":
        deeper = DEPTHS[min(len(DEPTHS) - 1, DEPTHS.index(state.depth) + 1)]
        return deeper, f"depth {deeper}: one step deeper, as asked"
    if reading.topic == "sources":
        return "argument", "depth argument: you asked how it is known"
    if reading.act in ("request_simpler", "clarification") or reading.wants_language:
        return state.depth, f"depth {state.depth}: the same matter again"
    if reading.act != "question":
        return "fact", ""
    asked = _asked_depth(fold(message))
    mastery = now.mastery(now.concepts[0]) if now.concepts else 0.0
    earned: Depth = "fact" if mastery < 0.55 else "cause" if mastery < 0.72 else "perspective"
    wanted = _wanted_depth(now)
    depth = max(asked, earned, wanted, key=DEPTHS.index)
    if depth == asked != "fact":
        why = "the question asks for it"
    elif depth == wanted != earned:
        why = "you read and ask beyond the plain facts"
    else:
        why = f"mastery {mastery:.2f}"
    return depth, f"depth {depth}: {why}"


def _wanted_depth(now: Situation) -> Depth:
    """Give the depth that a student starts from.

    Strong readers start at the cause; those of them who have gone on to perspectives on two
    concepts or more start there.
    """
    level, _ = _level_of(now)
    if level != "advanced":
        return "fact"
    known = now.model.concepts.values()
    far = sum(DEPTHS.index(c.depth) >= DEPTHS.index("perspective") for c in known)
    return "perspective" if far >= GONE_FAR else "cause"


def _asked_depth(text: str) -> Depth:
    if _HOW_KNOWN.search(text):
        return "argument"
    if _OTHERS.search(text):
        return "perspective"
    return "cause" if _WHY.search(text) else "fact"


def _language_note(reading: Reading, rules: Rules) -> str:
    name = {"en": "English", "es": "Spanish"}[reading.language]
    if rules.language:
        return f"in {name}, as your teacher has set"
    if reading.refused:
        return f"in {name}, as is settled in the class"
    if reading.wants_language:
        return f"in {name}, as asked"
    if reading.switched and reading.written == reading.language:
        return f"in {name}, following the student"
    return f"in {name}; the message mixes both languages" if reading.mixed else ""


def _interests(model: LearnerModel) -> tuple[str, ...]:
    """Give what the student has come back to, most first; one mention is no interest yet."""
    liked = [tag for tag, weight in model.interests.items() if weight >= LIKED]
    return tuple(sorted(liked, key=lambda tag: (-model.interests[tag], tag)))[:3]


def _focus(now: Situation, decision: Decision) -> tuple[str, ...]:
    """Give the concept of the question in hand, then what was found, then what was asked about."""
    question = now.lesson.pack.question_by_id.get(decision.question or decision.ask or "")
    wanted: list[str] = []
    if question and decision.question:
        expectation = decision.expectation
        wanted.append(
            question.expectation(expectation).concept if expectation else question.concept
        )
    wanted.extend(now.concepts[:2])
    wanted.extend(now.reading.concepts[:1])
    if question:
        wanted.append(question.concept)
    return tuple(dict.fromkeys(wanted))[:3]
