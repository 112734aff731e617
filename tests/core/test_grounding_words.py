"""Which words of a sentence may stand for which words of a fact."""

from __future__ import annotations

import pytest

from tutor.core.grounding.keys import key_of
from tutor.core.grounding.units import is_unit
from tutor.core.grounding.wordbook import same
from tutor.core.terms import Language


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("roots", "rotted", "en"),
        ("whales", "walls", "en"),
        ("botes", "votaron", "es"),
        ("casa", "caza", "es"),
    ],
)
def test_words_that_sound_alike_are_told_apart(one: str, other: str, language: Language) -> None:
    assert not same(key_of(one, language), key_of(other, language), language)


@pytest.mark.parametrize(("one", "other"), [("took", "taken"), ("bought", "buying")])
def test_the_forms_of_a_word_share_its_key(one: str, other: str) -> None:
    assert key_of(one, "en") == key_of(other, "en")


def test_units_are_known_in_the_singular_and_the_plural() -> None:
    assert all(is_unit(key_of(word, "es"), "es") for word in ("mes", "meses", "año", "pies"))
    assert all(is_unit(key_of(word, "en"), "en") for word in ("month", "years", "feet"))
