"""Words that mean something of their own together: "wiped them out" is "killed them"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from tutor.core.inflection import word_key
from tutor.core.terms import Language

_WITHIN = 3
"""How far behind a word of an idiom the next one may stand, in words."""

_Idiom = tuple[tuple[str, ...], tuple[str, ...]]


@cache
def _idioms(language: Language) -> Mapping[str, Sequence[_Idiom]]:
    """Give for the key of each first word those that go with it, and what they mean."""
    found: dict[str, list[_Idiom]] = {}
    lines = files(__package__).joinpath(f"idioms.{language}.txt").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            said, _, means = line.partition(":")
            first, *others = said.split()
            found.setdefault(word_key(first, language), []).append(
                (tuple(others), tuple(means.split()))
            )
    return found


def join_idioms(tokens: list[str], language: Language) -> list[str]:
    """Put what idioms mean in their place, what stands inside them behind it."""
    known = _idioms(language)
    place = 0
    while place < len(tokens):
        for others, means in known.get(word_key(tokens[place], language), ()):
            places = _follow(tokens, place, others)
            if places is not None:
                inside = [tokens[at] for at in range(place + 1, places[-1]) if at not in places]
                tokens = [*tokens[:place], *means, *inside, *tokens[places[-1] + 1 :]]
                place += len(means) - 1
                break
        place += 1
    return tokens


def _follow(tokens: Sequence[str], place: int, others: Sequence[str]) -> list[int] | None:
    """Give the places of an idiom's other words, None where one is not close behind."""
    places: list[int] = []
    for word in others:
        near = tokens[place + 1 : place + 1 + _WITHIN]
        if word not in near:
            return None
        place += 1 + near.index(word)
        places.append(place)
    return places
