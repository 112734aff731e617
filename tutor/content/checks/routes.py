"""The stops of a route are in order and apart from each other by their ids."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tutor.content.source_map import SourceMap
from tutor.core.lesson import LessonPack
from tutor.errors import Problem


def check_route(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report stops out of their order in time, and ids that are used twice."""
    if pack.route is None:
        return
    for at, (one, next_one) in enumerate(pairwise(pack.route.stops), start=1):
        if next_one.date < one.date:
            message = f"stop '{next_one.id}' ({next_one.date}) is before '{one.id}' ({one.date})."
            place = ("stops", at, "date")
            yield sources.error("route", "", place, message, "Put the stops in order of time.")
    for name in ("stops", "lines"):
        seen: set[str] = set()
        for at, part in enumerate(getattr(pack.route, name)):
            if part.id in seen:
                message = f"the route has '{part.id}' twice among its {name}."
                remedy = "Give one of them another id."
                yield sources.error("route", "", (name, at, "id"), message, remedy)
            seen.add(part.id)
