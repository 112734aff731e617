"""Tables that a spreadsheet opens: no text of a student's is calculated."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tutor.core.spreadsheets import Table, safe_text, write_csv

NASTY = ("=1+1", "+49 30", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "\ufeff=1",
         "\uff1d1+1", '=HYPERLINK("http://x")', "-cmd|'/C calc'!A0")  # fmt: skip


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", NASTY)
def test_what_could_be_a_formula_is_a_text(text: str) -> None:
    assert safe_text(text).startswith("'")


@given(st.text())
@example("\0=1")
@example("'=1")
def test_no_cell_begins_like_a_formula(text: str) -> None:
    safe = safe_text(text)
    assert not safe.lstrip(" \u00a0").startswith(tuple("=+-@\t\r\n"))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    assert safe_text(text) in (text, f"'{text}")


@given(st.lists(st.text(max_size=8), min_size=1, max_size=4))
def test_a_row_is_read_again_as_it_was_made_safe(cells: list[str]) -> None:
    table = Table(tuple("abcd"[: len(cells)]), (tuple(cells),))
    _, row = read(write_csv(table))
    wanted = [safe_text(c).encode("utf-8", "replace").decode() for c in cells]
    assert row == wanted


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell() -> None:
    data = write_csv(Table(("student", "answers", "last"), (("José", -3, None),)))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[1] == '"José",-3,""'
