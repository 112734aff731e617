"""Laws of numbers, years and months in a text."""

from __future__ import annotations

import pytest

from tutor.core.quantities import contradicts, number, quantities


@pytest.mark.parametrize("text", ["five hundred dollars", "500 dollars", "quinientos dólares"])
def test_a_number_has_one_spelling(text: str) -> None:
    assert quantities(text) == {"500"}


def test_months_are_the_same_in_both_languages() -> None:
    assert quantities("in August 1805") == quantities("en agosto de 1805") == {"month 8", "1805"}


@pytest.mark.parametrize("digits", ["²", "٣", "½"])
def test_odd_digits_do_no_harm(digits: str) -> None:
    assert isinstance(quantities(digits), frozenset)
    assert number("horse") is None


def test_another_number_contradicts_and_none_does_not() -> None:
    known = [quantities("in 1804"), quantities("long ago")]
    assert contradicts(quantities("in 1805"), known)
    assert not contradicts(quantities("in 1804"), known)
    assert not contradicts(quantities("back then"), known)
    assert not contradicts(quantities("in 1805"), [quantities("long ago")])


def test_only_a_number_of_the_same_kind_contradicts() -> None:
    known = [quantities("in August 1805"), quantities("four moons")]
    assert contradicts(quantities("five moons"), known)
    assert contradicts(quantities("in July"), known)
    assert not contradicts(quantities("in 1805 there were four"), known)
    assert not contradicts(quantities("five of them"), known[:1])
    assert not contradicts(quantities("she got zero"), known)
