"""BM25 in numpy: what each term adds to each document that holds it, worked out beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Places = NDArray[np.int64]

K1, B = 1.2, 0.4
CHUNK = 2_000_000
"""Occurrences that are sorted at once: bounds what building takes beside the index."""
_Counts = tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.integer]]


class Postings:
    """BM25 as Lucene has it (Kamphuis et al., 2020; Lù, 2024). Never changes once built.

    The classic postings list of each term, with the finished score instead of a count, so that a
    search is one addition for each term (the eager scoring of bm25s, which gives the same scores).
    """

    def __init__(
        self,
        chunks: Iterable[tuple[Places, Places]],
        term_count: int,
        count: int,
        b: float = B,
        *,
        idf: Scores | None = None,
        kinds: Places | None = None,
    ) -> None:
        """Index occurrences: pairs of term and document, a document's all in one chunk.

        Args:
            chunks: the occurrences.
            term_count: how many terms there are.
            count: how many documents.
            b: how far the length of a document counts against it, 0..1.
            idf: how rare each term is; as the documents have it where nothing is given.
            kinds: the kind of each document (from 0): its length counts beside its own kind's.
        """
        counted = [_count(terms, documents, count) for terms, documents in chunks]
        held_terms, held, times = _join(counted)
        sizes: Scores = np.bincount(held, weights=times, minlength=count).astype(np.float64)
        self.frequency: Places = np.bincount(held_terms, minlength=term_count)
        self._starts = np.concatenate(([0], np.cumsum(self.frequency)))
        rarity = count_idf(self.frequency, count) if idf is None else idf
        norm = K1 * (1.0 - b + b * _relate(sizes, kinds))
        self._documents = np.asarray(held, dtype=np.int32)
        score = rarity[held_terms] * times / (times + norm[held])
        self._scores = score.astype(np.float32)

    def add(self, scores: Scores, term: int, weight: float) -> None:
        """Add what a term gives to the scores of the documents."""
        part = slice(self._starts[term], self._starts[term + 1])
        scores[self._documents[part]] += weight * self._scores[part]

    def held_by(self, term: int) -> Places:
        """Give the documents that hold a term, in order."""
        return self._documents[self._starts[term] : self._starts[term + 1]].astype(np.int64)

    def add_all(self, scores: Scores, terms: Iterable[int], weight: float) -> None:
        """Add what several terms give, each at this weight."""
        for term in terms:
            self.add(scores, term, weight)

    @property
    def size_bytes(self) -> int:
        """Give the memory that the index takes."""
        return self._documents.nbytes + self._scores.nbytes + self._starts.nbytes


def count_idf(frequency: Places, count: int) -> Scores:
    """Give the idf of terms that so many of `count` documents hold, as Lucene has it."""
    idf: Scores = np.log1p((count - frequency + 0.5) / (frequency + 0.5))
    return idf


def _relate(sizes: Scores, kinds: Places | None) -> Scores:
    """Give the length of each document in mean lengths of its kind."""
    if kinds is None:
        kinds = np.zeros(len(sizes), dtype=np.int64)
    means = np.bincount(kinds, weights=sizes) / np.maximum(np.bincount(kinds), 1)
    related: Scores = sizes / np.maximum(means[kinds], 1e-9)
    return related


def cut(documents: Places, size: int = CHUNK) -> Iterator[slice]:
    """Cut occurrences, by document, into parts of about this size; no document in two parts."""
    start = 0
    while start < len(documents):
        end = start + size
        if end < len(documents):
            end = int(np.searchsorted(documents, documents[end], "right"))
        yield slice(start, end)
        start = end


def _count(terms: Places, documents: Places, count: int) -> _Counts:
    """Count each term in each document, by term and document."""
    key, times = np.unique(terms * count + documents, return_counts=True)
    return (key // max(count, 1)).astype(np.int32), (key % max(count, 1)).astype(np.int32), times


def _join(counted: Sequence[_Counts]) -> _Counts:
    """Put the counts of several chunks together, by term and document."""
    if not counted:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none
    terms, documents, times = (np.concatenate(part) for part in zip(*counted, strict=True))
    order = np.argsort(terms, kind="stable") if len(counted) > 1 else slice(None)
    return terms[order], documents[order], times[order]


def find_nearest(scores: Scores, count: int) -> Places:
    """Give the places of the best scores, best first, the earlier of equals first."""
    if count <= 0 or not len(scores):
        return np.zeros(0, dtype=np.int64)
    count = min(count, len(scores))
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    near = np.flatnonzero(scores >= least)
    return np.asarray(near[np.argsort(-scores[near], kind="stable")][:count], dtype=np.int64)
