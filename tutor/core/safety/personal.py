"""Personal data in a message: found and masked; history's names, dates, places and numbers stay."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tutor.core.safety.book import load_patterns
from tutor.core.safety.given_names import GIVEN_NAMES
from tutor.core.safety.normalise import fold_text
from tutor.core.safety.personal_patterns import (
    HISTORY,
    NOT_A_NAME,
    NOT_SCHOOL,
    PATTERNS,
    Personal,
)
from tutor.core.terms import LANGUAGES

_SHORTEST_NAME = 3
_WORD = re.compile(r"[^\W\d_]+")
_OF_DIGITS = frozenset({"phone", "number"})
"""What is never written without a digit, nor without digits in words."""
_DIGIT_WORD = re.compile(
    r"\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine"
    r"|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)\b",
    re.IGNORECASE,
)


_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TITLE = re.compile(
    r"\b(?:mrs?|ms|miss|maestr[oa]|profe(?:sora?)?|director[a]?|coach|principal)\.?\s+$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\d+ (?:times|years|days|miles|people|men)\b")
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[ ,.]+\d{1,3}(?:[.,]\d{3})+)*")
"""What a country cost, with marks between the thousands: no telephone number."""
_PARTICLES = frozenset("de del la las los san santa".split())
_OF_SOMEONE = re.compile(
    r"\b(?:i'?m|i am|my name|this is|friend|bestie|bff|classmate|kid|girl|boy|teacher|partner"
    r"|brother|sister|cousin|mom|dad"
    r"|copied|grade|period|homeroom|school|soy|me llamo|mi nombre|amig[oa]"
    r"|compañer[oa]|niñ[oa]|maestr[oa]|profe|herman[oa]|prim[oa]|mamá|papá|copi[oó]|tarea|grado|escuela"
    r"|salón|salon|secundaria|primaria|vecin[oa]|novi[oa]|crush|equipo|nombre|name)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"[\s,.;:()-]*(?:(?:and|y|i|im|i'm|am|go|goes|voy|va|from|at|to|in|of|de|del|la|el|en|a|mrs?|ms"
    r"|student|alumn[oa]|class|salón|estudio|[\w’']+['’]s)\b"
    r"[\s,.;:()-]*){0,5}",
    re.IGNORECASE,
)
"""What may stand between a name and a school, or a name and a grade, that tell who it is."""
_SCHOOL_AFTER = re.compile(
    r"(?:[^\W\d_]+\.?\s+){0,3}(?:elementary|middle|high|academy|prep)(?:\s+school)?\b"
    r"|(?:escuela|secundaria|primaria|colegio|prepa|telesecundaria|instituto)"
    r"(?:\s+(?!y\b|que\b|pero\b|es\b|no\b|con\b)[\w°#.]+){1,4}"
    r"|\d{1,2}\s?(?:th|st|nd|rd|to|do|ro|vo)\s+(?:grade|grado|[a-f])\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """Where personal data stands in a message, and what it is."""

    start: int
    end: int
    what: Personal


def mask_personal(text: str, roster: Collection[str] = ()) -> tuple[str, tuple[Span, ...]]:
    """Mask personal data: each span becomes its kind in brackets.

    Args:
        text: any message, as it was written.
        roster: names of people of the class, which are masked wherever they stand.

    Returns:
        The masked text, and the spans of the text as it came, in order, none overlapping.
    """
    return _mask(text, frozenset(roster))


@functools.lru_cache(maxsize=64)
def _mask(text: str, roster: frozenset[str]) -> tuple[str, tuple[Span, ...]]:
    found = [_with_school(text, span) for span in _found(text, roster)]
    spans = _joined(sorted(found, key=lambda span: (span.start, -span.end)))
    masked, at = [], 0
    for span in spans:
        masked += [text[at : span.start], f"[{span.what}]"]
        at = span.end
    return "".join([*masked, text[at:]]), spans


def _found(text: str, roster: Collection[str]) -> Iterator[Span]:
    bare = _bare(text) if roster else ""
    for name in roster:
        if len(name) > 1:
            wanted = rf"(?<!\w){re.escape(_bare(name))}(?!\w)"
            for found in re.finditer(wanted, bare, re.IGNORECASE):
                yield Span(*found.span(), "name")
    yield from _given(text)
    has_digit = any(letter.isdigit() for letter in text) or bool(_DIGIT_WORD.search(text))
    for what, pattern in PATTERNS:
        if what in _OF_DIGITS and not has_digit:
            continue
        for found in pattern.finditer(text):
            group = "kept" if "kept" in pattern.groupindex else 0
            start, end = found.span(group)
            if start < end and _is_personal(what, text[start:end]):
                yield Span(start, end, what)


def names_to_mask(nicknames: Iterable[str]) -> frozenset[str]:
    """Give the names of a class as they may stand in a message, whole and in part.

    A name of the lesson's stays: "York" tells nothing of a student who is called so.
    """
    parts = {part for name in nicknames for part in (name, *_WORD.findall(name))}
    return frozenset(
        part for part in parts if len(part) >= _SHORTEST_NAME and part.casefold() not in HISTORY
    )


def _bare(text: str) -> str:
    """Take accents away, letter by letter: every place stays where it was."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def _given(text: str) -> Iterator[Span]:
    """Find a given name with a family name, in small letters too, where someone here is named."""
    if not _OF_SOMEONE.search(text):
        return
    words = list(_WORDS.finditer(text))
    for at, first in enumerate(words[:-1]):
        if fold_text(first[0]) not in GIVEN_NAMES or fold_text(first[0]) in HISTORY:
            continue
        rest = _family(text, words[at : at + 5])
        if rest > first.end():
            title = _TITLE.search(text, 0, first.start())
            yield Span(title.start() if title else first.start(), rest, "name")


def _family(text: str, words: list[re.Match[str]]) -> int:
    """Give where a name ends that begins with the first of some words."""
    end = words[0].end()
    for before, word in pairwise(words):
        folded = fold_text(word[0])
        if text[before.end() : word.start()].strip() or folded in HISTORY:
            break
        if folded not in _PARTICLES and (
            (len(folded) == 1 and folded in "aeiouy") or _is_word(folded)
        ):
            break
        if folded not in _PARTICLES:
            end = word.end()
    return end


def _is_word(folded: str) -> bool:
    """Tell whether a word is known as one of a language, so that it is no family name."""
    lexicons = (load_patterns(language).lexicon for language in LANGUAGES)
    return folded not in GIVEN_NAMES and any(
        folded in lexicon.known or folded in lexicon.words for lexicon in lexicons
    )


def _is_personal(what: Personal, said: str) -> bool:
    """Tell a student's own data from what belongs to the lesson."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", said.casefold())
    years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", said)]
    if what == "birthday":
        return not any(year < 1920 for year in years)
    if what == "name":
        own = [word for word in words if word not in HISTORY]
        return bool(own) and words[0] not in NOT_A_NAME and len(own) * 2 >= len(words)
    if what == "address":
        return not _COUNTED.match(said) and not any(1700 < year < 1900 for year in years)
    if what == "school":
        return (
            len(words) > 1
            and words[0] not in HISTORY
            and words[0] not in NOT_SCHOOL
            and words[0] not in NOT_A_NAME
        )
    if what == "phone":
        digits = re.sub(r"\D", "", said)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", said) or _AMOUNT.fullmatch(said):
            return False
        return not digits or (
            7 <= len(digits) <= 15 and not all(1700 <= year <= 1900 for year in years or (0,))
        )
    return True


def _with_school(text: str, span: Span) -> Span:
    """Stretch a name over the school or grade that is told right after it."""
    if span.what != "name":
        return span
    link = _LINK.match(text, span.end)
    school = _SCHOOL_AFTER.match(text, link.end() if link else span.end)
    return _with_school(text, Span(span.start, school.end(), "name")) if school else span


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Join spans that overlap or that only a comma parts; the first says what it is."""
    joined: list[Span] = []
    for span in spans:
        last = joined.pop() if joined and span.start <= joined[-1].end else span
        joined.append(Span(last.start, max(last.end, span.end), last.what))
    return tuple(joined)
