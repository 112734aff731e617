"""When to return to a concept: a thin, pure face of FSRS (open-spaced-repetition/py-fsrs).

FSRS says *when*; its recall figure is not used as a mastery score.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from fsrs import Card, Rating, Scheduler, State

from tutor.core.events import Fact


class ReviewCard(Fact):
    """The memory state of one concept. Stability in days, difficulty 1..10."""

    stability: float | None = None
    difficulty: float | None = None
    due: datetime
    last_review: datetime | None = None


@cache
def _scheduler() -> Scheduler:
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def review(card: ReviewCard | None, outcome: float, at: datetime, *, assisted: bool) -> ReviewCard:
    """Give the card after one observation: Again below 0.6, Hard with help, else Good."""
    rating = Rating.Again if outcome < 0.6 else Rating.Hard if assisted else Rating.Good
    moved, _ = _scheduler().review_card(_as_fsrs(card, at), rating, at.astimezone(UTC))
    return ReviewCard(
        stability=moved.stability,
        difficulty=moved.difficulty,
        due=moved.due,
        last_review=moved.last_review,
    )


def _as_fsrs(card: ReviewCard | None, at: datetime) -> Card:
    if card is None:
        return Card(card_id=0, due=at.astimezone(UTC))
    return Card(
        card_id=0,
        state=State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )
