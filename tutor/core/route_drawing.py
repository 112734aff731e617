"""Routes and their timelines as SVG: pure text, without scripts, fonts or anything from outside.

A picture brings its own paper and ink, light and dark, and larger words where it is drawn small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from math import cos, radians

from tutor.core.material import date_in_words
from tutor.core.route import MapLine, Point, Route, Stop, Whereabouts, fraction, years
from tutor.core.terms import Language

WIDTH = 640.0
_MARGIN = 26.0
_AXIS = 52.0
_TIMELINE_HEIGHT = 104.0
_LABEL_GAP = 14.0
_LINE_HEIGHT = 30.0
_STYLE = """
:root { --paper: #faf6ee; --ink: #2b2622; --water: #2f7a9e; --mark: #c2410c; }
.paper { fill: var(--paper); }
text { font-family: sans-serif; font-size: 15px; fill: var(--ink); }
.land { font-size: 13px; font-style: italic; }
.name { font-size: 18px; font-weight: 700; paint-order: stroke; stroke: var(--paper);
  stroke-width: 4px; }
.river, .coast { stroke: var(--water); stroke-width: 2; }
.coast { stroke-width: 4; }
.way { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 2 4; }
.leg { stroke: var(--mark); stroke-width: 5; }
.stop { fill: var(--ink); }
.mark { fill: var(--mark); stroke: var(--paper); stroke-width: 2; }
@media (max-width: 420px) {
  text { font-size: 26px; }
  .name { font-size: 28px; stroke-width: 6px; }
  .land { display: none; }
  .stop { r: 6px; }
  circle.mark { r: 13px; }
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #1c2127; --ink: #ece7df; --water: #6bb3d6; --mark: #ff8a4c; }
}
"""


class _Projection:
    """Degrees as places in the picture: as wide as the picture, true in the middle latitude."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._west = min(lon for lon, _ in points)
        self._north = max(lat for _, lat in points)
        south, east = min(lat for _, lat in points), max(lon for lon, _ in points)
        self._narrow = cos(radians((self._north + south) / 2))
        self._scale = (WIDTH - 2 * _MARGIN) / max((east - self._west) * self._narrow, 1e-6)
        self.height = round((self._north - south) * self._scale + 2 * _MARGIN, 1)

    def place(self, point: Point) -> tuple[float, float]:
        """Give a point's place, from the upper left corner."""
        lon, lat = point
        x = _MARGIN + (lon - self._west) * self._narrow * self._scale
        return round(x, 1), round(_MARGIN + (self._north - lat) * self._scale, 1)


def draw_route(
    route: Route, language: Language, marks: Iterable[Whereabouts] = (), *, alt: str
) -> str:
    """Draw the land, the way and its stops, those of `marks` marked and named.

    Args:
        route: the journey.
        language: of the names.
        marks: what is to be marked.
        alt: what the picture shows, in words.
    """
    onto = _Projection(
        [*(p for line in route.lines for p in line.points), *(s.at for s in route.stops)]
    )
    shown = list(marks)
    marked = {stop.id: stop for mark in shown for stop in mark.stops}
    parts = [
        *(_draw_line(line, onto, language) for line in route.lines),
        _path((s.at for s in route.stops), onto, "way"),
        *(_path((s.at for s in mark.stops), onto, "leg") for mark in shown if len(mark.stops) > 1),
        *(_dot(onto.place(stop.at), "stop", 3.5) for stop in route.stops),
        *_names(marked.values(), onto, language),
    ]
    return _svg("route", onto.height, alt, parts)


def draw_timeline(
    route: Route, language: Language, marks: Iterable[Whereabouts] = (), *, alt: str
) -> str:
    """Draw the time of a journey with its stops and years, the times of `marks` marked."""
    times = [mark.when for mark in marks if mark.when is not None]
    parts = [
        f'<line class="way" x1="{_MARGIN}" x2="{WIDTH - _MARGIN}" y1="{_AXIS}" y2="{_AXIS}"/>',
        *(_dot((_x(fraction(route, s.date)[0]), _AXIS), "stop", 3.5) for s in route.stops),
        *(_year(year, _x(share)) for year, share in years(route)),
        *_ends(route, language),
        *(_span(_x(start), _x(end)) for start, end in (fraction(route, when) for when in times)),
    ]
    return _svg("timeline", _TIMELINE_HEIGHT, alt, parts)


def _svg(name: str, height: float, alt: str, parts: Iterable[str]) -> str:
    return (
        f'<svg class="{name}" role="img" aria-label="{escape(alt)}" width="{WIDTH:g}"'
        f' height="{height:g}" viewBox="0 0 {WIDTH:g} {height:g}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(alt)}</title><style>{_STYLE}</style>"
        f'<rect class="paper" width="{WIDTH:g}" height="{height:g}" rx="10"/>'
        f"{''.join(parts)}</svg>"
    )


def _draw_line(line: MapLine, onto: _Projection, language: Language) -> str:
    path = _path(line.points, onto, line.kind)
    if line.name_at is None:
        return path
    x, y = onto.place(line.name_at)
    return f'{path}<text class="land" x="{x:g}" y="{y:g}">{escape(line.name.get(language))}</text>'


def _path(points: Iterable[Point], onto: _Projection, name: str) -> str:
    places = " ".join(f"{x:g},{y:g}" for x, y in map(onto.place, points))
    return f'<polyline class="{name}" fill="none" points="{places}"/>'


def _dot(place: tuple[float, float], name: str, radius: float) -> str:
    return f'<circle class="{name}" cx="{place[0]:g}" cy="{place[1]:g}" r="{radius:g}"/>'


def _names(stops: Iterable[Stop], onto: _Projection, language: Language) -> Iterator[str]:
    """Mark stops and name them, each name on a line of its own."""
    line = 0.0
    for stop in sorted(stops, key=lambda stop: -stop.at[1]):
        x, y = onto.place(stop.at)
        left = x > WIDTH / 2
        at, anchor = (x - _LABEL_GAP, "end") if left else (x + _LABEL_GAP, "start")
        line = min(max(y + 6, line + _LINE_HEIGHT), onto.height - 6)
        name = escape(stop.place.get(language))
        yield _dot((x, y), "mark", 8)
        yield f'<text class="name" x="{at:g}" y="{line:g}" text-anchor="{anchor}">{name}</text>'


def _x(share: float) -> float:
    return round(_MARGIN + share * (WIDTH - 2 * _MARGIN), 1)


def _year(year: int, x: float) -> str:
    tick = f'<line class="way" x1="{x:g}" x2="{x:g}" y1="{_AXIS - 10}" y2="{_AXIS + 10}"/>'
    return f'{tick}<text class="year" x="{x:g}" y="{_AXIS + 38}" text-anchor="middle">{year}</text>'


def _ends(route: Route, language: Language) -> tuple[str, str]:
    """Write the months in which the journey begins and ends, above the line."""
    first = date_in_words(route.stops[0].date[:7], language)
    last = date_in_words(route.stops[-1].date.rpartition("/")[2][:7], language)
    y = _AXIS - 22
    return (
        f'<text class="year" x="{_MARGIN}" y="{y}" text-anchor="start">{first}</text>',
        f'<text class="year" x="{WIDTH - _MARGIN}" y="{y}" text-anchor="end">{last}</text>',
    )


def _span(start: float, end: float) -> str:
    """Mark a time: a dot where it is short, a bar where it is long."""
    width = end - start
    if width < 16:
        return _dot(((start + end) / 2, _AXIS), "mark", 8)
    return (
        f'<rect class="mark" x="{start:g}" y="{_AXIS - 8}" width="{width:g}" height="16" rx="8"/>'
    )
