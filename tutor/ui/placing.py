"""Where and when an answer is: the pack's route as a map, and its time as a line."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from tutor.core.lesson import LessonPack, Passage
from tutor.core.material import date_in_words
from tutor.core.route import Route, Whereabouts, locate
from tutor.core.route_drawing import draw_route, draw_timeline
from tutor.core.turn import Turn
from tutor.ui.markdown import escape_label
from tutor.ui.strings import Words

_MARKS = 2
"""Passages of an answer that are marked: the first ones, which it rests on most."""


def draw_whereabouts(turn: Turn, pack: LessonPack, words: Words) -> None:
    """Draw map and timeline of the passages that an answer cites, where they are on the route.

    They are open at once for a student who likes maps.
    """
    found = list(_located(turn, pack))[:_MARKS] if pack.route is not None else []
    if pack.route is None or not found:
        return
    wanted = turn.learner.presentation == "map"
    with st.expander(words("map.title"), icon=":material/map:", expanded=wanted):
        for drawing, alt in pictures(pack.route, found, words):
            st.image(drawing, alt=alt, width="stretch")
        told = [f"- {escape_label(_tell(passage, where, words))}" for passage, where in found]
        st.markdown("\n".join(told))
        st.caption(escape_label(words("map.note")))


def pictures(
    route: Route, found: list[tuple[Passage, Whereabouts]], words: Words
) -> Iterator[tuple[str, str]]:
    """Give map and timeline as SVG, each with what it shows in words."""
    said = "; ".join(_tell(passage, where, words) for passage, where in found)
    marks = [where for _, where in found]
    if any(mark.stops for mark in marks):
        first, last = (route.stops[at].place.get(words.language) for at in (0, -1))
        alt = words("map.alt", first=first, last=last, marked=said)
        yield draw_route(route, words.language, marks, alt=alt), alt
    if any(mark.when for mark in marks):
        alt = words("map.time_alt", marked=said)
        yield draw_timeline(route, words.language, marks, alt=alt), alt


def _located(turn: Turn, pack: LessonPack) -> Iterator[tuple[Passage, Whereabouts]]:
    for citation in turn.citations:
        passage = pack.passage_by_id.get(citation.id)
        if passage is not None and pack.route is not None:
            where = locate(pack.route, passage.when, passage.place)
            if where is not None:
                yield passage, where


def _tell(passage: Passage, where: Whereabouts, words: Words) -> str:
    """Say where and when a passage is, in words."""
    language = words.language
    places = [stop.place.get(language) for stop in where.stops]
    place = passage.place.get(language) if passage.place else ""
    if not place and len(places) == 2:
        place = words("map.between", one=places[0], other=places[1])
    place = place or "".join(places[:1])
    when = date_in_words(passage.when, language) if passage.when else ""
    return ", ".join(part for part in (place, when) if part)
