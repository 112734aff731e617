from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from tests.research.logs import logs, make_attempt
from tutor.core.mastery import Coefficients, Terms
from tutor.errors import AttemptsError
from tutor.research.attempts import Attempts
from tutor.research.fitting import (
    collect_terms,
    fit,
    fit_coefficients,
    outcomes,
    read_fitted,
    write_fitted,
)
from tutor.research.measures import log_loss
from tutor.research.tracing import Tracer

WIDTH = len(Terms._fields)
TRUE = np.array([0.8, -0.5, 0.3, -1.0, 2.0, 0.1, -0.4, 0.0, 0.2, 0.6, -0.6, 0.5, -0.2])


def predict(terms: np.ndarray, coefficients: Coefficients) -> np.ndarray:
    logits = coefficients.intercept + terms @ np.array(coefficients.weights)
    return np.asarray(1.0 / (1.0 + np.exp(-logits)))


def draw(rows: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Give terms and outcomes that follow TRUE with an intercept of 0.3."""
    dice = np.random.default_rng(seed)
    terms = dice.normal(size=(rows, WIDTH))
    chance = 1.0 / (1.0 + np.exp(-(0.3 + terms @ TRUE)))
    return terms, (dice.random(rows) < chance).astype(float)


def test_the_coefficients_that_made_a_log_are_found_again() -> None:
    found = fit_coefficients(*draw(60_000))
    assert found.intercept == pytest.approx(0.3, abs=0.06)
    assert np.array(found.weights) == pytest.approx(TRUE, abs=0.06)


def test_no_coefficients_nearby_are_better() -> None:
    terms, correct = draw(2_000)
    found = fit_coefficients(terms, correct)

    def cost(c: Coefficients) -> float:
        away = np.array([c.intercept, *c.weights]) - [
            Coefficients().intercept,
            *Coefficients().weights,
        ]
        spread = np.maximum(1.0, [1.0, *terms.std(axis=0)])
        loss = len(correct) * log_loss(correct, predict(terms, c))
        return float(loss + 0.5 * ((away * spread) ** 2).sum())

    for name in Coefficients.model_fields:
        for change in (-0.05, 0.05):
            moved = found.model_copy(update={name: getattr(found, name) + change})
            assert cost(moved) > cost(found)


def test_what_a_log_says_nothing_of_keeps_its_default() -> None:
    terms, correct = draw(500)
    lag, question = Terms._fields.index("lag"), Terms._fields.index("question_difficulty")
    terms[:, [lag, question]] = 0.0
    found = fit_coefficients(terms, correct)
    assert (found.lag, found.question_difficulty) == (-0.08, -0.67)


def test_a_small_or_one_sided_log_moves_the_defaults_but_little() -> None:
    terms, _ = draw(5)
    found = fit_coefficients(terms, np.ones(5))
    away = np.array(found.weights) - np.array(Coefficients().weights)
    assert 0.0 < np.abs(away).max() < 0.7


def test_a_term_that_hardly_varies_hardly_moves() -> None:
    terms, correct = draw(50)
    terms[:, 2] = 0.001 * terms[:, 2]
    assert fit_coefficients(terms, correct).concept_difficulty == pytest.approx(-0.64, abs=0.05)


@settings(deadline=None, max_examples=20)
@given(logs())
def test_a_fit_predicts_its_own_log_no_worse_than_the_defaults(log: Attempts) -> None:
    fitted, tracer = fit(log)
    correct = outcomes(log.rows)
    own = predict(
        collect_terms(Tracer(fitted.parameters), log.rows), fitted.parameters.coefficients
    )
    plain = predict(collect_terms(Tracer(), log.rows), Coefficients())
    assert log_loss(correct, own) <= log_loss(correct, plain) + 1e-6
    assert tracer.students.keys() == set(log.users)
    assert (fitted.students, fitted.events) == (len(log.users), len(log.rows))


@settings(deadline=None, max_examples=10)
@given(logs())
def test_fitted_parameters_survive_their_file(log: Attempts) -> None:
    fitted, _ = fit(log)
    assert type(fitted).model_validate_json(fitted.model_dump_json()) == fitted


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"parameters": {"coefficients": {"mood": 1}}}', "\x00"]
)
def test_a_file_that_holds_no_coefficients_is_refused_with_a_remedy(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "c.json"
    path.write_text(text)
    with pytest.raises(AttemptsError, match="Write one with"):
        read_fitted(path)
    with pytest.raises(AttemptsError, match="Write one with"):
        read_fitted(tmp_path / "none.json")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    fitted, _ = fit(Attempts((make_attempt(1), make_attempt(2, correct=0.0))))
    with pytest.raises(AttemptsError, match="in a folder that is there"):
        write_fitted(tmp_path / "none" / "c.json", fitted)
    write_fitted(tmp_path / "c.json", fitted)
    assert read_fitted(tmp_path / "c.json") == fitted
