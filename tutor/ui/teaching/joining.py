"""How students get in: the code, its picture for telephones, and the door."""

from __future__ import annotations

import io

import segno
import streamlit as st

from tutor.core.classes import Class, show_code
from tutor.ui.markdown import escape_label
from tutor.ui.teaching.desk_work import Teaching, done

_CODES = "teach_codes"
"""Codes of this tab, by class: the database keeps only their hashes."""


def throw_code(teaching: Teaching, class_id: str) -> None:
    """Give a class another code, and keep it in this tab to be shown."""
    code = teaching.classroom.new_code(teaching.actor(), class_id)
    st.session_state.setdefault(_CODES, {})[class_id] = code.code


def draw_joining(teaching: Teaching, found: Class, *, expanded: bool) -> None:
    """Draw the code where this tab knows it, and what can be done at the door."""
    words = teaching.words
    code = st.session_state.get(_CODES, {}).get(found.id)
    shown = bool(code) or expanded
    with st.expander(words("join.title"), icon=":material/door_open:", expanded=shown):
        st.markdown(escape_label(_state(teaching, found)))
        if code:
            _draw_code(teaching, code)
        elif found.code_expires is not None:
            st.caption(escape_label(words("join.hidden")))
        with st.container(horizontal=True):
            if st.button(words("join.new"), key="code-new", icon=":material/key:"):
                done(teaching, lambda: throw_code(teaching, found.id), words("join.thrown"))
            label = words("join.open") if found.paused else words("join.pause")
            icon = ":material/play_arrow:" if found.paused else ":material/pause:"
            if st.button(label, key="code-pause", icon=icon):
                told = words("join.opened") if found.paused else words("join.paused")
                done(teaching, lambda: _pause(teaching, found), told)


def join_link(code: str) -> str:
    """Give the address that fills the code in."""
    base = (st.context.url or "").rstrip("/")
    return f"{base}/join?code={show_code(code)}"


def _state(teaching: Teaching, found: Class) -> str:
    words = teaching.words
    if found.paused:
        return words("join.is_paused")
    if found.code_expires is None:
        return words("join.no_code")
    if not found.is_open(teaching.visit.tutor.clock()):
        return words("join.over")
    return words("join.is_open", date=words.day(found.code_expires.date()))


def _draw_code(teaching: Teaching, code: str) -> None:
    words, link = teaching.words, join_link(code)
    with st.container(key="join-code", horizontal=True, vertical_alignment="center"):
        st.image(_picture(link), width=176, alt=words("join.picture"))
        with st.container(gap="xsmall"):
            st.markdown(f"**{escape_label(words('join.code'))}**")
            st.html(f'<p class="join-code">{show_code(code)}</p>')
            st.markdown(escape_label(words("join.link")))
    st.code(link, language=None, wrap_lines=True)
    st.caption(escape_label(words("join.once")))


def _picture(link: str) -> str:
    """Draw the link as a QR code, dark on white in every theme: telephones want it so."""
    out = io.BytesIO()
    made = segno.make(link, error="m", micro=False)
    made.save(out, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False)
    return out.getvalue().decode("utf-8")


def _pause(teaching: Teaching, found: Class) -> None:
    teaching.classroom.pause(teaching.actor(), found.id, paused=not found.paused)
