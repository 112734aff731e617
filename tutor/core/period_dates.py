"""Dates as people wrote and write them: `May 14th`, `Novr. 4th`, `14 May 1805`, `14 de mayo`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from tutor.core.terms import Language

_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": tuple("jan feb mar apr may jun jul aug sep oct nov dec".split()),
    "es": tuple("ene feb mar abr may jun jul ago se oct nov dic".split()),
}
_NAMES: dict[Language, str] = {
    "en": r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
    "es": r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre"
    r"|diciembre",
}
_CUT = (
    "jan(?:uary|[a-z]{0,2})",
    "feb(?:ruary|[a-z]{0,2})",
    "mar(?:ch)?",
    "apr(?:[a-z]{0,3})",
    "may",
    "june?",
    "july?",
    "aug(?:ust|[a-z]{0,2})",
    "sep(?:[a-z]{0,3}b[a-z]?r|[a-z]{0,3})",
    "oct(?:[a-z]{0,3}b[a-z]?r|[a-z]{0,3})",
    "nov(?:[a-z]{0,3}b[a-z]?r|[a-z]{0,3})",
    "dec(?:[a-z]{0,3}b[a-z]?r|[a-z]{0,3})",
)
"""The months as writers of the time cut them: `Jany.`, `Septr.`, `Novbr`."""
_FULL: dict[Language, tuple[re.Pattern[str], ...]] = {
    "en": (
        re.compile(
            rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_NAMES['en']})\.?,?"
            r" (?P<year>\d{4})\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?P<month>{_NAMES['en']})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?"
            r" (?P<year>\d{4})\b",
            re.IGNORECASE,
        ),
    ),
    "es": (
        re.compile(
            rf"\b(?P<day>\d{{1,2}}) de (?P<month>{_NAMES['es']}) (?:de|del) (?P<year>\d{{4}})\b",
            re.IGNORECASE,
        ),
    ),
}


def full_dates(text: str, language: Language) -> Iterator[date]:
    """Give the days that a text names with day, month and year."""
    for pattern in _FULL[language]:
        for found in pattern.finditer(text):
            month = _month(found["month"], language)
            try:
                yield date(int(found["year"]), month, int(found["day"]))
            except ValueError:
                continue


def names_day(text: str, day: date) -> bool:
    """Tell whether a text of the time names a day of its month: `Novr. 4th`, `4th of November`."""
    return bool(_day_pattern(day.month, day.day).search(text))


@cache
def _day_pattern(month: int, day: int) -> re.Pattern[str]:
    """Match month and day in either order."""
    name = rf"\b(?:{_CUT[month - 1]})(?![a-z])\.?"
    number = rf"(?<!\d){day}(?:st|nd|rd|th)?\b"
    gap = r"[\s,.]*(?:the\s+|of\s+)?"
    return re.compile(rf"{name}{gap}{number}|{number}{gap}{name}", re.IGNORECASE)


def _month(name: str, language: Language) -> int:
    low = name.lower()
    return next(n for n, stem in enumerate(_MONTHS[language], start=1) if low.startswith(stem))
