"""Alerts and what is done about them: new, seen, closed. None is ever deleted here."""

from __future__ import annotations

import streamlit as st

from tutor.classroom.overview import ClassView
from tutor.core.alerts import NEXT, Alert, AlertState
from tutor.errors import TutorError
from tutor.ui.markdown import escape_label, escape_markdown
from tutor.ui.teaching.desk_work import Teaching, attempt, reason
from tutor.ui.teaching.moments import moment
from tutor.ui.teaching.transcript import draw_exchanges

_SHAPES = {AlertState.NEW: "●", AlertState.SEEN: "◐", AlertState.CLOSED: "○"}
_CLOSED_SHOWN = 20
_TROUBLE = "alerts_trouble"


def draw_alerts(view: ClassView, teaching: Teaching) -> None:
    """Draw the open alerts, and the closed ones folded."""
    words = teaching.words
    names = {row.member.student: row.member.nickname for row in view.rows}
    opened = [alert for alert in view.alerts if alert.state is not AlertState.CLOSED]
    closed = [alert for alert in view.alerts if alert.state is AlertState.CLOSED]
    if trouble := st.session_state.pop(_TROUBLE, None):
        st.warning(escape_label(trouble), icon=":material/info:")
    if not view.alerts:
        return
    st.header(escape_label(words("alerts.title", count=len(opened))), anchor=False)
    if not opened:
        st.markdown(escape_label(words("alerts.none")))
    for alert in opened:
        _draw_alert(alert, names.get(alert.student or "", ""), view, teaching)
    if closed:
        with st.expander(words("alerts.closed", count=len(closed))):
            for alert in closed[:_CLOSED_SHOWN]:
                _draw_alert(alert, names.get(alert.student or "", ""), view, teaching)


def _draw_alert(alert: Alert, name: str, view: ClassView, teaching: Teaching) -> None:
    words = teaching.words
    with st.container(border=True, key=f"alert-{alert.id}", gap="small"):
        severity = words(f"alerts.severity.{alert.severity.value}")
        state = words(f"alerts.state.{alert.state.value}")
        st.markdown(
            f"{_SHAPES[alert.state]} **{escape_label(name)}** · {escape_label(severity)} · "
            f"{escape_label(state)} · {escape_label(moment(words, alert.at))}"
        )
        st.markdown(f"“{escape_markdown(alert.quote)}”")
        with st.container(horizontal=True, vertical_alignment="center"):
            for after in sorted(NEXT[alert.state]):
                st.button(
                    words(f"alerts.to.{after.value}.{alert.state.value}"),
                    key=f"move-{alert.id}-{after.value}",
                    on_click=_move,
                    args=(alert, after, teaching),
                )
            told = view.modelled and alert.exchange is not None and alert.student is not None
            if told and st.toggle(words("alerts.around"), key=f"around-{alert.id}"):
                _draw_context(alert, name, teaching)


def _draw_context(alert: Alert, name: str, teaching: Teaching) -> None:
    classroom = teaching.classroom
    around = attempt(teaching, lambda: classroom.alarms.around(teaching.actor(), alert.id))
    if around is not None:
        draw_exchanges(around, name, teaching, key=f"alert-{alert.id}", marked=alert.exchange)


def _move(alert: Alert, state: AlertState, teaching: Teaching) -> None:
    """Take a step before the page is drawn anew; why it cannot be taken is told there."""
    try:
        teaching.classroom.alarms.move(teaching.actor(), alert.id, state)
    except TutorError as error:
        st.session_state[_TROUBLE] = reason(error, teaching.words)
