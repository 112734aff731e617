"""Which words may stand for which in a claim, and which claim nothing of their own.

`same.LANGUAGE.txt` holds groups of words that say the same in a sentence, a group a line; where a
`<` stands, the words before it may stand for those behind it, not the other way round.
`near.en.txt` holds more of them, one word and those it may stand for a line, drawn from a
dictionary (there is none of that kind for Spanish whose licence would do). `light.LANGUAGE.txt`
holds words that only carry a sentence, such as "came to be".
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from tutor.core.grounding.keys import key_of
from tutor.core.inflection import synonyms
from tutor.core.meanings import groups_of_same
from tutor.core.terms import Language


@lru_cache(maxsize=65536)
def same(said: str, known: str, language: Language) -> bool:
    """Tell whether a key may stand for another key of a fact."""
    if said == known:
        return True
    books = (_groups(language), _near(language), _school(language))
    if any(known in book.get(said, ()) for book in books):
        return True
    shorter = min(len(said), len(known))
    return shorter >= 6 and said[:6] == known[:6]


def is_light(word: str, key: str, language: Language) -> bool:
    """Tell whether a folded word only carries a sentence."""
    words, keys = _light(language)
    return word in words or key in keys


def _groups(language: Language) -> dict[str, frozenset[str]]:
    return _pairs(f"same.{language}.txt", language)


@cache
def _school(language: Language) -> dict[str, frozenset[str]]:
    """Give for each key those that mean the same in everyday language."""
    found: dict[str, set[str]] = {}
    every = (*(line.split() for line in synonyms(language)), *groups_of_same(language))
    for group in every:
        keys = {key_of(word, language) for word in group}
        for key in keys:
            found.setdefault(key, set()).update(keys)
    return {key: frozenset(others) for key, others in found.items()}


def _near(language: Language) -> dict[str, frozenset[str]]:
    return _pairs("near.en.txt", language) if language == "en" else {}


@cache
def _pairs(name: str, language: Language) -> dict[str, frozenset[str]]:
    """Give for each key of a file the keys that it may stand for."""
    found: dict[str, set[str]] = {}
    for line in _lines(name):
        before, arrow, behind = line.partition("<")
        saying = [key_of(word, language) for word in before.split()]
        known = [key_of(word, language) for word in behind.split()] if arrow else saying
        for key in saying:
            found.setdefault(key, set()).update(known)
    return {key: frozenset(others) for key, others in found.items()}


@cache
def _light(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    words = [word for line in _lines(f"light.{language}.txt") for word in line.split()]
    return frozenset(words), frozenset(key_of(word, language) for word in words)


def _lines(name: str) -> list[str]:
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
