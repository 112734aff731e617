from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.readability import grade_from_lix, lix, reading_grade
from tutor.core.terms import LANGUAGES, Language

SIMPLE = "The boat was big. It had a sail. The wind hit it."
HARD = (
    "Notwithstanding considerable difficulties encountered throughout the mountainous territories, "
    "the expedition's interpreters successfully communicated with neighbouring communities."
)


@pytest.mark.parametrize("text", ["", "   ", "1804", "?!…"])
def test_a_text_without_words_measures_0(text: str) -> None:
    assert lix(text) == 0.0


def test_lix_is_words_a_sentence_and_the_percentage_of_long_words() -> None:
    assert lix("The captains came. They waited.") == pytest.approx(5 / 2 + 100 * 1 / 5)


def test_long_words_in_long_sentences_are_harder() -> None:
    assert reading_grade(HARD, "en") > reading_grade(SIMPLE, "en") + 3


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_every_grade_lies_between_1_and_13(text: str, language: Language) -> None:
    assert 1.0 <= reading_grade(text, language) <= 13.0


@given(st.floats(0, 120), st.floats(0, 120), st.sampled_from(LANGUAGES))
def test_a_harder_text_has_no_lower_grade(one: float, other: float, language: Language) -> None:
    low, high = sorted((one, other))
    assert grade_from_lix(low, language) <= grade_from_lix(high, language)


def test_the_same_measure_is_an_easier_grade_in_spanish() -> None:
    assert grade_from_lix(40.0, "es") < grade_from_lix(40.0, "en")
