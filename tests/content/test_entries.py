from __future__ import annotations

from pathlib import Path

import pytest

from tests.entries import ENTRIES, JOURNALS, needs_journals, write_entries
from tutor.content import read_entries

GOOD = '{"id": "a", "author": "Clark", "date": "1804-11-04", "text": "hello"}'


def test_entries_are_read_in_their_order(tmp_path: Path) -> None:
    reading = read_entries(write_entries(tmp_path / "e.jsonl"))
    assert reading.problems == ()
    assert [entry.id for entry in reading.entries.all] == [row[0] for row in ENTRIES]


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"", 1, "is empty"),
        (b"\xef\xbb\xbf \n", 1, "is empty"),
        (GOOD.encode() + b"\n" + GOOD.encode(), 2, "the id 'a' again, first on line 1"),
        (b"\n" + GOOD.replace("hello", "caf\xe9").encode("latin-1"), 2, "is not UTF-8 text"),
        (GOOD.encode("utf-16"), 1, "is not UTF-8 text"),
        (b"[1, 2]", 1, "is no JSON object"),
        (b"id,author,date,text", 1, "is no JSON object"),
        (b"[" * 100_000, 1, "is no JSON object"),
        (GOOD.replace('"text"', '"txt"').encode(), 1, "has no 'text'"),
        (GOOD.replace('"text"', '"txt"').encode(), 1, "has the field 'txt'"),
        (GOOD.replace('"hello"', "5").encode(), 1, "needs a text for 'text'"),
        (GOOD.replace("hello", " ").encode(), 1, "has an empty 'text'"),
        (GOOD.replace("1804-11-04", "1804-11-31").encode(), 1, "which is no day"),
        (GOOD.replace("1804-11-04", "4 Nov 1804").encode(), 1, "which is no day"),
        (GOOD.replace("hello", "a \ufffd b").encode(), 1, "a character that was lost"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_told_with_line_and_remedy(
    tmp_path: Path, content: bytes, line: int, says: str
) -> None:
    path = tmp_path / "e.jsonl"
    path.write_bytes(content)
    problems = read_entries(path).problems
    assert any(p.line == line and says in p.message and p.remedy for p in problems), problems


def test_a_broken_line_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text(f"{GOOD}\n{{\n{GOOD.replace('a', 'b', 1)}\n")
    reading = read_entries(path)
    assert len(reading.problems) == 1
    assert reading.entries.all[0].id == "a"


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert "cannot be read" in read_entries(tmp_path / "none").problems[0].message


@needs_journals
def test_the_journals_are_read_whole_and_without_a_problem() -> None:
    reading = read_entries(JOURNALS)
    assert (len(reading.entries.all), reading.problems) == (1620, ())
