"""Ideas and students in one picture: every cell says in signs what its colour says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import streamlit as st

from tutor.classroom.overview import BANDS, ClassView
from tutor.core.lesson import LessonPack
from tutor.ui.markdown import escape_label
from tutor.ui.teaching.desk_work import CHOSEN_STUDENT, Teaching

SHAPES = {"new": "○", "shaky": "△", "growing": "◐", "strong": "●"}
_COLOURS = {"new": "#ece6dd", "shaky": "#f0b39b", "growing": "#f2dd97", "strong": "#a6d2ae"}
Shown = dict[str, str | int]
_INK = "#201812"
_CELL, _NAME, _HEAD = 28, 230, 80
"""Pixels of a cell's height, of the names of the ideas, and of those of the students."""
_NUMBERED = 18
"""Students up to which a cell has room for the number of attempts."""
_TITLE = 38
"""Characters of a title."""


def draw_heat_map(teaching: Teaching, view: ClassView, pack: LessonPack | None) -> None:
    """Draw how far each student has come with each idea that anyone has met."""
    words = teaching.words
    if not view.modelled:
        return
    st.header(escape_label(words("grid.ideas")), anchor=False)
    cells = _cells(teaching, view, pack)
    if not cells:
        st.markdown(escape_label(words("grid.empty")))
        return
    legend = " · ".join(f"{SHAPES[band]} {words(f'band.{band}')}" for band in BANDS)
    st.caption(escape_label(words("grid.legend", legend=legend)))
    with st.container(key="heat-map"):
        chosen = _draw_chart(cells, words("grid.alt", count=len(view.rows)))
    if chosen is None:
        st.session_state.pop("map-chosen", None)
    elif chosen != st.session_state.get("map-chosen"):
        st.session_state["map-chosen"] = chosen
        st.session_state[CHOSEN_STUDENT] = chosen
        st.rerun()
    with st.expander(words("grid.table")):
        _draw_words(teaching, cells)


def _cells(teaching: Teaching, view: ClassView, pack: LessonPack | None) -> list[Shown]:
    words, numbered = teaching.words, len(view.rows) <= _NUMBERED
    met = {cell.concept for row in view.rows for cell in row.cells if cell.attempts}
    return [
        {
            "student": row.member.student,
            "name": row.member.nickname,
            "idea": _short(teaching.concept(pack, cell.concept)),
            "title": teaching.concept(pack, cell.concept),
            "band": words(f"band.{cell.band}"),
            "colour": cell.band,
            "sign": f"{SHAPES[cell.band]}{cell.attempts or ''}" if numbered else SHAPES[cell.band],
            "tries": cell.attempts,
        }
        for row in view.rows
        for cell in row.cells
        if cell.concept in met
    ]


def _draw_chart(cells: list[Shown], told: str) -> str | None:
    """Draw the picture; gives the student whose cell was clicked."""
    import altair as alt  # noqa: PLC0415 - only this page draws charts

    names = list(dict.fromkeys(str(cell["name"]) for cell in cells))
    ideas = list(dict.fromkeys(str(cell["idea"]) for cell in cells))
    colours = alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values()))
    axis_x = alt.Axis(orient="top", labelAngle=-60, labelLimit=90, labelOverlap=False, title=None)
    axis_y = alt.Axis(labelLimit=_NAME, labelOverlap=False, title=None)
    base = alt.Chart(alt.InlineData(values=cells)).encode(
        x=alt.X("name:N", sort=names, axis=axis_x),
        y=alt.Y("idea:N", sort=ideas, axis=axis_y),
        tooltip=[alt.Tooltip(f"{field}:N", title=" ") for field in ("name", "idea", "band")],
    )
    click = alt.selection_point(name="cell", fields=["student"], on="click", clear=False)
    ground = base.mark_rect(stroke="#8a7d70", strokeWidth=0.5, cursor="pointer").encode(
        color=alt.Color("colour:N", scale=colours, legend=None)
    )
    signs = base.mark_text(color=_INK, fontSize=13, cursor="pointer").encode(text="sign:N")
    chart = (ground.add_params(click) + signs).properties(height=_CELL * len(ideas) + _HEAD)
    state = st.altair_chart(
        chart, width="stretch", key="map-chart", on_select="rerun", selection_mode="cell", alt=told
    )
    picked = cast("dict[str, Any]", state.get("selection", {})).get("cell", [])
    return str(picked[0]["student"]) if picked else None


def _draw_words(teaching: Teaching, cells: Sequence[Shown]) -> None:
    """Say the same in words, idea by idea: for screen readers and narrow screens."""
    words = teaching.words
    for idea in dict.fromkeys(str(cell["idea"]) for cell in cells):
        told = []
        for band in reversed(BANDS):
            names = [
                _named(cell) for cell in cells if (cell["idea"], cell["colour"]) == (idea, band)
            ]
            if names:
                told.append(f"{SHAPES[band]} {words(f'band.{band}')}: {', '.join(names)}")
        title = next(str(cell["title"]) for cell in cells if cell["idea"] == idea)
        lines = (f"**{escape_label(title)}**", *(escape_label(one) for one in told))
        st.markdown("  \n".join(lines))


def _named(cell: Shown) -> str:
    return f"{cell['name']} ({cell['tries']})" if cell["tries"] else str(cell["name"])


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…"
