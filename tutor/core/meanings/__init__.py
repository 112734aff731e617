"""Words of everyday language that mean nearly the same, so that "a disease" tells of smallpox.

Each line of `en.txt` and `es.txt` is a group: its first words mean nearly the same, those behind
the bar come near them. All are general school vocabulary, none is of any lesson.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from tutor.core.inflection import word_key
from tutor.core.opposites import polar
from tutor.core.terms import Language

SAME = 0.9
"""Likeness of two words that mean nearly the same."""
_NEAR = 0.5
"""Likeness of a word to one that comes near it."""


Kin = Mapping[str, Mapping[str, float]]


@cache
def kindred(language: Language) -> Kin:
    """Give for the key of each word the keys of its kin, with their likeness (-1..1).

    It is less than 0 where the one is the other denied: "risky" is akin to "not safe".
    """
    found: dict[str, dict[str, float]] = {}
    for line in _lines(language):
        first, _, behind = line.partition("|")
        same, near = (_signed_keys(half.split(), language) for half in (first, behind))
        for one, its in same:
            for other, sign in same:
                _relate(found, one, other, its * sign * SAME)
            for other, sign in near:
                _relate(found, one, other, its * sign * _NEAR)
    return found


def groups_of_same(language: Language) -> Iterator[list[str]]:
    """Give the groups of words that mean nearly the same, without those that deny another one."""
    for line in _lines(language):
        words = line.partition("|")[0].split()
        yield [word for word in words if word_key(word, language) not in polar(language)]


def _lines(language: Language) -> list[str]:
    lines = files(__name__).joinpath(f"{language}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _signed_keys(words: Sequence[str], language: Language) -> list[tuple[str, int]]:
    """Give the keys of words, each with -1 where it is another one denied."""
    partner = polar(language)
    keys = (word_key(word, language) for word in words)
    return [(partner[key], -1) if key in partner else (key, 1) for key in keys]


def _relate(found: dict[str, dict[str, float]], one: str, other: str, likeness: float) -> None:
    if one == other:
        return
    for a, b in ((one, other), (other, one)):
        kin = found.setdefault(a, {})
        kin[b] = max(likeness, kin.get(b, 0.0), key=abs)
