"""Who is meant by which words: names, misspelt names and pronouns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from tutor.core.inflection import frequency, is_form, sound_of
from tutor.core.lesson import Person
from tutor.core.terms import LANGUAGES
from tutor.core.text import FUNCTION_WORDS, words

_SENTENCE = re.compile(r"[.;:!?]+")
_NAME = re.compile(r"[A-ZÁÉÍÓÚÑ][\w'’-]+(?: (?:de |del |la )*[A-ZÁÉÍÓÚÑ][\w'’-]+)*")
_NO_NAMES = frozenset(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday"
    " spanish english french german".split()
)
OTHERS = "others"
"""Whoever "he", "they" or "people" are: anybody but the person who is called "she"."""
_HEARD = 5
"""Letters from which a name is recognised by its sound."""
_NAME_FUZZY = 70.0
_COMMON = 2.8
"""Zipf frequency from which a word is no misspelt name."""
_YOU = frozenset("you your yours yourself tu tus te ti usted".split())
_KIN = frozenset(
    "husband wife brother sister father mother dad mom parents uncle aunt esposo esposa marido"
    " mujer hermano hermana padre madre papa mama papas tio tia hijo hija".split()
)
_WHOSE = "her his their your my the su sus tu mi el la los al del".split()
_ARTICLES = frozenset("the el la los las".split())
_NOBODYS = frozenset((word,) for language in LANGUAGES for word in FUNCTION_WORDS[language])
_SOMEBODY = frozenset(
    "he him they them theyre someone somebody people everybody everyone ellos ellas alguien gente"
    " otro otra otros otras others another el senor guy man men".split()
)


@dataclass(frozen=True, slots=True)
class People:
    """The people a question is about: who is meant by which words."""

    by_name: Mapping[tuple[str, ...], str]
    longest: Mapping[str, int]
    """First word of a name to the length of the longest name that starts with it."""
    spellings: tuple[str, ...]
    """One-word names long enough to be recognised with a slip in them."""
    she: str | None
    """The person called "she", who is never one of the others."""
    sounds: Mapping[str, str]
    """One-word names as they sound in Spanish to the person."""
    told: bool = True
    """Whether an author has told who is who; names that were only found say less."""

    def find(self, tokens: Sequence[str], place: int) -> tuple[int, str | None]:
        """Give the longest name that starts at a place, as (length in words, person)."""
        token = tokens[place]
        for length in range(self.longest.get(token, 0), 0, -1):
            person = self.by_name.get(tuple(tokens[place : place + length]))
            if person is not None:
                return length, person
        return (
            (1, OTHERS) if token in _SOMEBODY and token not in ("el", "otro", "otra") else (0, None)
        )

    def misspelt(self, token: str) -> str | None:
        """Recognise a name spelt by ear, or a longer one with a slip or two in it."""
        if is_form(token):
            return None
        if len(token) >= _HEARD and (heard := self.sounds.get(sound_of(token, "es"))):
            return heard
        if len(token) < 5 or not self.spellings or frequency(token) > _COMMON:
            return None
        first = token.lstrip("h")[:1]
        same = [name for name in self.spellings if name.lstrip("h")[:1] == first]
        near = process.extractOne(token, same, scorer=ratio, score_cutoff=_NAME_FUZZY)
        return self.by_name[(near[0],)] if near else None

    def same(self, one: str, other: str) -> bool:
        """Tell whether two mentions can be of the same person."""
        return one == other or (OTHERS in (one, other) and self.she not in (one, other))


@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[str, ...]:
    return tuple(words(name))


def _bare(name: tuple[str, ...]) -> tuple[str, ...]:
    """Leave a name's article out, except where "us" or "el" would be left."""
    if len(name) < 2 or name[0] not in _ARTICLES or name[1:] in _NOBODYS:
        return name
    return name[1:]


def find_names(texts: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Find the proper names in texts: words written with a capital inside a sentence.

    A name of several words is known by each of them that is no other name's.
    """
    found: dict[tuple[str, ...], None] = {}
    for text in texts:
        for sentence in _SENTENCE.split(text):
            for match in _NAME.finditer(sentence):
                parts = tuple(words(match[0]))
                if match.start() > 0 and parts and not _NO_NAMES & set(parts):
                    found[parts] = None
    longest = sorted(found, key=len, reverse=True)
    named: dict[tuple[str, ...], str] = {}
    for name in longest:
        whole = [other for other in longest if len(other) > len(name) and set(name) < set(other)]
        named[name] = "-".join(whole[0] if len(whole) == 1 else name)
    for name in longest:
        for part in name:
            owners = {named[other] for other in longest if part in other}
            if len(owners) == 1 and len(part) > 2:
                named.setdefault((part,), named[name])
    return named


def know_people(
    people: Iterable[Person], addressed: str | None = None, asked: str = "",
    texts: Iterable[str] = (),
) -> People:  # fmt: skip
    """Gather the names of the pack's people, and those that the texts of a key write as names.

    "He" is the first person whom the question `asked` names, unless that is the one called "she".

    `addressed` is the person whom a student calls "you".
    """
    by_name = {
        spoken: person.id
        for person in people
        for name in person.names.all
        for spoken in (_bare(_name_words(name)), _name_words(name))
    }
    by_name.pop((), None)
    told = bool(by_name)
    if not told:
        by_name = find_names((asked, *texts))
        by_name |= {(word,): "she" for word in ("she", "her", "ella")}
    for (_, *kin), person in [item for item in by_name.items() if len(item[0]) == 2]:
        if kin[0] in _KIN:
            by_name |= {(*whose, *kin): person for whose in ((), *((w,) for w in _WHOSE))}
    if addressed is not None:
        by_name |= {(word,): addressed for word in _YOU}
    she = next((by_name[(word,)] for word in ("she", "ella") if (word,) in by_name), None)
    topic = next((by_name[(w,)] for w in words(asked) if (w,) in by_name), None)
    if topic is not None and topic not in (she, addressed):
        by_name = {("he",): topic, ("him",): topic} | by_name
    longest: dict[str, int] = {}
    for name in by_name:
        longest[name[0]] = max(longest.get(name[0], 0), len(name))
    spellings = tuple(name[0] for name in by_name if len(name) == 1 and len(name[0]) >= 6)
    sounds = {
        sound_of(spoken, "es"): person
        for (spelt, *more), person in by_name.items()
        for spoken in (spelt, spelt.removesuffix("s"))
        if not more and len(spoken) >= _HEARD and person != addressed
    }
    return People(by_name, longest, spellings, she, sounds, told)
