"""How often somebody may guess."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import START
from tutor.core.guessing import (
    ADDRESS,
    CLASSROOM,
    SEAT,
    STAFF_ACCOUNT,
    Pace,
    Tries,
    count_try,
    forgotten_at,
    level_at,
    wait_s,
)

PACES = (STAFF_ACCOUNT, SEAT, ADDRESS, CLASSROOM)


def try_on(pace: Pace, seconds: float, every_s: float) -> int:
    """Try again and again; gives how many tries were let through."""
    tries: Tries | None = None
    through, spent = 0, 0.0
    while spent < seconds:
        at = START + timedelta(seconds=spent)
        if wait_s(pace, tries, at) == 0.0:
            tries = count_try(pace, tries, at)
            through += 1
        spent += every_s
    return through


def test_waits_grow_from_the_sixth_wrong_password_on() -> None:
    tries, at, waits = None, START, []
    for _ in range(8):
        tries = count_try(STAFF_ACCOUNT, tries, at)
        waits.append(wait_s(STAFF_ACCOUNT, tries, at))
        at += timedelta(seconds=waits[-1])
    assert waits == [0.0, 0.0, 0.0, 0.0, 60.0, 300.0, 900.0, 900.0]


def test_an_hour_of_guessing_at_an_account_is_a_dozen_guesses() -> None:
    assert try_on(STAFF_ACCOUNT, 3600, 1.0) <= 12


@pytest.mark.parametrize(("pace", "most"), [(ADDRESS, 360), (CLASSROOM, 180), (SEAT, 25)])
def test_ten_minutes_of_guessing_are_few_guesses(pace: Pace, most: int) -> None:
    assert pace.free < try_on(pace, 600, 0.06) <= most


@given(
    pace=st.sampled_from(PACES),
    gaps=st.lists(st.floats(0.0, 10_000.0), max_size=30),
    later=st.floats(0.0, 100_000.0),
)
def test_waits_end_and_tries_are_forgotten(pace: Pace, gaps: list[float], later: float) -> None:
    tries, at = None, START
    for gap in gaps:
        at += timedelta(seconds=gap)
        tries = count_try(pace, tries, at)
    if tries is None:
        return
    after = at + timedelta(seconds=later)
    wait = wait_s(pace, tries, after)
    assert 0.0 <= wait <= 24 * 3600
    assert level_at(pace, tries, after) <= level_at(pace, tries, at) <= len(gaps)
    if after >= forgotten_at(pace, tries) + timedelta(microseconds=1):
        assert (wait, level_at(pace, tries, after)) == (0.0, 0.0)


def test_a_clock_that_is_set_back_opens_nothing() -> None:
    tries = Tries(5.0, START)
    before = START - timedelta(days=1)
    assert level_at(STAFF_ACCOUNT, tries, before) == 5.0
    assert wait_s(STAFF_ACCOUNT, tries, before) > 60.0
