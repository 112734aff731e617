"""Comparing an answer with many references at once: signed words with rarity weights.

A word that stands denied carries a minus: "she did not speak Shoshone" and "she spoke Shoshone"
share their words and conflict in them. An answer is compared clause by clause and as a whole. A
word that no reference has counts in part for one that means nearly the same (`core.meanings`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from tutor.core.inflection import frequency, rarity
from tutor.core.matching import FUZZY
from tutor.core.meanings import kindred
from tutor.core.roles import Reading, Said
from tutor.core.terms import Language

Vector = NDArray[np.float64]
_ASKED = 0.35
"""What a word of the question counts for in an answer."""
_LEAST = 0.05
_ENOUGH, _BEYOND = 2.0, 0.5
"""Weight from which a reference is long, and what more of it counts: few answers say all of it."""
_COMMON = 3.6
"""Zipf frequency from which a word is taken for itself and not for a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Spread:
    """An answer over a question's words and references.

    One row per clause, and a last one for the whole.
    """

    affirmed: Vector
    denied: Vector
    weights: Vector
    """Weight of each of the answer's words in each row, 0 for words of other clauses."""
    agreed: Vector
    """Likeness of each word to one of each reference with the same sign."""
    shared: Vector
    """The same whatever the sign."""
    keys: frozenset[str]

    @property
    def totals(self) -> Vector:
        """Give the weight of each row."""
        totals: Vector = np.maximum(self.weights.sum(axis=1), _LEAST)
        return totals


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of an answer against all references."""

    weight: float
    places: tuple[int, ...]
    likeness: tuple[float, ...]
    """How like the vocabulary's words at those places it is, less than 0 where it denies them."""
    agreed: Vector
    shared: Vector


class References:
    """The readings of all texts that answers to one question are compared with."""

    def __init__(
        self, readings: Sequence[Reading], language: Language, asked: Iterable[str] = ()
    ) -> None:
        said = [{word.key: word for word in reading.words} for reading in readings]
        counts = Counter(key for found in said for key in found)
        self.vocabulary = tuple(counts)
        self.place = {key: place for place, key in enumerate(self.vocabulary)}
        self._long = tuple(key for key in self.vocabulary if len(key) >= 4 and key[0] != "@")
        self._asked = frozenset(asked)
        self._kindred = kindred(language)
        telling: dict[str, float] = {}
        for found in said:
            for key, word in found.items():
                telling[key] = min(telling.get(key, 2.0), rarity(word.word))
        self.weights = np.array([
            (0.4 + log(1.0 + len(readings) / counts[key]) / log(2.0 + len(readings)))
            * telling[key] * (_ASKED if key in self._asked else 1.0)
            for key in self.vocabulary
        ])  # fmt: skip
        affirmed = self._matrix(readings, denied=False)
        denied = self._matrix(readings, denied=True) * (1.0 - affirmed)
        self.present = np.maximum(affirmed, denied)
        totals = np.maximum(self.present @ self.weights, _LEAST)
        self.totals = np.minimum(totals, _ENOUGH + _BEYOND * np.maximum(0.0, totals - _ENOUGH))
        self._affirmed, self._denied = affirmed.T.copy(), denied.T.copy()
        self._nothing = np.zeros(len(readings))
        self._known: dict[tuple[int, bool], _Word] = {}

    def spread(
        self, reading: Reading, astray: AbstractSet[tuple[int, int]] = frozenset()
    ) -> Spread:
        """Put an answer into this question's words; a slip of the pen is forgiven.

        Words at places `astray` (clause, word), said of other people than in the key, earn nothing.
        """
        rows = len(reading.clauses) + 1
        affirmed, denied = (np.zeros((rows, len(self.vocabulary))) for _ in range(2))
        said = [
            (row, at, word) for row, c in enumerate(reading.clauses) for at, word in enumerate(c)
        ]
        order: dict[tuple[str, bool, bool], int] = {}
        found: list[_Word] = []
        weights = np.zeros((rows, len(said)))
        for row, at, word in said:
            lost = (row, at) in astray
            key = (word.key, word.denied, lost)
            if key not in order:
                order[key] = len(found)
                found.append(self._compare_word(word, lost=lost))
            one = found[order[key]]
            weights[row, order[key]] = weights[-1, order[key]] = one.weight
            for place, like in zip(one.places, one.likeness, strict=True):
                matrix, much = (affirmed, like) if like > 0.0 else (denied, -like)
                matrix[row, place] = max(matrix[row, place], much)
                matrix[-1, place] = max(matrix[-1, place], much)
        agreed = np.array([one.agreed for one in found]).reshape(len(found), len(self.totals))
        shared = np.array([one.shared for one in found]).reshape(len(found), len(self.totals))
        known = {self.vocabulary[one.places[0]] for one in found if _is_whole(one)}
        return Spread(affirmed, denied, weights[:, : len(found)], agreed, shared, frozenset(known))

    def compare(self, spread: Spread) -> tuple[Vector, Vector]:
        """Give coverage and precision, each of shape (rows of the answer, references)."""
        affirmed, denied = spread.affirmed * self.weights, spread.denied * self.weights
        said = affirmed @ self._affirmed + denied @ self._denied
        agreed = spread.weights @ spread.agreed
        return np.minimum(1.0, said / self.totals), agreed / spread.totals[:, None]

    def find(self, key: str, word: str) -> dict[int, float]:
        """Give the places of a word's key, else of its kin, with their likeness (-1..1).

        Where there is neither, give that of a key a slip of the pen away.
        """
        if key in self.place:
            return {self.place[key]: 1.0}
        kin = self._kindred.get(key, {})
        found = {self.place[other]: like for other, like in kin.items() if other in self.place}
        if found or len(key) < 4 or key[0] == "@" or not self._long or frequency(word) > _COMMON:
            return found
        near = process.extractOne(key, self._long, scorer=fuzz.ratio, score_cutoff=FUZZY)
        return {self.place[near[0]]: 1.0} if near else {}

    def _compare_word(self, said: Said, *, lost: bool) -> _Word:
        """Compare a word with all references; those of the vocabulary are kept."""
        found = {} if lost else self.find(said.key, said.word)
        if not found:
            return _Word(self._weigh(said), (), (), self._nothing, self._nothing)
        place, like = next(iter(found.items()))
        if like != 1.0:
            return self._compare_kin(said, found)
        if (place, said.denied) not in self._known:
            agreed = (self._denied if said.denied else self._affirmed)[place]
            sign = -1.0 if said.denied else 1.0
            self._known[place, said.denied] = _Word(
                float(self.weights[place]), (place,), (sign,), agreed, self.present[:, place]
            )
        return self._known[place, said.denied]

    def _compare_kin(self, said: Said, found: dict[int, float]) -> _Word:
        sign = -1.0 if said.denied else 1.0
        places, like = list(found), sign * np.array(list(found.values()))[:, None]
        affirmed, denied = self._affirmed[places], self._denied[places]
        agreed = np.maximum(affirmed * like, denied * -like).max(axis=0)
        shared = ((affirmed + denied) * np.abs(like)).max(axis=0)
        return _Word(
            self._weigh(said), tuple(places), tuple(like[:, 0]), np.maximum(agreed, 0.0), shared
        )

    def _weigh(self, said: Said) -> float:
        return rarity(said.word) * (_ASKED if said.key in self._asked else 1.0)

    def _matrix(self, readings: Sequence[Reading], *, denied: bool) -> Vector:
        matrix = np.zeros((len(readings), len(self.vocabulary)))
        for row, reading in enumerate(readings):
            for said in reading.words:
                if said.denied == denied:
                    matrix[row, self.place[said.key]] = 1.0
        return matrix


def _is_whole(word: _Word) -> bool:
    """Tell whether a word is one of the vocabulary, and not only like one."""
    return len(word.likeness) == 1 and abs(word.likeness[0]) == 1.0


def harmonic(one: Vector, other: Vector) -> Vector:
    """Give the harmonic mean of two measures, 0 where both are 0."""
    mean: Vector = 2.0 * one * other / np.maximum(one + other, 1e-9)
    return mean
