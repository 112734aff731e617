"""One language of one pack, indexed: how well each passage fits a question, and who holds what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.retrieval.documents import Document, Field
from tutor.retrieval.letters import LetterIndex
from tutor.retrieval.postings import Places, Postings, Scores, count_idf, cut
from tutor.retrieval.sentences import Sentences
from tutor.retrieval.spelling import Speller
from tutor.retrieval.words import LONGEST_TEXT, Token, Words, fold_words, tokenize, write_out

FIELD_WEIGHTS: Mapping[Field, float] = {"ask": 1.25, "title": 0.8, "text": 1.0}
SECOND_BEST = 0.6
"""Share of its second-best document's score that a passage gets on top."""
OTHERS, NOBODYS, OWN = 0.7, 0.85, 1.1
"""What an ask counts beside a question that says "you": one that says it to another figure, to
nobody, and to the figure talked with."""
FUNCTION_WEIGHT = 0.2
"""Weight of words such as "who" and "how", which are indexed with the asks only."""
LETTERS_WEIGHT = 0.55
"""What the letters of words count beside their stems, both standardised."""
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
    weights: tuple[float, ...]
    """What each content word counts: 1, or less for words of the question before."""
    words: Mapping[str, float]
    """The content words themselves, with what they count."""
    function: frozenset[str]


class Slice:
    """The documents of one language. Never changes once built."""

    def __init__(
        self,
        owners: Sequence[str],
        documents: Sequence[Document],
        words: Words,
        terms: Iterable[str] = (),
        *,
        has_figure: bool = False,
    ) -> None:
        """Index documents; `terms` may be asked for alone, `has_figure` where one is asked."""
        self.has_figure = has_figure
        self.owners = tuple(owners)
        self.places = {owner: place for place, owner in enumerate(self.owners)}
        self.words = words
        self.sentences = lines = Sentences(owners, documents, words)
        self._speller = Speller(lines.count_words(), words)
        self._place = {stem: place for place, stem in enumerate(lines.stems)}
        self._field_weights = np.array([FIELD_WEIGHTS[d.field] for d in documents])
        fields = list(FIELD_WEIGHTS)
        self._kinds: Places = np.array([fields.index(d.field) for d in documents], dtype=np.int64)
        self._is_ask = np.array([d.field == "ask" for d in documents])
        self._said_to = np.array([d.said_to or "" for d in documents])
        self._rounds = _deal(lines.owner_of, len(owners))
        self._index(len(documents))
        stem_names = self.words.stems(lines.names)
        self.names = frozenset(self._place[s] for s in stem_names if s in self._place)
        self.terms = frozenset(frozenset(words.stems([name])) for name in lines.names)
        self.terms |= {frozenset(self._content_stems(term)) for term in terms}

    def _index(self, count: int) -> None:
        lines = self.sentences
        document = lines.document_of[lines.line_of]
        stem = lines.stem_of[lines.tokens]
        told = stem >= 0
        held = document[told], stem[told], lines.tokens[told]
        owned = lines.owner_of[held[0]]
        self._holders = Postings(_chunks(held[1], owned), len(lines.stems), len(self.owners))
        self.rarity: Scores = _rarity(self._holders.frequency, len(self.owners))
        self._stems = Postings(
            _chunks(held[1], held[0]),
            len(lines.stems),
            count,
            idf=count_idf(self._holders.frequency, len(self.owners)),
            kinds=self._kinds,
        )
        self._letters = LetterIndex(lines.vocabulary, held[2], held[0], count)
        asked = ~told & lines.is_ask[document]
        once = np.unique(document[asked] * len(lines.vocabulary) + lines.tokens[asked])
        at, little = np.divmod(once, max(len(lines.vocabulary), 1))
        self._functions = Postings([(little, at)], len(lines.vocabulary), count)
        self._function_of = {lines.vocabulary[i]: i for i in set(little.tolist())}

    def read(self, text: str) -> Terms:
        """Correct a question's spelling and cut it into stems."""
        text = text[:LONGEST_TEXT]
        tokens = tokenize(text)
        spelt = self._speller.correct(write_out(tokens, self.words.language))
        content = [w for w in dict.fromkeys(spelt) if not self.words.is_stop(w)]
        rarity: dict[str, float] = {}
        for word, stem in zip(content, self.words.stems(content), strict=True):
            rarity[stem] = max(
                rarity.get(stem, 0.0), _rarity_in_language(word, self.words.zipf(word))
            )
        return Terms(
            _replace(text, tokens, spelt),
            tuple(rarity),
            tuple(rarity.values()),
            (1.0,) * len(rarity),
            dict.fromkeys(content, 1.0),
            frozenset(filter(self.words.is_stop, spelt)),
        )

    def score(self, terms: Terms, listener: str | None = None) -> Scores:
        """Score each passage for a question, by stems and by letters; 0 where nothing fits.

        Where the question calls a `listener` "you", asks that say it to the same figure count more.
        """
        weights = self._field_weights
        if listener:
            nobodys = np.where(self._is_ask, NOBODYS, 1.0)
            said = np.where(self._said_to == "", nobodys, OTHERS)
            weights = weights * np.where(self._said_to == listener, OWN, said)
        by_stems = self._score_owners(self._score_stems(terms) * weights)
        by_letters = self._score_owners(self._letters.score(terms.words) * weights)
        spread = float(by_letters.std())
        if spread <= 0.0:
            return by_stems
        unit = float(by_stems.std()) or spread
        total: Scores = by_stems + LETTERS_WEIGHT * unit / spread * by_letters
        return total

    def find_held(self, terms: Terms) -> list[Places]:
        """Give the passages that hold each content stem."""
        return [self._held_by(kin) for kin in self.find_kin(terms)]

    def weigh(self, terms: Terms, held: Sequence[Places]) -> Scores:
        """Weigh content stems by rarity in the pack (1 where it has none) and in the language."""
        frequency = np.array([len(passages) for passages in held])
        weights: Scores = _rarity(frequency, len(self.owners)) * np.array(terms.rarity)
        return weights

    def cover(self, weights: Scores, held: Sequence[Places]) -> Scores:
        """Give the share of the question's weight that each passage holds, 0..1."""
        covered = np.zeros(len(self.owners))
        for weight, passages in zip(weights.tolist(), held, strict=True):
            covered[passages] += weight
        share: Scores = np.round(covered / max(float(weights.sum()), 1e-9), 6)
        return share

    def find_kin(self, terms: Terms) -> list[list[int]]:
        """Give the places of the pack's stems that each content stem stands for."""
        return [self._find_kin(stem) for stem in terms.content]

    def is_name(self, stem: str) -> bool:
        """Say whether a stem is that of a name of the pack."""
        return self._place.get(stem) in self.names

    def is_asked_so(self, terms: Terms, owner: int) -> bool:
        """Say whether an ask without content ("who are you") has the question's words."""
        lines = self.sentences
        asks = [i for i in lines.lines_of([owner]).tolist() if lines.is_ask[lines.document_of[i]]]
        return bool(terms.function) and any(
            lines.words_of(ask) == terms.function and not lines.stems_of(ask) for ask in asks
        )

    @property
    def unit(self) -> float:
        """Give the BM25 score that a rare word adds: what scores of different packs share."""
        return float(np.log1p((len(self.owners) + 0.5) / 1.5))

    @property
    def size_bytes(self) -> int:
        """Give the memory that the postings take."""
        parts = (self._stems, self._letters, self._functions, self._holders)
        return sum(part.size_bytes for part in parts)

    def _score_stems(self, terms: Terms) -> Scores:
        """Score each document by its stems, and each ask by the question's little words too."""
        scores = np.zeros(len(self._field_weights))
        for stem, weight in zip(terms.content, terms.weights, strict=True):
            if stem in self._place:
                self._stems.add(scores, self._place[stem], weight)
        asked = (self._function_of[w] for w in sorted(terms.function) if w in self._function_of)
        self._functions.add_all(scores, asked, FUNCTION_WEIGHT)
        return scores

    def _score_owners(self, documents: Scores) -> Scores:
        """Give each passage the score of its best document and a share of its second best."""
        best = np.zeros(len(self.owners))
        second = np.zeros(len(self.owners))
        for turn, (passages, at) in enumerate(self._rounds):
            if not turn:  # every passage has a first document
                best = documents[at]
                continue
            score, highest = documents[at], best[passages]
            second[passages] = np.maximum(second[passages], np.minimum(highest, score))
            best[passages] = np.maximum(highest, score)
        total: Scores = best + SECOND_BEST * second
        return total

    def _find_kin(self, stem: str) -> list[int]:
        """Find the pack's stems that are this one, or else this one with another ending."""
        if stem in self._place:
            return [self._place[stem]]
        if len(stem) < SHORTEST_KIN:
            return []
        stems = self.sentences.stems
        shorter = (stem[:-ending] for ending in range(1, LONGEST_ENDING + 1))
        kin = [self._place[s] for s in shorter if s in self._place and len(s) >= SHORTEST_KIN]
        for place in range(bisect_left(stems, stem), len(stems)):
            if not stems[place].startswith(stem):
                break
            if len(stems[place]) - len(stem) <= LONGEST_ENDING:
                kin.append(place)
        return kin

    def _held_by(self, kin: Sequence[int]) -> Places:
        held = [self._holders.held_by(stem) for stem in kin]
        if len(held) == 1:
            return held[0]
        return np.unique(np.concatenate(held)) if held else np.zeros(0, dtype=np.int64)

    def _content_stems(self, text: str) -> list[str]:
        return self.words.stems(w for w in fold_words(text) if not self.words.is_stop(w))


def _deal(owner_of: Places, count: int) -> list[tuple[Places, Places]]:
    """Give the passages and their first documents, those that have a second and it, and so on."""
    sizes = np.bincount(owner_of, minlength=count)
    first = np.cumsum(sizes) - sizes
    passages = [np.flatnonzero(sizes > turn) for turn in range(int(sizes.max(initial=0)))]
    return [(found, first[found] + turn) for turn, found in enumerate(passages)]


def _chunks(terms: Places, documents: Places) -> Iterable[tuple[Places, Places]]:
    return ((terms[part], documents[part]) for part in cut(documents))


def _rarity(frequency: Places, count: int) -> Scores:
    """Give the idf of stems that so many of `count` passages hold, 1 where none does."""
    idf = count_idf(frequency, count)
    return np.asarray(idf / np.log1p((count + 0.5) / 0.5), dtype=np.float64)


def _rarity_in_language(word: str, zipf: float) -> float:
    """Give 1 for a rare word, falling to a little for one that everybody says all day."""
    if not zipf and len(word) < SHORTEST_WORD:
        return LEAST_RARITY
    return min(1.0, max(LEAST_RARITY, (EMPTY_ZIPF - zipf) / (EMPTY_ZIPF - RARE_ZIPF)))


def _replace(text: str, tokens: Sequence[Token], spelt: Sequence[str]) -> str:
    for token, word in reversed(list(zip(tokens, spelt, strict=True))):
        if word != token.folded:
            text = text[: token.start] + word + text[token.end :]
    return text
