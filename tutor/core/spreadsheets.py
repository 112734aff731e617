"""Tables for a spreadsheet: nothing that a student wrote is ever taken for a formula.

A cell of text that a spreadsheet could calculate gets an apostrophe in front, which the program
shows as the beginning of a text (OWASP, CSV injection). Numbers are written as numbers.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

Value = str | int | float | None

_CALCULATED = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What begins a formula, also in the wide forms of East Asian keyboards; tab and line ends hide
what follows them."""
_MARK = "\N{BYTE ORDER MARK}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row is as long as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def safe_text(text: str) -> str:
    """Give a text that no spreadsheet calculates; all others stay as they are."""
    seen = text.replace("\0", "").replace(_MARK, "")
    begins = seen.lstrip(" \u00a0\u200b\u2060")[:1]
    return f"'{seen}" if begins in _CALCULATED and begins else seen


def write_csv(table: Table) -> bytes:
    """Write a table as CSV in UTF-8 with the mark by which spreadsheets know it."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (table.head, *table.rows):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def _cell(value: Value) -> str | int | float:
    if isinstance(value, str):
        return safe_text(value)
    return "" if value is None else value
