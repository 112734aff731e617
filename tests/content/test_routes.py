from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.talking import ROOT
from tests.content.editing import replace
from tests.entries import JOURNALS, needs_journals
from tutor.content import examine_pack, load_pack, read_entries, write_pack

FILE = "media/route.yaml"
ROUTE = """\
title: {en: The way, es: El camino}
lines:
  - {id: river, kind: river, name: {en: River, es: Río}, points: [[-90, 38], [-101.5, 47]]}
stops:
  - {id: start, place: {en: Start, es: Comienzo}, date: 1804-05-14, at: [-90.1, 38.8]}
  - {id: fort, place: {en: Fort, es: Fuerte}, date: 1804-11-04/1805-04-07, at: [-101.4, 47.3]}
"""


@pytest.fixture
def routed(tiny: Path) -> Path:
    (tiny / "media").mkdir()
    (tiny / FILE).write_text(ROUTE, encoding="utf-8")
    return tiny


def test_a_route_belongs_to_its_pack(routed: Path, tmp_path: Path) -> None:
    assert examine_pack(routed).problems == ()
    pack = load_pack(routed)
    assert pack.route is not None
    assert pack.route.stops[1].at == (-101.4, 47.3)
    write_pack(pack, tmp_path / "copy" / "tiny")
    assert load_pack(tmp_path / "copy" / "tiny") == pack


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("1804-05-14", "1806-05-14", 6, "stop 'fort' (1804-11-04/1805-04-07) is before 'start'"),
        ("1804-05-14", "1804-05-34", 5, "which does not exist"),
        ("1804-05-14", "May 1804", 5, "which is no date"),
        ("id: fort", "id: start", 6, "twice among its stops"),
        ("[-90.1, 38.8]", "[-90.1, 138.8]", 5, "above 85"),
        ("[-90.1, 38.8]", "[west, 38.8]", 5, "needs a number"),
        ("[-90.1, 38.8]", "[-90.1]", 5, "'at"),
        (", es: Comienzo", "", 5, "has no Spanish for 'place'"),
        ("kind: river", "kind: road", 3, "not river or coast"),
    ],
)
def test_what_is_wrong_with_a_route_is_told_at_its_line(
    routed: Path, old: str, new: str, line: int, says: str
) -> None:
    replace(routed, FILE, old, new)
    found = [str(problem) for problem in examine_pack(routed).problems]
    assert any(f"{FILE}:{line}: " in text and says in text for text in found), found


@needs_journals
def test_every_stop_of_the_shipped_route_has_a_day_in_the_journals() -> None:
    days = {entry.date for entry in read_entries(JOURNALS).entries.all}
    route = load_pack(ROOT / "lessons/bird-woman").route
    assert route is not None
    for stop in route.stops:
        for day in stop.date.split("/"):
            assert day in days, stop.id
            date.fromisoformat(day)
