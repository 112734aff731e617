from __future__ import annotations

from datetime import timedelta
from math import log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import START
from tutor.core.mastery import (
    DEFAULT_PARAMETERS,
    LONGEST_FADE,
    Coefficients,
    Difficulty,
    Tally,
    Terms,
    contributions,
    evidence_weight,
    expected_by_elo,
    fade_left,
    hours_between,
    logit_of,
    mastery_terms,
    move_difficulty,
    move_tally,
    prediction_terms,
    sigmoid,
    uncertainty,
)

DEFAULT = DEFAULT_PARAMETERS.coefficients
shares = st.floats(0, 1)
histories = st.lists(st.tuples(shares, shares), max_size=30)
hours = st.floats(0, 1e6)
law = settings(deadline=None, max_examples=80)


def walk(history: list[tuple[float, float]], decay: float = 0.7) -> Tally:
    """Give the tally after outcomes with their weights."""
    tally = Tally()
    for outcome, weight in history:
        surprise = outcome - expected_by_elo(tally, Tally(), 0.0)
        tally = move_tally(tally, surprise, outcome, weight, decay, DEFAULT_PARAMETERS)
    return tally


def shown(tally: Tally, faded: float = 0.0) -> float:
    """Give the mastery shown by a student of one concept."""
    return sigmoid(logit_of(mastery_terms(tally, tally, faded), DEFAULT))


@law
@given(histories, histories, hours, st.floats(-4, 4), st.floats(-4, 4))
def test_predictions_and_mastery_are_probabilities(
    overall: list[tuple[float, float]],
    concept: list[tuple[float, float]],
    since: float,
    concept_difficulty: float,
    question_difficulty: float,
) -> None:
    all_of_it, this = walk(overall, 0.8), walk(concept)
    terms = prediction_terms(all_of_it, this, since, concept_difficulty, question_difficulty)
    assert 0.0 < sigmoid(logit_of(terms, DEFAULT)) < 1.0
    assert 0.0 < sigmoid(logit_of(mastery_terms(all_of_it, this, since), DEFAULT)) < 1.0


def test_a_prediction_is_the_published_sum_of_terms() -> None:
    overall = Tally(rating=0.4, weight=9.0, successes=3.0, failures=1.0, rights=6.0)
    concept = Tally(rating=-0.2, weight=2.0, successes=0.7, failures=1.0, rights=1.0)
    recent, recent_all, lag = 1.2 / 2.7 - 0.5, 3.5 / 5.0 - 0.5, log1p(5.0)
    expected = (
        0.191 + 0.60 * 0.4 + 0.32 * -0.2 - 0.64 * 0.3 + 1.19 * recent + 1.21 * recent_all
        - 0.08 * lag - 0.10 * lag * recent - 0.67 * 0.5
    )  # fmt: skip
    assert logit_of(prediction_terms(overall, concept, 5.0, 0.3, 0.5), DEFAULT) == pytest.approx(
        expected
    )
    new = prediction_terms(overall, Tally())
    assert logit_of(new, DEFAULT) == pytest.approx(0.191 + 0.60 * 0.4 + 1.21 * recent_all - 0.58)


def test_a_failure_ends_the_first_time_for_the_prediction_but_not_for_the_mastery_shown() -> None:
    failed = walk([(0.0, 1.0)])
    assert prediction_terms(failed, failed).first_time == 0.0
    assert mastery_terms(failed, failed).first_time == 1.0
    assert shown(failed) < shown(Tally())


@law
@given(histories, shares, hours)
def test_mastery_never_falls_by_a_right_answer_nor_rises_by_a_wrong_one_whatever_time_has_passed(
    history: list[tuple[float, float]], weight: float, faded: float
) -> None:
    before = walk(history)
    right, wrong = walk([*history, (1.0, weight)]), walk([*history, (0.0, weight)])
    assert right.share >= before.share - 1e-9
    assert wrong.share <= before.share + 1e-9
    low = shown(wrong, fade_left(faded, 0.0, weight))
    high = shown(right, fade_left(faded, 1.0, weight))
    assert low <= shown(before, faded) + 1e-9
    assert shown(before, faded) <= high + 1e-9


@law
@given(histories, shares, shares)
def test_more_weight_moves_more(
    history: list[tuple[float, float]], one: float, other: float
) -> None:
    light, heavy = sorted((one, other))
    assert walk([*history, (1.0, light)]).share <= walk([*history, (1.0, heavy)]).share + 1e-9


@law
@given(histories)
def test_a_tally_stays_bounded(history: list[tuple[float, float]]) -> None:
    tally = walk(history)
    assert -0.5 <= tally.share <= 0.5
    assert 0.0 <= tally.successes + tally.failures <= 1 / (1 - 0.7) + 1e-9
    assert 0.0 <= tally.rights <= tally.weight + 1e-9


@given(shares, st.floats(0.01, 1))
def test_help_takes_weight_from_evidence(outcome: float, confidence: float) -> None:
    alone = evidence_weight(outcome, confidence, DEFAULT_PARAMETERS, assisted=False)
    helped = evidence_weight(outcome, confidence, DEFAULT_PARAMETERS, assisted=True)
    assert 0.0 <= helped < alone <= 1.0


def test_what_is_harder_is_answered_rightly_less_often() -> None:
    def said(concept: float, question: float) -> float:
        return logit_of(prediction_terms(Tally(), Tally(), 0.0, concept, question), DEFAULT)

    assert [said(d, 0.0) for d in (-1.0, 0.0, 2.0)] == sorted(
        (said(d, 0.0) for d in (-1.0, 0.0, 2.0)), reverse=True
    )
    assert said(0.0, 2.0) < said(0.0, 0.0) < said(0.0, -1.0)


@given(st.floats(-0.99, 0.99), shares, st.floats(0, 1e4))
def test_an_unexpected_success_makes_a_question_easier_and_each_answer_moves_it_less(
    surprise: float, weight: float, answered: float
) -> None:
    new = move_difficulty(Difficulty(), surprise, weight, DEFAULT_PARAMETERS)
    known = move_difficulty(Difficulty(0.0, answered), surprise, weight, DEFAULT_PARAMETERS)
    assert new.rating * surprise <= 0.0
    assert abs(known.rating) <= abs(new.rating)


def test_mastery_fades_with_time() -> None:
    practised = walk([(1.0, 1.0)] * 5)
    found = [shown(practised, faded) for faded in (0.0, 24.0, 24.0 * 30)]
    assert found == sorted(found, reverse=True)
    assert shown(practised, LONGEST_FADE) == shown(practised, 10 * LONGEST_FADE)


@law
@given(histories, histories, hours, st.floats(-3, 3))
def test_what_the_terms_add_is_the_logit(
    overall: list[tuple[float, float]],
    concept: list[tuple[float, float]],
    since: float,
    coefficient: float,
) -> None:
    fitted = Coefficients(successes_all=coefficient, lag=coefficient)
    terms = prediction_terms(walk(overall, 0.8), walk(concept), since, 0.3, -0.2)
    parts = contributions(terms, fitted)
    assert [part.term for part in parts] == ["intercept", *Terms._fields]
    assert sum(part.logits for part in parts) == pytest.approx(logit_of(terms, fitted))


def test_every_term_has_a_coefficient_and_every_coefficient_a_term() -> None:
    assert tuple(Coefficients.model_fields) == ("intercept", *Terms._fields)


def test_uncertainty_falls_with_evidence() -> None:
    assert uncertainty(0.5, 0.0) == pytest.approx(0.3536, abs=1e-4)
    assert uncertainty(0.5, 10.0) < uncertainty(0.5, 1.0)


def test_no_earlier_time_and_a_clock_set_back_count_as_no_hours() -> None:
    assert hours_between(None, START) == 0.0
    assert hours_between(START, START - timedelta(hours=3)) == 0.0
    assert hours_between(START, START + timedelta(hours=3)) == 3.0
    assert hours_between(START, START.replace(tzinfo=None) + timedelta(hours=3)) == 3.0
