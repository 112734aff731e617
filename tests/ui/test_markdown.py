"""What students and packs write is shown word for word."""

from __future__ import annotations

import re

import pytest

from tests.ui.hostile import HOSTILE
from tutor.ui.markdown import escape_label, escape_markdown, mark_sentences

_ESCAPABLE = re.compile(r"(?<!\\)(?:\\\\)*([!-/:-@\[-`{-~])")


def unescaped(text: str) -> str:
    """Read an escaped text as Markdown does: backslashes go, hard breaks become breaks."""
    plain = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    return plain.replace("  \n", "\n").replace("\N{WORD JOINER}", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_punctuation_is_left_to_markdown(text):
    escaped = escape_markdown(text)
    rest = re.sub(r"\\[!-/:-@\[-`{-~]", "", escaped)
    assert not re.search(r"[!-/:-@\[-`{-~]", rest)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_word_is_kept(text):
    assert (
        unescaped(escape_markdown(text)).split()
        == re.sub(
            "[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", text.replace("\r", "\n")
        )
        .replace("\N{WORD JOINER}", "")
        .split()
    )


def test_a_label_is_one_line():
    assert "\n" not in escape_label("a\nb\n\nc")


def test_cited_sentences_are_marked_and_the_rest_is_not():
    marked = mark_sentences("One came. Two left. Three stayed.", ("Two left.",))
    assert marked == "One came\\. :orange-background[**▸ Two left\\.**] Three stayed\\."


def test_marking_survives_sentences_that_are_not_there_or_overlap():
    marked = mark_sentences("One came. Two left.", ("Nobody.", "One came.", "came. Two", ""))
    assert marked.count("▸") == 1
    assert unescaped(marked).replace(":orange-background[**▸ ", "").replace("**]", "") == (
        "One came. Two left."
    )


def test_a_bracket_in_a_cited_sentence_cannot_close_the_mark():
    marked = mark_sentences("He wrote ] and ** here.", ("He wrote ] and ** here.",))
    assert marked == ":orange-background[**▸ He wrote \\] and \\*\\* here\\.**]"
