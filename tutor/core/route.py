"""The way of a journey: dated stops on a map, and where and when a passage is on it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from tutor.core.authored import Authored, Identifier, Label, Localised, When

LONGEST_DAYS = 60
"""A passage that spans more days than this is at no one place."""
_TELLING_SHARE = 0.6
"""A time that takes up more of the journey says nothing on its timeline."""
Longitude = Annotated[float, Field(ge=-180.0, le=180.0)]
Latitude = Annotated[float, Field(ge=-85.0, le=85.0)]
Point = tuple[Longitude, Latitude]
"""Degrees east and north."""


class Stop(Authored):
    """A place where the journey was, and when."""

    id: Identifier
    place: Label
    date: When
    at: Point


class MapLine(Authored):
    """A simplified line of the land: a river or a coast."""

    id: Identifier
    kind: Literal["river", "coast"]
    name: Label
    points: tuple[Point, ...] = Field(min_length=2)
    name_at: Point | None = None
    """Where the name begins; it is not written where this is not said."""


class Route(Authored):
    """A journey as its stops in order, and the land around it."""

    title: Localised
    lines: tuple[MapLine, ...] = ()
    stops: tuple[Stop, ...] = Field(min_length=2)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where and when something is on a route."""

    stops: tuple[Stop, ...]
    """One stop, or the two that it lies between; none where it has no one place."""
    when: str | None
    """ISO, as the passage has it; None where it is not known or not within the journey."""


def locate(route: Route, when: str | None, place: Localised | None) -> Whereabouts | None:
    """Find a passage on a route by its place, or else by its date; None where it is not on it."""
    days = _days(when) if when else None
    journey = (_days(route.stops[0].date)[0], _days(route.stops[-1].date)[1])
    inside = days is not None and days[0] <= journey[1] and days[1] >= journey[0]
    named = tuple(stop for stop in route.stops if place and _is_at(stop, place))
    if named:
        return Whereabouts((_nearest(named, days),), when if inside else None)
    if days is None or not inside or when is None:
        return None
    stops = _between(route.stops, days)
    start, end = fraction(route, when)
    within = journey[0] <= days[0] and days[1] <= journey[1]
    if (days[1] - days[0]).days > LONGEST_DAYS and not (within and len(stops) == 1):
        stops = ()
    return Whereabouts(stops, when) if stops or end - start <= _TELLING_SHARE else None


def fraction(route: Route, when: str) -> tuple[float, float]:
    """Give the begin and end of a time as shares of the journey, cut to 0..1."""
    first, last = _days(route.stops[0].date)[0], _days(route.stops[-1].date)[1]
    whole = max((last - first).days, 1)
    start, end = _days(when)
    shares = (min(max((day - first).days / whole, 0.0), 1.0) for day in (start, end))
    return next(shares), next(shares)


def years(route: Route) -> Iterator[tuple[int, float]]:
    """Give each new year within the journey, with its share of the journey."""
    first, last = _days(route.stops[0].date)[0], _days(route.stops[-1].date)[1]
    for year in range(first.year + 1, last.year + 1):
        yield year, fraction(route, f"{year}-01-01")[0]


def _is_at(stop: Stop, place: Localised) -> bool:
    """Tell whether a place's name holds a stop's, in the same language."""
    pairs = ((stop.place.en, place.en), (stop.place.es, place.es))
    return any(own and other and own in other for own, other in pairs)


def _nearest(stops: tuple[Stop, ...], days: tuple[date, date] | None) -> Stop:
    """Give the stop nearest in time, the first where no time is known."""
    if days is None:
        return stops[0]
    start = days[0]
    return min(stops, key=lambda stop: min(abs((day - start).days) for day in _days(stop.date)))


def _between(stops: tuple[Stop, ...], days: tuple[date, date]) -> tuple[Stop, ...]:
    """Give the stop of these days, or the first and last of several, or those around them."""
    met = [s for s in stops if _days(s.date)[0] <= days[1] and _days(s.date)[1] >= days[0]]
    if met:
        return (met[0], met[-1])[: len(met)]
    before = [stop for stop in stops if _days(stop.date)[1] < days[0]]
    after = [stop for stop in stops if _days(stop.date)[0] > days[1]]
    return (*before[-1:], *after[:1])


def _days(when: str) -> tuple[date, date]:
    """Give the first and the last day of an ISO day, month, year or span of them."""
    first, _, last = when.partition("/")
    return _first_day(first), _last_day(last or first)


def _first_day(when: str) -> date:
    year, month, day = (*(int(part) for part in when.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(when: str) -> date:
    parts = [int(part) for part in when.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
