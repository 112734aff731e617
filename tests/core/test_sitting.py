"""The laws of a sitting: it ends with a pause, and nothing is said twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import START
from tutor.core.sitting import PACE, REMIND_EVERY, Sitting, sit_on


def follow(gaps: list[timedelta], hour: int | None = None) -> list[tuple[datetime, Sitting]]:
    """Sit on for so many exchanges."""
    at, made = START, [(START, sit_on(None, None, START, hour))]
    for gap in gaps:
        at += gap
        last_at, last = made[-1]
        made.append((at, sit_on(last, last_at, at, hour)))
    return made


_GAPS = st.lists(st.integers(0, 29), max_size=60).map(
    lambda found: [timedelta(minutes=gap) for gap in found]
)


@given(_GAPS)
def test_whoever_sits_on_is_reminded_once_in_three_hours(gaps: list[timedelta]) -> None:
    made = follow(gaps)
    spent = made[-1][0] - START
    reminded = [at for at, sitting in made if "reminder" in sitting.due]
    assert len(reminded) == spent // REMIND_EVERY
    assert sum("break" in sitting.due for _, sitting in made) <= 1
    assert all(sitting.began == START for _, sitting in made)


@pytest.mark.parametrize(
    ("minutes", "due"), [(89, ()), (90, ("break",)), (179, ("break",)), (181, ("reminder",))]
)
def test_a_break_comes_first_and_the_reminder_after_three_hours(
    minutes: int, due: tuple[str, ...]
) -> None:
    last = Sitting(began=START)
    at = START + timedelta(minutes=minutes)
    assert sit_on(last, at - timedelta(minutes=5), at).due == due


def test_what_was_put_off_is_due_the_next_time() -> None:
    at = START + timedelta(minutes=95)
    first = sit_on(Sitting(began=START), at - timedelta(minutes=1), at).put_off()
    assert sit_on(first, at, at + timedelta(minutes=1)).due == ("break",)


@pytest.mark.parametrize(("hour", "is_night"), [(21, False), (22, True), (5, True), (6, False)])
def test_night_is_from_ten_to_six_by_the_students_clock(hour: int, is_night: bool) -> None:  # noqa: FBT001 - a column of the table
    assert ("night" in sit_on(None, None, START, hour).due) is is_night


def test_where_the_hour_is_not_known_there_is_no_night() -> None:
    assert sit_on(None, None, START).due == ()


@given(st.lists(st.integers(0, 120), max_size=20))
def test_messages_are_too_fast_from_the_pace_on_and_only_those_of_a_minute(ago: list[int]) -> None:
    times = [START - timedelta(seconds=seconds) for seconds in ago]
    lately = sum(seconds < 60 for seconds in ago)
    assert sit_on(None, None, START, messages=times).too_fast is (lately >= PACE)
