"""Students who are wrong in the same way."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.classroom.overview.seen import Cluster, Pupil
from tutor.core.lesson import LessonPack

FEWEST = 3
"""Fewer are a matter between the student and the tutor."""


def find_clusters(
    pupils: Sequence[Pupil], pack: LessonPack | None, fewest: int = FEWEST
) -> tuple[Cluster, ...]:
    """Give the misconceptions of a lesson that so many students hold now, the commonest first."""
    if pack is None:
        return ()
    found = (_cluster(wrong, pupils, pack) for wrong in pack.misconception_by_id)
    large = [cluster for cluster in found if len(cluster.members) >= fewest]
    return tuple(sorted(large, key=lambda one: (-len(one.members), one.misconception)))


def _cluster(wrong: str, pupils: Sequence[Pupil], pack: LessonPack) -> Cluster:
    key = f"{pack.id}/{wrong}"
    held = [
        (pupil.member, belief.exchanges[-1] if belief.exchanges else "")
        for pupil in pupils
        if pupil.model and (belief := pupil.model.misconceptions.get(key))
        if belief.status == "held"
    ]
    return Cluster(
        misconception=wrong,
        concept=pack.misconception_by_id[wrong].concept,
        members=tuple(member for member, _ in held),
        exchanges=tuple(exchange for _, exchange in held),
    )
