from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.content.yaml_reader import read_yaml


@pytest.mark.parametrize("text", ["no", "on", "yes", "true", "1804", "1804-11-04", "007", "1.10"])
def test_plain_words_stay_as_they_were_written(text: str) -> None:
    assert read_yaml(f"a: {text}", "x.yaml").value == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_only_nothing_and_null_mean_no_value(text: str) -> None:
    assert read_yaml(f"a: {text}", "x.yaml").value == {"a": None}


def test_every_part_knows_its_line() -> None:
    lines = read_yaml("a:\n  - b: 1\n    c: 2\n  - d\n", "x.yaml", first_line=10).lines
    places = ((), ("a",), ("a", 0), ("a", 0, "c"), ("a", 1))
    assert [lines.find(place).line for place in places] == [10, 10, 11, 12, 13]


def test_a_part_that_is_not_written_is_found_around_it() -> None:
    lines = read_yaml("a: 1\nb:\n  c: 2\n", "x.yaml").lines
    assert lines.find(("b", "missing", 3)) == ("x.yaml", 2)


def test_a_second_document_is_refused() -> None:
    assert "second document" in read_yaml("a: 1\n---\nb: 2\n", "x.yaml").problems[0].message


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    document = read_yaml(text, "x.yaml")
    assert all(problem.line >= 1 for problem in document.problems)


def test_aliases_that_multiply_are_not_followed() -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    document = read_yaml("\n".join(rows), "x.yaml")
    assert len(document.problems) == 30 + 2 * 29
