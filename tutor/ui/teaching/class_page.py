"""The page Class: one's classes, and the one that is open."""

from __future__ import annotations

import streamlit as st

from tutor.core.classes import Class
from tutor.ui.markdown import escape_label
from tutor.ui.sidebar import draw_plain_sidebar
from tutor.ui.teaching.clusters import draw_clusters, draw_steps
from tutor.ui.teaching.desk_work import (
    CHOSEN_CLASS,
    CHOSEN_STUDENT,
    Teaching,
    attempt,
    done,
    draw_told,
)
from tutor.ui.teaching.heat_map import draw_heat_map
from tutor.ui.teaching.joining import draw_joining, throw_code
from tutor.ui.teaching.keeping import draw_keeping
from tutor.ui.teaching.live import draw_live
from tutor.ui.teaching.settling import draw_settling
from tutor.ui.teaching.student_list import draw_students
from tutor.ui.teaching.student_page import draw_student
from tutor.ui.visiting import Visit


def draw_class_page(visit: Visit) -> None:
    """Draw the class that is open, or the student who is."""
    teaching, words = Teaching(visit), visit.words
    st.set_page_config(layout="wide")
    draw_plain_sidebar(visit)
    classes = attempt(teaching, lambda: teaching.classroom.classes(teaching.actor()))
    if classes is None:
        return
    found = _chosen(teaching, classes)
    student = st.session_state.get(CHOSEN_STUDENT)
    if found is not None and student is not None:
        draw_told()
        draw_student(teaching, found, student)
        return
    st.title(escape_label(found.name if found else words("teach.title")), anchor=False)
    draw_told()
    if found is None:
        st.markdown(escape_label(words("teach.none")))
    else:
        _draw_class(teaching, found)
    with st.expander(words("teach.add"), icon=":material/add:", expanded=found is None):
        _draw_adding(teaching)


def _chosen(teaching: Teaching, classes: tuple[Class, ...]) -> Class | None:
    """Let one of several classes be chosen; a class that is gone gives way to another."""
    if not classes:
        return None
    ids = [found.id for found in classes]
    known = st.session_state.get(CHOSEN_CLASS)
    at = ids.index(known) if known in ids else len(ids) - 1
    if len(classes) == 1:
        return classes[0]
    names = {found.id: found.name for found in classes}

    def change() -> None:
        st.session_state[CHOSEN_CLASS] = st.session_state["teach-choose"]
        st.session_state.pop(CHOSEN_STUDENT, None)

    if st.session_state.get("teach-choose") not in (None, *ids[at : at + 1]):
        st.session_state["teach-choose"] = ids[at]
    st.selectbox(
        teaching.words("teach.choose"), ids, index=at, format_func=names.__getitem__,
        key="teach-choose", on_change=change, filter_mode=None,
    )  # fmt: skip
    return classes[at]


def _draw_class(teaching: Teaching, found: Class) -> None:
    pack = teaching.pack(found.lesson)
    view = attempt(teaching, lambda: teaching.look(found.id, found.lesson))
    if view is None:
        return
    title = pack.manifest.title.get(teaching.visit.language) if pack else found.lesson
    st.markdown(escape_label(teaching.words("teach.lesson", title=title)))
    draw_joining(teaching, found, expanded=not view.rows)
    draw_live(teaching, view, pack)
    if view.rows:
        draw_steps(teaching, view.steps, pack)
        draw_heat_map(teaching, view, pack)
        draw_clusters(teaching, view, pack)
        draw_students(teaching, view, pack)
        draw_keeping(teaching, view, pack)
    draw_settling(teaching, found)


def _draw_adding(teaching: Teaching) -> None:
    words, packs = teaching.words, teaching.visit.tutor.packs()
    titles = {pack.id: pack.manifest.title.get(teaching.visit.language) for pack in packs}
    with st.form("teach-add", border=False):
        name = st.text_input(words("teach.name"), key="teach-name", max_chars=60)
        lesson = st.selectbox(
            words("teach.choose_lesson"), list(titles), format_func=titles.__getitem__,
            key="teach-lesson", filter_mode=None,
        )  # fmt: skip
        sent = st.form_submit_button(words("teach.add_go"))
    if sent and lesson is not None:
        done(teaching, lambda: _add(teaching, name, lesson), words("teach.added"))


def _add(teaching: Teaching, name: str, lesson: str) -> None:
    made = teaching.classroom.add_class(teaching.actor(), name, lesson)
    st.session_state[CHOSEN_CLASS] = made.id
    throw_code(teaching, made.id)
