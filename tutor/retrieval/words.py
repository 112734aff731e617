"""The words of a language: tokens, stop words, stems and how common a word is."""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import Stemmer

from tutor.core.terms import Language
from tutor.retrieval.wordlists import IRREGULAR, SHORT_WHY, SHORTHAND, STOP_WORDS, SYNONYMS

LONGEST_TEXT = 4_000
"""Characters of a question that are looked at; more is no question."""

_MARKS = "['`\u2019\u00b4]"
_WORD = re.compile(rf"[^\W_]+(?:{_MARKS}[^\W_]+)*")
_ENDINGS = frozenset({"s", "ll", "re", "ve", "d", "m"})
_APOSTROPHES = re.compile(_MARKS)
_ALGORITHM: dict[Language, str] = {"en": "english", "es": "spanish"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands in a text, and its folded form."""

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """Strip accents and case."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def tokenize(text: str) -> list[Token]:
    """Cut a text into words; "Clark's" is "clark", "I'll" is "i", "didn't" is "didnt"."""
    found = (Token(m.start(), m.end(), _bare(m[0])) for m in _WORD.finditer(text))
    return [token for token in found if token.folded]


def write_out(tokens: Sequence[Token], language: Language) -> list[Token]:
    """Write out what students shorten: "u" is "you", and "y" in front of a question "why"."""
    long = SHORTHAND[language]
    written = [replace(token, folded=long.get(token.folded, token.folded)) for token in tokens]
    if language == "en" and len(written) > 2 and written[0].folded == SHORT_WHY:
        written[0] = replace(written[0], folded="why")
    return written


def fold_words(text: str) -> list[str]:
    """Give the folded words of a text, as `tokenize` does."""
    return [word for word in map(_bare, _WORD.findall(text)) if word]


@lru_cache(maxsize=100_000)
def _bare(word: str) -> str:
    if word.isalnum():
        return fold(word)
    head, *tail = _APOSTROPHES.split(fold(word))
    return head if len(tail) == 1 and tail[0] in _ENDINGS else head + "".join(tail)


class Words:
    """What is known of the words of one language. Safe to share between threads."""

    def __init__(self, language: Language) -> None:
        from wordfreq import get_frequency_dict  # noqa: PLC0415  # slow to import

        self.language = language
        self._stops = frozenset(fold(" ".join(STOP_WORDS[language])).split())
        self._irregular = _read_irregular(IRREGULAR[language])
        self._stemmer = Stemmer.Stemmer(_ALGORITHM[language], 0)
        self._lock = threading.Lock()  # a snowball stemmer holds a buffer of its own
        self._stems: dict[str, str] = {}
        self._frequency = get_frequency_dict(language, wordlist="small")
        self._accented = _accented(self._frequency)
        self._alike: dict[str, str] = {}
        self._alike = self._read_synonyms(SYNONYMS[language])

    def is_stop(self, folded: str) -> bool:
        """Say whether a folded word says nothing about the subject."""
        return folded in self._stops

    def zipf(self, folded: str) -> float:
        """Give how common a word is: about 3 (one in a million) to 7.7; 0 if it is unknown.

        The Zipf scale of van Heuven et al. (2014), from wordfreq's small list.
        """
        frequency = self._frequency.get(self._accented.get(folded, folded), 0.0)
        return math.log10(frequency) + 9.0 if frequency else 0.0

    def common(self, least_zipf: float) -> list[str]:
        """List the folded words that are at least this common."""
        least = 10 ** (least_zipf - 9.0)
        return [fold(w) for w, f in self._frequency.items() if f >= least and w.isalpha()]

    def stems(self, folded: Iterable[str]) -> list[str]:
        """Stem folded words; "anos" is stemmed as the "años" it stands for."""
        return [self._stems.get(word) or self._stem(word) for word in folded]

    def content(self, tokens: Sequence[Token]) -> list[str]:
        """Give the folded words that carry a subject, in order."""
        return [t.folded for t in tokens if not self.is_stop(t.folded)]

    def _stem(self, folded: str) -> str:
        plain = self._irregular.get(folded, folded)
        with self._lock:
            stem = fold(self._stemmer.stemWord(self._accented.get(plain, plain))) or plain
            stem = self._alike.get(stem, stem)
            if len(self._stems) < 50_000:
                self._stems[folded] = stem
        return stem

    def _read_synonyms(self, table: str) -> dict[str, str]:
        """Read lines of "child kid" into {"kid": "child"}, all of them stems."""
        rows = [
            [self._stem(fold(word)) for word in row.split()] for row in table.split("\n") if row
        ]
        self._stems.clear()
        return {stem: row[0] for row in rows for stem in row[1:]}


@cache
def words_of(language: Language) -> Words:
    """Give the words of a language, loaded once (about 50 ms)."""
    return Words(language)


def _accented(frequency: dict[str, float]) -> dict[str, str]:
    """Map folded words to the accented word that they most often stand for."""
    best: dict[str, str] = {}
    for word, often in frequency.items():
        if word.isascii():
            continue
        folded = fold(word)
        rival = best.get(folded, folded)
        if often > frequency.get(rival, 0.0):
            best[folded] = word
    return best


def _read_irregular(table: str) -> dict[str, str]:
    """Read lines of "go went gone" into {"went": "go", "gone": "go"}."""
    rows = (fold(row).split() for row in table.strip().splitlines())
    return {form: row[0] for row in rows for form in row[1:]}
