"""The route of a pack: read from `media/route.yaml`."""

from __future__ import annotations

from pathlib import Path

from tutor.content.items import Items, read_document
from tutor.content.source_map import Origin
from tutor.content.validation import build
from tutor.core.route import Route

ROUTE_FILE = "media/route.yaml"


def read_route(path: Path) -> Items[Route]:
    """Read a pack's route: one value, or none where there is no file or it is broken."""
    if not path.is_file():
        return Items((), (), ())
    document = read_document(path)
    route, wrong = build(Route, document.value, document.lines, "the route")
    values = () if route is None else (route,)
    return Items(values, (Origin("route", "", document.lines),), document.problems or wrong)
