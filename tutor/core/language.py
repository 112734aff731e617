"""Which language a message is written in, and whether it mixes two.

Each word votes with the difference of its Zipf frequencies in English and Spanish (wordfreq);
a run of words that speaks for the other language makes a message mixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wordfreq import zipf_frequency

from tutor.core.terms import Language
from tutor.core.text import words

_CLIP = 3.0
_RUN = 4.5
_ONE_SIDED = frozenset("¿¡ñ")
_OPENING = frozenset("¿¡")
"""Marks that nobody writes by chance: with them a short message is sure."""


@dataclass(frozen=True, slots=True)
class LanguageReading:
    """The language of a message. `sure` is False for one or two words and for names alone."""

    language: Language
    sure: bool
    mixed: bool


@lru_cache(maxsize=32768)
def _vote(word: str) -> float:
    """Give a word's vote: above 0 for English, below for Spanish."""
    if word.isdigit():
        return 0.0
    english = zipf_frequency(word, "en", wordlist="small")
    spanish = zipf_frequency(word, "es", wordlist="small")
    return max(-_CLIP, min(_CLIP, english - spanish))


def _strongest_run(votes: list[float]) -> float:
    """Give the largest sum of consecutive votes that spans two words or more."""
    best = run = 0.0
    length = 0
    for vote in votes:
        if run <= 0:
            run, length = vote, 1
        else:
            run, length = run + vote, length + 1
        if length >= 2:
            best = max(best, run)
    return best


def read_language(text: str, standing: Language) -> LanguageReading:
    """Read the language of a message.

    Args:
        text: the message, cleaned.
        standing: the student's language so far; it decides where the words do not.
    """
    found = words(text)
    votes = [_vote(word) for word in found]
    total = sum(votes)
    if any(mark in text.casefold() for mark in _ONE_SIDED):
        total -= 4.0
    voting = sum(abs(vote) > 0.3 for vote in votes)
    opened = any(mark in text for mark in _OPENING)
    sure = (voting >= 3 and abs(total) > 2.0) or (opened and total < -2.0)
    decided: Language = standing if abs(total) < 1.0 else ("en" if total > 0 else "es")
    against = votes if decided == "es" else [-vote for vote in votes]
    mixed = len(found) >= 4 and _strongest_run(against) >= _RUN
    return LanguageReading(decided, sure, mixed)
