"""The laws of the senses of words and of spelling by ear."""

from __future__ import annotations

import random

import pytest

from tests.benchmarks.fit_screen import misspell
from tutor.core.safety import find_concerns, screen_message
from tutor.core.safety.book import load_book, read_sentences
from tutor.core.safety.clues import find_clues
from tutor.core.safety.senses import find_senses, list_senses, senses_of
from tutor.core.terms import LANGUAGES, Language


def test_both_languages_have_the_same_senses() -> None:
    assert list_senses("en").keys() == list_senses("es").keys()


def test_words_of_one_sense_share_clues_across_languages() -> None:
    english = set(find_clues(["stepdad", "hits", "me"], "en"))
    spanish = set(find_clues(["padrastro", "pega", "me"], "es"))
    other = set(find_clues(["rio", "largo", "azul"], "es"))
    assert len(english & spanish) > len(english & other)


@pytest.mark.parametrize(
    ("word", "language", "sense"),
    [("stepdadd", "en", "grown_kin"), ("suicidarme", "es", "die"), ("cuchiyo", "es", "weapon")],
)
def test_a_word_is_known_by_ear_or_by_its_beginning(
    word: str, language: Language, sense: str
) -> None:
    assert sense in senses_of(word, language)


def test_words_in_a_row_have_a_sense_of_their_own() -> None:
    assert (0, "nobody") in find_senses(["no", "one"], "en")


@pytest.mark.parametrize(
    ("heard", "meant"), [("ya no kiero bibir", "ya no quiero vivir"), ("m korto", "me corto")]
)
def test_what_is_written_by_ear_is_read_as_it_is_meant(heard: str, meant: str) -> None:
    assert read_sentences(heard, "es") == read_sentences(meant, "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_examples_of_the_rules_are_found_when_misspelt(language: Language) -> None:
    dice = random.Random(5)
    texts = [misspell(text, dice) for rule in load_book(language).rules for text in rule.examples]
    found = [text for text in texts if screen_message(text).action != "none"]
    assert len(found) >= 0.9 * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "someone banged on the door of the fort",
        "a man was following the river",
        "clark took pills for his stomach",
        "why did they shoot at the bear at lunch",
        "when did they leave home",
        "quién se metió a la casa de los mandan",
        "cuándo salieron de su casa",
        "los hidatsa la siguieron",
        "voy a matar al jefe final en minecraft",
    ],
)
def test_words_of_the_lesson_do_not_raise_the_new_rules(text: str) -> None:
    assert "crisis" not in {concern.kind for concern in find_concerns(text)}
