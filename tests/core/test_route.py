from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from tutor.core.lesson import Localised
from tutor.core.route import MapLine, Route, Stop, fraction, locate, years
from tutor.core.route_drawing import draw_route, draw_timeline

SVG = "{http://www.w3.org/2000/svg}"


def stop(name: str, day: str, lon: float, lat: float) -> Stop:
    place = Localised(en=name, es=f"el {name}")
    return Stop(id=name.lower().replace(" ", "-"), place=place, date=day, at=(lon, lat))


ROUTE = Route(
    title=Localised(en="The way", es="El camino"),
    lines=(
        MapLine(
            id="river",
            kind="river",
            name=Localised(en="River <&>", es="Río <&>"),
            points=((-90.0, 38.0), (-101.0, 47.0)),
            name_at=(-95.0, 40.0),
        ),
    ),
    stops=(
        stop("Wood River", "1804-05-14", -90.1, 38.8),
        stop("Fort Mandan", "1804-11-04/1805-04-07", -101.4, 47.3),
        stop("Great Falls", "1805-06-13/1805-07-14", -111.3, 47.5),
        stop("Fort Clatsop", "1805-12-07/1806-03-23", -123.9, 46.1),
        stop("Great Falls", "1806-07-13", -111.3, 47.5),
        stop("Saint Louis", "1806-09-23", -90.2, 38.6),
    ),
)


@pytest.mark.parametrize(
    ("when", "place", "stops"),
    [
        ("1805-02-11", None, ["fort-mandan"]),
        ("1804-11", None, ["fort-mandan"]),
        ("1804-11-02/1805-04-07", None, ["fort-mandan"]),
        ("1805-05-14", None, ["fort-mandan", "great-falls"]),
        ("1805-04-01/1805-06-14", None, []),
        ("1805-03-20/1805-05-01", None, ["fort-mandan"]),
        ("1805-03-20/1806-01-01", "Fort Clatsop and the sea", ["fort-clatsop"]),
        ("1800", "Fort Mandan", ["fort-mandan"]),
        ("1805-10-16", "the great falls of another river", ["great-falls", "fort-clatsop"]),
    ],
)
def test_a_passage_is_found_by_its_place_or_else_by_its_date(
    when: str, place: str | None, stops: list[str]
) -> None:
    where = locate(ROUTE, when, Localised(en=place) if place else None)
    assert where is not None
    assert [found.id for found in where.stops] == stops


@pytest.mark.parametrize(
    ("when", "place"),
    [(None, None), ("1803", None), ("1812-12-20", None), (None, "Montana"), ("1804/1806", None)],
)
def test_what_is_not_on_the_journey_is_nowhere_on_it(when: str | None, place: str | None) -> None:
    assert locate(ROUTE, when, Localised(en=place) if place else None) is None


def test_of_two_stops_at_one_place_the_nearer_in_time_is_meant() -> None:
    where = locate(ROUTE, "1806-07-20", Localised(es="el Great Falls"))
    assert where is not None
    assert where.stops[0].date == "1806-07-13"


def test_a_place_before_the_journey_has_no_time_on_its_line() -> None:
    where = locate(ROUTE, "1800", Localised(en="Fort Mandan"))
    assert where is not None
    assert where.when is None


def test_times_are_shares_of_the_journey() -> None:
    assert fraction(ROUTE, "1804-05-14") == (0.0, 0.0)
    assert fraction(ROUTE, "1806-09-23") == (1.0, 1.0)
    assert fraction(ROUTE, "1700/1900") == (0.0, 1.0)
    start, end = fraction(ROUTE, "1805")
    assert 0.2 < start < end < 0.8
    assert [year for year, _ in years(ROUTE)] == [1805, 1806]


@pytest.mark.parametrize("language", ["en", "es"])
def test_pictures_are_whole_name_what_is_marked_and_bring_nothing_from_outside(language) -> None:
    where = locate(ROUTE, "1805-05-14", None)
    assert where is not None
    for draw in (draw_route, draw_timeline):
        text = draw(ROUTE, language, [where], alt='Map "<&>"')
        root = ET.fromstring(text)  # noqa: S314  # our own text
        assert root.get("aria-label") == 'Map "<&>"'
        assert root.get("role") == "img"
        tags = {node.tag.removeprefix(SVG) for node in root.iter()}
        assert tags <= {"svg", "title", "style", "rect", "polyline", "circle", "text", "line"}
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
        assert "url(" not in text
    drawn = ET.fromstring(draw_route(ROUTE, language, [where], alt=""))  # noqa: S314
    names = [node.text for node in drawn.iter(f"{SVG}text")]
    wanted = {"en": ["Fort Mandan", "Great Falls"], "es": ["el Fort Mandan", "el Great Falls"]}
    assert set(wanted[language]) <= set(names)


def test_everything_drawn_is_inside_the_picture() -> None:
    root = ET.fromstring(draw_route(ROUTE, "en", alt=""))  # noqa: S314
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    dots = [(float(d.get("cx", "")), float(d.get("cy", ""))) for d in root.iter(f"{SVG}circle")]
    assert len(dots) == len(ROUTE.stops)
    assert all(0 <= x <= width and 0 <= y <= height for x, y in dots)
    assert dots[0][0] > dots[1][0] > dots[3][0]
    assert dots[0][1] > dots[1][1]


def test_a_long_time_is_a_bar_and_a_day_a_dot() -> None:
    day, winter = locate(ROUTE, "1805-02-11", None), locate(ROUTE, "1804-11/1805-03", None)
    assert day is not None
    assert winter is not None
    assert '<rect class="mark"' not in draw_timeline(ROUTE, "en", [day], alt="")
    assert '<rect class="mark"' in draw_timeline(ROUTE, "en", [winter], alt="")
