from __future__ import annotations

import re

import pytest

from tutor.core.language import read_language
from tutor.core.phrases import all_phrases, phrase
from tutor.core.safety import screen_segment
from tutor.core.terms import LANGUAGES, Language

EVERY = all_phrases()
KEYS = sorted({key for key, _, _ in EVERY})
SLOTS = re.compile(r"\{(\w+)\}")


def slots_of(text: str) -> tuple[str, ...]:
    return tuple(sorted(SLOTS.findall(text)))


@pytest.mark.parametrize("key", KEYS)
def test_a_phrase_stands_in_both_languages_with_the_same_slots(key: str) -> None:
    by_language = {
        language: {slots_of(text) for k, tongue, text in EVERY if (k, tongue) == (key, language)}
        for language in LANGUAGES
    }
    assert by_language["en"] == by_language["es"]
    assert len(by_language["en"]) == 1


@pytest.mark.parametrize(("key", "language", "text"), EVERY)
def test_no_phrase_claims_feelings_or_humanity(key: str, language: Language, text: str) -> None:
    assert screen_segment(text) is None


@pytest.mark.parametrize(("key", "language", "text"), EVERY)
def test_each_phrase_is_read_in_its_own_language(key: str, language: Language, text: str) -> None:
    for standing in LANGUAGES:
        heard = read_language(SLOTS.sub(" ", text), standing)
        assert heard.language == language or not heard.sure


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_wordings_take_turns(key: str, language: Language) -> None:
    texts = [text for k, tongue, text in EVERY if (k, tongue) == (key, language)]
    filled = dict.fromkeys(slots_of(texts[0]), "x")
    said = [phrase(key, language, turn, **filled) for turn in range(2 * len(texts))]
    assert said[: len(texts)] == said[len(texts) :]
    assert len(set(said)) == len(texts)


@pytest.mark.parametrize("key", ["unknown", "not_yet", "no_matter", "right", "more", "redirect"])
def test_what_is_said_often_has_several_wordings(key: str) -> None:
    for language in LANGUAGES:
        assert len([t for k, tongue, t in EVERY if (k, tongue) == (key, language)]) >= 3
