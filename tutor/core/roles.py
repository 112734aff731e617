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

from rapidfuzz.fuzz import ratio

from tutor.core.lesson import Person
from tutor.core.terms import Language
from tutor.core.text import FUNCTION_WORDS, NEGATIONS, fold, stem, words

_BY = {"en": frozenset({"by"}), "es": frozenset({"por"})}
_BE = {
    "en": frozenset("was were is are been got being be".split()),
    "es": frozenset("fue fueron era eran es son sido ser".split()),
}
_OBJECT = frozenset("her him them his their hers la lo las le les".split())
_PREPOSITIONS = frozenset(
    "to for with of about from at by near into in on a al de del para por con sobre en".split()
)
_JOIN = frozenset("and y e but pero then despues luego".split())
_DETERMINERS = frozenset(
    "a an the some other un una unos unas el la los las otro otra otros".split()
)
_SOMEBODY = frozenset(
    "he they theyre someone somebody people everybody everyone ellos alguien"
    " gente otra otro otros otras others nobody nadie todos".split()
)
_NOBODY = frozenset({"nobody", "nadie"})
OTHERS = "others"
"""Whoever "he", "they" or "people" are: anybody but the person who is called "she"."""
_CLAUSE = re.compile(r"[.;:!?]+|,")
_NAME = re.compile(r"(?<=[a-záéíóúñ,;] )[A-ZÁÉÍÓÚÑ][\w']+")
_LONGEST_NAME = 4
_NAME_FUZZY = 75.0

_YOU = frozenset("you your yours tu tus te ti usted".split())

Roles = Mapping[str, frozenset[str]]
"""Stem to the people it is said of (`-STEM` where it is denied of them; `NAME:done-to` in the
passive), and `>NAME` to the people who do something to that person."""


@dataclass(frozen=True, slots=True)
class People:
    """The people a question is about: who is meant by which words."""

    by_name: Mapping[tuple[str, ...], str]
    she: str | None
    """The person called "she", who is never one of the others."""


def know_people(
    people: Iterable[Person], references: Iterable[str] = (), addressed: str | None = None
) -> People:
    """Gather names from the pack's people, and capitalised names from references.

    `addressed` is the person whom a student calls "you".
    """
    by_name = {tuple(words(name)): person.id for person in people for name in person.names.all}
    for reference in references:
        for name in _NAME.findall(reference):
            by_name.setdefault((fold(name),), fold(name))
    if addressed is not None:
        by_name |= {(word,): addressed for word in _YOU}
    return People(by_name, by_name.get(("she",), by_name.get(("ella",))))


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
    passive = denied = acted = False
    place = 0
    while place < len(tokens):
        length, person = _person_at(tokens, place, people)
        token = tokens[place]
        before = tokens[place - 1] if place else ""
        if person is not None:
            if subject is not None and acted and subject != person:
                said[f">{subject if passive else person}"].add(person if passive else subject)
            if token not in _OBJECT and before not in _PREPOSITIONS:
                subject, passive, acted, denied = person, False, False, False
            place += length
            continue
        if before in _JOIN and token in _DETERMINERS:
            subject, passive, acted = None, False, False
        if token in _SOMEBODY:
            subject, passive, acted = OTHERS, False, False
            denied = token in _NOBODY
        elif token in _BE[language]:
            passive = True
        elif token in NEGATIONS[language]:
            denied = True
        elif before in _JOIN and token in FUNCTION_WORDS[language]:
            denied = False
        elif token not in FUNCTION_WORDS[language]:
            acted = True
            doer = _doer(tokens, place, language, people, subject, passive=passive)
            if doer is not None:
                said[f"{'-' if denied else ''}{stem(token, language)}"].add(doer)
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
    return _misspelt(tokens[place], people)


def _misspelt(token: str, people: People) -> tuple[int, str | None]:
    """Recognise a longer name with a slip or two in it."""
    if len(token) < 6:
        return 0, None
    for name, person in people.by_name.items():
        if len(name) == 1 and len(name[0]) >= 6 and ratio(token, name[0]) >= _NAME_FUZZY:
            return 1, person
    return 0, None


def merge_roles(many: Iterable[Roles]) -> Roles:
    """Join what several texts say of whom."""
    joined: dict[str, set[str]] = defaultdict(set)
    for roles in many:
        for key, who in roles.items():
            joined[key] |= who
    return {key: frozenset(who) for key, who in joined.items()}


@dataclass(frozen=True, slots=True)
class RoleReading:
    """How an answer's words agree with the references on who does what."""

    kept: int
    """Words said of the right people."""
    missed: int
    """Words said of other people."""
    turned: bool
    """Two people act on each other the other way round, or as only rejected samples have it."""
    denied: bool
    """Something is denied of somebody of whom the references affirm it, or the reverse."""

    @property
    def swapped(self) -> bool:
        """Tell whether more is said of the wrong people than of the right ones."""
        return self.turned or (self.missed >= 2 and self.missed > self.kept)


def compare_roles(said: Roles, known: Roles, wrong: Roles, people: People) -> RoleReading:
    """Compare who does what.

    Args:
        said: by the answer.
        known: by the references.
        wrong: by the rejected samples.
        people: who is who.
    """
    kept = missed = 0
    turned = False
    for key, who in said.items():
        turned = turned or _only_wrong(key, who, known, wrong) or _turned_round(key, who, known)
        if key in known and not key.startswith(">"):
            right = any(_same(a, b, people) for a in who for b in known[key])
            kept, missed = kept + right, missed + (not right)
    return RoleReading(kept, missed, turned, _denies(said, known))


def _same(one: str, other: str, people: People) -> bool:
    one, _, done_to = one.partition(":")
    other, _, done_to_other = other.partition(":")
    if done_to != done_to_other:
        return False
    return one == other or (OTHERS in (one, other) and people.she not in (one, other))


def _only_wrong(key: str, who: frozenset[str], known: Roles, wrong: Roles) -> bool:
    named = who - {OTHERS}
    return bool(named & wrong.get(key, frozenset()) - known.get(key, frozenset())) and key in known


def _turned_round(key: str, who: frozenset[str], known: Roles) -> bool:
    """Tell whether two people act on each other the other way round than in every reference."""
    if not key.startswith(">"):
        return False
    right = known.get(key, frozenset())
    return any(doer not in right and key[1:] in known.get(f">{doer}", frozenset()) for doer in who)


def _denies(said: Roles, known: Roles) -> bool:
    """Tell whether an answer denies of somebody what the references say of them, or the reverse."""
    for key, who in said.items():
        if key.startswith(">"):
            continue
        reverse = key[1:] if key.startswith("-") else f"-{key}"
        for person in who - {OTHERS}:
            if person not in known.get(key, frozenset()) and person in known.get(
                reverse, frozenset()
            ):
                return True
    return False
