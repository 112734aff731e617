"""What keeps itself up to date: the numbers, who needs the teacher, and the alerts."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from tutor.classroom.overview import ClassView, Metrics, Need
from tutor.core.lesson import LessonPack
from tutor.ui.markdown import escape_label
from tutor.ui.teaching.alerts import draw_alerts
from tutor.ui.teaching.desk_work import CHOSEN_STUDENT, Teaching, attempt
from tutor.ui.teaching.moments import ago

EVERY = "5s"
_HERE = timedelta(minutes=15)
_SHAPES = {
    "crisis": "■",
    "concern": "◆",
    "asked": "◉",
    "stuck": "▲",
    "note": "◇",
    "off_task": "○",
}


def draw_live(teaching: Teaching, shown: ClassView, pack: LessonPack | None) -> None:
    """Draw the part that is drawn anew every few seconds. `shown` is what the rest shows."""
    first = [shown]
    found = shown.found

    @st.fragment(run_every=EVERY)
    def live() -> None:
        view = (
            first.pop()
            if first
            else attempt(teaching, lambda: teaching.look(found.id, found.lesson))
        )
        if view is None:
            return
        _draw_metrics(view.metrics, teaching)
        _draw_here(view, shown, teaching)
        _draw_needs(view, pack, teaching)
        draw_alerts(view, teaching)

    live()


def _draw_metrics(metrics: Metrics, teaching: Teaching) -> None:
    words = teaching.words
    with st.container(key="metrics", horizontal=True):
        st.metric(words("metrics.joined"), metrics.joined)
        st.metric(words("metrics.active"), metrics.active)
        st.metric(words("metrics.answers"), metrics.answers)
        if metrics.mastered is not None:
            st.metric(words("metrics.mastered"), f"{metrics.mastered:g}")


def _draw_here(view: ClassView, shown: ClassView, teaching: Teaching) -> None:
    """Say who is here now, and offer the rest of the page anew where it is behind."""
    words = teaching.words
    here = [r for r in view.rows if r.last is not None and view.at - r.last <= _HERE]
    if here:
        newest = sorted(here, key=lambda row: row.last or view.at, reverse=True)
        names = ", ".join(row.member.nickname for row in newest)
        st.markdown(
            f"**{escape_label(words('live.here', count=len(here)))}** {escape_label(names)}"
        )
    behind = [(r.member.student, r.answers) for r in view.rows] != [
        (r.member.student, r.answers) for r in shown.rows
    ]
    if behind and st.button(words("live.newest"), key="newest", icon=":material/refresh:"):
        st.rerun()


def _draw_needs(view: ClassView, pack: LessonPack | None, teaching: Teaching) -> None:
    words = teaching.words
    st.header(escape_label(words("needs.title")), anchor=False)
    if not view.needs:
        st.markdown(escape_label(words("needs.none")))
    with st.container(key="needs", gap="xsmall"):
        for need in view.needs:
            _draw_need(need, view, pack, teaching)


def _draw_need(need: Need, view: ClassView, pack: LessonPack | None, teaching: Teaching) -> None:
    words = teaching.words
    concept = teaching.concept(pack, need.concept)
    reason = words(f"needs.{need.reason}", concept=concept, count=need.turns)
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        name = escape_label(need.member.nickname)
        when = escape_label(ago(words, view.at - need.at))
        st.markdown(f"{_SHAPES[need.reason]} **{name}** · {escape_label(reason)} · {when}")
        key = f"need-{need.member.student}-{need.reason}"
        if view.modelled and st.button(words("needs.open"), key=key, type="tertiary"):
            st.session_state[CHOSEN_STUDENT] = need.member.student
            st.rerun()
