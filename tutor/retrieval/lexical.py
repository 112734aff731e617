"""The lexical index of one pack: always there, in memory, and enough on its own."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from tutor.core.addressing import speaks_to_figure
from tutor.core.lesson import LessonPack
from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import words
from tutor.ports import Found, Hit, Query
from tutor.retrieval.documents import list_documents, list_owners, list_terms, pack_languages
from tutor.retrieval.filters import Filters
from tutor.retrieval.judge import ASKED_SO, Signs, judge, read_signs
from tutor.retrieval.postings import Scores, find_nearest
from tutor.retrieval.slice import Slice, Terms
from tutor.retrieval.wordlists import POINTING
from tutor.retrieval.words import tokenize, words_of

VERSION = "lexical-5"

ENOUGH = 0.5
"""A question judged at least this answerable stands alone and needs no context."""
CONTEXT_WEIGHT = 0.5
"""What a word of the question before counts beside a word of this one, to the judge."""
CONTEXT_SCORE = 0.8
"""And what it adds to a passage's score."""
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
    places: Mapping[str, int]
    """The place of each of the owners."""


class LexicalIndex:
    """Finds passages by their words. A Retriever; safe to share between threads."""

    def __init__(self, pack: LessonPack) -> None:
        owners = list_owners(pack)
        documents = {language: list_documents(pack, language) for language in pack_languages(pack)}
        self._asks: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
        for document in (d for found in documents.values() for d in found if d.field == "ask"):
            self._asks[" ".join(words(document.text))].add((document.owner, document.said_to))
        self._slices: dict[Language, Slice] = {
            language: Slice(
                owners,
                found,
                words_of(language),
                list_terms(pack, language),
                has_figure=bool(pack.manifest.personas),
            )
            for language, found in documents.items()
        }
        self._filters = Filters(pack)

    @property
    def version(self) -> str:
        """Name the way of ranking, for the exchange's stamp."""
        return VERSION

    @property
    def filters(self) -> Filters:
        """Give what a query lets through."""
        return self._filters

    @property
    def size_bytes(self) -> int:
        """Give the memory that the postings take."""
        return sum(part.size_bytes for part in self._slices.values())

    def find(self, query: Query) -> Found:
        """Rank the pack's passages for a question. Never raises for any text."""
        return select_hits(query, self.rank(query), self._filters)

    def read_signs(self, query: Query) -> Signs | None:
        """Read what the judge goes by, for fitting it; None where a question has no content."""
        part = self._slice_for(query.language)
        terms = part.read(query.text) if part is not None else None
        if part is None or terms is None or not terms.content:
            return None
        weights = part.weigh(terms, part.find_held(terms))
        return read_signs(part, terms, part.score(terms), weights)

    def rank(self, query: Query) -> Ranking:
        """Score everything in the pack, before any filter."""
        part = self._slice_for(query.language)
        if part is None or not part.owners:
            return Ranking((), np.zeros(0), np.zeros(0), 0.0, query.text, {})
        terms = part.read(query.text)
        listener = query.listener if speaks_to_figure(query.text, part.words.language) else None
        alone = _rank(part, terms, listener)
        asked_so = self._asks.get(" ".join(words(query.text)))
        if asked_so:
            return _put_first(alone, {o for o, said_to in asked_so if said_to in (None, listener)})
        if not query.context or alone.answerable >= ENOUGH or not _leans(part, terms):
            return alone
        if not _is_in(query.context, part.words.language):
            return alone
        together = _rank(part, _lean_on(terms, part.read(query.context)), listener)
        return together if together.answerable > alone.answerable else alone

    def _slice_for(self, language: Language) -> Slice | None:
        """Give the slice of a language, or that of the first language there is."""
        return self._slices.get(language) or next(iter(self._slices.values()), None)


def select_hits(
    query: Query, ranking: Ranking, filters: Filters, fused: Scores | None = None
) -> Found:
    """Order by score, then by the pack's order; drop what has none; filter; cut to the limit."""
    scores = np.round(ranking.scores if fused is None else fused, 6)
    wanted = filters.lets_through(query) if ranking.owners else None
    if fused is None:
        wanted = scores > 0.0 if wanted is None else wanted & (scores > 0.0)
    if wanted is not None:
        scores = np.where(wanted, scores, -math.inf)
    hits = tuple(
        Hit(ranking.owners[i], float(scores[i]), float(ranking.coverage[i]))
        for i in find_nearest(scores, query.limit).tolist()
        if scores[i] > -math.inf
    )
    route = "lexical" if fused is None else "hybrid"
    return Found(hits, ranking.answerable, ranking.corrected, route)


def _rank(part: Slice, terms: Terms, listener: str | None = None) -> Ranking:
    scores = part.score(terms, listener)
    held = part.find_held(terms)
    weights = part.weigh(terms, held)
    sure = judge(part, terms, scores, weights)
    return Ranking(
        part.owners, scores, part.cover(weights, held), sure, terms.corrected, part.places
    )


def _put_first(ranking: Ranking, owners: set[str]) -> Ranking:
    """Put those first whose own ask the question is, word for word, the best of them first."""
    scores = ranking.scores.copy()
    places = [ranking.places[owner] for owner in owners]
    scores[places] += float(scores.max(initial=0.0))
    return replace(ranking, scores=scores, answerable=max(ranking.answerable, ASKED_SO))


def _leans(part: Slice, terms: Terms) -> bool:
    """Say whether a question may be about what was spoken of before it.

    A word that the pack does not have is a new subject: nothing spoken of before answers it. A
    name of the pack is a subject of its own.
    """
    if not all(part.find_kin(terms)) or any(map(part.is_name, terms.content)):
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
    lent = {word: CONTEXT_SCORE for word in before.words if word not in terms.words}
    return replace(
        terms,
        content=(*terms.content, *added),
        rarity=(*terms.rarity, *added.values()),
        weights=(*terms.weights, *(CONTEXT_SCORE for _ in added)),
        words={**terms.words, **lent},
    )


def _is_in(text: str, language: Language) -> bool:
    """Say whether a text is rather in this language than in another one."""
    tokens = [token.folded for token in tokenize(text)]
    known = {x: sum(map(words_of(x).is_stop, tokens)) for x in LANGUAGES}
    return known[language] >= max(known.values())
