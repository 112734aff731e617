"""A small file of journal entries, and the large one where it is at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

JOURNALS = Path(__file__).parents[2] / "shared/sources/journals.jsonl"
needs_journals = pytest.mark.skipif(not JOURNALS.is_file(), reason=f"there is no {JOURNALS.name}")

HIRED = (
    "a french man by Name Chabonah wishes to hire,\nwe engau him to go on with us, near the Mandans"
)
ENTRIES = (
    ("clark-1804-11-02", "Clark", "1804-11-02", "This Morning at Daylight I went down the river"),
    ("clark-1804-11-03", "Clark", "1804-11-03", "wind hard. we commence building our Cabins"),
    ("clark-1804-11-04", "Clark", "1804-11-04", f"4th November Sunday 1804\n{HIRED}, at the fort"),
    ("clark-1804-11-05", "Clark", "1804-11-05", "I rose verry early and commenced raising"),
    ("clark-1804-11-06", "Clark", "1804-11-06", "last night late we wer awoke by the Sergeant"),
    ("lewis-1805-04-07", "Lewis", "1805-04-07", "Having on this day at 4 P.M. completed every"),
    ("lewis-1805-04-08", "Lewis", "1805-04-08", "Set out early this morning, the wind blew hard"),
    ("lewis-1805-04-09", "Lewis", "1805-04-09", "the squaw busied herself in serching"),
    ("lewis-1805-04-10", "Lewis", "1805-04-10", "The country on both sides of the Missouri"),
    ("lewis-1805-04-13", "Lewis", "1805-04-13", "Being disappointed in my observations"),
    ("clark-1805-05-13", "Clark", "1805-05-13", "the wind Continued. Capt Clark walked on shore"),
)  # fmt: skip
AUGUST = tuple(
    (f"{name.lower()}-1805-08-{day}", name, f"1805-08-{day}", f"{day} Augt. <b>&\n\nby {name}")
    for day in range(15, 20)
    for name in ("Clark", "Lewis")
)
"""Entries around the day on which Sacagawea met her brother."""


def write_entries(path: Path, entries: tuple[tuple[str, ...], ...] = ENTRIES) -> Path:
    """Write entries as JSON lines and give the path."""
    rows = (dict(zip(("id", "author", "date", "text"), row, strict=True)) for row in entries)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
