"""One student: what is believed and why, the talks, and what a teacher may do."""

from __future__ import annotations

import streamlit as st

from tutor.core.classes import Class, show_code
from tutor.core.lesson import LessonPack
from tutor.core.progress import ConceptProgress, Progress
from tutor.core.terms import level_for
from tutor.ui.markdown import escape_label
from tutor.ui.strings import words as words_of
from tutor.ui.teaching.desk_work import CHOSEN_STUDENT, Teaching, attempt, done
from tutor.ui.teaching.moments import moment
from tutor.ui.teaching.overriding import draw_overrides
from tutor.ui.teaching.transcript import draw_transcript

_SHAPES = {"strong": "●", "growing": "◐", "new": "○"}
_MISTAKES = {"held": "▲", "wavering": "△", "resolved": "✓"}
_RIGHT, _PARTLY = 0.6, 0.3
_READS_SHOWN = 10


def draw_student(teaching: Teaching, found: Class, student: str) -> None:
    """Draw a student of a class."""
    words = teaching.words
    if st.button(words("pupil.back", name=escape_label(found.name)), key="pupil-back",
                 icon=":material/arrow_back:", type="tertiary"):  # fmt: skip
        _leave()
        st.rerun()
    seat = attempt(teaching, lambda: teaching.classroom.seat_of(teaching.actor(), student))
    if seat is None:
        return
    member, found = seat
    st.title(escape_label(member.nickname), anchor=False)
    st.caption(escape_label(words("pupil.joined", date=words.day(member.joined.date()))))
    pack = teaching.pack(found.lesson)
    if pack is not None:
        _draw_model(teaching, student, pack, found)
    draw_overrides(teaching, student)
    st.header(escape_label(words("pupil.talks")), anchor=False)
    if found.policy.transcripts != "teacher":
        st.markdown(escape_label(words("pupil.summaries")))
    else:
        _draw_talks(teaching, student, member.nickname)
    _draw_readings(teaching, student)
    _draw_rights(teaching, student, member.nickname)


def _leave() -> None:
    """Turn back to the class; nothing of the student's stays in this tab's memory."""
    student = st.session_state.pop(CHOSEN_STUDENT, None)
    for kept in ("key", "copy", "read", "transcript"):
        st.session_state.pop(f"{kept}-{student}", None)


def _draw_talks(teaching: Teaching, student: str, name: str) -> None:
    """Draw the talks once they are asked for: reading them is noted."""
    words = teaching.words
    st.caption(escape_label(words("pupil.noted")))
    if st.toggle(words("pupil.read"), key=f"read-{student}"):
        draw_transcript(teaching, student, name)


def _draw_model(teaching: Teaching, student: str, pack: LessonPack, found: Class) -> None:
    words, language = teaching.words, teaching.visit.language
    desk = teaching.classroom.desk
    believed = attempt(teaching, lambda: desk.progress(teaching.actor(), student, pack, language))
    if believed is None:
        return
    st.header(escape_label(words("pupil.model")), anchor=False)
    met = [concept for concept in believed.concepts if concept.evidence]
    if not met:
        st.markdown(escape_label(words("pupil.unmet")))
    readable = found.policy.transcripts == "teacher"
    for concept in sorted(met, key=lambda one: one.mastery):
        _draw_concept(teaching, concept, readable=readable)
    for mistake in believed.misconceptions:
        state = words(f"pupil.mistake.{mistake.status}")
        line = f"“{escape_label(mistake.says)}” · **{escape_label(state)}**"
        st.markdown(f"{_MISTAKES[mistake.status]} {line}")
    _draw_style(teaching, believed)


def _draw_concept(teaching: Teaching, concept: ConceptProgress, *, readable: bool) -> None:
    words = teaching.words
    share = words("progress.share", percent=round(concept.mastery * 100))
    state = words(f"progress.{concept.state}")
    title = f"{_SHAPES[concept.state]} {concept.title} · {state} · {share}"
    with st.expander(escape_label(title)):
        for note in concept.evidence:
            shown = (
                "right"
                if note.outcome >= _RIGHT
                else "partly"
                if note.outcome >= _PARTLY
                else "not"
            )
            judged = words(f"pupil.grade.{shown}")
            helped = f" · {words('pupil.grade.helped')}" if note.assisted else ""
            st.caption(escape_label(f"{moment(words, note.at)} · {judged}{helped}"))
            if readable and note.said:
                st.markdown(f"“{escape_label(note.said)}”")
        if concept.due:
            st.caption(escape_label(words("progress.due", date=words.day(concept.due.date()))))


def _draw_style(teaching: Teaching, believed: Progress) -> None:
    words, spoken = teaching.words, believed.language
    grade = believed.reading_level[spoken]
    level = words(f"level.{level_for(grade)}")
    st.markdown(
        escape_label(
            words(
                "pupil.style", level=level, grade=round(grade),
                language=words_of(spoken)("language"),
            )
        )
    )  # fmt: skip


def _draw_readings(teaching: Teaching, student: str) -> None:
    words = teaching.words
    reads = attempt(teaching, lambda: teaching.classroom.readings(teaching.actor(), student))
    if not reads:
        return
    with st.expander(words("pupil.reads")):
        for read in reads[:_READS_SHOWN]:
            what = words.known(f"reads.what.{read.what}", "reads.what.other")
            st.markdown(escape_label(f"{moment(words, read.at)} · {what}"))


def _draw_rights(teaching: Teaching, student: str, name: str) -> None:
    """Draw the student's rights, as far as a teacher acts for them."""
    words, room = teaching.words, teaching.classroom
    st.header(escape_label(words("pupil.rights")), anchor=False)
    key = f"key-{student}"
    if st.button(words("pupil.new_key"), key="new-key", icon=":material/key:"):
        st.session_state[key] = attempt(teaching, lambda: room.new_key(teaching.actor(), student))
    if thrown := st.session_state.get(key):
        st.markdown(escape_label(words("pupil.key", name=name)))
        st.code(show_code(thrown), language=None)
    _draw_takeout(teaching, student)
    with st.expander(words("pupil.forget"), icon=":material/delete:"):
        st.markdown(escape_label(words("pupil.forget.text", name=name)))
        sure = st.checkbox(words("pupil.forget.sure"), key=f"sure-{student}")
        go = st.button(words("pupil.forget.go"), key="forget", disabled=not sure)
        if go and sure:
            _leave()
            told = words("pupil.forgotten", name=name)
            done(teaching, lambda: room.forget(teaching.actor(), student), told)


def _draw_takeout(teaching: Teaching, student: str) -> None:
    """Offer the copy in two steps: making it is noted as a reading."""
    words, key = teaching.words, f"copy-{student}"
    if st.button(words("pupil.takeout"), key="takeout-make", icon=":material/inventory_2:"):
        st.session_state[key] = attempt(
            teaching, lambda: teaching.classroom.takeout(teaching.actor(), student)
        )
    if kept := st.session_state.get(key):
        st.download_button(
            words("pupil.takeout.save"), kept, file_name="living-history.json",
            mime="application/json", key="takeout-save", on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip
