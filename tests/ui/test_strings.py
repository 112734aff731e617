"""The catalogue of the page's words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import tutor.ui
from tutor.core.terms import Depth, Level, Move, Presentation, SegmentKind, SpeechAct
from tutor.ui.strings import language_of, words

SOURCES = "".join(p.read_text("utf-8") for p in sorted(Path(tutor.ui.__path__[0]).rglob("*.py")))

_LITERALS = re.findall(r"""["']([a-z_]+(?:\.(?:[a-z_]+|\{[^}]+\}))*)["']""", SOURCES)
USED = {re.sub(r"\\\{[^}]+\\\}", r"[a-z_.]+", re.escape(text)) for text in _LITERALS}
"""What the sources ask for; the variable part of an f-string stands for any name."""


def slots(text: str | dict[str, str]) -> set[str]:
    forms = text.values() if isinstance(text, dict) else [text]
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}


def test_both_languages_have_the_same_keys():
    assert set(words("en").texts) == set(words("es").texts)


@pytest.mark.parametrize("key", sorted(words("en").texts))
def test_both_languages_have_the_same_slots(key):
    assert slots(words("en").texts[key]) == slots(words("es").texts[key])


@pytest.mark.parametrize("key", sorted(words("en").texts))
def test_every_text_is_used(key):
    assert any(re.fullmatch(pattern, key) for pattern in USED)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_text_is_empty_and_spanish_is_not_english(language):
    same = {"tools.en", "tools.es", "progress.sure"}
    for key, text in words(language).texts.items():
        assert text
        assert key in same or words("en").texts[key] != words("es").texts[key]


@pytest.mark.parametrize(
    ("stem", "names"),
    [
        ("move", Move),
        ("act", SpeechAct),
        ("kind", SegmentKind),
        ("depth", Depth),
        ("level", Level),
        ("style", Presentation),
        ("say", Presentation),
    ],
)
def test_every_name_of_a_vocabulary_has_words(stem, names):
    for name in get_args(names):
        assert f"{stem}.{name}" in words("en").texts


def test_a_number_chooses_its_form():
    assert words("en")("mistakes.seen", count=1) == "I saw it 1 time."
    assert words("es")("mistakes.seen", count=2) == "La vi 2 veces."


def test_dates_are_written_in_words():
    assert words("en").day(date(1805, 8, 17)) == "17 August 1805"
    assert words("es").day(date(1805, 8, 17)) == "17 de agosto de 1805"


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es-MX", "es"), ("ES", "es"), ("es_419", "es"), ("en-US", "en"), ("fr", "en"), (None, "en"),
     ("est", "en"), ("", "en")],
)  # fmt: skip
def test_the_browsers_locale_chooses_the_language(locale, language):
    assert language_of(locale) == language
