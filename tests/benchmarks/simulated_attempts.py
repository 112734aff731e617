"""Students who answer as published models of learning say: logs of attempts by known laws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import exp, log1p
from typing import NamedTuple, Protocol

import numpy as np

from tutor.research.attempts import Attempt, Attempts

Dice = np.random.Generator
SITTING = 20
"""Attempts in one sitting, a minute each."""
ITEMS = 25
"""Questions of a concept."""


class Asked(NamedTuple):
    """A question put to a student."""

    concept: int
    item: int
    hour: float


class Student(Protocol):
    """Someone who answers and learns."""

    def chance(self, asked: Asked) -> float:
        """Give the probability of a right answer."""

    def learn(self, asked: Asked, correct: float) -> None:
        """Be changed by an answer given."""


Maker = Callable[[Dice], Student]


def logistic(logit: float) -> float:
    """Turn a logit into a probability."""
    return 1.0 / (1.0 + exp(-logit))


@dataclass
class Bkt:
    """Bayesian knowledge tracing (Corbett and Anderson 1995): a concept is known or not."""

    dice: Dice
    known: np.ndarray
    learned: np.ndarray
    slip: np.ndarray
    guess: np.ndarray

    def chance(self, asked: Asked) -> float:
        return float(
            1.0 - self.slip[asked.concept]
            if self.known[asked.concept]
            else self.guess[asked.concept]
        )

    def learn(self, asked: Asked, _correct: float) -> None:
        self.known[asked.concept] |= self.dice.random() < self.learned[asked.concept]


def bkt(dice: Dice, concepts: int) -> Maker:
    """Draw a class whose concepts differ in all four parameters and whose students differ too."""
    prior = dice.beta(2, 3, concepts)
    learned, slip = dice.uniform(0.03, 0.25, concepts), dice.uniform(0.03, 0.2, concepts)
    guess = dice.uniform(0.1, 0.35, concepts)

    def make(dice: Dice) -> Student:
        talent = dice.normal(0.0, 0.8)
        odds = prior / (1.0 - prior) * exp(talent)
        known = dice.random(concepts) < odds / (1.0 + odds)
        pace = np.clip(learned * exp(0.5 * talent), 0.0, 0.6)
        return Bkt(dice, known, pace, slip, guess)

    return make


@dataclass
class Pfa:
    """Performance factors (Pavlik et al. 2009) over an item response model (Rasch 1960)."""

    ability: float
    easiness: np.ndarray
    hardness: np.ndarray
    gain_right: np.ndarray
    gain_wrong: np.ndarray
    rights: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    wrongs: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def chance(self, asked: Asked) -> float:
        concept = asked.concept
        learned = (
            self.gain_right[concept] * self.rights[concept]
            + self.gain_wrong[concept] * self.wrongs[concept]
        )
        return logistic(
            self.ability
            + self.easiness[asked.concept]
            - self.hardness[asked.concept, asked.item]
            + learned
        )

    def learn(self, asked: Asked, correct: float) -> None:
        (self.rights if correct else self.wrongs)[asked.concept] += 1


def pfa(dice: Dice, concepts: int) -> Maker:
    """Draw a class with items of different difficulty."""
    easiness, hardness = dice.normal(0.0, 0.7, concepts), dice.normal(0.0, 1.0, (concepts, ITEMS))
    right, wrong = dice.uniform(0.02, 0.12, concepts), dice.uniform(-0.04, 0.05, concepts)
    return lambda dice: Pfa(dice.normal(0.0, 1.0), easiness, hardness, right, wrong)


WINDOWS = (1.0, 24.0, 24.0 * 7, 24.0 * 30, float("inf"))
"""Hours back that are counted together."""


@dataclass
class Dash:
    """Difficulty, ability and study history with forgetting (Lindsey et al. 2014)."""

    ability: float
    hardness: np.ndarray
    easiness: np.ndarray
    history: dict[int, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))

    def chance(self, asked: Asked) -> float:
        memory = 0.0
        for window, right, tried in zip(WINDOWS, RIGHT, TRIED, strict=True):
            past = [
                correct for at, correct in self.history[asked.concept] if asked.hour - at <= window
            ]
            memory += right * log1p(sum(past)) - tried * log1p(len(past))
        return logistic(
            self.ability
            + self.easiness[asked.concept]
            - self.hardness[asked.concept, asked.item]
            + memory
        )

    def learn(self, asked: Asked, correct: float) -> None:
        self.history[asked.concept].append((asked.hour, correct))


RIGHT = (0.45, 0.35, 0.25, 0.15, 0.1)
"""Logits for the logarithm of 1 + successes in each window."""
TRIED = (0.05, 0.05, 0.05, 0.05, 0.05)
"""Logits taken for the logarithm of 1 + attempts in each window."""


def dash(dice: Dice, concepts: int) -> Maker:
    """Draw a class that forgets."""
    easiness, hardness = dice.normal(-0.2, 0.7, concepts), dice.normal(0.0, 0.8, (concepts, ITEMS))
    return lambda dice: Dash(dice.normal(0.0, 0.9), hardness, easiness)


MODELS: Mapping[str, Callable[[Dice, int], Maker]] = {"bkt": bkt, "pfa": pfa, "dash": dash}


def simulate(model: str, *, students: int, events: int, concepts: int, seed: int) -> Attempts:
    """Give the log of a class whose every student answers `events` questions on average.

    Questions of BKT students are all alike, so their log names none.
    """
    dice = np.random.default_rng(seed)
    make = MODELS[model](dice, concepts)
    rows = []
    for number in range(students):
        count = int(dice.integers(events // 4, events * 7 // 4))
        for hour, concept, item, correct in _answers(make(dice), dice, concepts, count):
            rows.append((hour, f"s{number:05d}", concept, item, correct))
    return Attempts(
        tuple(
            Attempt(
                order=float(order),
                user=user,
                concept=f"c{concept}",
                correct=correct,
                item=None if model == "bkt" else f"c{concept}.{item}",
                hours=hour,
                order_text=str(order),
            )
            for order, (hour, user, concept, item, correct) in enumerate(sorted(rows))
        )
    )


def _answers(
    student: Student, dice: Dice, concepts: int, events: int
) -> Iterator[tuple[float, int, int, float]]:
    hour, made = dice.uniform(0.0, 24.0 * 60), 0
    while made < events:
        concept = int(dice.integers(concepts))
        for _ in range(int(dice.integers(2, 7))):
            hour += dice.exponential(60.0) + 12.0 if made % SITTING == SITTING - 1 else 1 / 60
            asked = Asked(concept, int(dice.integers(ITEMS)), hour)
            correct = float(dice.random() < student.chance(asked))
            student.learn(asked, correct)
            yield hour, concept, asked.item, correct
            made += 1
