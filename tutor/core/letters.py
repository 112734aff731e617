"""How alike texts are letter by letter, which forgives spelling, forms and compounds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tutor.core.comparison import Vector
from tutor.core.text import words

_LENGTH = 3


class Letters:
    """Texts by their runs of three letters, compared with an answer all at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        runs = [_runs(text) for text in texts]
        self._place = {run: at for at, run in enumerate(dict.fromkeys(r for f in runs for r in f))}
        self._has = np.zeros((len(self._place), len(texts)))
        for text, found in enumerate(runs):
            self._has[[self._place[run] for run in found], text] = 1.0
        self._sizes = np.array([float(len(found)) for found in runs])

    def compare(self, text: str) -> Vector:
        """Give the share of runs (Dice, 0..1) that a text has in common with each."""
        found = _runs(text)
        known = [self._place[run] for run in found if run in self._place]
        shared: Vector = self._has[known].sum(axis=0)
        likeness: Vector = 2.0 * shared / np.maximum(self._sizes + len(found), 1.0)
        return likeness


def _runs(text: str) -> dict[str, None]:
    padded = f" {' '.join(words(text))} "
    return dict.fromkeys(padded[at : at + _LENGTH] for at in range(len(padded) - _LENGTH + 1))
