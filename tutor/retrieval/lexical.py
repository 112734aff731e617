"""The lexical index of one pack: always there, in memory, and enough on its own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from tutor.core.lesson import LessonPack
from tutor.core.terms import Language
from tutor.ports import Found, Hit, Query
from tutor.retrieval.documents import list_documents, list_owners, pack_languages
from tutor.retrieval.filters import Label, label_items, lets_through
from tutor.retrieval.slice import Scores, Slice, Terms
from tutor.retrieval.words import words_of

VERSION = "lexical-1"

LEAST_WEIGHT = 0.2
"""A question whose words weigh less than this in all leans on the one before it."""
BIAS, COVERED, ASKED, STRENGTH = -7.22, 3.1, 1.28, 7.92
"""Logistic regression on `tests/retrieval/data`, English and Spanish together."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for the material answering a question; each grows with it.

    `covered`: the share of the question's weight that the best passage holds, 0..1. `asked`: how
    alike the question and that passage's nearest ask are, 0..1. `strength`: log(1 + its score),
    in scores of one rare word.
    """

    covered: float
    asked: float
    strength: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Score and coverage of everything in the pack, in the order of `owners`."""

    owners: tuple[str, ...]
    scores: Scores
    coverage: Scores
    signs: Signs
    corrected: str


class LexicalIndex:
    """Finds passages by their words. A Retriever; safe to share between threads."""

    def __init__(self, pack: LessonPack) -> None:
        owners = list_owners(pack)
        self._slices: dict[Language, Slice] = {
            language: Slice(owners, list_documents(pack, language), words_of(language))
            for language in pack_languages(pack)
        }
        self._labels = label_items(pack)

    @property
    def version(self) -> str:
        """Name the way of ranking, for the exchange's stamp."""
        return VERSION

    @property
    def labels(self) -> dict[str, Label]:
        """Give what the filters of a query look at."""
        return self._labels

    def find(self, query: Query) -> Found:
        """Rank the pack's passages for a question. Never raises for any text."""
        ranking = self.rank(query)
        return select_hits(query, ranking, self._labels)

    def rank(self, query: Query) -> Ranking:
        """Score everything in the pack, before any filter."""
        part = self._slices.get(query.language) or next(iter(self._slices.values()), None)
        if part is None or not part.owners:
            return Ranking((), np.zeros(0), np.zeros(0), Signs(0.0, 0.0, 0.0), query.text)
        return _rank(part, part.read(query.text), part.read(query.context))


def select_hits(
    query: Query,
    ranking: Ranking,
    labels: Mapping[str, Label],
    fused: Scores | None = None,
) -> Found:
    """Order by score, then by the pack's order; drop what has none; filter; cut to the limit."""
    scores = ranking.scores if fused is None else fused
    floor = 0.0 if fused is None else -math.inf
    order = np.argsort(-np.round(scores, 6), kind="stable").tolist()
    hits = (
        Hit(ranking.owners[i], round(float(scores[i]), 6), float(ranking.coverage[i]))
        for i in order
        if scores[i] > floor and lets_through(query, ranking.owners[i], labels)
    )
    route = "lexical" if fused is None else "hybrid"
    top = tuple(islice(hits, max(0, query.limit)))
    return Found(top, judge(ranking.signs), ranking.corrected, route)


def judge(signs: Signs) -> float:
    """Say how sure it is, 0..1, that the material answers; 0.5 is the best cut."""
    x = BIAS + COVERED * signs.covered + ASKED * signs.asked + STRENGTH * signs.strength
    return round(1.0 / (1.0 + math.exp(-x)), 4)


def _rank(part: Slice, terms: Terms, before: Terms) -> Ranking:
    documents = part.score_documents(terms, before)
    scores = part.score_owners(documents)
    held = part.find_held(terms)
    weights = part.weigh(terms, held)
    if before.content and weights.sum() < LEAST_WEIGHT:
        terms = replace(before, corrected=terms.corrected)
        held = part.find_held(terms)
        weights = part.weigh(terms, held)
    best = int(scores.argmax())
    coverage = np.round(weights @ held / max(float(weights.sum()), 1e-9), 6)
    asked = part.match_asks(terms, weights, best)
    if not terms.content:
        coverage[best] = asked
    strength = math.log1p(float(scores[best]) / part.unit)
    signs = Signs(float(coverage[best]), asked, strength)
    return Ranking(part.owners, scores, coverage, signs, terms.corrected)
