"""How children spell: a message as the words that the wordings are written in."""

from __future__ import annotations

import functools
import re

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from wordfreq import zipf_frequency

from tutor.core.speech_acts.book import load_book
from tutor.core.text import fold

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[?.!\n]+")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_CONTRACTED = re.compile(r"^(\w+)'(s|re|ll|d|ve|m)$")
_LONG_FORMS = {"s": "is", "re": "are", "ll": "will", "d": "would", "ve": "have", "m": "am"}
_MISSPELT_FROM = 5
"""Letters from which a strange word may be a slip for one of the wordings."""
_SEEN = 2.2
"""Zipf frequency from which a word is taken as it stands."""
_PAIRS = {("no", "c"): ("no", "se"), ("no", "ce"): ("no", "se"), ("por", "fa"): ("por", "favor")}


def spell(message: str) -> list[str]:
    """Give the words of a message, spelled as in the wordings; `?` and `.` end a sentence."""
    text = fold(message).replace("’", "'").replace("`", "'")
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if token[0] in "?.!\n":
            if found and found[-1] != "?":
                end = "?" if "?" in token else "."
                found[-1:] = [end] if found[-1] == "." else [found[-1], end]
            elif not found and "?" in token:
                found.append("?")
            continue
        found.extend(read_word(token))
    return _join_pairs(found) if text.strip() != "k" else ["ok"]


def _join_pairs(found: list[str]) -> list[str]:
    """Write out what is abbreviated in two letters: "no c"."""
    joined: list[str] = []
    for token in found:
        pair = _PAIRS.get((joined[-1], token)) if joined else None
        joined[-1:] = [*pair] if pair else ([joined[-1], token] if joined else [token])
    return joined


@functools.lru_cache(maxsize=16384)
def read_word(word: str) -> tuple[str, ...]:
    """Give the standard words that a folded word stands for."""
    book = load_book()
    word = _DRAWN_OUT.sub(r"\1", word)
    if word in book.spelling:
        return book.spelling[word]
    plain = word.replace("'", "")
    if plain != word and plain in book.spelling:
        return book.spelling[plain]
    contracted = _CONTRACTED.match(word)
    if contracted:
        return (*read_word(contracted[1]), _LONG_FORMS[contracted[2]])
    return book.spelling.get(_near_word(plain), (_near_word(plain),))


def _near_word(word: str) -> str:
    """Give the word of the wordings that a rare one is a single slip away from, or itself."""
    common = load_book().common
    if word in common or len(word) < _MISSPELT_FROM or word.isdigit():
        return word
    if max(zipf_frequency(word, lang, wordlist="small") for lang in ("en", "es")) >= _SEEN:
        return word
    near = process.extractOne(word, common, scorer=DamerauLevenshtein.distance, score_cutoff=1)
    return near[0] if near and len(near[0]) >= _MISSPELT_FROM else word
