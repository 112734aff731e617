"""A sentence as the tokens that a claim is made of: names, dates, numbers, telling words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from tutor.core.grounding.dates import Day, find_days
from tutor.core.grounding.keys import key_of
from tutor.core.grounding.numbers import number_of
from tutor.core.grounding.operators import COUNTING, Class, class_of, is_plain, phrases_of
from tutor.core.inflection import frequency
from tutor.core.terms import Language
from tutor.core.text import FUNCTION_WORDS, fold, stem

Kind = Literal["word", "name", "number", "day", "mark", "free"]

_TOKEN = re.compile(
    r"[^\W\d_]+(?:[-'’][^\W\d_]+)*[’']?|\d+(?:[.,]\d+)*(?:\s\d/\d)?(?:st|nd|rd|th|º|ª)?|[,;:()–—.!?…]|[\"“”«»]"
)
_BREAKS = frozenset(",;:()–—")
_CONJUNCTIONS: dict[Language, frozenset[str]] = {
    "en": frozenset("and but so because while whereas although though when since then who which"
                    " where until if that".split()),
    "es": frozenset("y e pero porque mientras aunque cuando entonces quien quienes que donde sino"
                    " pues si ya".split()),
}  # fmt: skip
_TURNS = frozenset(
    "but so because while whereas although though since until pero porque mientras aunque sino pues"
    " ; :".split()
)
"""Words and marks behind which something else is said."""
_FREE: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "also then there here own called named known upon toward towards within among between"
        " along however back both soon already yet still even itself themselves while"
        " although though whereas since until whether it's that's during being onto".split()
    ),
    "es": frozenset(
        "tambien entonces alli ahi aqui propio propia propios propias llamado llamada llamados"
        " llamadas dicho dicha hacia entre junto ademas aunque mientras ya aun todavia incluso"
        " ser siendo cual cuales cuyo cuya asi hacia ello tras ante mediante".split()
    ),
}  # fmt: skip
"""Words that claim nothing beside a word that does."""
_SOON = frozenset("the el la los las de del year ano".split())
"""What stands between "about" and what is counted: "about the year 1800"."""
_NOON = frozenset("noon midday half mediodia medio mitad".split())
_SELF: dict[Language, frozenset[str]] = {
    "en": frozenset("i me my mine myself".split()),
    "es": frozenset("yo mi mis mio mia mios mias conmigo".split()),
}
_GROUP: dict[Language, frozenset[str]] = {
    "en": frozenset("we us our ours ourselves".split()),
    "es": frozenset("nosotros nosotras nos nuestro nuestra nuestros nuestras".split()),
}
_LISTENER: dict[Language, frozenset[str]] = {
    "en": frozenset("you your yours yourself".split()),
    "es": frozenset("tu tus ti tuyo tuya contigo usted ustedes te vosotros".split()),
}


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a sentence."""

    kind: Kind
    word: str
    """Folded."""
    key: str
    """What it is compared by."""
    place: int
    """Among all tokens of the sentence."""
    clause: int
    classes: frozenset[Class] = frozenset()
    day: Day | None = None
    owner: bool = False
    """A name that only says whose: `Charbonneau's`, `de Charbonneau`."""
    section: int = 0
    """The part of the sentence between words such as "but" and "because"."""

    def __hash__(self) -> int:
        """Hash what tells most tokens apart: tokens are looked up far more often than made."""
        return hash((self.word, self.place))


@dataclass(frozen=True)
class Text:
    """A sentence read for comparison."""

    text: str
    language: Language
    tokens: tuple[Token, ...]

    def __hash__(self) -> int:
        """Hash the words alone, of which the tokens are read."""
        return hash((self.text, self.language))

    def naming(self, names: frozenset[str]) -> Text:
        """Give the text with a first word that is known for a name read as such."""
        for token in self.tokens[:1]:
            if token.kind == "word" and token.word in names and token.place == 0:
                first = replace(token, kind="name")
                return replace(self, tokens=(first, *self.tokens[1:]))
        return self

    @cached_property
    def telling(self) -> tuple[Token, ...]:
        """Give the tokens that claim something."""
        kinds = ("word", "name", "number", "day")
        return tuple(token for token in self.tokens if token.kind in kinds)

    def says(self, group: frozenset[str]) -> bool:
        """Tell whether one of these folded words stands in it."""
        return any(token.word in group for token in self.tokens)

    @cached_property
    def classes(self) -> frozenset[Class]:
        """Give the classes of operators in it."""
        return frozenset(c for token in self.tokens for c in token.classes)


def self_words(language: Language) -> frozenset[str]:
    """Give the words by which speakers name themselves."""
    return _SELF[language]


def group_words(language: Language) -> frozenset[str]:
    """Give the words by which speakers name themselves and others."""
    return _GROUP[language]


def listener_words(language: Language) -> frozenset[str]:
    """Give the words by which listeners are named."""
    return _LISTENER[language]


@lru_cache(maxsize=4096)
def read(text: str, language: Language) -> Text:
    """Read a sentence."""
    return Text(text, language, tuple(_part(_join_numbers(list(_read(text, language))))))


def _part(tokens: Iterable[Token]) -> Iterator[Token]:
    """Number the sections of a sentence."""
    section = 0
    for token in tokens:
        section += token.word in _TURNS
        yield replace(token, section=section)


def _read(text: str, language: Language) -> Iterator[Token]:
    days = {span[0]: (span[1], day) for span, day in find_days(text, language)}
    phrases = {span[0]: (span[1], classes) for span, classes in phrases_of(text, language)}
    found = list(_TOKEN.finditer(text))
    clause, until = 0, -1
    for at, match in enumerate(found):
        if match.start() < until:
            continue
        if match.start() in days:
            until, day = days[match.start()]
            yield Token("day", text[match.start() : until], f"day {day}", at, clause, day=day)
            continue
        classes: frozenset[Class] = frozenset()
        if match.start() in phrases:
            until, classes = phrases[match.start()]
            word = fold(text[match.start() : until])
            yield Token("free", word, word, at, clause, classes)
            continue
        raw = match[0]
        if not raw[0].isalnum():
            clause += raw in _BREAKS
            yield Token("mark", raw, raw, at, clause)
            continue
        before = found[at - 1][0] if at else ""
        clause += fold(raw) in _CONJUNCTIONS[language]
        token = _token(raw, before, at, clause, language, is_first=_is_first(found, at))
        if token.classes & COUNTING and not _counts(found[at + 1 : at + 4], days, language):
            token = replace(token, classes=token.classes - COUNTING)
        yield token


def _counts(
    following: list[re.Match[str]], days: dict[int, tuple[int, Day]], language: Language
) -> bool:
    """Tell whether a number or a day comes next: "about the year 1800", "around noon"."""
    for match in following:
        word = fold(match[0])
        if match.start() in days or word in _NOON or number_of(word, language) is not None:
            return True
        if word not in _SOON:
            return False
    return False


def _join_numbers(tokens: list[Token]) -> Iterator[Token]:
    """Join "cuarenta y tres"."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        parts = tokens[at : at + 3]
        if (
            len(parts) == 3
            and parts[0].kind == parts[2].kind == "number"
            and parts[1].word == "y"
            and parts[0].key.endswith("0")
            and len(parts[2].key) == 1
        ):
            yield replace(token, key=str(int(token.key) + int(parts[2].key)))
            at += 3
            continue
        yield token
        at += 1


def _is_first(found: list[re.Match[str]], at: int) -> bool:
    return at == 0 or found[at - 1][0] in '.!?…"“«' or found[at - 1][0] == ":"


def _token(
    raw: str, before: str, at: int, clause: int, language: Language, *, is_first: bool
) -> Token:
    word = fold(raw).strip("'")
    owner = word.endswith("'s") or raw.endswith(("'", "’")) or fold(before) in ("de", "del")
    bare = word.removesuffix("'s")
    value = number_of(bare, language)
    if value is not None:
        return Token("number", bare, value, at, clause)
    classes = class_of(raw.lower().removesuffix("’s").removesuffix("'s"), language)
    is_name = (
        raw[:1].isupper()
        and bare not in FUNCTION_WORDS[language]
        and (not is_first or not _is_common(bare))
    )
    if is_name:
        return Token("name", bare, stem(bare, language), at, clause, classes, owner=owner)
    grammar = bare in FUNCTION_WORDS[language] or bare in _FREE[language]
    reports = bool(classes & {"telling", "belief"})
    plain = (grammar and not reports) or is_plain(bare, language)
    kind: Kind = "free" if plain else "word"
    key = key_of(raw.lower().removesuffix("’s").removesuffix("'s"), language)
    return Token(kind, bare, key, at, clause, classes, owner=owner)


def _is_common(word: str) -> bool:
    """Tell whether a word at the head of a sentence is likely no name."""
    return frequency(word) > 3.0
