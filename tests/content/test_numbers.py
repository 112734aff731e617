from __future__ import annotations

import pytest

from tutor.content.checks.numbers import facts_in
from tutor.core.terms import Language

SAME = [
    ("on June 29, 1805", "el 29 de junio de 1805"),
    ("fifteen feet", "15 pies"),
    ("thirty-three people", "treinta y tres personas"),
    ("two hundred five miles", "doscientas cinco millas"),
    ("2,000 miles", "2.000 millas"),
    ("twenty-one men", "veintiún hombres"),
    ("forty-one men", "cuarenta y un hombres"),
    ("two thousand miles", "dos mil millas"),
    ("3.5 dollars", "3,5 dólares"),
    ("one of the two men may march", "uno de los dos hombres"),
    ("the Three Forks", "los Tres Ríos"),
    ("in May 1804", "en mayo de 1804"),
    ("September", "setiembre"),
]


@pytest.mark.parametrize(("english", "spanish"), SAME)
def test_both_languages_state_the_same_facts(english: str, spanish: str) -> None:
    assert facts_in(english, "en") == facts_in(spanish, "es")


@pytest.mark.parametrize(
    ("text", "language", "facts"),
    [
        ("two, three and four", "en", {"2", "3", "4"}),
        ("dos o tres", "es", {"2", "3"}),
        ("dieciséis años", "es", {"16"}),
        ("sixteen or seventeen", "en", {"16", "17"}),
    ],
)
def test_numbers_in_words_are_counted_each(text: str, language: Language, facts: set[str]) -> None:
    assert facts_in(text, language) == facts
