"""The messages that buttons send are understood as what their labels promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.content import load_pack
from tutor.core.speech_acts import Moment, read_act
from tutor.ui.beliefs import ask_about
from tutor.ui.strings import words


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("key", "act"),
    [
        ("simpler", "request_simpler"),
        ("deeper", "request_deeper"),
        ("en", "preference"),
        ("es", "preference"),
        ("story", "preference"),
        ("map", "preference"),
        ("document", "preference"),
        ("list", "preference"),
        ("dont_know", "dont_know"),
        ("what", "clarification"),
    ],
)
def test_a_wish_is_read_as_one(language, key, act):
    assert read_act(words(language)(f"say.{key}"), Moment(pending=True)).act == act


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("wish", ["story", "map", "document", "list"])
def test_a_presentation_is_understood(language, wish):
    assert read_act(words(language)(f"say.{wish}"), Moment(pending=False)).presentation == wish


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("wish", ["en", "es"])
def test_a_language_is_understood(language, wish):
    assert read_act(words(language)(f"say.{wish}"), Moment(pending=False)).language == wish


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "concept", load_pack(Path("lessons/bird-woman")).concepts, ids=lambda c: c.id
)
def test_asking_to_be_asked_about_an_idea_is_understood(language, concept):
    assert read_act(ask_about(concept, language), Moment(pending=False)).topic == "quiz"
