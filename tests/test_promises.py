"""The promises of security and privacy: each names a test that is there, or says why it waits."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.cli.talking import ROOT
from tutor import settings
from tutor.storage.tables import metadata

ROW = re.compile(r"^\| (R\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PAGE = (ROOT / ".github/SECURITY.md").read_text("utf-8")
ROWS = {row[1]: row[3] for row in ROW.finditer(PAGE)}


@cache
def laws_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(n.name for n in tree.body if isinstance(n, ast.FunctionDef))


def test_every_requirement_has_one_row() -> None:
    assert list(ROWS) == [f"R{number}" for number in range(1, 46)]
    assert len(ROW.findall(PAGE)) == 45


@pytest.mark.parametrize("requirement", ROWS)
def test_a_requirement_names_tests_that_are_there_or_says_why_it_waits(requirement: str) -> None:
    proof = ROWS[requirement]
    named = NAMED.findall(proof)
    assert named or re.match(r"Waits: \w+ .{10,}", proof), proof
    for path, name in named:
        assert name.startswith("test_")
        assert name in laws_of(path), f"{path}::{name}"
    assert proof.count("::") == len(named), "every test is named in full"


def test_the_privacy_page_names_settings_and_tables_as_they_are() -> None:
    page = (ROOT / ".github/PRIVACY.md").read_text("utf-8")
    for variable in re.findall(r"TUTOR_[A-Z_]+", page):
        assert f"| {variable} |" in (settings.__doc__ or ""), variable


def test_whatever_is_a_students_is_found_when_they_are_forgotten() -> None:
    """A table that refers to a student's row does it by a column that `forget` looks for."""
    for table in metadata.tables.values():
        for column in table.c:
            owners = {key.column.table.name for key in column.foreign_keys}
            if owners & {"students", "sessions", "exchanges"}:
                assert "student" in table.c, table.name
