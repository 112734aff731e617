"""A student's reading level in one language: US school grade with its uncertainty.

A scalar Kalman filter: what the student asks for counts much, comprehension counts a little, and
the difficulty of their own writing is a weak sign, pooled until it can say anything (15 words say
almost nothing).
"""

from __future__ import annotations

from tutor.core.events import Exchange, Fact
from tutor.core.readability import grade_from_lix
from tutor.core.terms import LEVEL_GRADES, level_for

PRIOR_GRADE = 6.0
PRIOR_VARIANCE = 4.0
DRIFT = 0.05
LOWEST, HIGHEST = 2.0, 12.0
POOLED_WORDS = 60


class ReadingLevel(Fact):
    """Grade (2..12) and its variance in grades squared; writing pooled so far."""

    grade: float = PRIOR_GRADE
    variance: float = PRIOR_VARIANCE
    pooled_words: int = 0
    pooled_lix: float = 0.0


def move_reading_level(level: ReadingLevel, exchange: Exchange) -> ReadingLevel:
    """Move the level by what one exchange shows."""
    level = level.model_copy(update={"variance": min(PRIOR_VARIANCE, level.variance + DRIFT)})
    for grade, variance in _observations(exchange):
        level = _observe(level, grade, variance)
    return _pool_writing(_step_down(level, exchange), exchange)


def _step_down(level: ReadingLevel, exchange: Exchange) -> ReadingLevel:
    """Bring the grade below the level that was too hard: what is asked for is not outvoted."""
    reading, shown = exchange.reading, exchange.heard_grade
    if reading is None or shown is None or reading.act != "request_simpler":
        return level
    ceiling = max(LOWEST, LEVEL_GRADES[level_for(shown)][0] - 0.1)
    return level.model_copy(update={"grade": min(level.grade, ceiling)})


def _observations(exchange: Exchange) -> list[tuple[float, float]]:
    """Give (grade, variance) for each sign in the exchange, relative to what was shown."""
    reading, shown = exchange.reading, exchange.heard_grade
    if reading is None or shown is None:
        return []
    if reading.act == "request_simpler":
        return [(shown - 2.5, 2.0)]
    if reading.act == "request_deeper":
        return [(shown + 1.0, 4.0)]
    if reading.act in ("clarification", "dont_know"):
        return [(shown - 1.0, 14.0)]
    if exchange.evidence and not any(e.assisted for e in exchange.evidence):
        best = max(e.outcome for e in exchange.evidence)
        return [(shown + 1.5, 14.0)] if best >= 0.8 else []
    return []


def _observe(level: ReadingLevel, grade: float, variance: float) -> ReadingLevel:
    gain = level.variance / (level.variance + variance)
    moved = level.grade + gain * (grade - level.grade)
    return level.model_copy(
        update={
            "grade": round(min(HIGHEST, max(LOWEST, moved)), 4),
            "variance": round(level.variance * (1.0 - gain), 4),
        }
    )


def _pool_writing(level: ReadingLevel, exchange: Exchange) -> ReadingLevel:
    reading = exchange.reading
    if reading is None or reading.lix is None or reading.written != exchange.plan.language:
        return level
    words = level.pooled_words + reading.words
    lix = (level.pooled_lix * level.pooled_words + reading.lix * reading.words) / max(1, words)
    if words < POOLED_WORDS:
        return level.model_copy(update={"pooled_words": words, "pooled_lix": round(lix, 4)})
    observed = _observe(level, grade_from_lix(lix, exchange.plan.language), 12.0)
    return observed.model_copy(update={"pooled_words": 0, "pooled_lix": 0.0})
