"""Who does what: finding answers that keep the words and swap the people.

For each telling word of a clause the person it is said of is kept: the one named last before it, or
after "by" in the passive. An answer whose words are said of people of whom no reference says them
has swapped the roles. This is a shallow reading, made for answers of one or two sentences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tutor.core.lesson import Person
from tutor.core.terms import Language
from tutor.core.text import FUNCTION_WORDS, NEGATIONS, fold, stem, words

_BY = {"en": frozenset({"by"}), "es": frozenset({"por"})}
_BE = {
    "en": frozenset("was were is are been got being be".split()),
    "es": frozenset("fue fueron era eran es son sido ser".split()),
}
_NOBODY_KNOWN = frozenset(
    "he him his they them their someone somebody people who el ellos alguien gente quien le les"
    " otra otro otros otras others".split()
)
_CLAUSE = re.compile(r"[.;:!?]+|,")
_NAME = re.compile(r"(?<=[a-záéíóúñ,;] )[A-ZÁÉÍÓÚÑ][\w']+")
_LONGEST_NAME = 4

Roles = Mapping[str, frozenset[str]]
"""Stem to the people it is said of; `NAME:done-to` for the passive."""


@dataclass(frozen=True, slots=True)
class People:
    """The people a question is about: who is meant by which words."""

    by_name: Mapping[tuple[str, ...], str]


def know_people(people: Iterable[Person], references: Iterable[str] = ()) -> People:
    """Gather names from the pack's people, and capitalised names from references."""
    by_name = {
        tuple(words(name)): person.id for person in people for name in person.names.all
    }
    for reference in references:
        for name in _NAME.findall(reference):
            by_name.setdefault((fold(name),), fold(name))
    return People(by_name)


def read_roles(text: str, language: Language, people: People) -> Roles:
    """Give for each telling word of a text the people it is said of."""
    said: dict[str, set[str]] = defaultdict(set)
    speaker: str | None = None
    for clause in _CLAUSE.split(text):
        speaker = _read_clause(words(clause), language, people, speaker, said)
    return {key: frozenset(who) for key, who in said.items()}


def _read_clause(
    tokens: list[str],
    language: Language,
    people: People,
    subject: str | None,
    said: dict[str, set[str]],
) -> str | None:
    """Read one clause into `said`; gives the person that a next clause goes on about."""
    passive = False
    place = 0
    while place < len(tokens):
        length, person = _person_at(tokens, place, people)
        if person is not None:
            subject, passive = person, False
            place += length
            continue
        token = tokens[place]
        if token in _NOBODY_KNOWN:
            subject, passive = None, False
        elif token in _BE[language]:
            passive = True
        elif token not in FUNCTION_WORDS[language] and token not in NEGATIONS[language]:
            doer = _doer(tokens, place, language, people, subject, passive=passive)
            if doer is not None:
                said[stem(token, language)].add(doer)
        place += 1
    return subject


def _doer(
    tokens: list[str], place: int, language: Language, people: People, subject: str | None,
    *, passive: bool,
) -> str | None:  # fmt: skip
    if not passive:
        return subject
    for later in range(place + 1, min(len(tokens) - 1, place + 4)):
        if tokens[later] in _BY[language]:
            start = later + 2 if tokens[later + 1] in FUNCTION_WORDS[language] else later + 1
            for at in (later + 1, start):
                if at < len(tokens) and (found := _person_at(tokens, at, people)[1]):
                    return found
    return f"{subject}:done-to" if subject else None


def _person_at(tokens: list[str], place: int, people: People) -> tuple[int, str | None]:
    """Give the longest name that starts at a place, as (length in words, person)."""
    for length in range(min(_LONGEST_NAME, len(tokens) - place), 0, -1):
        person = people.by_name.get(tuple(tokens[place : place + length]))
        if person is not None:
            return length, person
    return 0, None


def merge_roles(many: Iterable[Roles]) -> Roles:
    """Join what several texts say of whom."""
    joined: dict[str, set[str]] = defaultdict(set)
    for roles in many:
        for key, who in roles.items():
            joined[key] |= who
    return {key: frozenset(who) for key, who in joined.items()}


def swapped_share(said: Roles, known: Roles, rarity: Mapping[str, float]) -> float:
    """Give the share (0..1, by rarity) of an answer's words that are said of the wrong people."""
    wrong = whole = 0.0
    for key, who in said.items():
        if key not in known:
            continue
        weight = rarity.get(key, 1.0)
        whole += weight
        if not who & known[key]:
            wrong += weight
    return wrong / whole if whole else 0.0
