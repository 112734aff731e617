"""Searching dated entries by their words, however their writers spelt, by author and by date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np

from tutor.core.entries import Entries, Entry, people_of
from tutor.core.period_dates import full_dates
from tutor.core.text import content_stems
from tutor.retrieval.phonetics import sound_keys
from tutor.retrieval.postings import Postings, Scores
from tutor.retrieval.words import LONGEST_TEXT

_SHORTEST_WORD, _SHORTEST_KEY = 5, 3
"""Letters from which a word, and the sound key of it, is told by its sound alone."""
_WINDOW = 40
"""Words of an excerpt."""
LENGTH = 0.75
"""How far length counts against an entry: some hold a line, others pages on everything."""
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class EntryHit:
    """An entry that fits, with the part of it that fits best."""

    entry: Entry
    score: float
    excerpt: str


class EntryIndex:
    """The words of a source pack's entries. Never changes once built; threads may share it."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries.all
        told = [_terms(entry.text) for entry in self._entries]
        self._places = {
            term: at for at, term in enumerate(sorted({t for own in told for t in own}))
        }
        terms = np.array([self._places[t] for own in told for t in own], dtype=np.int64)
        owners = np.repeat(np.arange(len(told)), [len(own) for own in told])
        self._postings = Postings([(terms, owners)], len(self._places), len(told), LENGTH)

    def find(
        self, text: str, *, author: str | None = None, when: str | None = None, limit: int = 10
    ) -> tuple[EntryHit, ...]:
        """Rank entries for a text. Without words to look for, they come in their own order.

        Args:
            text: words in any spelling; a full date in it, in English or Spanish, limits the day.
            author: whose entries only, by surname.
            when: the beginning of an ISO date: `1805`, `1805-05` or `1805-05-14`.
            limit: how many at most.
        """
        text = text[:LONGEST_TEXT]
        days = {d.isoformat() for d in (*full_dates(text, "en"), *full_dates(text, "es"))}
        hands = people_of(author) if author else frozenset[str]()
        asked = _terms(_without_dates(text) if days else text)
        scores = self._score(asked)
        order = np.argsort(-np.round(scores, 6), kind="stable").tolist()
        permitted = (
            i
            for i in order
            if (scores[i] > 0 or days or not asked)
            and _is_of(self._entries[i], hands, when or "", days)
        )
        found = islice(permitted, max(0, limit))
        return tuple(self._hit(i, float(scores[i]), asked) for i in found)

    def _score(self, asked: Sequence[str]) -> Scores:
        scores = np.zeros(len(self._entries))
        known = (self._places[term] for term in dict.fromkeys(asked) if term in self._places)
        self._postings.add_all(scores, known, 1.0)
        return scores

    def _hit(self, place: int, score: float, asked: Sequence[str]) -> EntryHit:
        entry = self._entries[place]
        return EntryHit(entry, round(score, 4), _excerpt(entry.text, frozenset(asked)))


def _terms(text: str) -> list[str]:
    """Give the words that carry meaning: long ones by their sound, since spelling was free."""
    stems = content_stems(text, "en")
    keys = sound_keys(stems, "en")
    long = [
        len(s) >= _SHORTEST_WORD and len(k) >= _SHORTEST_KEY
        for s, k in zip(stems, keys, strict=True)
    ]
    return [f"~{k}" if by_sound else s for s, k, by_sound in zip(stems, keys, long, strict=True)]


@lru_cache(maxsize=65536)
def _terms_of_word(word: str) -> frozenset[str]:
    return frozenset(_terms(word))


def _without_dates(text: str) -> str:
    return re.sub(r"\b\d{1,4}(?:st|nd|rd|th)?\b", " ", text)


def _is_of(entry: Entry, hands: frozenset[str], when: str, days: set[str]) -> bool:
    if hands and not people_of(entry.author) & hands:
        return False
    return entry.date.startswith(when) and (not days or entry.date in days)


def _excerpt(text: str, asked: frozenset[str]) -> str:
    """Give the words around which most of what was asked stands."""
    spans = [found.span() for found in _TOKEN.finditer(text)]
    if len(spans) <= _WINDOW:
        return " ".join(text.split())
    held = [not asked.isdisjoint(_terms_of_word(text[a:b])) for a, b in spans]
    sums = np.convolve(np.array(held, dtype=np.int64), np.ones(_WINDOW, dtype=np.int64), "valid")
    first = int(np.argmax(sums))
    start, end = spans[first][0], spans[first + _WINDOW - 1][1]
    shown = " ".join(text[start:end].split())
    return f"{'… ' if first else ''}{shown}{' …' if end < len(text.rstrip()) else ''}"
