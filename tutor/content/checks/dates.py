"""Dates are days that exist, and a span does not end before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tutor.content.checks.texts import Part
from tutor.content.source_map import SourceMap
from tutor.errors import Problem

_FIELDS = frozenset({"when", "date", "until"})


def check_date(part: Part, sources: SourceMap) -> Iterator[Problem]:
    """Report a date that does not exist and a span that ends before it begins."""
    if not part.place or part.place[-1] not in _FIELDS or not isinstance(part.value, str):
        return
    first, _, last = part.value.partition("/")
    wrong = next((d for d in (first, last) if d and not _exists(d)), "")
    if wrong:
        message = f"{part.owner} has the date '{wrong}', which does not exist."
        yield sources.error(part.kind, part.id, part.place, message, "Correct it.")
    elif last and last[: len(first)] < first[: len(last)]:
        message = f"{part.owner} has the span '{part.value}', which ends before it begins."
        yield sources.error(part.kind, part.id, part.place, message, "Exchange the two dates.")


def _exists(text: str) -> bool:
    year, month, day = (*(int(n) for n in text.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
