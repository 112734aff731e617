"""Logs of attempts: the CSV files in which studies keep who answered what, and how."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from tutor.errors import AttemptsError

NEEDED = ("order_id", "user_id", "skill_name", "correct")
OPTIONAL = ("item", "timestamp")
FORMAT = "order_id,user_id,skill_name,correct[,item,timestamp]"
_MILLISECONDS_FROM = 1e11
"""Epoch times from here on are in milliseconds: in seconds they would lie after the year 5000."""
_OTHER_MARKS = "\t;|"
_LONGEST_FIELD = 1_000_000


@dataclass(frozen=True, slots=True)
class Attempt:
    """One row: a student's answer that concerns one concept."""

    order: float
    user: str
    concept: str
    correct: float
    """0..1."""
    item: str | None
    hours: float | None
    """Since the epoch; None where the time is not known."""
    order_text: str
    """The order as the file has it."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """A log by `order_id`, then by student; rows of one answer keep the file's order."""

    rows: tuple[Attempt, ...]
    skipped: int = 0
    """Rows without a concept, which nothing can be said of."""

    @property
    def users(self) -> tuple[str, ...]:
        """Give the students, sorted."""
        return tuple(sorted({row.user for row in self.rows}))

    def of(self, users: Iterable[str]) -> Attempts:
        """Give the part of some students."""
        wanted = frozenset(users)
        return Attempts(tuple(row for row in self.rows if row.user in wanted))


def read_attempts(path: Path) -> Attempts:
    """Read a log of attempts.

    Raises:
        AttemptsError: the file cannot be used; the message names the line and the remedy.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(path, file)
    except UnicodeDecodeError:
        raise AttemptsError(
            f"{path}:{_line_not_utf8(path)}: the line is not UTF-8. Save the file as UTF-8, for"
            f" example with: iconv -f latin1 -t utf-8 '{path.name}' > utf8.csv"
        ) from None
    except OSError as error:
        raise AttemptsError(f"{path}: {error.strerror}. Check the path and its rights.") from None


def _line_not_utf8(path: Path) -> int:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 1


def _read(path: Path, lines: Iterable[str]) -> Attempts:
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(lines)
    made: list[Attempt] = []
    skipped = 0
    try:
        places = _find_columns(next(rows, []))
        for row in rows:
            if not row:
                continue
            attempt = _attempt(row, places)
            if attempt is None:
                skipped += 1
            else:
                made.append(attempt)
    except csv.Error as error:
        raise AttemptsError(
            f"{path}:{rows.line_num}: no CSV: {error}. Mend the line, or save the table anew."
        ) from None
    except AttemptsError as error:
        raise AttemptsError(f"{path}:{max(1, rows.line_num)}: {error}") from None
    if not made:
        raise AttemptsError(f"{path}: there are no attempts. Write a row for each: {FORMAT}.")
    made.sort(key=lambda attempt: (attempt.order, attempt.user))
    return Attempts(tuple(made), skipped)


def _find_columns(header: list[str]) -> Mapping[str, int]:
    names = [name.strip() for name in header]
    if not any(names):
        raise AttemptsError(f"the file is empty. Write a first line: {FORMAT}.")
    if len(names) == 1 and any(mark in names[0] for mark in _OTHER_MARKS):
        raise AttemptsError("the columns are not separated by commas. Save the table as CSV.")
    for name in (*NEEDED, *OPTIONAL):
        if names.count(name) > 1:
            raise AttemptsError(f"column '{name}' stands twice. Keep one of them.")
    for name in NEEDED:
        if name not in names:
            near = get_close_matches(name, names, 1)
            hint = f"Did you mean '{near[0]}'? Rename it." if near else f"Columns are {FORMAT}."
            found = ", ".join(names)[:200]
            raise AttemptsError(f"column '{name}' is missing among '{found}'. {hint}")
    return {name: names.index(name) for name in (*NEEDED, *OPTIONAL) if name in names}


def _attempt(row: list[str], places: Mapping[str, int]) -> Attempt | None:
    """Give the attempt of a row; None where it names no concept."""
    if len(row) <= max(places[name] for name in NEEDED):
        raise AttemptsError(f"the row has only {len(row)} field(s). Write {FORMAT}.")
    concept, user = row[places["skill_name"]].strip(), row[places["user_id"]].strip()
    if not concept:
        return None
    if not user:
        raise AttemptsError("user_id is empty. Give every row its student.")
    order = row[places["order_id"]].strip()
    time = _optional(row, places, "timestamp")
    return Attempt(
        order=_number(order, "order_id", "Write a number that grows with time."),
        user=user,
        concept=concept,
        correct=_share(row[places["correct"]]),
        item=_optional(row, places, "item") or None,
        hours=_hours(time) if time else None,
        order_text=order,
    )


def _optional(row: list[str], places: Mapping[str, int], name: str) -> str:
    place = places.get(name)
    return row[place].strip() if place is not None and place < len(row) else ""


def _number(text: str, name: str, remedy: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise AttemptsError(f"{name} is '{text}', which is no number. {remedy}")
    return value


def _share(text: str) -> float:
    remedy = "Write 0 for wrong, 1 for right, or a share between."
    value = _number(text, "correct", remedy)
    if not 0.0 <= value <= 1.0:
        raise AttemptsError(f"correct is '{text}', outside 0..1. {remedy}")
    return value


def _hours(text: str) -> float:
    """Give hours since the epoch: of an ISO time (UTC without a zone) or epoch (milli)seconds."""
    try:
        value = float(text)
    except ValueError:
        return _hours_of_iso(text)
    if not math.isfinite(value):
        raise AttemptsError(f"timestamp is '{text}'. Write an ISO time or epoch seconds.")
    return value / (3.6e6 if abs(value) >= _MILLISECONDS_FROM else 3600.0)


def _hours_of_iso(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise AttemptsError(
            f"timestamp is '{text}', which is no time. Write an ISO time such as"
            " 2026-03-02T09:00:00Z, or epoch seconds or milliseconds."
        ) from None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.timestamp() / 3600.0
