"""What others predict with: hand-set BKT, plain Elo, PFA and Best-LR, to stand beside ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import exp

import numpy as np

from tutor.research.attempts import Attempt
from tutor.research.measures import Numbers
from tutor.research.tracing import answers

Rows = Sequence[Attempt]
OATUTOR = (0.1, 0.1, 0.1, 0.1)
"""Prior, learning, slip and guess that OATutor (Pardos et al. 2023) sets for every skill."""
CLASS_MEANS = (0.4, 0.14, 0.115, 0.225)
"""Means of the simulated BKT class: what nobody knows of a new class."""
STEP, STEP_DECAY = 0.4, 0.05
PENALTY = 1.0
"""L2, as scikit-learn's default."""


def predict_by_bkt(test: Rows, parameters: tuple[float, float, float, float]) -> Numbers:
    """Predict with hand-set Bayesian knowledge tracing, which needs no training."""
    prior, learn, slip, guess = parameters
    known: dict[tuple[str, str], float] = defaultdict(lambda: prior)
    said = []
    for answer in answers(test):
        for row in answer:
            p = known[row.user, row.concept]
            said.append(p * (1 - slip) + (1 - p) * guess)
        for row in answer:
            p = known[row.user, row.concept]
            right, wrong = p * (1 - slip), p * slip
            seen = row.correct * right / (right + (1 - p) * guess)
            seen += (1 - row.correct) * wrong / (wrong + (1 - p) * (1 - guess))
            known[row.user, row.concept] = seen + (1 - seen) * learn
    return np.array(said)


def predict_by_elo(train: Rows, test: Rows) -> Numbers:
    """Predict with student + student-and-concept - concept (Pelánek 2016), warm with train."""
    ratings: dict[object, list[float]] = defaultdict(lambda: [0.0, 0.0])
    said = []
    for answer in answers([*train, *test]):
        surprises = []
        for row in answer:
            logit = ratings[row.user][0] + ratings[row.user, row.concept][0]
            p = 1 / (1 + exp(ratings["", row.concept, ""][0] - logit))
            said.append(p)
            surprises.append(row.correct - p)
        for row, surprise in zip(answer, surprises, strict=True):
            for key, sign in (
                (row.user, 1),
                ((row.user, row.concept), 1),
                (("", row.concept, ""), -1),
            ):
                rating = ratings[key]
                rating[0] += sign * STEP / (1 + STEP_DECAY * rating[1]) * surprise
                rating[1] += 1
    return np.array(said[len(train) :])


Cells = list[tuple[object, float]]
"""Names of the columns of a row that are not 0, with their values."""


def cells_of_pfa(rows: Rows) -> Iterator[Cells]:
    """Give easiness, successes and failures, each with a coefficient of its concept."""
    counts: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for answer in answers(rows):
        for row in answer:
            right, wrong = counts[row.user, row.concept]
            yield [
                (("easy", row.concept), 1.0),
                (("right", row.concept), right),
                (("wrong", row.concept), wrong),
            ]
        for row in answer:
            _count(counts[row.user, row.concept], row.correct)


def cells_of_best_lr(rows: Rows) -> Iterator[Cells]:
    """Give concept, item, and logarithms of successes and failures on the concept and overall."""
    counts: dict[object, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for answer in answers(rows):
        for row in answer:
            right, wrong = np.log1p(counts[row.user, row.concept])
            rights, wrongs = np.log1p(counts[row.user])
            cells: Cells = [
                (("concept", row.concept), 1.0),
                ("right", right),
                ("wrong", wrong),
                ("rights", rights),
                ("wrongs", wrongs),
            ]
            yield [*cells, (("item", row.item), 1.0)] if row.item else cells
        for row in answer:
            _count(counts[row.user, row.concept], row.correct)
        _count(counts[answer[0].user], answer[0].correct)


def _count(counts: list[float], correct: float) -> None:
    counts[0] += correct
    counts[1] += 1.0 - correct


def fit_and_predict(train: list[Cells], correct: Numbers, test: list[Cells]) -> Numbers:
    """Fit a logistic regression on rows of few cells, and predict; unknown columns count 0."""
    names: dict[object, int] = {}
    for cells in train:
        for name, _ in cells:
            names.setdefault(name, len(names) + 1)
    weights = _fit(*_pack(train, names), correct, len(names) + 1)
    places, values = _pack(test, names)
    logits = (weights[places] * values).sum(axis=1)
    return 1.0 / (1.0 + np.exp(-logits))


def _pack(rows: list[Cells], names: dict[object, int]) -> tuple[np.ndarray, Numbers]:
    """Put cells into arrays: columns (0 the intercept) and values."""
    width = 1 + max(map(len, rows))
    places, values = np.zeros((len(rows), width), np.int64), np.zeros((len(rows), width))
    values[:, 0] = 1.0
    for number, cells in enumerate(rows):
        for column, (name, value) in enumerate(cells, start=1):
            if name in names:
                places[number, column], values[number, column] = names[name], value
    return places, values


def _fit(places: np.ndarray, values: Numbers, correct: Numbers, size: int) -> Numbers:
    """Minimise the penalised loss by Newton steps, each solved by conjugate gradients."""
    weights = np.zeros(size)
    penalty = np.full(size, PENALTY)
    penalty[0] = 1e-6
    flat = places.ravel()

    def gather(rows: Numbers) -> Numbers:
        return np.bincount(flat, (values * rows[:, None]).ravel(), minlength=size)

    for _ in range(25):
        p = 1.0 / (1.0 + np.exp(-(weights[places] * values).sum(axis=1)))
        gradient = gather(p - correct) + penalty * weights
        curve = p * (1.0 - p)
        diagonal = np.bincount(flat, (values**2 * curve[:, None]).ravel(), minlength=size) + penalty
        step = _solve(
            lambda v, c=curve: gather(c * (v[places] * values).sum(axis=1)) + penalty * v,
            gradient,
            diagonal,
        )
        weights = weights - step
        if np.abs(step).max() < 1e-5:
            break
    return weights


def _solve(times, target: Numbers, diagonal: Numbers) -> Numbers:
    """Solve a symmetric system by conjugate gradients, scaled by its diagonal."""
    found, rest = np.zeros_like(target), target.copy()
    scaled = rest / diagonal
    direction, size = scaled.copy(), float(rest @ scaled)
    for _ in range(200):
        moved = times(direction)
        length = size / float(direction @ moved)
        found, rest = found + length * direction, rest - length * moved
        scaled = rest / diagonal
        before, size = size, float(rest @ scaled)
        if size < 1e-12 * float(target @ target) + 1e-18:
            break
        direction = scaled + size / before * direction
    return found
