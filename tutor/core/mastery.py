"""An online logistic model of a student's answers: Elo terms, recent success and time since.

Elo terms follow Pelánek (2016), "Applications of the Elo rating system in adaptive educational
systems"; decayed recent success follows the recency features of Gervet et al. (2020), "When is
deep learning the best approach to knowledge tracing?". Every update costs constant time.

The same tallies and terms answer two questions. `prediction_terms`: will the next answer be right?
`mastery_terms`: what has the student shown? The second is made so that, at any one moment, a right
answer never lowers it and a wrong one never raises it; the first need not be, for a first failure
also ends the first time.
"""

from __future__ import annotations

from datetime import UTC, datetime
from math import exp, expm1, log1p, sqrt
from operator import mul
from typing import NamedTuple

from tutor.core.events import Fact

LONGEST_FADE = 87_600.0
"""Hours (ten years) after which mastery fades no further: the weight of recent success fades with
it, and must not turn round."""


class Terms(NamedTuple):
    """What the model knows of one answer before it is given; its coefficients have these names."""

    ability: float
    """The student's rating over all concepts."""
    deviation: float
    """The student's rating on the concept, beside `ability`."""
    concept_difficulty: float
    question_difficulty: float
    recent_concept: float
    """Recent share of success on the concept less one half, -0.5..0.5."""
    recent_all: float
    """The same over all concepts."""
    first_time: float
    """1 for a concept not yet practised (prediction) or not yet shown (mastery), down to 0."""
    lag: float
    """Logarithm of 1 + hours since the concept was practised."""
    lag_by_recent: float
    successes_concept: float = 0.0
    """Logarithm of 1 + successes on the concept, as in Best-LR."""
    failures_concept: float = 0.0
    successes_all: float = 0.0
    failures_all: float = 0.0


class Coefficients(Fact):
    """Logits for a unit of each term. The defaults need no training data."""

    intercept: float = 0.191
    ability: float = 0.60
    deviation: float = 0.32
    concept_difficulty: float = -0.64
    question_difficulty: float = -0.67
    recent_concept: float = 1.19
    recent_all: float = 1.21
    first_time: float = -0.58
    lag: float = -0.08
    lag_by_recent: float = -0.10
    successes_concept: float = 0.0
    failures_concept: float = 0.0
    successes_all: float = 0.0
    failures_all: float = 0.0

    @property
    def weights(self) -> tuple[float, ...]:
        """Give the logits for a unit of each term, in the order of `Terms`."""
        return tuple(getattr(self, name) for name in Terms._fields)


class MasteryParameters(Fact):
    """Coefficients, step sizes and decays."""

    coefficients: Coefficients = Coefficients()
    step: float = 0.3
    difficulty_step: float = 1.0
    step_decay: float = 0.05
    difficulty_decay: float = 0.05
    concept_decay: float = 0.7
    all_decay: float = 0.8
    assisted_success: float = 0.4
    assisted_failure: float = 0.6


DEFAULT_PARAMETERS = MasteryParameters()


class Tally(NamedTuple):
    """An Elo rating with an exponentially decayed count of successes and failures."""

    rating: float = 0.0
    weight: float = 0.0
    """Sum of the weights of the evidence so far (not decayed)."""
    successes: float = 0.0
    failures: float = 0.0
    rights: float = 0.0
    """The part of `weight` that was success."""

    @property
    def share(self) -> float:
        """Give the recent share of success less one half, -0.5..0.5, with half a ghost of each."""
        return (self.successes + 0.5) / (self.successes + self.failures + 1.0) - 0.5


class Difficulty(NamedTuple):
    """An Elo rating of a concept or a question, in logits (0 average, higher is harder)."""

    rating: float = 0.0
    weight: float = 0.0


class Contribution(Fact):
    """What one term adds to the logit of an estimate."""

    term: str
    value: float
    logits: float


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
        tally.rating + step * weight * surprise,
        tally.weight + weight,
        tally.successes * kept + counted * outcome,
        tally.failures * kept + counted * (1.0 - outcome),
        tally.rights + weight * outcome,
    )


def move_difficulty(
    difficulty: Difficulty, surprise: float, weight: float, parameters: MasteryParameters
) -> Difficulty:
    """Move a difficulty by one observation: a surprising success makes it easier."""
    step = parameters.difficulty_step / (1.0 + parameters.difficulty_decay * difficulty.weight)
    return Difficulty(difficulty.rating - step * weight * surprise, difficulty.weight + weight)


def as_utc(moment: datetime) -> datetime:
    """Give a moment in UTC; one without a zone is taken for UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def hours_between(earlier: datetime | None, later: datetime) -> float:
    """Give the hours that passed, 0 where there is no earlier time."""
    if earlier is None:
        return 0.0
    return max(0.0, (as_utc(later) - as_utc(earlier)).total_seconds() / 3600.0)


def fade_left(hours: float, outcome: float, weight: float) -> float:
    """Give the hours of fading that remain after an observation: success makes them good.

    A failure leaves them, else an old belief would rise by the mere end of a long pause.
    """
    return expm1(log1p(min(hours, LONGEST_FADE)) * (1.0 - weight * outcome))


def prediction_terms(
    overall: Tally,
    concept: Tally,
    hours: float = 0.0,
    concept_difficulty: float = 0.0,
    question_difficulty: float = 0.0,
) -> Terms:
    """Give the terms of the next answer.

    Args:
        overall: the student's tally over all concepts.
        concept: the student's tally for this concept.
        hours: since the concept was last practised; 0 for never.
        concept_difficulty: in logits, as other students' answers put it.
        question_difficulty: in logits beside it; an author's prior where nobody has answered.
    """
    lag, recent = log1p(hours), concept.share
    return Terms(
        overall.rating,
        concept.rating,
        concept_difficulty,
        question_difficulty,
        recent,
        overall.share,
        0.0 if concept.weight else 1.0,
        lag,
        lag * recent,
        log1p(concept.rights),
        log1p(max(0.0, concept.weight - concept.rights)),
        log1p(overall.rights),
        log1p(max(0.0, overall.weight - overall.rights)),
    )


def mastery_terms(overall: Tally, concept: Tally, faded: float = 0.0) -> Terms:
    """Give the terms of the mastery shown: of a question of average difficulty.

    `faded` counts hours that no success has made good; `first_time` ends by success alone.
    """
    lag, recent = log1p(min(faded, LONGEST_FADE)), concept.share
    return Terms(
        overall.rating,
        concept.rating,
        0.0,
        0.0,
        recent,
        overall.share,
        max(0.0, 1.0 - concept.successes),
        lag,
        lag * recent,
    )


def logit_of(terms: Terms, coefficients: Coefficients) -> float:
    """Weigh the terms."""
    return weigh(terms, coefficients.intercept, coefficients.weights)


def weigh(terms: Terms, intercept: float, weights: tuple[float, ...]) -> float:
    """Weigh the terms of one of many answers, by weights taken out once."""
    weighed: float = sum(map(mul, weights, terms))
    return intercept + weighed


def contributions(terms: Terms, coefficients: Coefficients) -> tuple[Contribution, ...]:
    """Give what each term adds, the intercept first; the sum is the logit."""
    intercept = Contribution(term="intercept", value=1.0, logits=coefficients.intercept)
    weighed = zip(Terms._fields, terms, coefficients.weights, strict=True)
    return intercept, *(
        Contribution(term=name, value=value, logits=weight * value)
        for name, value, weight in weighed
    )


def expected_by_elo(overall: Tally, concept: Tally, difficulty: float) -> float:
    """Give the Elo expectation that ratings are moved against."""
    return sigmoid(overall.rating + concept.rating - difficulty)


def uncertainty(probability: float, weight: float) -> float:
    """Give one standard deviation of a mastery estimate that rests on this weight of evidence."""
    return sqrt(probability * (1.0 - probability) / (weight + 2.0))
