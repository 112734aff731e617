"""Who did what to whom: finding answers that keep the words and swap the people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from tutor.core.lesson import Person
from tutor.core.terms import Language
from tutor.core.text import fold, words

_PASSIVE: dict[Language, str] = {
    "en": r"\b(?:was|were|is|are|been|got|being|be)\b.*\b(?:by|from)\b|^ *by\b|\bby *$",
    "es": r"\b(?:fue|fueron|es|era|eran|sido|son)\b.*\bpor\b|\bpor *$",
}
_BREAK = re.compile(r"\b(?:and|y|but|pero|because|porque|so|when|cuando)\b")
_NAME = re.compile(r"(?<=[a-záéíóúñ,;] )[A-ZÁÉÍÓÚÑ][\w']+")


@dataclass(frozen=True, slots=True)
class People:
    """The people a question is about: who is meant by which words."""

    pattern: re.Pattern[str] | None
    by_name: dict[str, str]


def know_people(people: Iterable[Person], references: Iterable[str] = ()) -> People:
    """Gather names from the pack's people, and capitalised names from references."""
    by_name = {
        " ".join(words(name)): person.id for person in people for name in person.names.all
    }
    for reference in references:
        for name in _NAME.findall(reference):
            by_name.setdefault(fold(name), fold(name))
    if not by_name:
        return People(None, {})
    longest_first = sorted((re.escape(name) for name in by_name), key=len, reverse=True)
    return People(re.compile(rf"\b(?:{'|'.join(longest_first)})\b"), by_name)


def acts_on(text: str, language: Language, people: People) -> frozenset[tuple[str, str]]:
    """Give (doer, done-to) pairs of people, read from their order and the passive voice."""
    if people.pattern is None:
        return frozenset()
    flat = " ".join(words(text))
    named = [
        (people.by_name[found.group()], found.start(), found.end())
        for found in people.pattern.finditer(flat)
    ]
    pairs: set[tuple[str, str]] = set()
    for (one, _, end), (other, start, _) in combinations(named, 2):
        between = flat[end:start]
        if one == other or _BREAK.search(between):
            continue
        passive = re.search(_PASSIVE[language], between) is not None
        pairs.add((other, one) if passive else (one, other))
    return frozenset(pairs)


def swaps_roles(
    said: frozenset[tuple[str, str]], known: frozenset[tuple[str, str]]
) -> bool:
    """Tell whether two people stand the other way round than every reference has them."""
    swapped = any((b, a) in known and (a, b) not in known for a, b in said)
    return swapped and not said & known
