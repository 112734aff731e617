"""How good predictions are: ranking, sharpness and honesty of probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

Numbers = NDArray[np.float64]
BINS = 10
"""Bins of equal width in the expected calibration error."""
_LEAST = 1e-15


class Measures(BaseModel):
    """Figures of one set of predictions."""

    model_config = ConfigDict(frozen=True)

    auc: float | None
    """Chance that a right answer was held more likely than a wrong one; None if all are alike."""
    log_loss: float
    """Mean, in nats."""
    rmse: float
    calibration_error: float
    """Expected calibration error over `BINS` bins of equal width, weighted by their events."""


def measure(correct: Numbers, predicted: Numbers) -> Measures:
    """Compare predictions (0..1) with outcomes (0..1)."""
    area = area_under_curve(correct, predicted)
    return Measures(
        auc=None if area is None else round(area, 5),
        log_loss=round(log_loss(correct, predicted), 5),
        rmse=round(float(np.sqrt(np.mean((correct - predicted) ** 2))), 5),
        calibration_error=round(calibration_error(correct, predicted), 5),
    )


def log_loss(correct: Numbers, predicted: Numbers) -> float:
    """Give the mean cross entropy in nats."""
    p = np.clip(predicted, _LEAST, 1.0 - _LEAST)
    return float(-np.mean(correct * np.log(p) + (1.0 - correct) * np.log(1.0 - p)))


def area_under_curve(correct: Numbers, predicted: Numbers) -> float | None:
    """Give the area under the ROC curve; an outcome between 0 and 1 counts in part on each side.

    Ties count one half.
    """
    order = np.argsort(predicted, kind="stable")
    right, ranked = correct[order], predicted[order]
    wrong = 1.0 - right
    total = float(right.sum() * wrong.sum())
    if total <= 0.0:
        return None
    starts = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1])))
    rights, wrongs = np.add.reduceat(right, starts), np.add.reduceat(wrong, starts)
    below = np.cumsum(wrongs) - wrongs
    return float((rights * (below + 0.5 * wrongs)).sum() / total)


def calibration_error(correct: Numbers, predicted: Numbers, bins: int = BINS) -> float:
    """Give the expected calibration error (Naeini et al. 2015): mean gap of said and seen."""
    places = np.minimum((predicted * bins).astype(np.int64), bins - 1)
    gaps = np.bincount(places, weights=correct - predicted, minlength=bins)
    return float(np.abs(gaps).sum() / len(correct))
