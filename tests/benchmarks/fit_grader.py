"""Fit the grader's weights on answers by writers who have not seen it, questions held out in turn.

    python -m tests.benchmarks.fit_grader

An answer is fitted on the expectation that it fits best; answers that something speaks against are
left out, since they are held back whatever their words. Prints the weights for
`tutor.core.grading.Weights`, shrunk towards the present ones.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from tests.benchmarks.grading import graders_of, names_of_sets, read_set
from tutor.core.cuts import area_under_curve
from tutor.core.grading import DEFAULT_WEIGHTS, FEATURES
from tutor.core.terms import LANGUAGES

RIDGE = 2.0
STEPS = 6000
SIGNS = np.array([-1.0 if name == "mistaken" else 1.0 for name in FEATURES])


def gather() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give features (answers, FEATURES), labels and the question each answer belongs to."""
    rows, labels, groups = [], [], []
    names = [name for name in names_of_sets() if not name.startswith("final")]
    for name, language in product(names, LANGUAGES):
        for item in read_set(name, language):
            key = graders_of(name)[item.question].key(language)
            if item.right is None or key is None or item.kind == "other_language":
                continue
            found = key.best_features(item.answer)
            if found is not None:
                rows.append(found)
                labels.append(float(item.right))
                groups.append(item.question)
    return np.array(rows), np.array(labels), np.array(groups)


def fit(rows: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """Fit a ridge logistic regression with the signs that make sense; gives bias and weights."""
    prior = DEFAULT_WEIGHTS.vector
    bias, weights = DEFAULT_WEIGHTS.bias, prior.copy()
    balance = np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-(bias + rows @ weights)))
        error = (guess - labels) * balance
        bias -= 0.3 * error.mean()
        weights -= 0.3 * (rows.T @ error + RIDGE * (weights - prior)) / len(labels)
        weights = np.where(weights * SIGNS < 0, 0.0, weights)
    return bias, weights


def main() -> None:
    """Fit, and print weights and the cross-validated AUC (by question)."""
    rows, labels, groups = gather()
    scores = np.zeros(len(labels))
    for group in sorted(set(groups)):
        bias, weights = fit(rows[groups != group], labels[groups != group])
        scores[groups == group] = bias + rows[groups == group] @ weights
    bias, weights = fit(rows, labels)
    print(
        f"{len(labels)} answers; AUC on questions left out: "
        f"{area_under_curve(list(scores[labels == 1]), list(scores[labels == 0])):.3f}"
    )
    for cut in (-0.5, -0.25, 0.0, 0.25, 0.5):
        print(
            f"cut {cut}: accepted {(scores[labels == 1] >= cut).mean():.2f}, "
            f"rejected {(scores[labels == 0] < cut).mean():.2f}"
        )
    print(f"bias: float = {bias:.2f}")
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{name}: float = {weight:.2f}")


if __name__ == "__main__":
    main()
