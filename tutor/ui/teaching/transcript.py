"""A student's talks, word for word, with how each answer was graded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from tutor.core.events import Evidence, Exchange
from tutor.ui.markdown import escape_label, escape_markdown
from tutor.ui.teaching.desk_work import Teaching, attempt
from tutor.ui.teaching.moments import moment

Beside = Callable[[Exchange, Evidence], None]
"""Draws what can be done with a graded answer, beside its grade."""
_RIGHT, _PARTLY = 0.6, 0.3


def draw_transcript(
    teaching: Teaching, student: str, name: str, beside: Beside | None = None
) -> None:
    """Draw the last talks of a student, and earlier ones on demand. It is noted as a reading.

    Args:
        teaching: who reads.
        student: the student's id.
        name: the student's nickname.
        beside: draws what can be done with a graded answer.
    """
    key, words = f"transcript-{student}", teaching.words
    before: list[int | None] = st.session_state.setdefault(key, [None])
    for start in reversed(before):
        read = partial(teaching.classroom.desk.transcript, teaching.actor(), student, start)
        page = attempt(teaching, read)
        if page is None:
            return
        more = page.earlier if start == before[-1] else None
        label, icon = words("earlier.show"), ":material/expand_less:"
        if more is not None and st.button(label, key=f"{key}-more", icon=icon):
            before.append(more)
            st.rerun()
        if not page.exchanges:
            st.markdown(escape_label(words("pupil.silent")))
        draw_exchanges(page.exchanges, name, teaching, key=f"{student}-{start}", beside=beside)


def draw_exchanges(
    exchanges: Iterable[Exchange], name: str, teaching: Teaching, *, key: str,
    marked: str | None = None, beside: Beside | None = None,
) -> None:  # fmt: skip
    """Draw some turns; the one that is marked stands in a frame."""
    for exchange in exchanges:
        frame = exchange.id == marked
        with st.container(border=frame, gap="xsmall", key=f"turn-{key}-{exchange.id}"):
            _draw_exchange(exchange, name, teaching)
            for evidence in exchange.evidence:
                _draw_grade(exchange, evidence, teaching, beside)


def _draw_exchange(exchange: Exchange, name: str, teaching: Teaching) -> None:
    words = teaching.words
    if exchange.message is not None:
        when = escape_label(moment(words, exchange.at))
        st.markdown(
            f"**{escape_label(name)}** :small[{when}]  \n{escape_markdown(exchange.message)}"
        )
    for concern in exchange.concerns:
        told = words.known(f"concern.{concern.kind}", "concern.other")
        st.markdown(f"◆ {escape_label(told)}")
    answer = " ".join(segment.text for segment in exchange.segments)
    st.markdown(f"*{escape_label(words('pupil.tutor'))}*: {escape_markdown(answer)}")


def _draw_grade(
    exchange: Exchange, evidence: Evidence, teaching: Teaching, beside: Beside | None
) -> None:
    words = teaching.words
    pack = teaching.pack(exchange.pack)
    outcome = evidence.outcome
    shown = "right" if outcome >= _RIGHT else "partly" if outcome >= _PARTLY else "not"
    parts = [teaching.concept(pack, evidence.concept), words(f"pupil.grade.{shown}")]
    if evidence.assisted:
        parts.append(words("pupil.grade.helped"))
    if evidence.misconception:
        says = teaching.misconception(pack, evidence.misconception)
        parts.append(words("pupil.grade.mistake", says=says))
    st.caption(" · ".join(escape_label(part) for part in parts))
    if beside is not None:
        beside(exchange, evidence)
