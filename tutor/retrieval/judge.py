"""Whether the pack answers a question: signs read from its best lines, and how much each counts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from itertools import pairwise

import numpy as np

from tutor.core.terms import Language
from tutor.retrieval.asking import PLAIN, Sought, is_general, read_sought
from tutor.retrieval.sentences import Flags, Places
from tutor.retrieval.slice import Scores, Slice, Terms
from tutor.retrieval.wordlists import BARE, NOWADAYS, PERSONAL
from tutor.retrieval.words import fold, tokenize

NEAREST = 4
"""Passages whose lines are looked at."""
LEAST_NAME = 0.35
"""Weight of a name that stands in half the pack: still what the question is about."""
LIKELY = 0.6
"""Share of the best line's hold on the question that another line needs to answer it too."""
LONGEST = 6
BESIDE = 2
"""How far apart, in content words, a name and the word asked with it still belong together."""
SAME = 0.85
"""A question as like an ask as this is that ask, whatever it seems to be about."""
ASKED_SO = 0.7
"""How sure the judge is of a bare name, and of "who are you" asked as a passage asks it."""
UNSURE = 0.02

_LINKS = frozenset({"de", "del", "la", "el", "los", "las"})
_OWNED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(\w{2,})['`\u2019]?s (?=(\w+))"),
    "es": re.compile(r"\b(\w+) de(?:l| la| el)? (\w+)"),
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against. All are shares, 0..1, or 1 where something holds.

    `backed`: the best score, log(1 + x) in scores of one rare word, times the share of content
    words in one line. `covered`: the weight that the best passage holds. `rehearsed`: how alike
    the nearest ask that asks for the same kind of thing is (Dice). `told`: the share of the
    question that one ask holds, by rarity in the language. `length`: content words, of six.
    `reason`: it asks why. Against it: `personal` (what children ask of anybody), `unheld` (and no
    line says it of whom it is asked), `nowadays`, `ungiven` (a number, a name, a place or a time
    is asked for, and no likely line gives one), `general` (it asks about the world at large),
    `torn` (the share of its names that stand in no line beside the word they are asked with).
    """

    backed: float = 0.0
    covered: float = 0.0
    rehearsed: float = 0.0
    told: float = 0.0
    length: float = 0.0
    reason: float = 0.0
    personal: float = 0.0
    unheld: float = 0.0
    nowadays: float = 0.0
    ungiven: float = 0.0
    general: float = 0.0
    torn: float = 0.0


BIAS = -6.74
WEIGHTS = Signs(4.58, 2.06, 1.67, 2.65, 7.4, 1.57, -1.72, -2.32, -2.29, -0.95, -3.77, -0.93)
"""Logistic regression on the fitted half of `tests/retrieval/data`, both languages together."""


def judge(part: Slice, terms: Terms, scores: Scores, weights: Scores) -> float:
    """Say how sure it is, 0..1, that the material answers; 0.5 is the cut."""
    nearest = np.argsort(-scores, kind="stable")[:NEAREST]
    if not terms.content:
        return ASKED_SO if part.is_asked_so(terms, int(nearest[0])) else UNSURE
    view = _View(part, terms, nearest, weights)
    signs = view.read_signs(float(scores.max()) / part.unit)
    x = BIAS + sum(a * b for a, b in zip(astuple(WEIGHTS), astuple(signs), strict=True))
    sure = 1.0 / (1.0 + math.exp(-x))
    return round(max(sure, ASKED_SO) if _is_bare_term(part, terms) else sure, 4)


def _is_bare_term(part: Slice, terms: Terms) -> bool:
    """Say whether a question is a name or term of the pack with "who was" and no more."""
    bare = terms.function <= BARE[part.words.language]
    return bare and frozenset(terms.content) in part.terms


class _View:
    """A question laid over the lines of the nearest passages."""

    def __init__(self, part: Slice, terms: Terms, nearest: Places, weights: Scores) -> None:
        self._part, self._terms, self._nearest = part, terms, nearest
        self._weights = weights
        self._lines = np.flatnonzero(np.isin(part.sentences.owner_of, nearest))
        self._kin = kin = part.find_kin(terms)
        self._held: Flags = part.sentences.find_held(kin, self._lines)
        self._known = np.array([bool(stems) for stems in kin], dtype=np.bool_)
        self._is_name = np.array([any(s in part.names for s in stems) for stems in kin])
        self._asks: Flags = part.sentences.is_ask[self._lines]
        self._words = frozenset(t.folded for t in tokenize(terms.corrected))
        self._folded = fold(terms.corrected)
        self._sought = read_sought(terms.corrected, part.words.language)
        named = np.maximum(weights, LEAST_NAME * self._is_name)
        self._hold: Scores = named @ self._held / max(float(named.sum()), 1e-9)

    def read_signs(self, strength: float) -> Signs:
        """Read every sign; `strength` is the best passage's score in scores of one rare word."""
        rarity = np.array(self._terms.rarity)
        told = (rarity @ self._held) * self._asks / max(float(rarity.sum()), 1e-9)
        best = self._part.find_held(self._terms)[:, self._nearest[0]]
        rehearsed = self._match_asks()
        personal, unheld = self._read_personal()
        return Signs(
            backed=math.log1p(strength) * float(self._held.mean(axis=0).max()),
            covered=float(self._weights @ best) / max(float(self._weights.sum()), 1e-9),
            rehearsed=rehearsed,
            told=float(told.max()),
            length=min(len(rarity), LONGEST) / LONGEST,
            reason=float(self._sought == "reason"),
            personal=personal,
            unheld=unheld,
            nowadays=self._read_nowadays(),
            ungiven=float(self._sought in PLAIN and self._sought not in self._give()),
            general=self._read_general() if rehearsed < SAME else 0.0,
            torn=self._read_torn(),
        )

    def _match_asks(self) -> float:
        """Give the weighted Dice likeness of the nearest ask of the same kind."""
        theirs = self._part.line_weights[self._lines]
        whole = np.maximum(self._weights.sum() + theirs, 1e-9)
        alike = 2.0 * (self._weights @ self._held) / whole
        given = self._part.sentences.given
        for place in np.argsort(-alike * self._asks, kind="stable").tolist():
            if not self._asks[place] or alike[place] <= 0.0:
                break
            if given(int(self._lines[place])) == {self._sought}:
                return float(alike[place])
        return 0.0

    def _read_personal(self) -> tuple[float, float]:
        """Say whether it asks what children ask of anybody, and whether no line answers that."""
        language = self._part.words.language
        everyday = frozenset(fold(PERSONAL[language]).split()) | NOWADAYS[language]
        stems = frozenset(self._part.words.stems(everyday))
        asked: Flags = np.array([s in stems for s in self._terms.content], dtype=np.bool_)
        little = frozenset(filter(self._part.words.is_stop, self._words & everyday))
        if not asked.any() and not little:
            return 0.0, 0.0
        needed = asked | self._is_name
        lines = self._lines[self._held[needed].all(axis=0)] if needed.any() else self._lines
        said = any(self._part.sentences.speaks(int(i), little) for i in lines)
        return 1.0, float(not said or self._is_unowned())

    def _is_unowned(self) -> bool:
        """Say whether "clark's wife" or "esposa de clark" is asked for and no line has the two."""
        words = self._part.words
        asked = (m.groups() for m in _OWNED[words.language].finditer(self._folded))
        pairs = {tuple(words.stems(pair)) for pair in asked if not any(map(words.is_stop, pair))}
        whose = 0 if words.language == "en" else 1
        owned = {pair for pair in pairs if pair[whose] in self._part.names}
        texts = (self._part.sentences.lines[int(i)].text for i in self._lines)
        return bool(owned) and not any(owned <= self._pair(text) for text in texts)

    def _pair(self, text: str) -> frozenset[tuple[str, str]]:
        """Give the pairs of words that stand side by side, or with a mere "de la" between."""
        folded = (token.folded for token in tokenize(text))
        return frozenset(pairwise(self._part.words.stems(w for w in folded if w not in _LINKS)))

    def _read_nowadays(self) -> float:
        """Say whether it asks about today where the best lines do not speak of today."""
        today = self._words & NOWADAYS[self._part.words.language]
        best = self._lines[self._hold >= self._hold.max() - 1e-9]
        lines = (self._part.sentences.lines[int(i)].text for i in best)
        return float(bool(today) and not any(today & _words_of(text) for text in lines))

    def _read_general(self) -> float:
        """Say whether it asks about the world at large, with no name that the pack knows."""
        language = self._part.words.language
        return float(not self._is_name.any() and is_general(self._terms.corrected, language))

    def _read_torn(self) -> float:
        """Give the share of "clark's wife", name and word side by side, that no line has so."""
        rows = range(len(self._kin) - 1)
        pairs = [i for i in rows if self._is_name[i] != self._is_name[i + 1]]
        return sum(not self._stand_together(i) for i in pairs) / max(len(pairs), 1)

    def _stand_together(self, row: int) -> bool:
        both = self._lines[self._held[row] & self._held[row + 1]]
        left, right = self._kin[row], self._kin[row + 1]
        return any(
            0 < j - i <= BESIDE
            for stems in (self._part.sentences.lines[int(place)].stems for place in both)
            for i, a in enumerate(stems)
            if a in left
            for j, b in enumerate(stems)
            if b in right
        )

    def _give(self) -> Iterator[Sought]:
        for place in self._lines[self._hold >= LIKELY * self._hold.max()]:
            yield from self._part.sentences.given(int(place))


def _words_of(text: str) -> frozenset[str]:
    return frozenset(token.folded for token in tokenize(text))
