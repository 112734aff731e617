"""What a query lets through: kinds of source, and the persona's horizon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tutor.core.lesson import LessonPack
from tutor.core.terms import SourceKind
from tutor.ports import Query
from tutor.retrieval.documents import DISPUTE_PREFIX


@dataclass(frozen=True, slots=True)
class Label:
    """What the filters look at: the kinds of an item, and when it begins (ISO) if it is dated."""

    kinds: frozenset[SourceKind]
    begins: str | None


def label_items(pack: LessonPack) -> dict[str, Label]:
    """Label every passage and dispute. A dispute has its accounts' kinds and no date."""
    labels = {p.id: Label(frozenset({p.kind}), _begin(p.when)) for p in pack.passages}
    for dispute in pack.disputes:
        kinds = frozenset(account.kind for account in dispute.accounts)
        labels[DISPUTE_PREFIX + dispute.id] = Label(kinds, None)
    return labels


def lets_through(query: Query, owner: str, labels: Mapping[str, Label]) -> bool:
    """Say whether a query wants to see this passage or dispute."""
    label = labels[owner]
    if query.kinds is not None and not label.kinds & query.kinds:
        return False
    return query.until is None or label.begins is None or _is_by(label.begins, query.until)


def _begin(when: str | None) -> str | None:
    return when.split("/")[0] if when else None


def _is_by(begins: str, until: str) -> bool:
    """Compare ISO dates of different precision: 1806-08-17 is by 1806, and 1806 by 1806-08-17."""
    shared = min(len(begins), len(until))
    return begins[:shared] <= until[:shared]
