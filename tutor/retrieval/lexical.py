"""The lexical index of one pack: always there, in memory, and enough on its own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from tutor.core.lesson import LessonPack
from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import words
from tutor.ports import Found, Hit, Query
from tutor.retrieval.documents import list_documents, list_owners, list_terms, pack_languages
from tutor.retrieval.filters import Label, label_items, lets_through
from tutor.retrieval.judge import ASKED_SO, judge
from tutor.retrieval.slice import Scores, Slice, Terms
from tutor.retrieval.wordlists import POINTING
from tutor.retrieval.words import tokenize, words_of

VERSION = "lexical-2"

ENOUGH = 0.5
"""A question judged at least this answerable stands alone and needs no context."""
CONTEXT_WEIGHT = 0.5
"""What a word of the question before counts beside a word of this one."""
SHORT: dict[Language, int] = {"en": 1, "es": 2}
"""Content words of a question too short to stand alone; Spanish drops its pronouns."""
LONGEST_POINTING = 4


@dataclass(frozen=True, slots=True)
class Ranking:
    """Score and coverage of everything in the pack, in the order of `owners`; how sure it is."""

    owners: tuple[str, ...]
    scores: Scores
    coverage: Scores
    answerable: float
    corrected: str


class LexicalIndex:
    """Finds passages by their words. A Retriever; safe to share between threads."""

    def __init__(self, pack: LessonPack) -> None:
        owners = list_owners(pack)
        self._asks = {
            " ".join(words(document.text))
            for language in pack_languages(pack)
            for document in list_documents(pack, language)
            if document.field == "ask"
        }
        self._slices: dict[Language, Slice] = {
            language: Slice(
                owners,
                list_documents(pack, language),
                words_of(language),
                list_terms(pack, language),
            )
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
        return select_hits(query, self.rank(query), self._labels)

    def rank(self, query: Query) -> Ranking:
        """Score everything in the pack, before any filter."""
        part = self._slices.get(query.language) or next(iter(self._slices.values()), None)
        if part is None or not part.owners:
            return Ranking((), np.zeros(0), np.zeros(0), 0.0, query.text)
        terms = part.read(query.text)
        alone = _rank(part, terms)
        if " ".join(words(query.text)) in self._asks:
            return replace(alone, answerable=max(alone.answerable, ASKED_SO))
        if not query.context or alone.answerable >= ENOUGH or not _leans(part, terms):
            return alone
        if not _is_in(query.context, part.words.language):
            return alone
        together = _rank(part, _lean_on(terms, part.read(query.context)))
        return together if together.answerable > alone.answerable else alone


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
    return Found(top, ranking.answerable, ranking.corrected, route)


def _rank(part: Slice, terms: Terms) -> Ranking:
    scores = part.score_owners(part.score_documents(terms))
    held = part.find_held(terms)
    weights = part.weigh(terms, held)
    coverage = np.round(weights @ held / max(float(weights.sum()), 1e-9), 6)
    sure = judge(part, terms, scores, weights)
    return Ranking(part.owners, scores, coverage, sure, terms.corrected)


def _leans(part: Slice, terms: Terms) -> bool:
    """Say whether a question may be about what was spoken of before it.

    A word that the pack does not have is a new subject: nothing spoken of before answers it.
    """
    if not all(part.find_kin(terms)):
        return False
    language = part.words.language
    points = bool(terms.function & POINTING[language])
    return len(terms.content) <= (LONGEST_POINTING if points else SHORT[language])


def _lean_on(terms: Terms, before: Terms) -> Terms:
    """Add the words of the question before, at less weight."""
    if not terms.content:
        return replace(before, corrected=terms.corrected)
    added = {
        stem: CONTEXT_WEIGHT * rarity
        for stem, rarity in zip(before.content, before.rarity, strict=True)
        if stem not in terms.content
    }
    content, rarity = (*terms.content, *added), (*terms.rarity, *added.values())
    return replace(terms, content=content, rarity=rarity)


def _is_in(text: str, language: Language) -> bool:
    """Say whether a text is rather in this language than in another one."""
    tokens = [token.folded for token in tokenize(text)]
    known = {x: sum(map(words_of(x).is_stop, tokens)) for x in LANGUAGES}
    return known[language] >= max(known.values())
