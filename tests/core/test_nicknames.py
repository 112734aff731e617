"""Nicknames that look alike are one, and nothing hidden gets in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.nicknames import NameFault, find_fault, skeleton, tidy_nickname


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "ana"),
        ("Ana", "ANA"),
        ("José", "Jose"),
        ("Ana", "Аnа"),  # noqa: RUF001 - two letters are Cyrillic
        ("Maria", "Μaria"),  # noqa: RUF001 - the first letter is Greek
        ("EBA", "ЕВА"),  # noqa: RUF001
        ("Bill", "BiII"),
        ("Leo", "Le0"),
        ("Leo", "l3o"),
        ("Emma", "Ernma"),
        ("Ana M", "AnaM"),
        ("Ana-Maria", "ana maria"),
        ("Ａｎａ", "Ana"),  # noqa: RUF001
        ("𝓐𝓷𝓪", "Ana"),  # noqa: RUF001
        ("ßill", "Bill"),
        ("Łukasz", "Lukasz"),
        ("محمد", "مُحَمَّد"),
    ],
)
def test_names_that_look_alike_are_one(one: str, other: str) -> None:
    assert skeleton(tidy_nickname(one)) == skeleton(tidy_nickname(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "Anna"),
        ("Ana 1", "Ana 2"),
        ("Ana1", "Ana2"),
        ("Ana", "Ana 2"),
        ("Leo", "Lea"),
        ("किरण", "किरणी"),
        ("محمد", "أحمد"),
        ("李", "王"),
        ("Nuria", "Núria B"),
    ],
)
def test_names_that_an_eye_tells_apart_are_two(one: str, other: str) -> None:
    assert skeleton(tidy_nickname(one)) != skeleton(tidy_nickname(other))


@pytest.mark.parametrize(
    "name",
    ["Ana", "José Ñandú", "محمد", "דנה", "किरण", "李小龙", "O'Brien", "Ana-María", "A", "R2D2"],
)
def test_names_of_every_script_are_welcome(name: str) -> None:
    tidy = tidy_nickname(name)
    assert find_fault(tidy) is None
    assert skeleton(tidy)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", NameFault.EMPTY),
        ("   ", NameFault.EMPTY),
        ("...", NameFault.EMPTY),
        ("😀", NameFault.EMPTY),
        ("x" * 25, NameFault.LONG),
        ("\ufdfa" * 5, NameFault.LONG),
        ("Ana\u202etxt", NameFault.HIDDEN),
        ("\u2066Ana\u2069", NameFault.HIDDEN),
        ("A\u200bna", NameFault.HIDDEN),
        ("Ana\x00", NameFault.HIDDEN),
        ("Ana\U000e0041", NameFault.HIDDEN),
        ("\udcff", NameFault.HIDDEN),
        ("ana@example.org", NameFault.CONTACT),
        ("600 123 456", NameFault.CONTACT),
    ],
)
def test_what_is_no_nickname_is_told(name: str, fault: NameFault) -> None:
    assert find_fault(tidy_nickname(name)) is fault


def test_a_name_is_tidied() -> None:
    assert tidy_nickname("  Ana \t María\n") == "Ana María"
    assert tidy_nickname("a\u200cb") == "ab"


@given(st.text(max_size=60))
def test_any_text_has_a_skeleton_that_case_does_not_change(text: str) -> None:
    tidy = tidy_nickname(text)
    assert skeleton(tidy) == skeleton(tidy)
    assert tidy_nickname(tidy) == tidy
    if text.isascii():
        assert skeleton(tidy.upper()) == skeleton(tidy.lower())
