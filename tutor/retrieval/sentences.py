"""The sentences, asks and titles of a pack as numbers: who holds which word, and in which line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from tutor.retrieval.asking import Sought, find_names, read_given, read_sought
from tutor.retrieval.documents import Document
from tutor.retrieval.postings import Places, Scores
from tutor.retrieval.words import Words, fold_words

Flags = NDArray[np.bool_]


class Sentences:
    """Every line of one language of a pack, as places in its vocabulary. Safe to share.

    `tokens` are words one after the other, `line_of` and `document_of` say where a token and a line
    stand. `stems` are sorted; `stem_of` gives the stem of a word, -1 for a word without a subject.
    """

    def __init__(self, owners: Sequence[str], documents: Sequence[Document], words: Words) -> None:
        self._words = words
        places = {owner: place for place, owner in enumerate(owners)}
        self.texts = tuple(line for d in documents for line in d.sentences)
        self.document_of: Places = np.repeat(
            np.arange(len(documents)), [len(d.sentences) for d in documents]
        )
        self.owner_of: Places = np.array([places[d.owner] for d in documents], dtype=np.int64)
        self.is_ask: Flags = np.array([d.field == "ask" for d in documents], dtype=np.bool_)
        self.vocabulary, self.tokens, sizes = _number(self.texts)
        self.line_of: Places = np.repeat(np.arange(len(self.texts)), sizes)
        self._starts = np.concatenate(([0], np.cumsum(sizes)))
        self.stems, self.stem_of = _stem(self.vocabulary, words)
        owner_of_line = self.owner_of[self.document_of]
        self._first_line = np.searchsorted(owner_of_line, np.arange(len(owners) + 1))
        self.names = find_names(
            t for t, d in zip(self.texts, self.document_of, strict=True) if not self.is_ask[d]
        )
        self._given: dict[int, frozenset[Sought]] = {}

    def count_words(self) -> dict[str, int]:
        """Count how often each word stands in the pack."""
        counts = np.bincount(self.tokens, minlength=len(self.vocabulary)).tolist()
        return dict(zip(self.vocabulary, counts, strict=True))

    def lines_of(self, owners: Iterable[int]) -> Places:
        """Give the lines of some passages, in order."""
        ranges = [np.arange(*self._first_line[o : o + 2]) for o in sorted(owners)]
        return np.concatenate(ranges) if ranges else np.zeros(0, dtype=np.int64)

    def stems_of(self, line: int) -> list[int]:
        """Give the content stems of a line, in order."""
        found = self.stem_of[self.tokens[self._starts[line] : self._starts[line + 1]]]
        return [stem for stem in found.tolist() if stem >= 0]

    def words_of(self, line: int) -> frozenset[str]:
        """Give the words of a line, little words too."""
        found = self.tokens[self._starts[line] : self._starts[line + 1]].tolist()
        return frozenset(self.vocabulary[word] for word in found)

    def find_held(self, kin: Sequence[Sequence[int]], lines: Places) -> Flags:
        """Say which of some lines holds which content stem, shape (stems, lines)."""
        held = np.zeros((len(kin), len(lines)), dtype=np.bool_)
        stems, columns = self._gather(lines)
        for row, stands_for in enumerate(kin):
            for stem in stands_for:
                held[row, columns[stems == stem]] = True
        return held

    def sum_stems(self, rarity: Scores, lines: Places) -> Scores:
        """Give the rarity of the different content stems of each line together."""
        stems, columns = self._gather(lines)
        held = np.unique(columns * len(self.stems) + stems)
        at, stem = np.divmod(held, max(len(self.stems), 1))
        return np.asarray(np.bincount(at, rarity[stem], len(lines)), dtype=np.float64)

    def _gather(self, lines: Places) -> tuple[Places, Places]:
        """Give the content stems of some lines, and the place in `lines` where each stands."""
        sizes = self._starts[lines + 1] - self._starts[lines]
        ends = np.cumsum(sizes)
        within = np.arange(int(sizes.sum())) - np.repeat(ends - sizes, sizes)
        stems = self.stem_of[self.tokens[np.repeat(self._starts[lines], sizes) + within]]
        told = stems >= 0
        return stems[told], np.repeat(np.arange(len(lines)), sizes)[told]

    def given(self, line: int) -> frozenset[Sought]:
        """Tell what a line gives; an ask promises what it asks for."""
        if line not in self._given:
            text, language = self.texts[line], self._words.language
            if self.is_ask[self.document_of[line]]:
                self._given[line] = frozenset({read_sought(text, language)})
            else:
                self._given[line] = read_given(text, language)
        return self._given[line]


def _number(texts: Iterable[str]) -> tuple[list[str], Places, Places]:
    """Number the words of texts in the order in which they come up; also words in each text."""
    places: dict[str, int] = {}
    tokens: list[int] = []
    sizes: list[int] = []
    for text in texts:
        found = fold_words(text)
        tokens.extend([places.setdefault(word, len(places)) for word in found])
        sizes.append(len(found))
    return list(places), np.array(tokens, dtype=np.int64), np.array(sizes, dtype=np.int64)


def _stem(vocabulary: Sequence[str], words: Words) -> tuple[list[str], Places]:
    """Stem a vocabulary: the stems in order, and each word's place among them."""
    stemmed = ["" if words.is_stop(w) else words.stems([w])[0] for w in vocabulary]
    stems = sorted(set(stemmed) - {""})
    place = {stem: i for i, stem in enumerate(stems)} | {"": -1}
    return stems, np.array([place[stem] for stem in stemmed], dtype=np.int64)
