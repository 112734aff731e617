"""Laws of answers that are given in pieces."""

from __future__ import annotations

from tests.core.test_grading import grader
from tutor.core.completing import complete, keep_half
from tutor.core.grading import ACCEPTED

PUDDLE = grader("puddle")
HALF, REST = "it went up", "to the air"


def test_two_halves_make_a_whole() -> None:
    first, second = PUDDLE.grade(HALF, "en"), PUDDLE.grade(REST, "en")
    assert max(first.outcome, second.outcome) < ACCEPTED
    whole = complete(second, REST, keep_half((), HALF, first), PUDDLE)
    assert whole.outcome >= ACCEPTED
    assert whole.expectations["vapor"] == whole.outcome
    assert whole.zone == "accept"


def test_a_half_said_twice_stays_a_half() -> None:
    first = PUDDLE.grade(HALF, "en")
    said = keep_half((), HALF, first)
    assert complete(first, HALF, said, PUDDLE).outcome < ACCEPTED
    assert keep_half(said, HALF, first) == said


def test_what_is_contradicted_completes_nothing() -> None:
    said = keep_half((), HALF, PUDDLE.grade(HALF, "en"))
    wrong = PUDDLE.grade("the water did not evaporate", "en")
    assert wrong.reasons
    assert complete(wrong, "the water did not evaporate", said, PUDDLE) == wrong
    assert keep_half(said, "the water did not evaporate", wrong) == said


def test_neither_right_nor_far_off_answers_are_kept() -> None:
    for answer in ("the sun made the water evaporate", "my cousin plays soccer"):
        assert keep_half((), answer, PUDDLE.grade(answer, "en")) == ()


def test_only_the_last_halves_are_kept() -> None:
    half = PUDDLE.grade(HALF, "en")
    said: tuple[str, ...] = ()
    for count in range(4):
        said = keep_half(said, f"{HALF} {count}", half)
    assert said == (f"{HALF} 2", f"{HALF} 3")
