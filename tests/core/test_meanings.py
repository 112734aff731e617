"""Laws of the words that mean nearly the same, and of words that mean something together."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tutor.core.inflection import word_key
from tutor.core.meanings import kindred
from tutor.core.meanings.idioms import join_idioms
from tutor.core.terms import LANGUAGES, Language


def groups(language: Language) -> list[str]:
    lines = files("tutor.core.meanings").joinpath(f"{language}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_kin_is_kin_to_each_other_and_never_to_itself(language: Language) -> None:
    kin = kindred(language)
    assert all(kin[b][a] == like for a, found in kin.items() for b, like in found.items())
    assert all(a not in found for a, found in kin.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_likeness_is_less_than_that_of_a_word_to_itself(language: Language) -> None:
    likeness = [abs(like) for found in kindred(language).values() for like in found.values()]
    assert 0.0 < min(likeness) <= max(likeness) < 1.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_has_a_word_before_its_bar(language: Language) -> None:
    assert all(line.partition("|")[0].split() for line in groups(language))


def test_neither_language_knows_many_more_words_than_the_other() -> None:
    english, spanish = (len(kindred(language)) for language in LANGUAGES)
    assert 0.75 < english / spanish < 1.33


def test_the_opposite_of_a_word_is_akin_to_its_denial() -> None:
    risky, safe = (word_key(word, "en") for word in ("risky", "safe"))
    assert kindred("en")[risky][safe] < 0.0


@pytest.mark.parametrize(
    ("said", "meant", "language"),
    [
        ("it wiped them out", "it kill them", "en"),
        ("for hardly any money", "for little money", "en"),
        ("they wiped the table", "they wiped the table", "en"),
        ("para no quedarse atras", "para no perder", "es"),
    ],
)
def test_an_idiom_is_read_as_what_it_means(said: str, meant: str, language: Language) -> None:
    assert join_idioms(said.split(), language) == meant.split()
