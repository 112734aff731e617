"""What a query lets through: kinds of source, and the persona's horizon."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np

from tutor.core.lesson import LessonPack
from tutor.ports import Query
from tutor.retrieval.postings import Places
from tutor.retrieval.sentences import Flags

_Label = TypeVar("_Label", bound=Hashable)


class Filters:
    """Every passage's and dispute's label: its kinds, and when it begins (ISO) if it is dated.

    A dispute has its accounts' kinds and no date. Few labels differ, so each is looked at once.
    """

    def __init__(self, pack: LessonPack) -> None:
        kinds = [frozenset({p.kind}) for p in pack.passages]
        kinds += [frozenset(account.kind for account in d.accounts) for d in pack.disputes]
        begins = [_begin(p.when) for p in pack.passages] + [None for _ in pack.disputes]
        self._kinds, self._kind_of = _group(kinds)
        self._begins, self._begin_of = _group(begins)

    def lets_through(self, query: Query) -> Flags | None:
        """Say which passages and disputes a query wants to see; None where it wants all."""
        through = None
        if query.kinds is not None:
            wanted = query.kinds
            through = np.array([bool(kinds & wanted) for kinds in self._kinds])[self._kind_of]
        if query.until is not None:
            until = query.until
            by = np.array([b is None or _is_by(b, until) for b in self._begins])[self._begin_of]
            through = by if through is None else through & by
        return through


def _group(labels: Sequence[_Label]) -> tuple[list[_Label], Places]:
    """Give the different labels, and the place among them of each."""
    places: dict[_Label, int] = {}
    of = [places.setdefault(label, len(places)) for label in labels]
    return list(places), np.array(of, dtype=np.int64)


def _begin(when: str | None) -> str | None:
    return when.split("/")[0] if when else None


def _is_by(begins: str, until: str) -> bool:
    """Compare ISO dates of different precision: 1806-08-17 is by 1806, and 1806 by 1806-08-17."""
    shared = min(len(begins), len(until))
    return begins[:shared] <= until[:shared]
