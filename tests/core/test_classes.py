"""Codes, keys and policies."""

from __future__ import annotations

import math
from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
from pydantic import ValidationError

from tests.builders import START
from tutor.core.alerts import NEXT, AlertState
from tutor.core.classes import (
    CODE_LENGTH,
    GUEST,
    KEY_LENGTH,
    LETTERS,
    Class,
    Policy,
    make_code,
    read_code,
    seat_name,
    show_code,
)


def counting_dice():
    numbers = count()
    return lambda size: bytes(next(numbers) % 256 for _ in range(size))


def test_codes_and_keys_are_long_enough_and_hold_no_look_alikes() -> None:
    assert CODE_LENGTH * math.log2(len(LETTERS)) >= 30
    assert KEY_LENGTH * math.log2(len(LETTERS)) >= 48
    assert len(set(LETTERS)) == len(LETTERS)
    assert not set("01ILOU") & set(LETTERS)


def test_every_sign_of_a_code_is_as_likely_as_the_others() -> None:
    dice = counting_dice()
    signs = Counter(make_code(240, dice))
    thrown = Counter("".join(make_code(240, dice) for _ in range(64)))
    assert set(signs) == set(LETTERS)
    assert max(thrown.values()) - min(thrown.values()) < 0.02 * sum(thrown.values())


def test_a_code_is_read_however_it_is_typed() -> None:
    code = make_code(CODE_LENGTH, counting_dice())
    shown = show_code(code)
    assert shown.count("-") == 1
    for typed in (code, shown, shown.lower(), f"  {shown} ", shown.replace("-", " – ")):
        assert read_code(typed) == code
    assert len(read_code("x" * 10_000)) == 64


def test_a_class_is_open_until_its_code_ends_or_it_is_paused() -> None:
    made = Class("5b", "5B", "bird-woman", "vega", START)
    assert not made.is_open(START)
    end = START + timedelta(days=7)
    timed = Class("5b", "5B", "bird-woman", "vega", START, code_expires=end)
    assert timed.is_open(end - timedelta(seconds=1))
    assert not timed.is_open(end)
    paused = Class("5b", "5B", "bird-woman", "vega", START, code_expires=end, paused=True)
    assert not paused.is_open(START)


def test_a_policy_keeps_data_no_longer_than_a_school_year_and_sends_nothing_out() -> None:
    policy = Policy()
    assert policy.retention_days <= 366
    assert not policy.outside_model


@pytest.mark.parametrize(
    "wrong",
    [
        {"retention_days": 0},
        {"retention_days": 367},
        {"languages": ()},
        {"languages": ("en", "en")},
        {"level_min": 9.0, "level_max": 3.0},
        {"transcripts": "everyone"},
        {"password": "x"},
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Policy.model_validate(wrong)


def test_no_token_of_an_address_is_a_seats_or_a_guests_name() -> None:
    assert "/" in seat_name("x")
    assert "/" in GUEST


def test_no_step_of_an_alert_skips_being_seen() -> None:
    assert AlertState.CLOSED not in NEXT[AlertState.NEW]
    assert set(NEXT) == set(AlertState)
    assert all(AlertState.NEW not in steps for steps in NEXT.values())
