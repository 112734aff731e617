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
from tutor.retrieval.postings import Places, Scores, find_nearest
from tutor.retrieval.sentences import Flags
from tutor.retrieval.slice import Slice, Terms
from tutor.retrieval.wordlists import BARE, NOWADAYS, PERSONAL
from tutor.retrieval.words import fold, fold_words, tokenize

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
_SHOWN = re.compile(r"(?:(?<=\w )|(?<=, ))[A-Z\u00c0-\u00dc]\w*|\b\d\w*")
"""Names and numbers: a word with a capital letter after another word, and one with a digit."""
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
    `reason`: it asks why. Against it, where a figure is asked: `personal` (what children ask of
    anybody), `unheld` (and no line says it of whom it is asked), `general` (it asks about the world
    at large). Against it in any pack: `nowadays`, `ungiven` (a number, a name, a place or a time is
    asked for, and no likely line gives one), `torn` (the share of its names that stand in no line
    beside the word they are asked with),
    `unnamed` (the share of its names and numbers that the best passage lacks), `ungiven_there` (as
    `ungiven`, in any line of the best passage). For it: `lead` (the share by which the best score
    is above the second) and `strength` (log(1 + x) of the best score).
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
    unnamed: float = 0.0
    ungiven_there: float = 0.0
    lead: float = 0.0
    strength: float = 0.0


BIAS = -4.81
WEIGHTS = Signs(
    backed=2.33,
    covered=4.19,
    rehearsed=1.19,
    told=-0.28,
    length=2.56,
    reason=-0.27,
    personal=-1.57,
    unheld=-0.94,
    nowadays=-2.73,
    ungiven=-0.75,
    general=-2.28,
    torn=-0.47,
    unnamed=-0.96,
    ungiven_there=-0.43,
    lead=1.41,
    strength=-0.80,
)
"""Logistic regression on packs of two writers, both languages together, by
`tests.benchmarks.fit_judge`. Lead and strength, told and rehearsed go together, so their
weights are read together.
"""


def judge(part: Slice, terms: Terms, scores: Scores, weights: Scores) -> float:
    """Say how sure it is, 0..1, that the material answers; 0.5 is the cut."""
    if not terms.content:
        return ASKED_SO if part.is_asked_so(terms, int(scores.argmax())) else UNSURE
    signs = read_signs(part, terms, scores, weights)
    x = BIAS + sum(a * b for a, b in zip(astuple(WEIGHTS), astuple(signs), strict=True))
    sure = 1.0 / (1.0 + math.exp(-x))
    return round(max(sure, ASKED_SO) if _is_bare_term(part, terms) else sure, 4)


def read_signs(part: Slice, terms: Terms, scores: Scores, weights: Scores) -> Signs:
    """Read every sign of a question that has content words."""
    nearest = find_nearest(scores, NEAREST)
    best = scores[nearest] / part.unit
    return _View(part, terms, nearest, weights).read_signs(best)


def _is_bare_term(part: Slice, terms: Terms) -> bool:
    """Say whether a question is a name or term of the pack with "who was" and no more."""
    bare = terms.function <= BARE[part.words.language]
    return bare and frozenset(terms.content) in part.terms


class _View:
    """A question laid over the lines of the nearest passages."""

    def __init__(self, part: Slice, terms: Terms, nearest: Places, weights: Scores) -> None:
        self._part, self._terms, self._nearest = part, terms, nearest
        self._weights = weights
        self._texts = part.sentences.texts
        self._lines = part.sentences.lines_of(nearest.tolist())
        self._kin = kin = part.find_kin(terms)
        self._own: Flags = np.isin(self._lines, part.sentences.lines_of([int(nearest[0])]))
        self._held: Flags = part.sentences.find_held(kin, self._lines)
        self._is_name = np.array([any(s in part.names for s in stems) for stems in kin])
        self._asks: Flags = part.sentences.is_ask[part.sentences.document_of[self._lines]]
        self._words = frozenset(t.folded for t in tokenize(terms.corrected))
        self._folded = fold(terms.corrected)
        self._sought = read_sought(terms.corrected, part.words.language)
        named = np.maximum(weights, LEAST_NAME * self._is_name)
        self._hold: Scores = named @ self._held / max(float(named.sum()), 1e-9)

    def read_signs(self, scores: Scores) -> Signs:
        """Read every sign; `scores` are the nearest passages', in scores of one rare word."""
        rarity = np.array(self._terms.rarity)
        told = (rarity @ self._held) * self._asks / max(float(rarity.sum()), 1e-9)
        best: Flags = self._held[:, self._own].max(axis=1)
        rehearsed = self._match_asks()
        personal, unheld = self._read_personal()
        strength = math.log1p(float(scores[0]))
        plain = self._sought in PLAIN
        return Signs(
            backed=strength * float(self._held.mean(axis=0).max()),
            covered=float(self._weights @ best) / max(float(self._weights.sum()), 1e-9),
            rehearsed=rehearsed,
            told=float(told.max()),
            length=min(len(rarity), LONGEST) / LONGEST,
            reason=float(self._sought == "reason"),
            personal=personal,
            unheld=unheld,
            nowadays=self._read_nowadays(),
            ungiven=float(plain and self._sought not in self._give(self._likely())),
            general=self._read_general() if rehearsed < SAME else 0.0,
            torn=self._read_torn(),
            unnamed=self._read_unnamed(best),
            ungiven_there=float(plain and self._sought not in self._give(self._own)),
            lead=float(1.0 - scores[1] / max(scores[0], 1e-9)) if len(scores) > 1 else 1.0,
            strength=strength,
        )

    def _match_asks(self) -> float:
        """Give the weighted Dice likeness of the nearest ask of the same kind."""
        if not self._asks.any():
            return 0.0
        theirs = self._part.sentences.sum_stems(self._part.rarity, self._lines)
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
        if not self._part.has_figure:
            return 0.0, 0.0
        language = self._part.words.language
        everyday = frozenset(fold(PERSONAL[language]).split()) | NOWADAYS[language]
        stems = frozenset(self._part.words.stems(everyday))
        asked: Flags = np.array([s in stems for s in self._terms.content], dtype=np.bool_)
        little = frozenset(filter(self._part.words.is_stop, self._words & everyday))
        if not asked.any() and not little:
            return 0.0, 0.0
        needed = asked | self._is_name
        lines = self._lines[self._held[needed].all(axis=0)] if needed.any() else self._lines
        said = any(little <= self._part.sentences.words_of(i) for i in lines.tolist())
        return 1.0, float(not said or self._is_unowned())

    def _is_unowned(self) -> bool:
        """Say whether "clark's wife" or "esposa de clark" is asked for and no line has the two."""
        words = self._part.words
        asked = (m.groups() for m in _OWNED[words.language].finditer(self._folded))
        pairs = {tuple(words.stems(pair)) for pair in asked if not any(map(words.is_stop, pair))}
        whose = 0 if words.language == "en" else 1
        owned = {pair for pair in pairs if self._part.is_name(pair[whose])}
        texts = (self._texts[i] for i in self._lines.tolist())
        return bool(owned) and not any(owned <= self._pair(text) for text in texts)

    def _pair(self, text: str) -> frozenset[tuple[str, str]]:
        """Give the pairs of words that stand side by side, or with a mere "de la" between."""
        folded = (token.folded for token in tokenize(text))
        return frozenset(pairwise(self._part.words.stems(w for w in folded if w not in _LINKS)))

    def _read_nowadays(self) -> float:
        """Say whether it asks about today where the best lines do not speak of today."""
        today = self._words & NOWADAYS[self._part.words.language]
        best = self._lines[self._hold >= self._hold.max() - 1e-9]
        lines = map(self._part.sentences.words_of, best.tolist())
        return float(bool(today) and not any(today & words for words in lines))

    def _read_general(self) -> float:
        """Say whether it asks about the world at large, with no name that the pack knows."""
        if not self._part.has_figure or self._is_name.any():
            return 0.0
        return float(is_general(self._terms.corrected, self._part.words.language))

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
            for stems in map(self._part.sentences.stems_of, both.tolist())
            for i, a in enumerate(stems)
            if a in left
            for j, b in enumerate(stems)
            if b in right
        )

    def _read_unnamed(self, best: Flags) -> float:
        """Give the share of its names and numbers that the best passage lacks."""
        words = self._part.words
        shown = fold_words(" ".join(_SHOWN.findall(self._terms.corrected)))
        stems = set(words.stems(word for word in shown if not words.is_stop(word)))
        named = self._is_name | np.array([s in stems for s in self._terms.content])
        return 1.0 - float(best[named].mean()) if named.any() else 0.0

    def _likely(self) -> Flags:
        likely: Flags = self._hold >= LIKELY * self._hold.max()
        return likely

    def _give(self, lines: Flags) -> Iterator[Sought]:
        for line in self._lines[lines].tolist():
            yield from self._part.sentences.given(line)
