"""Files of dated entries: a JSON object a line with `id`, `author`, `date` and `text`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tutor.core.entries import Entries, Entry
from tutor.errors import Problem

MAX_ENTRIES_BYTES = 50_000_000
_FORM = 'Write {"id": "clark-1804-11-04", "author": "Clark", "date": "1804-11-04", "text": "..."}.'
_FIELDS = frozenset(Entry.model_fields)


class EntriesReading(NamedTuple):
    """The entries that could be read of a file, and what is wrong with it."""

    entries: Entries
    problems: tuple[Problem, ...]


def read_entries(path: Path) -> EntriesReading:
    """Read a file of entries; broken lines are told and left out."""
    text = _read_lines(path)
    if isinstance(text, Problem):
        return EntriesReading(Entries(all=()), (text,))
    found: dict[str, Entry] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        entry, wrong = _read_entry(line, str(path), number)
        problems.extend(wrong)
        if entry is not None and entry.id in found:
            message = f"has the id '{entry.id}' again, first on line {lines[entry.id]}."
            problems.append(
                Problem(str(path), number, message, "Give each entry an id of its own.")
            )
        elif entry is not None:
            found[entry.id], lines[entry.id] = entry, number
    if not found and not problems:
        problems.append(Problem(str(path), 1, "holds no entry.", _FORM))
    return EntriesReading(Entries(all=tuple(found.values())), tuple(problems))


def _read_lines(path: Path) -> str | Problem:
    """Read the file as text, or say why it cannot be read."""
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_ENTRIES_BYTES else None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Problem(
            str(path), 1, f"cannot be read: {reason}.", "See to its name and permissions."
        )
    if data is None:
        message = f"is larger than {MAX_ENTRIES_BYTES // 1_000_000} MB."
        return Problem(str(path), 1, message, "Split it into several files.")
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return Problem(str(path), 1, "is empty.", _FORM)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Problem(str(path), line, "is not UTF-8 text.", "Save the file as UTF-8.")


def _read_entry(line: str, path: str, number: int) -> tuple[Entry | None, tuple[Problem, ...]]:
    try:
        raw = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return None, (Problem(path, number, "is no JSON object.", _FORM),)
    if not isinstance(raw, dict):
        return None, (Problem(path, number, "is no JSON object.", _FORM),)
    try:
        entry = Entry.model_validate(raw)
    except ValidationError as error:
        return None, tuple(_field_problem(e, path, number) for e in error.errors())
    problems = tuple(_value_problems(entry, path, number))
    return (None if problems else entry), problems


def _field_problem(detail: ErrorDetails, path: str, number: int) -> Problem:
    name = str(detail["loc"][0]) if detail["loc"] else "it"
    if detail["type"] == "missing":
        return Problem(path, number, f"has no '{name}'.", _FORM)
    if detail["type"] == "extra_forbidden":
        remedy = f"An entry has {', '.join(sorted(_FIELDS))} and nothing else."
        return Problem(path, number, f"has the field '{name}', which an entry has not.", remedy)
    return Problem(path, number, f"needs a text for '{name}'.", _FORM)


def _value_problems(entry: Entry, path: str, number: int) -> Iterator[Problem]:
    for name in ("id", "author", "text"):
        if not getattr(entry, name).strip():
            yield Problem(path, number, f"has an empty '{name}'.", _FORM)
    try:
        good = len(entry.date) == 10 and bool(date.fromisoformat(entry.date))
    except ValueError:
        good = False
    if not good:
        message = f"has '{entry.date}' for 'date', which is no day."
        yield Problem(path, number, message, "Write it as 1804-11-04.")
    if "\ufffd" in entry.text:
        message = f"entry '{entry.id}' holds the sign of a character that was lost (\ufffd)."
        yield Problem(path, number, message, "Make the file again from its source, as UTF-8.")
