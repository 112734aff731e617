"""The letters of words: runs of four, which words of one root share in any inflection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tutor.retrieval.postings import CHUNK, Places, Postings, Scores, cut

LENGTH = 4


def runs(word: str) -> list[str]:
    """Cut a word, with a space at each end, into its runs of four letters."""
    padded = f" {word} "
    if len(padded) <= LENGTH:
        return [padded]
    return [padded[i : i + LENGTH] for i in range(len(padded) - LENGTH + 1)]


class LetterIndex:
    """Finds documents by the letters of their words. Never changes once built."""

    def __init__(
        self, vocabulary: Sequence[str], words: Places, documents: Places, count: int
    ) -> None:
        """Index occurrences of words (places in `vocabulary`) in documents, which are in order."""
        self._runs: dict[str, int] = {}
        known, sizes = self._number(vocabulary)
        starts = np.concatenate(([0], np.cumsum(sizes)))

        def spell(part: slice) -> tuple[Places, Places]:
            lengths = sizes[words[part]]
            ends = np.cumsum(lengths)
            within = np.arange(int(lengths.sum())) - np.repeat(ends - lengths, lengths)
            terms = known[np.repeat(starts[words[part]], lengths) + within]
            return terms, np.repeat(documents[part], lengths)

        chunks = (spell(part) for part in cut(documents, CHUNK // 5))
        self._postings = Postings(chunks, len(self._runs), count)
        self._count = count

    def score(self, words: Mapping[str, float]) -> Scores:
        """Score each document: for each word the mean of what its runs give, times its weight."""
        scores = np.zeros(self._count)
        for word, weight in words.items():
            parts = runs(word)
            found = [self._runs[run] for run in parts if run in self._runs]
            self._postings.add_all(scores, found, weight / len(parts))
        return scores

    @property
    def size_bytes(self) -> int:
        """Give the memory that the index takes."""
        return self._postings.size_bytes

    def _number(self, vocabulary: Iterable[str]) -> tuple[Places, Places]:
        """Number the runs of each word; gives the numbers one after the other, and how many."""
        numbers: list[int] = []
        sizes: list[int] = []
        for word in vocabulary:
            parts = runs(word)
            numbers.extend(self._runs.setdefault(run, len(self._runs)) for run in parts)
            sizes.append(len(parts))
        return np.array(numbers, dtype=np.int64), np.array(sizes, dtype=np.int64)
