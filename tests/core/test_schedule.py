from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import START
from tutor.core.schedule import ReviewCard, review


def days_until_due(card: ReviewCard) -> float:
    assert card.last_review is not None
    return (card.due - card.last_review).total_seconds() / 86_400


def test_a_miss_comes_back_before_help_and_help_before_a_right_answer() -> None:
    missed = review(None, 0.0, START, assisted=False)
    helped = review(None, 1.0, START, assisted=True)
    alone = review(None, 1.0, START, assisted=False)
    assert days_until_due(missed) <= days_until_due(helped) <= days_until_due(alone)
    assert days_until_due(missed) < days_until_due(alone)


def test_what_is_remembered_comes_back_ever_later() -> None:
    card, waits = None, []
    at = START
    for _ in range(4):
        card = review(card, 1.0, at, assisted=False)
        waits.append(days_until_due(card))
        at = card.due
    assert waits == sorted(waits)
    assert waits[-1] > 3 * waits[0]


def test_nothing_is_due_at_once() -> None:
    assert review(None, 1.0, START, assisted=False).due > START + timedelta(hours=12)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.integers(0, 500_000)), max_size=8),
)
def test_a_card_is_the_same_whenever_it_is_computed(steps: list[tuple[float, bool, int]]) -> None:
    def fold() -> ReviewCard | None:
        card, at = None, START
        for outcome, assisted, minutes in steps:
            at += timedelta(minutes=minutes)
            card = review(card, outcome, at, assisted=assisted)
            assert card.due > at
            assert ReviewCard.model_validate_json(card.model_dump_json()) == card
        return card

    assert fold() == fold()
