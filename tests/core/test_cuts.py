"""Laws of the cut between right and wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.cuts import (
    ACCEPTED,
    HELD_BACK,
    Sample,
    area_under_curve,
    default_cut,
    fit_shift,
    move_cut,
    separate,
    through_cut,
)

SHARES = st.floats(0.0, 1.0)


def sample(raw: float, *, counts: bool, student: bool = True, held_back: bool = False) -> Sample:
    return Sample("idea", counts, student, raw, 3, held_back)


def test_many_references_raise_the_cut_up_to_a_point() -> None:
    cuts = [default_cut(count) for count in (1, 2, 4, 8, 20)]
    assert cuts == sorted(cuts)
    assert cuts[-1] == cuts[-2] == pytest.approx(0.5)


@given(SHARES, st.floats(0.1, 0.9))
def test_a_score_counts_from_the_cut_and_its_caution_on(raw: float, cut: float) -> None:
    assert (through_cut(raw, cut) >= ACCEPTED) == (raw >= cut + 0.15 * (1.0 - cut))
    assert 0.0 <= through_cut(raw, cut) <= 1.0


def test_without_right_and_wrong_samples_the_cut_stays() -> None:
    assert fit_shift([]) == 0.0
    assert fit_shift([sample(0.9, counts=True)] * 9) == 0.0
    assert fit_shift([sample(0.9, counts=False)] * 9) == 0.0


def test_samples_pull_the_cut_between_them_the_more_the_more_there_are() -> None:
    high = [sample(0.9, counts=True), sample(0.7, counts=False)]
    few, many = fit_shift(high), fit_shift(high * 20)
    assert 0.0 < few < many
    assert move_cut(default_cut(3), few) < move_cut(default_cut(3), many) < 0.9


def test_a_sample_that_is_held_back_says_nothing_about_the_cut() -> None:
    plain = [sample(0.9, counts=True), sample(0.2, counts=False)]
    assert fit_shift([*plain, sample(0.9, counts=False, held_back=True)]) == fit_shift(plain)
    assert sample(0.9, counts=False, held_back=True).score(0.0) == HELD_BACK


def test_only_answers_of_students_are_told_apart() -> None:
    found = separate(
        [sample(0.9, counts=True), sample(0.1, counts=True, student=False),
         sample(0.1, counts=False), sample(0.95, counts=False)], 0.0,
    )  # fmt: skip
    assert (found.accepted, found.rejected, found.area) == ((1, 1), (1, 2), 0.5)


def test_nothing_to_compare_is_a_coin_toss() -> None:
    assert area_under_curve([], [0.1]) == 0.5
    assert area_under_curve([0.9], [0.1]) == 1.0
