"""A student's reading level in one language: US school grade with its uncertainty.

A scalar Kalman filter that starts from the declared grade. What the student asks for counts much,
comprehension counts a little, and the difficulty of their own writing is a weak sign, pooled until
it can say anything (15 words say almost nothing).

Two rules, and how they agree: what is *inferred* moves the level by one band at most, and only
once two signs in a row point the same way, so that no single message is held against a student.
What is *asked for* is no inference: simpler words come with the very next answer, one band down.
"""

from __future__ import annotations

from typing import Literal

from tutor.core.events import Exchange, Fact
from tutor.core.mastery import sigmoid
from tutor.core.readability import grade_from_lix
from tutor.core.terms import LEVEL_GRADES, LEVELS, level_for

PRIOR_GRADE = 6.0
PRIOR_VARIANCE = 4.0
DECLARED_VARIANCE = 2.25
"""A school grade tells a reading level to about a grade and a half."""
DRIFT = 0.05
AT_LEVEL, PER_GRADE = 0.4, 0.8
"""Logits that a sign seen on a text of the reader's own grade is one of understanding, and for
each grade that the text is easier. Understanding often shows no sign, so this is near even."""
LOST_WEIGHT = 0.35
"""Of not understanding or not knowing: it may be the matter, and not the words."""
LOWEST, HIGHEST = 2.0, 12.0
POOLED_WORDS = 30
SHORT = 9
"""A message of fewer words is not pooled: anybody asks short questions in short sentences."""
WRITING_VARIANCE, WRITING_REACH = 7.0, 4.0
"""How little pooled writing says (grades squared), and the grades beyond which it says no more."""
_EDGE = 0.1


class ReadingLevel(Fact):
    """Grade (2..12) and its variance in grades squared; writing pooled so far."""

    grade: float = PRIOR_GRADE
    variance: float = PRIOR_VARIANCE
    pooled_words: int = 0
    pooled_lix: float = 0.0
    leaning: Literal[-1, 0, 1] = 0
    """Where the last sign pointed: down, nowhere yet, up."""
    declared: float | None = None
    """The school grade that was declared last."""


def declare_grade(level: ReadingLevel, grade: float) -> ReadingLevel:
    """Start from a declared school grade, or weigh a newly declared one with what was seen.

    The same declaration again says nothing new.
    """
    if level.declared == grade:
        return level
    held = min(HIGHEST, max(LOWEST, grade))
    unseen = level.grade == PRIOR_GRADE and level.variance == PRIOR_VARIANCE
    if unseen:
        level = level.model_copy(update={"grade": held, "variance": DECLARED_VARIANCE})
    else:
        level = _observe(level, held, DECLARED_VARIANCE)
    return level.model_copy(update={"declared": grade})


def move_reading_level(level: ReadingLevel, exchange: Exchange) -> ReadingLevel:
    """Move the level by what one exchange shows."""
    moved = level.model_copy(update={"variance": min(PRIOR_VARIANCE, level.variance + DRIFT)})
    moved = _pool_writing(_read_signs(moved, exchange), exchange)
    moved = _hold_band(level, moved)
    return _step_down(moved, exchange)


def _hold_band(before: ReadingLevel, moved: ReadingLevel) -> ReadingLevel:
    """Keep the level in its band until a second sign agrees, and then within the next band."""
    if moved.grade == before.grade:
        return moved
    up = moved.grade > before.grade
    leaning: Literal[-1, 1] = 1 if up else -1
    here = LEVELS.index(level_for(before.grade))
    last = here + leaning if before.leaning == leaning else here
    low, high = LEVEL_GRADES[LEVELS[min(len(LEVELS) - 1, max(0, last))]]
    if up:
        grade = min(moved.grade, max(before.grade, min(HIGHEST, high - _EDGE)))
    else:
        grade = max(moved.grade, low)
    return moved.model_copy(update={"grade": grade, "leaning": leaning})


def _step_down(level: ReadingLevel, exchange: Exchange) -> ReadingLevel:
    """Bring the grade below the level that was too hard: what is asked for is not outvoted."""
    reading, shown = exchange.reading, exchange.heard_grade
    if reading is None or shown is None or reading.act != "request_simpler":
        return level
    floor = LEVEL_GRADES[level_for(shown)][0]
    grade = min(level.grade, floor - _EDGE) if floor > LOWEST else level.grade
    return level.model_copy(update={"grade": grade, "leaning": -1})


def _read_signs(level: ReadingLevel, exchange: Exchange) -> ReadingLevel:
    """Weigh the sign in the exchange, relative to what was shown."""
    reading, shown = exchange.reading, exchange.heard_grade
    if reading is None or shown is None:
        return level
    if reading.act == "request_simpler":
        return _observe(level, shown - 2.5, 2.0)
    if reading.act == "request_deeper":
        return _observe(level, shown + 2.5, 3.0)
    if reading.act in ("clarification", "dont_know"):
        return _comprehend(level, shown, 0.0, LOST_WEIGHT)
    if (reading.topic or "").startswith("term:"):
        return _comprehend(level, shown, 0.0, 1.0)
    if exchange.evidence and not any(e.assisted for e in exchange.evidence):
        best = max(e.outcome for e in exchange.evidence)
        return _comprehend(level, shown, 1.0, 1.0) if best >= 0.8 else level
    return level


def _comprehend(level: ReadingLevel, shown: float, right: float, weight: float) -> ReadingLevel:
    """Weigh a text of a grade understood (1) or not (0): an Elo step with a falling variance.

    What is far easier than the reader's level says little when it is understood, and much when not.
    """
    expected = sigmoid(AT_LEVEL + PER_GRADE * (level.grade - shown))
    known = weight * PER_GRADE**2 * expected * (1.0 - expected)
    variance = 1.0 / (1.0 / level.variance + known)
    grade = level.grade + variance * weight * PER_GRADE * (right - expected)
    return _settle(level, grade, variance)


def _observe(level: ReadingLevel, grade: float, variance: float) -> ReadingLevel:
    gain = level.variance / (level.variance + variance)
    moved = level.grade + gain * (grade - level.grade)
    return _settle(level, moved, level.variance * (1.0 - gain))


def _settle(level: ReadingLevel, grade: float, variance: float) -> ReadingLevel:
    held = round(min(HIGHEST, max(LOWEST, grade)), 4)
    return level.model_copy(update={"grade": held, "variance": round(variance, 4)})


def _pool_writing(level: ReadingLevel, exchange: Exchange) -> ReadingLevel:
    reading = exchange.reading
    if reading is None or reading.lix is None or reading.written != exchange.plan.language:
        return level
    if reading.words < SHORT:
        return level
    words = level.pooled_words + reading.words
    lix = (level.pooled_lix * level.pooled_words + reading.lix * reading.words) / max(1, words)
    if words < POOLED_WORDS:
        return level.model_copy(update={"pooled_words": words, "pooled_lix": round(lix, 4)})
    written = grade_from_lix(lix, exchange.plan.language)
    shown = min(level.grade + WRITING_REACH, max(level.grade - WRITING_REACH, written))
    observed = _observe(level, shown, WRITING_VARIANCE)
    return observed.model_copy(update={"pooled_words": 0, "pooled_lix": 0.0})
