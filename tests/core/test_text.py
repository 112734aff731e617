from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import content_stems, fold, has_negation, stem, words

latin = st.text(st.characters(max_codepoint=0x17F), max_size=60)


@settings(deadline=None, max_examples=60)
@given(latin)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_any_text_has_words_and_stems_without_trouble(text: str, language: Language) -> None:
    assert len(content_stems(text, language)) <= len(words(text))
    assert has_negation(text, language) in (True, False)


def test_folding_takes_case_and_accents_and_keeps_the_rest() -> None:
    assert fold("¿Por qué, Señora Ñandú?") == "¿por que, senora nandu?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("didn't", "did not"),
        ("didn’t", "did not"),
        ("cuz ur brave", "because your brave"),
        ("Clark's map", "clark map"),
        ("xq kieres", "porque kieres"),
        ("it's", "it is"),
        ("snake_skin", "snake skin"),
        ("", ""),
    ],
)
def test_text_speak_and_contractions_are_written_out(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("horse", "horses", "en"),
        ("translate", "translating", "en"),
        ("caballo", "caballos", "es"),
        ("intérprete", "interpretes", "es"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str, language: Language) -> None:
    assert stem(fold(one), language) == stem(fold(other), language)


def test_content_stems_keep_the_order_and_leave_small_words_out() -> None:
    assert content_stems("She did not speak the Shoshone language", "en") == [
        "speak",
        "shoshon",
        "languag",
    ]


@pytest.mark.parametrize(
    ("text", "language", "denies"),
    [
        ("She didn't know it", "en", True),
        ("She knew it", "en", False),
        ("Nadie lo sabía", "es", True),
        ("Lo sabía", "es", False),
    ],
)
def test_a_denial_is_heard_in_both_languages(text: str, language: Language, denies: bool) -> None:  # noqa: FBT001 - a column of the table
    assert has_negation(text, language) is denies
