from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.research.measures import area_under_curve, calibration_error, log_loss, measure

shares = st.sampled_from((0.0, 0.1, 0.25, 0.5, 0.5, 0.9, 1.0))


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(st.sampled_from((0.0, 0.25, 1.0)), shares), min_size=1, max_size=12))
def test_the_area_is_the_chance_that_a_right_answer_was_held_more_likely(
    pairs: list[tuple[float, float]],
) -> None:
    won = fought = 0.0
    for right, high in pairs:
        for other, low in pairs:
            part = right * (1.0 - other)
            fought += part
            won += part * ((high > low) + 0.5 * (high == low))
    found = area_under_curve(*(np.array(side) for side in zip(*pairs, strict=True)))
    assert found is None if not fought else found == pytest.approx(won / fought)


def test_calibration_is_the_gap_of_what_was_said_and_seen_in_each_bin() -> None:
    said = np.array([0.05, 0.05, 0.95, 1.0])
    assert calibration_error(np.array([0.0, 1.0, 1.0, 1.0]), said) == pytest.approx(
        (2 * 0.45 + 2 * 0.025) / 4
    )
    assert calibration_error(said, said) == 0.0


def test_certain_and_wrong_costs_much_but_not_without_end() -> None:
    assert 30.0 < log_loss(np.array([1.0]), np.array([0.0])) < 40.0
    assert log_loss(np.array([1.0, 0.0]), np.array([0.5, 0.5])) == pytest.approx(np.log(2))


def test_outcomes_that_are_all_alike_have_no_area() -> None:
    assert measure(np.ones(3), np.array([0.2, 0.5, 0.9])).auc is None
