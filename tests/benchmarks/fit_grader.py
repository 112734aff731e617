"""Fit the grader's weights on the shipped pack's own samples, each left out of the key in turn.

    python -m tests.benchmarks.fit_grader

Right: an expectation's paraphrases and accepted samples. Wrong: its rejected samples and the
question's misconceptions. Prints the weights for `tutor.core.grading.Weights`.
"""

from __future__ import annotations

import numpy as np

from tests.benchmarks.grading import PACK, area_under_curve
from tutor.content import load_pack
from tutor.core.grading import FEATURES, prepare_question

RIDGE = 1.0
STEPS = 4000


def gather() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give features (samples, FEATURES), labels and the question each sample belongs to."""
    pack = load_pack(PACK)
    rows, labels, groups = [], [], []
    for place, question in enumerate(pack.questions):
        grader = prepare_question(question, pack.people, pack.manifest.personas[0])
        for language in pack.manifest.languages:
            key = grader.key(language)
            for expectation in question.expectations:
                right, wrong = key.sample_features(expectation.id)
                rows += [*right, *wrong]
                labels += [1.0] * len(right) + [0.0] * len(wrong)
                groups += [place] * (len(right) + len(wrong))
    return np.array(rows), np.array(labels), np.array(groups)


def fit(rows: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """Fit a ridge logistic regression by gradient descent; gives bias and weights."""
    bias, weights = 0.0, np.zeros(rows.shape[1])
    balance = np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-(bias + rows @ weights)))
        error = (guess - labels) * balance
        bias -= 0.3 * error.mean()
        weights -= 0.3 * (rows.T @ error / len(labels) + RIDGE * weights / len(labels))
    return bias, weights


def main() -> None:
    """Fit, and print weights and the cross-validated AUC (by question)."""
    rows, labels, groups = gather()
    held: list[float] = []
    for group in sorted(set(groups)):
        bias, weights = fit(rows[groups != group], labels[groups != group])
        scores = bias + rows[groups == group] @ weights
        held.append(
            area_under_curve(
                list(scores[labels[groups == group] == 1]),
                list(scores[labels[groups == group] == 0]),
            )
        )
    bias, weights = fit(rows, labels)
    print(f"{len(labels)} samples; AUC on questions left out: {np.mean(held):.3f}")
    print(f"bias: float = {bias:.2f}")
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{name}: float = {weight:.2f}")


if __name__ == "__main__":
    main()
