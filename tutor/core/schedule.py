"""When to return to a concept: a thin, pure face of FSRS (open-spaced-repetition/py-fsrs).

FSRS says *when*; its recall figure is not used as a mastery score. It knows whole reviews days
apart, so all answers of one visit are one review, and the worst of them counts: a ladder of four
hints is one forgetting, not four.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Literal

from fsrs import Card, Rating, Scheduler, State

from tutor.core.events import Fact
from tutor.core.mastery import as_utc, hours_between

VISIT_H = 12.0
"""Hours from the first answer on a concept: what comes within it is the same review."""


class Memory(Fact):
    """What FSRS knows of a concept after a review. Stability in days, difficulty 1..10."""

    stability: float | None
    difficulty: float | None
    due: datetime
    last_review: datetime | None


class ReviewCard(Fact):
    """The memory state of one concept. Stability in days, difficulty 1..10."""

    stability: float | None = None
    difficulty: float | None = None
    due: datetime
    last_review: datetime | None = None
    """The first answer of the last visit."""
    rating: Literal[1, 2, 3] | None = None
    """The worst of that visit: 1 again, 2 hard, 3 good."""
    before: Memory | None = None
    """The state at the start of that visit."""


@cache
def _scheduler() -> Scheduler:
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def review(card: ReviewCard | None, outcome: float, at: datetime, *, assisted: bool) -> ReviewCard:
    """Give the card after one observation: Again below 0.6, Hard with help, else Good."""
    rating: Literal[1, 2, 3] = 1 if outcome < 0.6 else 2 if assisted else 3
    if card is None or card.last_review is None:
        return _review(None, rating, at)
    if card.rating is None or hours_between(card.last_review, at) >= VISIT_H:
        return _review(_remember(card), rating, at)
    return _review(card.before, rating, card.last_review) if rating < card.rating else card


def _review(before: Memory | None, rating: Literal[1, 2, 3], at: datetime) -> ReviewCard:
    moved, _ = _scheduler().review_card(_as_fsrs(before, at), Rating(rating), as_utc(at))
    return ReviewCard(
        stability=moved.stability,
        difficulty=moved.difficulty,
        due=moved.due,
        last_review=moved.last_review,
        rating=rating,
        before=before,
    )


def _remember(card: ReviewCard) -> Memory:
    return Memory(
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )


def _as_fsrs(memory: Memory | None, at: datetime) -> Card:
    if memory is None:
        return Card(card_id=0, due=as_utc(at))
    return Card(
        card_id=0,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.last_review,
    )
