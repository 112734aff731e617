"""Comparing an answer with many references at once: signed words with rarity weights.

A word that stands denied carries a minus: "she did not speak Shoshone" and "she spoke Shoshone"
share their words and conflict in them. An answer is compared clause by clause and as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from tutor.core.inflection import frequency, rarity
from tutor.core.matching import FUZZY
from tutor.core.roles import Reading, Said

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
    """An answer over the words of a question: one row per clause, and a last one for the whole."""

    affirmed: Vector
    denied: Vector
    unknown: Vector
    """Weight of the words of each row that the key does not have, or has of other people."""
    keys: frozenset[str]


class References:
    """The readings of all texts that answers to one question are compared with."""

    def __init__(self, readings: Sequence[Reading], asked: Iterable[str] = ()) -> None:
        said = [{word.key: word for word in reading.words} for reading in readings]
        counts = Counter(key for found in said for key in found)
        self.vocabulary = tuple(counts)
        self.place = {key: place for place, key in enumerate(self.vocabulary)}
        self._long = tuple(key for key in self.vocabulary if len(key) >= 4 and key[0] != "@")
        self._asked = frozenset(asked)
        telling: dict[str, float] = {}
        for found in said:
            for key, word in found.items():
                telling[key] = min(telling.get(key, 2.0), rarity(word.word))
        self.weights = np.array([
            (0.4 + log(1.0 + len(readings) / counts[key]) / log(2.0 + len(readings)))
            * telling[key] * (_ASKED if key in self._asked else 1.0)
            for key in self.vocabulary
        ])  # fmt: skip
        self.affirmed = self._matrix(readings, denied=False)
        self.denied = self._matrix(readings, denied=True) * (1.0 - self.affirmed)
        self.present = np.maximum(self.affirmed, self.denied)
        totals = np.maximum(self.present @ self.weights, _LEAST)
        self.totals = np.minimum(totals, _ENOUGH + _BEYOND * np.maximum(0.0, totals - _ENOUGH))
        self._affirmed, self._denied = self.affirmed.T.copy(), self.denied.T.copy()

    def spread(self, reading: Reading, astray: Mapping[Said, bool]) -> Spread:
        """Put an answer into this question's words; a slip of the pen is forgiven.

        Words `astray`, said of other people than in the key, earn nothing.
        """
        rows = len(reading.clauses) + 1
        affirmed, denied = (np.zeros((rows, len(self.vocabulary))) for _ in range(2))
        unknown = np.zeros(rows)
        keys: set[str] = set()
        for row, clause in enumerate(reading.clauses):
            for said in clause:
                place = self.find(said.key, said.word)
                if place is None or said in astray:
                    weight = rarity(said.word) * (_ASKED if said.key in self._asked else 1.0)
                    unknown[row] += weight
                    unknown[-1] += weight
                    continue
                keys.add(self.vocabulary[place])
                matrix = denied if said.denied else affirmed
                matrix[row, place] = matrix[-1, place] = 1.0
        return Spread(affirmed, denied, unknown, frozenset(keys))

    def compare(self, spread: Spread) -> tuple[Vector, Vector, Vector]:
        """Give coverage, precision and conflict, each of shape (rows of the answer, references)."""
        said, denied = spread.affirmed * self.weights, spread.denied * self.weights
        agreed = said @ self._affirmed + denied @ self._denied
        conflict = said @ self._denied + denied @ self._affirmed
        whole = np.maximum((said + denied).sum(axis=1) + spread.unknown, _LEAST)[:, None]
        return np.minimum(1.0, agreed / self.totals), agreed / whole, conflict / self.totals

    def find(self, key: str, word: str) -> int | None:
        """Give the place of a key, or of one a slip of the pen away where the word is none."""
        place = self.place.get(key)
        if place is not None or len(key) < 4 or key[0] == "@" or not self._long:
            return place
        if frequency(word) > _COMMON:
            return None
        near = process.extractOne(key, self._long, scorer=fuzz.ratio, score_cutoff=FUZZY)
        return self.place[near[0]] if near else None

    def _matrix(self, readings: Sequence[Reading], *, denied: bool) -> Vector:
        matrix = np.zeros((len(readings), len(self.vocabulary)))
        for row, reading in enumerate(readings):
            for said in reading.words:
                if said.denied == denied:
                    matrix[row, self.place[said.key]] = 1.0
        return matrix


def harmonic(one: Vector, other: Vector) -> Vector:
    """Give the harmonic mean of two measures, 0 where both are 0."""
    mean: Vector = 2.0 * one * other / np.maximum(one + other, 1e-9)
    return mean
