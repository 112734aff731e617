"""The sidebar: language, talks, help."""

from __future__ import annotations

from functools import partial
from typing import cast

import streamlit as st

from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.core.terms import LANGUAGES, Language
from tutor.ports import SessionRecord
from tutor.ui.framing import is_framed
from tutor.ui.identifying import draw_sign_out
from tutor.ui.markdown import escape_label, escape_markdown
from tutor.ui.strings import words
from tutor.ui.visiting import Visit, choose_language, open_talk, start_talk

_TALKS = 8
_TITLE = 40


def draw_sidebar(visit: Visit, *, talk: str, name: str) -> None:
    """Draw the sidebar.

    Args:
        visit: who is here.
        talk: the id of the talk that is open.
        name: the figure's name.
    """
    with st.sidebar:
        _draw_language(visit)
        _draw_new_talk(visit)
        _draw_talks(visit, talk)
        if st.button(visit.words("side.help"), icon=":material/help:", type="tertiary"):
            _open_help(visit, name)
        _draw_standing(visit)


def draw_plain_sidebar(visit: Visit) -> None:
    """Draw what every page has: the language, who is here, and the way out."""
    with st.sidebar:
        _draw_language(visit)
        _draw_standing(visit)


def _draw_standing(visit: Visit) -> None:
    """Say who the page takes the visitor for, and let them go."""
    words, seat = visit.words, visit.seat()
    if seat is not None:
        member, room = seat
        line = words("side.class", nickname=member.nickname, name=room.name)
    elif visit.standing == "staff":
        line = words("side.signed_in")
    else:
        line = words("side.guest") if visit.standing == "guest" else words("side.private")
    st.caption(escape_label(line))
    if visit.actor is not None and not is_framed() and not draw_sign_out(words):
        st.markdown(f"[{escape_label(words('side.out'))}](/signout?lang={visit.language})")


def _draw_language(visit: Visit) -> None:
    key = f"language-{visit.language}"

    def change() -> None:
        choose_language(cast("Language", st.session_state[key]))

    st.selectbox(
        visit.words("side.language"),
        LANGUAGES,
        index=LANGUAGES.index(visit.language),
        format_func=lambda language: words(language)("language"),
        key=key,
        on_change=change,
        filter_mode=None,
    )


def _draw_new_talk(visit: Visit) -> None:
    offers = [(pack, p) for pack in visit.tutor.packs() for p in visit.tutor.personas(pack.id)]
    for pack, persona in offers:
        several = len(offers) > 1
        name = persona.name.get(visit.language)
        label = visit.words("side.new_with", name=name) if several else visit.words("side.new")
        st.button(
            escape_label(label),
            key=f"new-{pack.id}-{persona.id}",
            icon=":material/add_comment:",
            on_click=partial(_start, visit, pack, persona),
            width="stretch",
        )


def _start(visit: Visit, pack: LessonPack, persona: Persona) -> None:
    start_talk(visit, pack, persona)


def _draw_talks(visit: Visit, talk: str) -> None:
    earlier = [r for r in visit.tutor.sessions(visit.student) if r.id != talk][:_TALKS]
    if not earlier:
        return
    st.caption(visit.words("side.talks"))
    with st.container(gap="xxsmall", key="talks"):
        for record in earlier:
            st.button(
                _title(record, visit),
                key=f"talk-{record.id}",
                type="tertiary",
                on_click=open_talk,
                args=(record.id,),
            )


def _title(record: SessionRecord, visit: Visit) -> str:
    text = record.title or visit.words("side.untitled")
    short = text if len(text) <= _TITLE else text[: _TITLE - 1].rstrip() + "…"
    return escape_label(short)


def _open_help(visit: Visit, name: str) -> None:
    @st.dialog(visit.words("help.title"))
    def show() -> None:
        st.markdown(escape_markdown(visit.words("help.how")))
        st.markdown(escape_markdown(visit.words("help.voices", name=name)))
        st.markdown(f"### {escape_label(visit.words('help.who_title'))}")
        for line in visit.rules():
            st.markdown(f"- {escape_label(line)}")
        if visit.standing == "own":
            st.markdown(escape_markdown(visit.words("help.who")))
        st.markdown(escape_markdown(visit.words("help.model")))

    show()
