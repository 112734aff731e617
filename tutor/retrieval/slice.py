"""One language of one pack, indexed: BM25 over small documents, and who holds which words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tutor.retrieval.documents import Document, Field
from tutor.retrieval.sentences import Line, Sentences
from tutor.retrieval.spelling import Speller
from tutor.retrieval.words import LONGEST_TEXT, Token, Words, tokenize

Scores = NDArray[np.float64]
Flags = NDArray[np.bool_]

K1, B = 1.2, 0.4
FIELD_WEIGHTS: Mapping[Field, float] = {"ask": 1.25, "title": 0.8, "text": 1.0}
SECOND_BEST = 0.6
"""Share of its second-best document's score that a passage gets on top."""
FUNCTION_WEIGHT = 0.2
"""Weight of words such as "who" and "how", which are indexed with the asks only."""
EMPHASIS = 0.3
"""Power of a word's rarity in the language by which its BM25 score is multiplied."""
SHORTEST_KIN, LONGEST_ENDING = 4, 3
RARE_ZIPF, EMPTY_ZIPF = 4.2, 6.4
LEAST_RARITY = 0.08
SHORTEST_WORD = 4
"""Shorter unknown words ("teh") are slips of little words rather than subjects."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A question read: its corrected text, its content stems and its function words."""

    corrected: str
    content: tuple[str, ...]
    rarity: tuple[float, ...]
    """How rare each content word is in the language, 0..1."""
    function: frozenset[str]


class Slice:
    """The documents of one language. Never changes once built."""

    def __init__(
        self,
        owners: Sequence[str],
        documents: Sequence[Document],
        words: Words,
        terms: Sequence[str] = (),
    ) -> None:
        self.owners = tuple(owners)
        self.words = words
        told = [[_folded(s) for s in d.sentences] for d in documents]
        tokens = [[word for line in doc for word in line] for doc in told]
        self._speller = Speller(Counter(w for doc in tokens for w in doc), words)
        stems = [[_content_stems(line, words) for line in doc] for doc in told]
        self._content = [[stem for line in doc for stem in line] for doc in stems]
        self._asked = [
            frozenset(filter(words.is_stop, doc)) if d.field == "ask" else frozenset()
            for d, doc in zip(documents, tokens, strict=True)
        ]
        self._bm25_content = _index(self._content)
        self._bm25_function = _index([sorted(words) for words in self._asked])
        self._field_weights = np.array([FIELD_WEIGHTS[d.field] for d in documents])
        places = {owner: i for i, owner in enumerate(self.owners)}
        self._owner_of = np.array([places[d.owner] for d in documents], dtype=np.intp)
        self.sentences = Sentences(
            (
                Line(places[d.owner], text, d.field == "ask", tuple(line))
                for d, lines in zip(documents, stems, strict=True)
                for text, line in zip(d.sentences, lines, strict=True)
            ),
            words.language,
        )
        self._sorted_stems: list[str] = sorted(set().union(*self._content))
        self._stems = {stem: place for place, stem in enumerate(self._sorted_stems)}
        self._holds = self._find_holders()
        self._is_ask = np.array([d.field == "ask" for d in documents], dtype=np.bool_)
        rarity = dict(zip(self._sorted_stems, _rarity_in_pack(self._holds).tolist(), strict=True))
        self.line_weights: Scores = np.array(
            [sum(rarity[stem] for stem in set(line.stems)) for line in self.sentences.lines]
        )
        self.names = frozenset(words.stems(self.sentences.names))
        self.terms = frozenset(frozenset(words.stems([name])) for name in self.sentences.names)
        self.terms |= {frozenset(_content_stems(_folded(term), words)) for term in terms}

    def read(self, text: str) -> Terms:
        """Correct a question's spelling and cut it into stems."""
        text = text[:LONGEST_TEXT]
        tokens = tokenize(text)
        spelt = self._speller.correct(tokens)
        content = [w for w in dict.fromkeys(spelt) if not self.words.is_stop(w)]
        rarity: dict[str, float] = {}
        for word, stem in zip(content, self.words.stems(content), strict=True):
            rarity[stem] = max(
                rarity.get(stem, 0.0), _rarity_in_language(word, self.words.zipf(word))
            )
        function = frozenset(filter(self.words.is_stop, spelt))
        corrected = _replace(text, tokens, spelt)
        return Terms(corrected, tuple(rarity), tuple(rarity.values()), function)

    def score_documents(self, terms: Terms) -> Scores:
        """Score each document for a question."""
        count = len(self._owner_of)
        asked = _score(self._bm25_function, dict.fromkeys(sorted(terms.function), 1.0), count)
        scores = _score(self._bm25_content, _emphasis(terms), count) + FUNCTION_WEIGHT * asked
        weighted: Scores = scores * self._field_weights
        return weighted

    def score_owners(self, documents: Scores) -> Scores:
        """Give each passage the score of its best document and a share of its second best."""
        best = np.zeros(len(self.owners))
        second = np.zeros(len(self.owners))
        order = np.argsort(documents, kind="stable")
        best[self._owner_of[order]] = documents[order]  # the last write, the highest, stays
        last = np.full(len(self.owners), -1, dtype=np.intp)
        last[self._owner_of[order]] = order
        rest = documents.copy()
        rest[last[last >= 0]] = 0.0
        np.maximum.at(second, self._owner_of, rest)
        total: Scores = best + SECOND_BEST * second
        return total

    def find_held(self, terms: Terms) -> Flags:
        """Say which passage holds which content stem, shape (stems, passages)."""
        held = np.zeros((len(terms.content), len(self.owners)), dtype=np.bool_)
        for row, stem in enumerate(terms.content):
            kin = self._find_kin(stem)
            if kin:
                held[row] = self._holds[kin].any(axis=0)
        return held

    def weigh(self, terms: Terms, held: Flags) -> Scores:
        """Weigh content stems by rarity in the pack (1 where it has none) and in the language."""
        weights: Scores = _rarity_in_pack(held) * np.array(terms.rarity)
        return weights

    def find_kin(self, terms: Terms) -> list[list[str]]:
        """Give the pack's stems that each content stem stands for."""
        return [[self._sorted_stems[i] for i in self._find_kin(s)] for s in terms.content]

    def is_asked_so(self, terms: Terms, owner: int) -> bool:
        """Say whether an ask without content ("who are you") has the question's words."""
        asks = np.flatnonzero((self._owner_of == owner) & self._is_ask)
        return bool(terms.function) and any(
            self._asked[ask] == terms.function and not self._content[ask] for ask in asks
        )

    @property
    def unit(self) -> float:
        """Give the BM25 score that a rare word adds: what scores of different packs share."""
        return float(np.log1p((len(self._content) + 0.5) / 1.5))

    def _find_kin(self, stem: str) -> list[int]:
        """Find the pack's stems that are this one, or else this one with another ending."""
        if stem in self._stems:
            return [self._stems[stem]]
        if len(stem) < SHORTEST_KIN:
            return []
        shorter = (stem[:-cut] for cut in range(1, LONGEST_ENDING + 1))
        kin = [self._stems[s] for s in shorter if s in self._stems and len(s) >= SHORTEST_KIN]
        for place in range(bisect_left(self._sorted_stems, stem), len(self._sorted_stems)):
            longer = self._sorted_stems[place]
            if not longer.startswith(stem):
                break
            if len(longer) - len(stem) <= LONGEST_ENDING:
                kin.append(place)
        return kin

    def _find_holders(self) -> Flags:
        holds = np.zeros((len(self._stems), len(self.owners)), dtype=np.bool_)
        for owner, stems in zip(self._owner_of, self._content, strict=True):
            holds[[self._stems[s] for s in stems], owner] = True
        return holds


def _folded(text: str) -> list[str]:
    return [token.folded for token in tokenize(text)]


def _content_stems(document: Sequence[str], words: Words) -> list[str]:
    return words.stems(w for w in document if not words.is_stop(w))


def _rarity_in_language(word: str, zipf: float) -> float:
    """Give 1 for a rare word, falling to a little for one that everybody says all day."""
    if not zipf and len(word) < SHORTEST_WORD:
        return LEAST_RARITY
    return min(1.0, max(LEAST_RARITY, (EMPTY_ZIPF - zipf) / (EMPTY_ZIPF - RARE_ZIPF)))


def _rarity_in_pack(held: Flags) -> Scores:
    """Give the idf of stems, 1 where no passage holds one; `held` has a row for each stem."""
    count, frequency = held.shape[1], held.sum(axis=1)
    idf = np.log1p((count - frequency + 0.5) / (frequency + 0.5))
    return np.asarray(idf / np.log1p((count + 0.5) / 0.5), dtype=np.float64)


def _replace(text: str, tokens: Sequence[Token], spelt: Sequence[str]) -> str:
    for token, word in reversed(list(zip(tokens, spelt, strict=True))):
        if word != token.folded:
            text = text[: token.start] + word + text[token.end :]
    return text


class _Bm25(Protocol):
    vocab_dict: Mapping[str, int]

    def get_scores(self, query_tokens_single: list[str]) -> NDArray[np.float32]: ...


def _index(documents: Sequence[Sequence[str]]) -> _Bm25 | None:
    """Index documents of stems; None where there is no stem at all."""
    if not any(documents):
        return None
    import bm25s  # noqa: PLC0415  # slow to import

    index = bm25s.BM25(method="lucene", k1=K1, b=B)
    index.index([list(d) for d in documents], show_progress=False)
    found: _Bm25 = index
    return found


def _emphasis(terms: Terms) -> dict[str, float]:
    pairs = zip(terms.content, terms.rarity, strict=True)
    return {stem: rarity**EMPHASIS for stem, rarity in pairs}


def _score(index: _Bm25 | None, weights: Mapping[str, float], count: int) -> Scores:
    scores = np.zeros(count)
    for stem, weight in weights.items():
        if index is not None and stem in index.vocab_dict:
            scores += weight * index.get_scores([stem])
    return scores
