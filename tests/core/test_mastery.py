from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import START
from tutor.core.mastery import (
    DEFAULT_PARAMETERS,
    Tally,
    evidence_weight,
    expected_by_elo,
    hours_between,
    move_tally,
    predict_success,
    uncertainty,
)

shares = st.floats(0, 1)
histories = st.lists(st.tuples(shares, shares), max_size=30)
law = settings(deadline=None, max_examples=80)


def walk(history: list[tuple[float, float]], decay: float = 0.7) -> Tally:
    """Give the tally after outcomes with their weights."""
    tally = Tally()
    for outcome, weight in history:
        surprise = outcome - expected_by_elo(tally, Tally(), 0.0)
        tally = move_tally(tally, surprise, outcome, weight, decay, DEFAULT_PARAMETERS)
    return tally


@law
@given(histories, histories, st.floats(0, 1e5), st.floats(-4, 4))
def test_a_prediction_is_a_probability(
    overall: list[tuple[float, float]],
    concept: list[tuple[float, float]],
    hours: float,
    difficulty: float,
) -> None:
    found = predict_success(walk(overall, 0.8), walk(concept), hours, difficulty)
    assert 0.0 < found < 1.0


@law
@given(histories, shares)
def test_a_right_answer_never_lowers_and_a_wrong_one_never_raises(
    history: list[tuple[float, float]], weight: float
) -> None:
    before = walk(history)
    right, wrong = walk([*history, (1.0, weight)]), walk([*history, (0.0, weight)])
    assert right.share >= before.share - 1e-9
    assert wrong.share <= before.share + 1e-9
    low, middle, high = (predict_success(t, t) for t in (wrong, before, right))
    assert low <= middle + 1e-9
    assert middle <= high + 1e-9


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


@given(shares, st.floats(0.01, 1))
def test_help_takes_weight_from_evidence(outcome: float, confidence: float) -> None:
    alone = evidence_weight(outcome, confidence, DEFAULT_PARAMETERS, assisted=False)
    helped = evidence_weight(outcome, confidence, DEFAULT_PARAMETERS, assisted=True)
    assert 0.0 <= helped < alone <= 1.0


def test_a_harder_question_is_answered_rightly_less_often() -> None:
    found = [predict_success(Tally(), Tally(), difficulty=d) for d in (-1.0, 0.0, 2.0)]
    assert found == sorted(found, reverse=True)


def test_mastery_fades_with_time() -> None:
    practised = walk([(1.0, 1.0)] * 5)
    found = [predict_success(practised, practised, hours) for hours in (0.0, 24.0, 24.0 * 30)]
    assert found == sorted(found, reverse=True)


def test_uncertainty_falls_with_evidence() -> None:
    assert uncertainty(0.5, 0.0) == pytest.approx(0.3536, abs=1e-4)
    assert uncertainty(0.5, 10.0) < uncertainty(0.5, 1.0)


def test_no_earlier_time_and_a_clock_set_back_count_as_no_hours() -> None:
    assert hours_between(None, START) == 0.0
    assert hours_between(START, START - timedelta(hours=3)) == 0.0
    assert hours_between(START, START + timedelta(hours=3)) == 3.0
