"""Thoughts are taken out of a stream and loops are noticed, however the pieces are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.fault_server import TEXT
from tutor.engines.shown_text import Loops, Thoughts


def shown(text: str, size: int) -> str:
    thoughts = Thoughts()
    pieces = [thoughts.take(text[start : start + size]) for start in range(0, len(text), size)]
    return "".join(pieces) + thoughts.end()


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 11, 1000])
@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<think>plan</think>I went.", "I went."),
        ("I went.<THINK>hm</THINK> It rained.", "I went. It rained."),
        ("<thinking>a < b</thinking>So.", "So."),
        ("<think>a<think>b</think>c", "c"),
        ("<think>never ends", ""),
        ("5 < 6, and <i>more</i> <thin ice>", "5 < 6, and <i>more</i> <thin ice>"),
        ("I said <th", "I said <th"),
        ("", ""),
    ],
)
def test_thoughts_are_taken_out_wherever_the_pieces_are_cut(
    text: str, seen: str, size: int
) -> None:
    assert shown(text, size) == seen


@given(st.text(alphabet="ab <>/think\n", max_size=60), st.integers(1, 9))
def test_the_size_of_the_pieces_changes_nothing(text: str, size: int) -> None:
    assert shown(text, size) == shown(text, 1000)


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_a_thought_that_never_began_is_noticed(size: int) -> None:
    thoughts, text = Thoughts(), "so I lie</think>I went."
    for start in range(0, len(text), size):
        thoughts.take(text[start : start + size])
    assert thoughts.stray


def looped(text: str, size: int = 7) -> bool:
    loops = Loops()
    return any(loops.take(text[start : start + size]) for start in range(0, len(text), size))


@pytest.mark.parametrize(
    "unit", ["a", "ha ", "\n", "And on. ", "FIGURE [p1]: The river was wide and cold that year.\n"]
)
def test_a_text_that_repeats_itself_is_noticed(unit: str) -> None:
    assert looped(TEXT + unit * 200)
    assert looped(unit * 200)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        " ".join(f"{TEXT[:60]} {number}." for number in range(40)),
        "Very, very, very cold. " + TEXT,
        "no no no no no no no no. " + TEXT,
        f"{TEXT} {TEXT} Said twice.",
        "",
    ],
)
def test_a_text_that_goes_on_is_left_alone(text: str) -> None:
    assert not looped(text)
