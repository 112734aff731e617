"""Personal data in a message: found and masked; history's names, dates, places and numbers stay."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from tutor.core.safety.personal_patterns import (
    HISTORY,
    NOT_A_NAME,
    NOT_SCHOOL,
    PATTERNS,
    Personal,
)

_OF_DIGITS = frozenset({"phone", "number", "birthday"})
"""What is never written without a digit."""
_SHORTEST_NAME = 3
_WORD = re.compile(r"[^\W\d_]+")


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
    spans = _joined(sorted(_found(text, roster), key=lambda span: (span.start, -span.end)))
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
    has_digit = any(letter.isdigit() for letter in text)
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
        return not any(1700 < year < 1900 for year in years)
    if what == "school":
        return (
            len(words) > 1
            and words[0] not in HISTORY
            and words[0] not in NOT_SCHOOL
            and words[0] not in NOT_A_NAME
        )
    if what == "phone":
        digits = re.sub(r"\D", "", said)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", said):
            return False
        return 7 <= len(digits) <= 15 and not all(1700 <= year <= 1900 for year in years or (0,))
    return True


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Join spans that overlap or that only a comma parts; the first says what it is."""
    joined: list[Span] = []
    for span in spans:
        last = joined.pop() if joined and span.start <= joined[-1].end else span
        joined.append(Span(last.start, max(last.end, span.end), last.what))
    return tuple(joined)
