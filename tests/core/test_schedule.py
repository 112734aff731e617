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


def test_the_waits_are_those_of_fsrs() -> None:
    first = review(None, 1.0, START, assisted=False)
    second = review(first, 1.0, first.due, assisted=False)
    assert (days_until_due(first), days_until_due(second)) == (2.0, 11.0)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=6), st.data())
def test_the_answers_of_one_visit_are_one_review_and_the_worst_counts(
    shown: list[tuple[float, bool]], data: st.DataObject
) -> None:
    def visit(answers: list[tuple[float, bool]]) -> ReviewCard:
        card = review(None, 1.0, START, assisted=False)
        at = card.due
        for outcome, assisted in answers:
            card = review(card, outcome, at, assisted=assisted)
            at += timedelta(minutes=20)
        return card

    def badness(answer: tuple[float, bool]) -> int:
        return 0 if answer[0] < 0.6 else 1 if answer[1] else 2

    worst = min(shown, key=badness)
    assert visit(shown) == visit([worst]) == visit(data.draw(st.permutations(shown)))


def test_a_ladder_of_hints_does_not_spoil_the_concept_for_weeks() -> None:
    card, at = None, START
    for _ in range(6):
        card = review(card, 0.0, at, assisted=True)
        at += timedelta(minutes=3)
    assert card is not None
    for _ in range(3):
        card = review(card, 1.0, card.due, assisted=False)
    assert days_until_due(card) > 10


def test_the_next_day_is_another_review() -> None:
    card = review(None, 0.0, START, assisted=False)
    again = review(card, 1.0, START + timedelta(days=1), assisted=False)
    assert again.last_review == START + timedelta(days=1)
    assert again.due > card.due


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
