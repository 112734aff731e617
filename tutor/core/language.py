"""Which language a message is written in, and whether it mixes two.

Each word votes with the difference of its Zipf frequencies in English and Spanish (wordfreq);
names do not vote, and a word that no list knows votes with its spelling. A message is mixed where
reading it as two languages explains it much better than reading it as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from wordfreq import zipf_frequency

from tutor.core.speech_acts.spelling import read_word
from tutor.core.terms import Language
from tutor.core.text import FUNCTION_WORDS, words

_CLIP = 3.0
_SWITCH = 2.0
"""What a change of language inside a message costs, in votes."""
_GAIN = 1.0
"""How much better two languages must explain a mixed message than one."""
_MINORITY = 2.4
"""Votes that the lesser language must have in a mixed message."""
_RUN = 2
"""Neighbouring words of the lesser language that a mixed message has, at least."""
_SPELT = 1.2
"""The vote of a strange word by its spelling."""
_ONE_SIDED = frozenset("¿¡ñ")
_OPENING = frozenset("¿¡")
"""Marks that nobody writes by chance: with them a short message is sure."""
_ENGLISH_SPELLING = ("th", "wh", "sh", "ck", "gh", "ee", "oo", "tion", "ing", "w", "k")
_SPANISH_SPELLING = (
    "cion", "aron", "ieron", "ando", "iendo", "aba", "rr", "ll", "ue", "ito", "ita", "ados", "adas"
)  # fmt: skip
_SHARED = frozenset(
    "ok hi bye lol wow cool super hint chat quiz fan app video no me a pizza xd jaja haha hey idea"
    " fort fuerte river rio forks falls animal natural real general original final total central"
    " normal social cultural local personal".split()
)
"""Words that both languages write, or that each borrows from the other."""


@dataclass(frozen=True, slots=True)
class LanguageReading:
    """The language of a message. `sure` is False for one or two words and for names alone."""

    language: Language
    sure: bool
    mixed: bool


@lru_cache(maxsize=32768)
def _vote(word: str) -> float:
    """Give a word's vote: above 0 for English, below for Spanish."""
    if word.isdigit() or word in _SHARED:
        return 0.0
    grammar = (word in FUNCTION_WORDS["en"]) - (word in FUNCTION_WORDS["es"])
    if grammar and len(word) > 1:
        return _CLIP * grammar
    vote = _frequency_vote(word)
    if vote is None:
        standard = read_word(word)
        heard = [_frequency_vote(each) or 0.0 for each in standard if each != word]
        vote = max(heard, key=abs) if heard else _spelling_vote(word)
    return max(-_CLIP, min(_CLIP, vote))


def _frequency_vote(word: str) -> float | None:
    english = zipf_frequency(word, "en", wordlist="small")
    spanish = zipf_frequency(word, "es", wordlist="small")
    return None if english == spanish == 0.0 else english - spanish


def _spelling_vote(word: str) -> float:
    english = any(part in word for part in _ENGLISH_SPELLING)
    spanish = any(part in word for part in _SPANISH_SPELLING)
    return _SPELT * (english - spanish)


def _cast_votes(found: Sequence[str], names: frozenset[str]) -> list[float]:
    """Give each word's vote; the words of a name have none."""
    votes = [_vote(word) for word in found]
    for length in (3, 2, 1):
        for start in range(len(found) - length + 1):
            if " ".join(found[start : start + length]) in names:
                votes[start : start + length] = [0.0] * length
    return votes


def _best_path(votes: Sequence[float]) -> tuple[float, list[int]]:
    """Give the best reading as two languages: its sum, and 1 or -1 for each word (Viterbi)."""
    sums = {1: 0.0, -1: 0.0}
    paths: dict[int, list[int]] = {1: [], -1: []}
    for vote in votes:
        after, longer = {}, {}
        for side in (1, -1):
            stays = sums[side] >= sums[-side] - _SWITCH
            before = side if stays else -side
            after[side] = (sums[side] if stays else sums[-side] - _SWITCH) + side * vote
            longer[side] = [*paths[before], side]
        sums, paths = after, longer
    best = max(sums, key=lambda side: sums[side])
    return sums[best], paths[best]


def _is_mixed(votes: Sequence[float]) -> bool:
    total, path = _best_path(votes)
    if total - abs(sum(votes)) < _GAIN:
        return False
    sides = {
        side: [vote * side for vote, way in zip(votes, path, strict=True) if way == side]
        for side in (1, -1)
    }
    lesser = min(sides.values(), key=sum)
    return sum(lesser) >= _MINORITY and sum(vote > 0 for vote in lesser) >= _RUN


def read_language(
    text: str, standing: Language, names: frozenset[str] = frozenset()
) -> LanguageReading:
    """Read the language of a message.

    Args:
        text: the message, cleaned.
        standing: the student's language so far; it decides where the words do not.
        names: folded names of people and places, which say nothing of the language.
    """
    found = words(text)
    votes = _cast_votes(found, names)
    total = sum(votes)
    if any(mark in text.casefold() for mark in _ONE_SIDED):
        total -= 4.0
    voting = sum(abs(vote) > 0.3 for vote in votes)
    opened = any(mark in text for mark in _OPENING)
    sure = (voting >= 3 and abs(total) > 2.0) or (opened and total < -2.0)
    decided: Language = standing if abs(total) < 1.0 else ("en" if total > 0 else "es")
    return LanguageReading(decided, sure, len(found) >= 4 and _is_mixed(votes))
