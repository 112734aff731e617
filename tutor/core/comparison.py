"""Comparing an answer with many references at once: signed stems, characters, tokens.

A stem that stands after a negation carries a minus: "she did not speak Shoshone" and "she spoke
Shoshone" share their words and conflict in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from tutor.core.matching import FUZZY
from tutor.core.terms import Language
from tutor.core.text import FUNCTION_WORDS, NEGATIONS, fold, stem, words

Vector = NDArray[np.float64]
_CLAUSE = re.compile(
    r"[.,;:!?]+|\b(?:and|but|because|cuz|bc|so|if|when|then|while|y|pero|porque|xq|pq|si|cuando|sino|aunque|although|though)\b"
)
FEATURES = ("coverage", "precision", "conflict", "characters", "tokens", "length")
_UNKNOWN_WEIGHT = 0.9


def signed_stems(text: str, language: Language) -> dict[str, bool]:
    """Give the telling stems of a text, True where they stand denied."""
    found: dict[str, bool] = {}
    for clause in _CLAUSE.split(fold(text)):
        denied = False
        for word in words(clause):
            if word in NEGATIONS[language]:
                denied = True
            elif word not in FUNCTION_WORDS[language]:
                found.setdefault(stem(word, language), denied)
    return found


def character_grams(text: str) -> dict[str, int]:
    """Count the character 3- and 4-grams of a text, word breaks included."""
    flat = f" {' '.join(words(text))} "
    counts: dict[str, int] = {}
    for size in (3, 4):
        for start in range(len(flat) - size + 1):
            gram = flat[start : start + size]
            counts[gram] = counts.get(gram, 0) + 1
    return counts


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in the coordinates of one question's words."""

    text: str
    affirmed: Vector
    denied: Vector
    unknown: float
    """Weight of the words that the key does not have."""
    grams: Vector
    gram_norm: float
    stems: frozenset[str]

    @property
    def empty(self) -> bool:
        """Tell whether nothing telling was said."""
        return self.unknown == 0.0 and not self.affirmed.any() and not self.denied.any()


class References:
    """All texts that answers to one question are compared with, in one language."""

    def __init__(
        self, texts: Sequence[str], language: Language, rarity: Mapping[str, float]
    ) -> None:
        self.texts = [fold(text) for text in texts]
        self._language = language
        signed = [signed_stems(text, language) for text in texts]
        vocabulary = sorted({key for stems in signed for key in stems})
        self._place = {key: place for place, key in enumerate(vocabulary)}
        self._vocabulary = vocabulary
        self._weights = np.array([rarity.get(key, 1.0) for key in vocabulary])
        self._affirmed = self._matrix(signed, denied=False)
        self._denied = self._matrix(signed, denied=True)
        self._totals = np.maximum((self._affirmed + self._denied) @ self._weights, 1e-9)
        grams = [character_grams(text) for text in texts]
        self._gram_place = {
            gram: place for place, gram in enumerate(sorted({g for found in grams for g in found}))
        }
        self._grams = np.zeros((len(texts), len(self._gram_place)))
        for row, found in enumerate(grams):
            for gram, count in found.items():
                self._grams[row, self._gram_place[gram]] = count
        norms = np.linalg.norm(self._grams, axis=1, keepdims=True)
        self._grams /= np.maximum(norms, 1e-9)

    def read(self, answer: str) -> Answer:
        """Put an answer into this question's coordinates; a slip of the pen is forgiven."""
        affirmed, denied = np.zeros(len(self._vocabulary)), np.zeros(len(self._vocabulary))
        unknown = 0.0
        stems: set[str] = set()
        for key, is_denied in signed_stems(answer, self._language).items():
            place = self._find(key)
            if place is None:
                unknown += _UNKNOWN_WEIGHT
                continue
            stems.add(self._vocabulary[place])
            (denied if is_denied else affirmed)[place] = 1.0
        grams = np.zeros(len(self._gram_place))
        squares = 0.0
        for gram, count in character_grams(answer).items():
            squares += count * count
            place = self._gram_place.get(gram)
            if place is not None:
                grams[place] = count
        return Answer(fold(answer), affirmed, denied, unknown, grams, max(squares, 1.0) ** 0.5,
                      frozenset(stems))  # fmt: skip

    def compare(self, answer: Answer) -> Vector:
        """Give the features of an answer against each reference, shape (references, FEATURES)."""
        said, denied = answer.affirmed * self._weights, answer.denied * self._weights
        agreed = self._affirmed @ said + self._denied @ denied
        conflict = self._affirmed @ denied + self._denied @ said
        whole = max(float(said.sum() + denied.sum()) + answer.unknown, 1e-9)
        tokens = process.cdist([answer.text], self.texts, scorer=fuzz.token_set_ratio)[0] / 100.0
        shared = agreed + conflict
        return np.stack(
            [
                agreed / self._totals,
                agreed / whole,
                conflict / np.maximum(shared, 1e-9),
                self._grams @ answer.grams / answer.gram_norm,
                np.asarray(tokens, dtype=np.float64),
                np.minimum(1.0, whole / self._totals),
            ],
            axis=1,
        )

    def _find(self, key: str) -> int | None:
        place = self._place.get(key)
        if place is not None or len(key) < 4:
            return place
        cutoff = FUZZY if len(key) >= 5 else 85.0
        near = process.extractOne(key, self._vocabulary, scorer=fuzz.ratio, score_cutoff=cutoff)
        return near[2] if near else None

    def _matrix(self, signed: Sequence[Mapping[str, bool]], *, denied: bool) -> Vector:
        matrix = np.zeros((len(signed), len(self._vocabulary)))
        for row, stems in enumerate(signed):
            for key, is_denied in stems.items():
                if is_denied == denied:
                    matrix[row, self._place[key]] = 1.0
        return matrix


def harmonic(features: Vector) -> Vector:
    """Give the harmonic mean of coverage and precision, less what conflicts, per reference."""
    coverage, precision, conflict = features[:, 0], features[:, 1], features[:, 2]
    mean = 2 * coverage * precision / np.maximum(coverage + precision, 1e-9)
    both: Vector = mean * (1.0 - conflict)
    return both
