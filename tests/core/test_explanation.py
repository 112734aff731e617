from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.builders import START, make_evidence, make_exchange
from tutor.core.explanation import explain, name_term
from tutor.core.learner import replay
from tutor.core.mastery import Coefficients, Terms
from tutor.core.terms import LANGUAGES, Language

KEY = "bird-woman/interpreters"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_of_the_model_has_a_name_of_its_own(language: Language) -> None:
    names = [name_term(term, language) for term in ("intercept", *Terms._fields)]
    assert len(set(names)) == len(names) == len(Coefficients.model_fields)


def test_the_strongest_term_is_said_first_and_what_adds_nothing_is_not_said() -> None:
    model = replay([make_exchange(ordinal=n) for n in range(4)])
    said = explain(model.explain_mastery(KEY, START + timedelta(days=2)), "en")
    sizes = [abs(float(match[1])) for line in said if (match := re.search(r"\(([^)]*)\)$", line))]
    assert len(sizes) == len(said) > 4
    assert sizes == sorted(sizes, reverse=True)
    assert not any("how hard the question is" in line for line in said)


def test_success_is_said_to_raise_and_failure_and_time_to_lower() -> None:
    right = replay([make_exchange(evidence=(make_evidence(outcome=1.0),))])
    wrong = replay([make_exchange(evidence=(make_evidence(outcome=0.0),))])
    later = START + timedelta(days=9)
    assert "the last answers on this idea: raises it" in " ".join(
        explain(right.explain_mastery(KEY, later), "en")
    )
    spanish = " ".join(explain(wrong.explain_mastery(KEY, later), "es"))
    assert "las últimas respuestas sobre esta idea: la baja" in spanish
    assert "el tiempo sin practicar esta idea: la baja" in spanish
