"""Learning the model's coefficients from a log: penalised logistic regression on its own terms."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from operator import itemgetter
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from tutor.core.events import Fact
from tutor.core.learner import LEARNER_VERSION
from tutor.core.mastery import DEFAULT_PARAMETERS, Coefficients, MasteryParameters, Terms
from tutor.errors import AttemptsError
from tutor.research.attempts import Attempt, Attempts
from tutor.research.measures import Numbers, log_loss
from tutor.research.tracing import Tracer, trace

PENALTY = 1.0
"""L2 on the distance from the defaults, in logits for a unit of a term (or a standard deviation,
where that is more): what a log says little of stays near its default."""
DIFFICULTY_STEPS = ((1.0, 0.05), (0.6, 0.12))
"""First step and its decay for difficulties; the log says which predict it better. The second is
about the Bayesian step for difficulties with a standard deviation of 0.8 logits."""
_ROUNDS, _ENOUGH = 50, 1e-9


class Fitted(Fact):
    """Parameters learned from a log, with what they were learned from."""

    parameters: MasteryParameters
    students: int
    events: int
    learner: str = LEARNER_VERSION


def choices() -> tuple[MasteryParameters, ...]:
    """Give the parameters between which a fit chooses before it learns the coefficients."""
    return tuple(
        DEFAULT_PARAMETERS.model_copy(update={"difficulty_step": step, "difficulty_decay": decay})
        for step, decay in DIFFICULTY_STEPS
    )


def collect_terms(tracer: Tracer, rows: Sequence[Attempt]) -> Numbers:
    """Stream attempts and give the terms of each, a row each, as known before its outcome."""
    flat = array("d")
    for _, terms in trace(tracer, rows):
        flat.extend(terms)
    return np.frombuffer(flat, dtype=np.float64).reshape(-1, len(Terms._fields))


def outcomes(rows: Sequence[Attempt]) -> Numbers:
    """Give the outcomes, 0..1."""
    return np.fromiter((row.correct for row in rows), np.float64, len(rows))


def fit(train: Attempts) -> tuple[Fitted, Tracer]:
    """Learn parameters from a log; gives them with the tracer that has seen the log."""
    correct = outcomes(train.rows)
    tried = [_try(parameters, train, correct) for parameters in choices()]
    _, tracer = min(tried, key=itemgetter(0))
    students = len(train.users)
    return Fitted(parameters=tracer.parameters, students=students, events=len(correct)), tracer


def _try(parameters: MasteryParameters, train: Attempts, correct: Numbers) -> tuple[float, Tracer]:
    """Give the log loss on the log itself, and the tracer with the coefficients learned."""
    tracer = Tracer(parameters)
    terms = collect_terms(tracer, train.rows)
    coefficients = fit_coefficients(terms, correct)
    tracer.parameters = parameters.model_copy(update={"coefficients": coefficients})
    return log_loss(correct, _predict(terms, coefficients)), tracer


def fit_coefficients(terms: Numbers, correct: Numbers) -> Coefficients:
    """Give the coefficients that minimise log loss, with a penalty for leaving the defaults."""
    scale = np.concatenate(([1.0], np.maximum(terms.std(axis=0), 1.0)))
    table = np.concatenate((np.ones((len(terms), 1)), terms), axis=1) / scale
    default = Coefficients()
    start = np.array([default.intercept, *default.weights]) * scale
    found = _descend(table, correct, start) / scale
    names = ("intercept", *Terms._fields)
    return Coefficients(**{n: round(float(v), 6) for n, v in zip(names, found, strict=True)})


def _descend(table: Numbers, correct: Numbers, start: Numbers) -> Numbers:
    """Minimise by Newton's method (iteratively reweighted least squares), halving long steps."""
    weights, loss = start, _loss(table, correct, start, start)
    for _ in range(_ROUNDS):
        p = _sigmoid(table @ weights)
        gradient = table.T @ (p - correct) + PENALTY * (weights - start)
        curve = (table * (p * (1.0 - p))[:, None]).T @ table + PENALTY * np.eye(len(start))
        step = np.linalg.solve(curve, gradient)
        moved, after = weights - step, _loss(table, correct, weights - step, start)
        while after > loss and np.abs(step).max() > _ENOUGH:
            step = step / 2.0
            moved, after = weights - step, _loss(table, correct, weights - step, start)
        if np.abs(step).max() <= _ENOUGH:
            break
        weights, loss = moved, after
    return weights


def _loss(table: Numbers, correct: Numbers, weights: Numbers, start: Numbers) -> float:
    logits = table @ weights
    losses = np.logaddexp(0.0, logits) - correct * logits
    return float(losses.sum() + 0.5 * PENALTY * ((weights - start) ** 2).sum())


def _sigmoid(logits: Numbers) -> Numbers:
    return 1.0 / (1.0 + np.exp(-np.clip(logits, -500.0, 500.0)))


def _predict(terms: Numbers, coefficients: Coefficients) -> Numbers:
    return _sigmoid(coefficients.intercept + terms @ np.array(coefficients.weights))


def write_fitted(path: Path, fitted: Fitted) -> None:
    """Write fitted parameters as JSON."""
    try:
        path.write_text(fitted.model_dump_json(indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise AttemptsError(
            f"{path}: {error.strerror}. Name a file in a folder that is there."
        ) from None


def read_fitted(path: Path) -> Fitted:
    """Read fitted parameters.

    Raises:
        AttemptsError: there is no such file, or it holds something else.
    """
    remedy = "Write one with: tutor research fit ATTEMPTS.csv --out FILE"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Fitted.model_validate(found)
    except OSError as error:
        raise AttemptsError(f"{path}: {error.strerror}. {remedy}") from None
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise AttemptsError(
            f"{path}: no coefficients: '{where}': {error.errors()[0]['msg']}. {remedy}"
        ) from None
    except ValueError:
        raise AttemptsError(f"{path}: no JSON. {remedy}") from None


def compare_with_defaults(fitted: Fitted) -> Mapping[str, tuple[float, float]]:
    """Give default and fitted coefficient of each term."""
    default, found = Coefficients(), fitted.parameters.coefficients
    return {name: (getattr(default, name), getattr(found, name)) for name in default.model_dump()}
