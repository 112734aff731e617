"""Which words of a large vocabulary are worth comparing with a word: those that share pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from tutor.retrieval.postings import Places, Scores


class Neighbours:
    """The pairs of letters of many keys. Never changes once built."""

    def __init__(self, keys: Sequence[str]) -> None:
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            for pair in _pairs(key):
                holders[pair].append(place)
        self._holders = {pair: np.array(found, np.int32) for pair, found in holders.items()}
        self._sizes = np.array([len(_pairs(key)) for key in keys], dtype=np.int32)

    def compare(self, key: str) -> Scores:
        """Give the share of pairs that each key has in common with this one (Dice), 0..1."""
        pairs = _pairs(key)
        found = [self._holders[pair] for pair in pairs if pair in self._holders]
        count = len(self._sizes)
        if not found:
            return np.zeros(count)
        shared = np.bincount(np.concatenate(found), minlength=count)
        alike: Scores = 2.0 * shared / (self._sizes + len(pairs))
        return alike


def nearest_places(alike: Scores, count: int) -> Places:
    """Give the places of the `count` highest, in no order."""
    return np.asarray(np.argpartition(alike, len(alike) - count)[-count:], dtype=np.int64)


def _pairs(key: str) -> set[str]:
    """Cut a key into pairs of letters, its first and last letter also with a space."""
    padded = f" {key} "
    return {padded[i : i + 2] for i in range(len(padded) - 1)}
