from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.content import split_sentences

WHOLE = [
    "Capt. Clark met Mr. J. Smith and Dr. Saugrain.",
    "La Sra. López y el Dr. Ruiz vieron al Sr. Gómez.",
    "They left St. Louis in May.",
    "He paid 3.5 dollars to the U.S. Army.",
    "He paid 1.500 pesos.",
    "See vol. 3, p. 4 and No. 5.",
    "He wrote on Nov. 4 that it was cold.",
    "{Mr. Clark wrote. He|I} left.",
    '"Who is it?" he asked.',
    "He waited... and left.",
    "He was born ca. 1788.",
]
SPLIT = [
    ("It was cold. They left.", 2),
    ("He lived in Washington, D.C. He died there.", 2),
    ("It was 4 a.m. The sun rose.", 2),
    ("Vivió en los EE. UU. Ella volvió.", 2),
    ("¿Quién fue? ¡Nadie lo sabe! {Ella|Yo} no.", 3),
    ('Clark wrote: "we engau him." Then he left.', 2),
    ("Escribió «hace frío». Luego durmió.", 2),
    ("He said “It was cold. We were wet.” They slept.", 2),
    ("{She|I} went. {clark:Clark|I} stayed.", 2),
    ("She said no. Then she left.", 2),
    ("They saw whales (Clark counted. He wrote it down). They left.", 2),
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert split_sentences(text) == (text,)


@pytest.mark.parametrize(("text", "count"), SPLIT)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


@given(st.text(alphabet='aA. !?"“”«»{}|()1\n', max_size=80))
def test_sentences_joined_give_the_text_again(text: str) -> None:
    assert " ".join(split_sentences(text)) == " ".join(text.split())


def test_a_long_text_takes_time_in_proportion() -> None:
    assert len(split_sentences("A {b|c} word. " * 20_000)) == 20_000
