"""Reading who does what to whom: an answer's telling words, signed, clause by clause.

Each word keeps the person who does it and the person it is done to, the same for active and
passive. This is a shallow reading, made for answers of one or two sentences; what it cannot tell it
leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tutor.core.clauses import ARTICLES, BE, BY, PARTICIPLE, Item, cut_clauses, read_signs
from tutor.core.names import OTHERS, People
from tutor.core.terms import Language

_NOBODY = frozenset("nobody nadie noone".split())
_TOWARD = frozenset("to for at a al para".split())
_BESIDE = frozenset(
    "of from about with in into on near over toward towards around through across against behind"
    " under de than del con en sobre entre by por sin hacia desde hasta contra tras bajo".split()
)
_THAN = frozenset("than que".split())
_MORE = frozenset("more higher better bigger greater mas mejor mayor".split())
_LESS = frozenset(
    "less lower worse smaller fewer cheaper menos menor peor bajo bajito chico".split()
)
_POSSESSIVE = frozenset("her your yours tu".split())
_AGREE = frozenset("yes si too also tambien only just solo sino".split())
_CLITIC_VERB = re.compile(r".{2,}(?:ron|aban?|ian?|o|rian?)$")


Rank = tuple[str, str]
"""Two people, of whom the first has more of something than the second."""


class Said(NamedTuple):
    """A telling word of a clause: whether it stands denied, who does it, to whom it is done."""

    key: str
    denied: bool
    who: str | None
    whom: str | None
    word: str
    focus: bool = False
    """Whether a denial falls on this word first."""
    spoken: bool = False
    """Whether it is a people's name for its language."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, clause by clause."""

    clauses: tuple[tuple[Said, ...], ...]
    ranks: tuple[Rank, ...] = ()
    """Who has more of something than whom."""

    @property
    def words(self) -> list[Said]:
        """Give the telling words of all clauses."""
        return [said for clause in self.clauses for said in clause]


@dataclass(slots=True)
class _State:
    """What one clause leaves to the next."""

    subject: str | None = None
    words: tuple[Said, ...] = ()
    read: list[tuple[Said, ...]] = field(default_factory=list)
    ranks: list[Rank] = field(default_factory=list)


def read_text(text: str, language: Language, people: People, asked: Sequence[Said] = ()) -> Reading:
    """Read a text's telling words.

    `asked` are the question's, which an answer such as "she did not" takes up.
    """
    state = _State(words=tuple(asked))
    for opener, items in cut_clauses(text, language, people):
        if items:
            _read_clause(items, _Cast(items, language, people), opener, state)
    return Reading(tuple(clause for clause in state.read if clause), tuple(state.ranks))


def _read_clause(items: list[Item], cast: _Cast, opener: str, state: _State) -> None:
    """Read one clause, and carry over its subject and its words."""
    if cast.subject is None and cast.doer is None and cast.goes_on(opener, state.subject):
        cast.subject = state.subject
    who, whom = cast.who, cast.whom
    said = [
        Said(told.key, told.denied, who, whom, told.word, told.focus, told.spoken)
        for told in read_signs(items, cast.language)
    ]
    if any(item.kind == "W" for item in items):
        state.words = tuple(said)
    elif state.words and any(item.kind == "P" for item in items) and _takes_up(items):
        denied = any(item.kind == "N" for item in items)
        who = who if any(item.value == who for item in items) else None
        said += [
            word._replace(denied=denied, who=who, whom=whom, focus=denied)
            for word in state.words
            if word.key[0] != "@"
        ]
    rank = _rank(items)
    if rank is not None:
        state.ranks.append(rank)
    state.subject = whom if cast.passive else who
    state.read.append(tuple(said))


def _takes_up(items: list[Item]) -> bool:
    """Tell whether a clause without a verb takes up the last one: "to her nothing"."""
    return any(item.kind == "N" or item.word in _AGREE for item in items)


def _rank(items: list[Item]) -> Rank | None:
    """Give who has more than whom, of "the Chinese were paid less than the others"."""
    than = next((at for at, item in enumerate(items) if item.word in _THAN), len(items))
    words = {item.word for item in items[:than]}
    one = [item.value for item in items[:than] if item.kind == "P"]
    other = [item.value for item in items[than:] if item.kind == "P"]
    if not one or not other or one[-1] == other[0] or not words & (_MORE | _LESS):
        return None
    fewer = bool(words & _LESS) != any(item.kind == "N" for item in items[:than])
    return (other[0], one[-1]) if fewer else (one[-1], other[0])


class _Cast:
    """Who does and who undergoes what one clause says."""

    def __init__(self, items: list[Item], language: Language, people: People) -> None:
        self.language = language
        self.passive = False
        self.doer: str | None = None
        self.subject: str | None = None
        self._object: str | None = None
        self._items, self._people = items, people
        self._verb = False
        for place, item in enumerate(items):
            self._add(place, item)

    @property
    def who(self) -> str | None:
        """Give the doer."""
        return self.doer if self.passive else self.subject or self.doer

    @property
    def whom(self) -> str | None:
        """Give the undergoer."""
        return self.subject or self._object if self.passive else self._object

    def goes_on(self, opener: str, last: str | None) -> bool:
        """Tell whether a clause without a subject goes on about the last one."""
        for place, (one, other) in enumerate(pairwise(self._items[:4])):
            if one.word in ARTICLES and other.kind == "W":
                return self.language == "es" and self._is_clitic(place)
        if self.language == "en":
            return True
        verb = next((item.word for item in self._items if item.kind == "W"), "")
        plural = verb.endswith("n") and last in (self._people.she, None)
        return opener in ("y", "e") and not plural

    def _add(self, place: int, item: Item) -> None:
        if item.kind == "W":
            self.passive = self.passive or self._is_passive(place)
            self._verb = True
        elif item.kind == "N" and item.word in _NOBODY and not self._verb:
            self.subject = OTHERS
        elif item.kind == "F" and self.language == "es" and self._is_clitic(place):
            self._object = self._object or self._people.she or OTHERS
        elif item.kind == "P" and not self._is_possessive(place):
            self._add_person(place, item)

    def _add_person(self, place: int, item: Item) -> None:
        before = self._before(place)
        some = before in ("of", "de") and place > 1 and self._items[place - 2].kind == "N"
        if before in BY and self.passive:
            self.doer = item.value
        elif before in _TOWARD or item.word.startswith("al "):
            self._set_object(item, before)
        elif some and not self._verb:
            self.subject = item.value
        elif before in _BESIDE or item.word.startswith("del ") or item.value == self.subject:
            return
        elif self._is_subject(place, item):
            self.subject = item.value
        else:
            self._set_object(item, before)

    def _set_object(self, item: Item, before: str) -> None:
        if self._object is None or before == "a":
            self._object = item.value

    def _is_subject(self, place: int, item: Item) -> bool:
        if item.word in ("her", "him", "them"):
            return place == 0 and not self._verb
        if not self._verb:
            return self.subject is None
        return self.language == "es" and self.subject is None and not self.passive

    def _is_possessive(self, place: int) -> bool:
        follows = place + 1 < len(self._items) and self._items[place + 1].kind in "WPT"
        return self._items[place].word in _POSSESSIVE and follows

    def _before(self, place: int) -> str:
        """Give the word before a place, articles passed over."""
        for item in reversed(self._items[:place]):
            if item.word == "lo":
                continue
            if item.word not in ARTICLES or (item.word == "a" and self.language == "es"):
                return item.word
        return ""

    def _is_passive(self, place: int) -> bool:
        items = self._items
        if not PARTICIPLE[self.language].match(items[place].word):
            return False
        following = items[place + 1].word if place + 1 < len(items) else ""
        be = any(item.word in BE[self.language] for item in items[max(0, place - 3) : place])
        return be or (following in BY and not any(item.kind == "P" for item in items[:place]))

    def _is_clitic(self, place: int) -> bool:
        """Tell "la capturaron" (done to her) from an article before a noun."""
        items = self._items
        if items[place].word not in ("la", "las") or place + 1 >= len(items):
            return False
        return items[place + 1].kind == "W" and bool(_CLITIC_VERB.match(items[place + 1].word))
