"""Laws of the shallow reading of who does what to whom."""

from __future__ import annotations

import pytest

from tutor.core.lesson import LocalisedList, Person
from tutor.core.names import know_people
from tutor.core.roles import Said, read_text
from tutor.core.terms import Language

PEOPLE = know_people(
    (
        Person(id="ann", names=LocalisedList(en=("Ann", "she", "her"), es=("Ana", "ella"))),
        Person(id="bob", names=LocalisedList(en=("Robert",), es=("Roberto",))),
        Person(id="hidatsa", names=LocalisedList(en=("Hidatsa",), es=("hidatsa", "hidatsas"))),
        Person(id="husband", names=LocalisedList(en=("her husband",), es=("su esposo",))),
    ),
    addressed="ann",
)


def said(text: str, word: str, language: Language = "en") -> Said:
    return next(found for found in read_text(text, language, PEOPLE).words if found.word == word)


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "Robert hired Ann", "hired"),
        ("en", "Ann was hired by Robert", "hired"),
        ("en", "she got hired by Robert", "hired"),
        ("es", "Roberto contrató a Ana", "contrato"),
        ("es", "Ana fue contratada por Roberto", "contratada"),
        ("es", "a ella la contrató Roberto", "contrato"),
    ],
)
def test_active_and_passive_give_the_same_roles(language: Language, text: str, word: str) -> None:
    found = said(text, word, language)
    assert (found.who, found.whom) == ("bob", "ann")


def test_a_misspelt_name_is_still_that_person() -> None:
    assert said("Robbert hired Ann", "hired").who == "bob"


def test_you_are_the_person_addressed() -> None:
    assert said("you hired Robert", "hired").who == "ann"


def test_kin_is_known_by_any_possessive() -> None:
    assert said("the husband hired Robert", "hired").who == "husband"


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("she found roots", "found", False),
        ("she did not find roots", "find", True),
        ("she refused to find roots", "find", True),
        ("she did not refuse to find roots", "find", False),
        ("nobody found roots", "found", True),
        ("she found nothing", "found", True),
        ("she was scared", "scared", True),
        ("she was not scared", "scared", False),
        ("I dont know but she found roots", "found", False),
        ("not only she found roots", "found", False),
    ],
)
def test_denials_govern_their_clause(text: str, word: str, *, denied: bool) -> None:
    assert said(text, word).denied is denied


def test_a_denial_ends_with_its_clause() -> None:
    assert not said("she did not run and Robert hired her", "hired").denied


def test_an_ellipsis_takes_up_the_last_verb() -> None:
    words = read_text("Robert worked but Ann did not", "en", PEOPLE).words
    assert [(w.who, w.denied) for w in words if w.word == "worked"] == [
        ("bob", False),
        ("ann", True),
    ]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "she spoke Hidatsa"), ("es", "lo decía en hidatsa")]
)
def test_a_language_is_no_people(language: Language, text: str) -> None:
    found = next(w for w in read_text(text, language, PEOPLE).words if w.key == "@hidatsa")
    assert found.spoken
    assert found.who != "hidatsa"


def test_a_denied_subject_denies_what_it_would_do() -> None:
    helped = next(s for s in read_text("no others would help", "en", know_people(())).words
                  if s.word == "help")  # fmt: skip
    assert helped.denied
    assert helped.focus


@pytest.mark.parametrize("text", ["there was very little rain", "lack of rain", "it did not rain"])
def test_scarcity_is_read_as_a_denial(text: str) -> None:
    rain = [said for said in read_text(text, "en", know_people(())).words if said.word == "rain"]
    assert [said.denied for said in rain] == [True]


def test_a_denied_reason_is_denied() -> None:
    read = read_text("it was not because of the illness", "en", know_people(()))
    assert [said.denied for said in read.words] == [True]
