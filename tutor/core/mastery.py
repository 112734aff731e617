"""Mastery of a concept: an online logistic model of Elo terms and recent success.

Elo terms follow Pelánek (2016), "Applications of the Elo rating system in adaptive educational
systems"; decayed recent success follows the recency features of Gervet et al. (2020), "When is
deep learning the best approach to knowledge tracing?". Every update costs constant time.
"""

from __future__ import annotations

from datetime import datetime
from math import exp, log1p, sqrt

from tutor.core.events import Fact


class MasteryParameters(Fact):
    """Coefficients in logits, step sizes and decays. The defaults need no training data."""

    intercept: float = 0.191
    ability: float = 0.60
    deviation: float = 0.32
    recent_concept: float = 1.19
    recent_all: float = 1.21
    first_time: float = -0.58
    """Until something has been shown right: a first failure must not raise the estimate."""
    lag: float = -0.08
    lag_by_recent: float = -0.10
    question_difficulty: float = -0.67
    step: float = 0.3
    step_decay: float = 0.05
    concept_decay: float = 0.7
    all_decay: float = 0.8
    assisted_success: float = 0.4
    assisted_failure: float = 0.6


DEFAULT_PARAMETERS = MasteryParameters()


class Tally(Fact):
    """An Elo rating with an exponentially decayed count of successes and failures."""

    rating: float = 0.0
    weight: float = 0.0
    """Sum of the weights of the evidence so far (not decayed)."""
    successes: float = 0.0
    failures: float = 0.0

    @property
    def share(self) -> float:
        """Give the recent share of success less one half, -0.5..0.5, with half a ghost of each."""
        return (self.successes + 0.5) / (self.successes + self.failures + 1.0) - 0.5


def sigmoid(logit: float) -> float:
    """Turn a logit into a probability."""
    return 1.0 / (1.0 + exp(-logit))


def evidence_weight(
    outcome: float, confidence: float, parameters: MasteryParameters, *, assisted: bool
) -> float:
    """Weigh one observation, 0..1: assisted success says less than success alone."""
    if not assisted:
        return confidence
    share = parameters.assisted_success * outcome + parameters.assisted_failure * (1.0 - outcome)
    return confidence * share


def move_tally(
    tally: Tally,
    surprise: float,
    outcome: float,
    weight: float,
    decay: float,
    parameters: MasteryParameters,
) -> Tally:
    """Move a tally by one observation. `surprise` is outcome less expectation.

    A whole observation counts 1; part of one decays the past by as much as it counts itself, so
    that no right answer lowers the share of successes and no wrong one raises it.
    """
    step = parameters.step / (1.0 + parameters.step_decay * tally.weight)
    kept = decay**weight
    counted = (1.0 - kept) / (1.0 - decay)
    return Tally(
        rating=tally.rating + step * weight * surprise,
        weight=tally.weight + weight,
        successes=tally.successes * kept + counted * outcome,
        failures=tally.failures * kept + counted * (1.0 - outcome),
    )


def hours_between(earlier: datetime | None, later: datetime) -> float:
    """Give the hours that passed, 0 where there is no earlier time."""
    return max(0.0, (later - earlier).total_seconds() / 3600.0) if earlier else 0.0


def predict_success(
    overall: Tally,
    concept: Tally,
    hours: float = 0.0,
    difficulty: float = 0.0,
    parameters: MasteryParameters = DEFAULT_PARAMETERS,
) -> float:
    """Give the probability that the student answers a question on the concept rightly.

    Args:
        overall: the student's tally over all concepts.
        concept: the student's tally for this concept.
        hours: since the concept was last practised; 0 for never.
        difficulty: the question's difficulty in logits (0 average, higher is harder).
        parameters: the model's coefficients.
    """
    lag = log1p(hours)
    logit = (
        parameters.intercept
        + parameters.ability * overall.rating
        + parameters.deviation * concept.rating
        + parameters.recent_concept * concept.share
        + parameters.recent_all * overall.share
        + parameters.first_time * max(0.0, 1.0 - concept.successes)
        + parameters.lag * lag
        + parameters.lag_by_recent * lag * concept.share
        + parameters.question_difficulty * difficulty
    )
    return sigmoid(logit)


def expected_by_elo(overall: Tally, concept: Tally, difficulty: float) -> float:
    """Give the Elo expectation that ratings are moved against."""
    return sigmoid(overall.rating + concept.rating - difficulty)


def uncertainty(probability: float, weight: float) -> float:
    """Give one standard deviation of a mastery estimate that rests on this weight of evidence."""
    return sqrt(probability * (1.0 - probability) / (weight + 2.0))
