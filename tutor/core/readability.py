"""How hard a text is: LIX, on a scale of US school grades with bands for each language.

LIX (Björnsson 1968) counts words per sentence and the share of words longer than six letters; it
needs no dictionary and means the same in English and Spanish, whose longer words shift the scale.
Anchors: OneStopEnglish (elementary 37, intermediate 42, advanced 46), Irekia (easy Spanish 49.5,
original 64.5).
"""

from __future__ import annotations

import re

from tutor.core.terms import Language

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:]+(?=\s|$)")
_LONG = 6
_SLOPE = 4.4
_ZERO: dict[Language, float] = {"en": 8.0, "es": 14.0}


def lix(text: str) -> float:
    """Measure a text: words per sentence plus the percentage of long words. 0 without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    long_words = sum(len(word) > _LONG for word in words)
    return len(words) / sentences + 100.0 * long_words / len(words)


def grade_from_lix(value: float, language: Language) -> float:
    """Turn a LIX value into a US school grade, 1..13."""
    return min(13.0, max(1.0, (value - _ZERO[language]) / _SLOPE))


def lix_from_grade(grade: float, language: Language) -> float:
    """Turn a US school grade into the LIX value of a text written for it."""
    return _ZERO[language] + _SLOPE * grade


def reading_grade(text: str, language: Language) -> float:
    """Give the US school grade for which a text is written."""
    return grade_from_lix(lix(text), language)
