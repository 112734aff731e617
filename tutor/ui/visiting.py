"""Who is here and which talk is open: a random token and a talk's id, kept in the address.

A reload, a second tab and a new start of the server all find the talk again. There are no accounts.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import cast

import streamlit as st

from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.core.terms import Language
from tutor.ui.sharing import shared_rooms, shared_tutor
from tutor.ui.strings import Words, language_of, words
from tutor.ui.turns import Room

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_SHOWN = 40
"""Turns that are read from the log when a talk is opened."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A student at a page."""

    student: str
    words: Words

    @property
    def tutor(self) -> Tutor:
        """Give the tutor."""
        return shared_tutor()

    @property
    def language(self) -> Language:
        """Give the language of the page."""
        return self.words.language


def current_visit() -> Visit:
    """Read who is here from the address, or from this tab's memory; put both in order."""
    student = _known("me", _TOKEN) or secrets.token_urlsafe(18)
    chosen = _known("lang", re.compile("en|es"))
    language = cast("Language", chosen) if chosen else language_of(st.context.locale)
    talk = _known("talk", _TOKEN)
    for key, value in (("me", student), ("talk", talk), ("lang", chosen)):
        _keep(key, value)
    return Visit(student, words(language))


def choose_language(language: Language) -> None:
    """Show the page in this language from now on."""
    _keep("lang", language)


def current_room(visit: Visit) -> Room[Conversation]:
    """Give the talk that is open, or open one."""
    talk = st.session_state.get("talk")
    if talk:
        room = shared_rooms().find(_key(visit, talk))
        if room is not None:
            return room
        conversation = visit.tutor.resume(talk, student=visit.student)
        if conversation is not None:
            return _move_in(visit, conversation)
    earlier = visit.tutor.sessions(visit.student)
    if not talk and earlier:
        conversation = visit.tutor.resume(earlier[0].id, student=visit.student)
        if conversation is not None:
            return _move_in(visit, conversation)
    pack = visit.tutor.packs()[0]
    return start_talk(visit, pack, visit.tutor.personas(pack.id)[0])


def start_talk(visit: Visit, pack: LessonPack, persona: Persona) -> Room[Conversation]:
    """Open a new talk. It greets in the language of the page and then follows the student."""
    first = visit.tutor.open(
        student=visit.student, pack=pack.id, persona=persona.id, language=visit.language
    )
    first.greet()
    following = visit.tutor.resume(first.session_id, student=visit.student)
    return _move_in(visit, following or first)


def open_talk(talk: str) -> None:
    """Turn to another talk of this student."""
    _keep("talk", talk)


def leave() -> None:
    """Forget who is here: the next page view is a new student's."""
    for key in ("me", "talk"):
        _keep(key, None)


def _move_in(visit: Visit, conversation: Conversation) -> Room[Conversation]:
    turns = conversation.turns(_SHOWN)
    pace_s = visit.tutor.settings.pace_ms / 1000.0
    room = Room(conversation, turns, pace_s=pace_s)
    _keep("talk", conversation.session_id)
    return shared_rooms().keep(_key(visit, conversation.session_id), room)


def _key(visit: Visit, talk: str) -> str:
    return f"{visit.student} {talk}"


def _known(key: str, form: re.Pattern[str]) -> str | None:
    """Give a value of the address, else of this tab's memory; other pages lose the address's."""
    for value in (st.query_params.get(key), st.session_state.get(key)):
        if value and form.fullmatch(value):
            return str(value)
    return None


def _keep(key: str, value: str | None) -> None:
    if value is None:
        st.session_state.pop(key, None)
        st.query_params.pop(key, None)
        return
    st.session_state[key] = value
    if st.query_params.get(key) != value:
        st.query_params[key] = value
