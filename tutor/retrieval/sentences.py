"""The sentences and asks of a pack, for telling whether one of them answers a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.core.terms import Language
from tutor.retrieval.asking import Sought, find_names, read_given, read_sought
from tutor.retrieval.words import tokenize

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, ask or title: whose it is, its text and its content stems in order."""

    owner: int
    text: str
    is_ask: bool
    stems: tuple[str, ...]


class Sentences:
    """Every line of one language of a pack, by the words it holds. Safe to share."""

    def __init__(self, lines: Iterable[Line], language: Language) -> None:
        self.lines = tuple(lines)
        self.owner_of: Places = np.array([line.owner for line in self.lines], dtype=np.intp)
        self.is_ask: Flags = np.array([line.is_ask for line in self.lines], dtype=np.bool_)
        self._language = language
        self.names = find_names([line.text for line in self.lines if not line.is_ask])
        self._given: dict[int, frozenset[Sought]] = {}
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for place, line in enumerate(self.lines):
            for stem in line.stems:
                postings[stem].append(place)
        self._postings = dict(postings)

    def find_held(self, kin: Sequence[Sequence[str]], lines: Places) -> Flags:
        """Say which of some lines holds which content stem, shape (stems, lines)."""
        held = np.zeros((len(kin), len(self.lines)), dtype=np.bool_)
        for row, stems in enumerate(kin):
            for stem in stems:
                held[row, self._postings.get(stem, [])] = True
        return held[:, lines]

    def given(self, place: int) -> frozenset[Sought]:
        """Tell what a line gives; an ask promises what it asks for."""
        if place not in self._given:
            line = self.lines[place]
            if line.is_ask:
                sought = read_sought(line.text, self._language)
                self._given[place] = frozenset({sought})
            else:
                self._given[place] = read_given(line.text, self._language)
        return self._given[place]

    def speaks(self, place: int, words: frozenset[str]) -> bool:
        """Say whether a line holds all these words, little words too."""
        return not words or words <= {t.folded for t in tokenize(self.lines[place].text)}
