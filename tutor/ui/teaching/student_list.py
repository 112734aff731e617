"""The students of a class, each a line that opens."""

from __future__ import annotations

import streamlit as st

from tutor.classroom.overview import ClassView, Row
from tutor.core.lesson import LessonPack
from tutor.ui.markdown import escape_label
from tutor.ui.teaching.clusters import say_step
from tutor.ui.teaching.desk_work import CHOSEN_STUDENT, Teaching
from tutor.ui.teaching.moments import ago


def draw_students(teaching: Teaching, view: ClassView, pack: LessonPack | None) -> None:
    """List the students with what is worth doing next with each."""
    words = teaching.words
    st.header(escape_label(words("pupils.title")), anchor=False)
    with st.container(key="pupils", gap="xsmall"):
        for row in view.rows:
            _draw_row(teaching, row, view, pack)


def _draw_row(teaching: Teaching, row: Row, view: ClassView, pack: LessonPack | None) -> None:
    words = teaching.words
    last = ago(words, view.at - row.last) if row.last else words("pupil.silent")
    parts = [words("pupils.answers", count=row.answers), last]
    if view.modelled:
        parts.insert(0, words("pupils.strong", count=row.strong))
    parts += [say_step(teaching, step, pack, alone=True) for step in row.steps[:1]]
    with st.container(border=True, gap="xxsmall"):
        label = f"**{escape_label(row.member.nickname)}**"
        key = f"pupil-{row.member.student}"
        if st.button(label, key=key, type="tertiary", icon=":material/person:"):
            st.session_state[CHOSEN_STUDENT] = row.member.student
            st.rerun()
        st.markdown(escape_label(" · ".join(parts)))
