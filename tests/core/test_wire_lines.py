"""A model's lines, however they are cut and dressed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.wire_lines import LineReader, Sentence

ANSWER = """\
Sure! Here it is:
**FIGURE [a1, b2]:** I met Capt. Clark on 4 November. It was cold.
- guía [c3]: Ella pagó 1.5 dólares en 1805. Nadie lo anotó
1. Figura (d4) - Yo fui.
[e5]: no voice here.
GUIDE: the ids stand behind [f6].
I have no header.
figure [G7]: He wrote "it was. so" then.
FIGURE [a1]: last without end"""
READ = [
    Sentence("Sure!", None, ()),
    Sentence("Here it is:", None, ()),
    Sentence("I met Capt. Clark on 4 November.", "figure", ("a1", "b2")),
    Sentence("It was cold.", "figure", ("a1", "b2")),
    Sentence("Ella pagó 1.5 dólares en 1805.", "guide", ("c3",)),
    Sentence("Nadie lo anotó", "guide", ("c3",)),
    Sentence("Yo fui.", "figure", ("d4",)),
    Sentence("no voice here.", None, ("e5",)),
    Sentence("the ids stand behind.", "guide", ("f6",)),
    Sentence("I have no header.", None, ()),
    Sentence('He wrote "it was. so" then.', "figure", ("g7",)),
    Sentence("last without end", "figure", ("a1",)),
]


def read(pieces: list[str]) -> list[Sentence]:
    reader = LineReader()
    found = [sentence for piece in pieces for sentence in reader.feed(piece)]
    return found + list(reader.finish())


@given(cuts=st.lists(st.integers(0, len(ANSWER)), max_size=80))
def test_where_the_pieces_are_cut_changes_nothing(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(ANSWER)]
    assert read([ANSWER[a:b] for a, b in pairwise(places)]) == READ


@pytest.mark.parametrize(
    "piece", ["FIGURE [a1]: I walked to the mill.", "FIGURE [a1]: I walked to the mill. Then"]
)
def test_a_sentence_is_given_when_its_end_mark_came(piece: str) -> None:
    found = list(LineReader().feed(piece))
    assert [sentence.text for sentence in found] == ["I walked to the mill."]


@pytest.mark.parametrize(
    "piece",
    ["FIGURE [a1]: By Capt.", "FIGURE [a1]: It was 1.", 'FIGURE [a1]: He wrote "so.', "FIGURE [a"],
)  # fmt: skip
def test_what_may_go_on_is_waited_for(piece: str) -> None:
    assert list(LineReader().feed(piece)) == []


@given(st.text(max_size=3000))
def test_no_text_breaks_the_reader(text: str) -> None:
    read([text])
    read(list(text))


def test_a_line_without_an_end_is_given_up() -> None:
    reader = LineReader()
    found = [s for _ in range(500) for s in reader.feed("FIGURE [a1] word word ")]
    assert found
    assert max(len(sentence.text) for sentence in found) < 1000
