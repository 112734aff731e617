"""Finding which of many short phrases a message resembles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import FUNCTION_WORDS, fold, has_negation, stem, words

FUZZY = 84.0
"""How alike two stems must be (Indel similarity, 0..100) to count as one misspelt word."""
FUZZY_LENGTH = 5
"""Stems shorter than this are compared letter for letter."""
_POINTING = frozenset("you your he him his she her they them why how who when where".split())
_POINTING_WEIGHT = 0.35
_RECALLED = 0.72
"""Share of a phrase (by rarity) that a message must hold to count in full."""
_MATCHED = 0.6
"""Share of the message that the phrase must hold, likewise."""
_HALF_SAID = 0.7
"""What is left of a likeness when either is less."""
_OTHER_SIGN = 0.8
"""What is left of a likeness when only one of the two texts denies something."""


def alike(one: str, other: str) -> bool:
    """Tell whether two stems are the same word, one slip of the pen allowed in longer ones."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    return shorter >= FUZZY_LENGTH and ratio(one, other, score_cutoff=FUZZY) > 0


def find_alike(key: str, vocabulary: Collection[str]) -> int | None:
    """Give the place of the stem in a vocabulary that is most like a stem not in it, or None."""
    if len(key) < FUZZY_LENGTH:
        return None
    near = process.extractOne(key, vocabulary, scorer=ratio, score_cutoff=FUZZY)
    return near[2] if near and len(near[0]) >= FUZZY_LENGTH else None


@dataclass(frozen=True, slots=True)
class Match:
    """The key of the phrase most like the message, and how like it is (0..1)."""

    key: str
    score: float


class PhraseIndex:
    """Phrases by key in both languages, compared by rarity-weighted words."""

    def __init__(self, phrases: Iterable[tuple[str, Language, str]]) -> None:
        given = list(phrases)
        self._shelves = {
            language: _Shelf([(k, p) for k, tongue, p in given if tongue == language], language)
            for language in LANGUAGES
        }

    def best(self, text: str, language: Language) -> Match | None:
        """Give the phrase most like a text, or None where no word is shared."""
        found = self.rank(text, language)
        return found[0] if found else None

    def contained(self, text: str, language: Language, least: int = 2) -> Match | None:
        """Give the phrase of at least `least` words that a text holds whole, the weightiest."""
        shelf = self._shelves[language]
        held = shelf.held(text, least)
        if not held.any():
            return None
        best = int(np.argmax(held))
        return Match(shelf.keys[best], 1.0)

    def rank(self, text: str, language: Language) -> list[Match]:
        """Rank the keys by their most similar phrase, best first."""
        return list(self._shelves[language].rank(text))


class _Shelf:
    """The phrases of one language as rows of a matrix over their stems."""

    def __init__(self, phrases: Sequence[tuple[str, str]], language: Language) -> None:
        self._language = language
        stems = [set(_stems(phrase, language)) for _, phrase in phrases]
        kept = [place for place, found in enumerate(stems) if found]
        kept.sort(key=lambda place: phrases[place][0])
        self.keys = [phrases[place][0] for place in kept]
        self._firsts = [n for n, key in enumerate(self.keys) if n == 0 or key != self.keys[n - 1]]
        self._sizes = np.array([len(stems[place]) for place in kept])
        counts = Counter(s for place in kept for s in stems[place])
        self._vocabulary = sorted(counts)
        self._place = {s: place for place, s in enumerate(self._vocabulary)}
        self._unseen = log(2.0 + len(kept))
        self._weights = np.array(
            [_weigh(s, log(1.0 + (len(kept) + 1) / counts[s])) for s in self._vocabulary]
        )
        self._columns = np.zeros((len(self._vocabulary), len(kept)))
        for row, place in enumerate(kept):
            self._columns[[self._place[s] for s in stems[place]], row] = 1.0
        self._totals = self._weights @ self._columns
        self._nearest = lru_cache(maxsize=4096)(self._find_nearest)
        self.rank = lru_cache(maxsize=64)(self._rank)
        self._denies = np.array([has_negation(phrases[p][1], language) for p in kept], dtype=bool)

    def held(self, text: str, least: int) -> NDArray[np.float64]:
        """Give the weight of each phrase whose words all stand in a text, 0 for the others.

        Phrases of fewer than `least` words are left out: they may stand in a text on anything.
        """
        if not self.keys:
            return np.zeros(0)
        shared = self._share(text)[0]
        whole = (shared >= self._totals - 1e-9) & (self._sizes >= least)
        return np.where(whole, self._totals, 0.0)

    def compare(self, text: str) -> NDArray[np.float64]:
        """Give the likeness (0..1) of a text to each phrase."""
        if not self.keys:
            return np.zeros(0)
        shared, whole = self._share(text)
        likeness: NDArray[np.float64] = 2 * shared / np.maximum(self._totals + whole, 1e-9)
        recalled = (shared >= _RECALLED * self._totals) & (shared >= _MATCHED * whole)
        likeness = np.where(recalled, likeness, likeness * _HALF_SAID)
        differs = self._denies != has_negation(text, self._language)
        return np.where(differs, likeness * _OTHER_SIGN, likeness)

    def _rank(self, text: str) -> tuple[Match, ...]:
        """Give every key that a text shares words with, by its most similar phrase, best first."""
        if not self.keys:
            return ()
        best = np.maximum.reduceat(self.compare(text), self._firsts)
        ranked = [Match(self.keys[self._firsts[n]], float(best[n])) for n in np.nonzero(best)[0]]
        return tuple(sorted(ranked, key=lambda match: (-match.score, match.key)))

    def _share(self, text: str) -> tuple[NDArray[np.float64], float]:
        """Give the weight of the words shared with each phrase, and that of all words of a text."""
        places, whole = set(), 0.0
        for key in set(_stems(text, self._language)):
            place = self._place.get(key)
            place = self._nearest(key) if place is None else place
            if place is None:
                whole += _weigh(key, self._unseen)
            else:
                places.add(place)
        held = sorted(places)
        weights = self._weights[held]
        return weights @ self._columns[held], whole + float(weights.sum())

    def _find_nearest(self, key: str) -> int | None:
        return find_alike(key, self._vocabulary)


def _weigh(key: str, rarity: float) -> float:
    return rarity * (_POINTING_WEIGHT if key in _POINTING else 1.0)


def _stems(text: str, language: Language) -> list[str]:
    function_words = FUNCTION_WORDS[language]
    return [
        stem(word, language)
        for word in words(text)
        if word not in function_words or word in _POINTING
    ]


@lru_cache(maxsize=8192)
def _padded(text: str) -> str:
    return f" {' '.join(words(fold(text)))} "


def mentions(text: str, vocabulary: Iterable[str]) -> bool:
    """Tell whether a text holds one of these words or phrases as whole words."""
    padded = _padded(text)
    return any(_padded(term) in padded for term in vocabulary)
