"""Days, months and years of a sentence, each as far as it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tutor.core.terms import Language
from tutor.core.text import fold

_MONTHS: dict[Language, str] = {
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
}
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|º)?"
_YEAR = r"(?P<year>1[4-9]\d\d|20\d\d)"
_EN = rf"(?P<month>{_MONTHS['en'].replace(' ', '|')})"
_ES = rf"(?P<month>{_MONTHS['es'].replace(' ', '|')})"
_ALONE = _EN.replace("march|", "").replace("may|", "")
"""Without the months that are also words."""
_WRITTEN: dict[Language, tuple[str, ...]] = {
    "en": (
        rf"\b(?:the )?{_DAY} (?:of )?{_EN}\b(?:,? (?:of )?{_YEAR}\b)?",
        rf"\b{_EN} (?:the )?{_DAY}\b(?!\d)(?:,? (?:of )?{_YEAR}\b)?",
        rf"\b{_EN},? (?:of )?{_YEAR}\b",
        rf"\b{_ALONE}\b",
        r"(?<=\b(?:in|of|by) )(?P<month>may|march)\b",
        rf"\b{_YEAR}\b",
    ),
    "es": (
        rf"\b(?:{_DAY}|(?P<first>primero)) de {_ES}\b(?:,? del? (?:año )?{_YEAR}\b)?",
        rf"\b{_ES},? del? (?:año )?{_YEAR}\b",
        rf"\b{_ES}\b",
        rf"\b{_YEAR}\b",
    ),
}
_PATTERNS = {
    language: tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    for language, patterns in _WRITTEN.items()
}


class Day(NamedTuple):
    """A day, month or year; what is not told is None."""

    year: int | None
    month: int | None
    day: int | None

    def fits(self, other: Day) -> bool:
        """Tell whether all that this tells stands in another."""
        return all(own is None or own == theirs for own, theirs in zip(self, other, strict=True))


Span = tuple[int, int]


def find_days(text: str, language: Language) -> Iterator[tuple[Span, Day]]:
    """Find the days of a text with their places, the fullest reading of each."""
    taken: list[Span] = []
    months = _MONTHS[language].split()
    for pattern in _PATTERNS[language]:
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(start < stop and end > begin for begin, stop in taken):
                continue
            taken.append((start, end))
            parts = found.groupdict()
            month = parts.get("month")
            day = 1 if parts.get("first") else int(parts["day"]) if parts.get("day") else None
            year = int(parts["year"]) if parts.get("year") else None
            yield (start, end), Day(year, months.index(fold(month)) + 1 if month else None, day)
