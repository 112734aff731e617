"""Who is here and which talk is open.

A student of a class is known by the cookie that the door has set. Where there are no classes a
random token in the address stands for the visitor: a reload, a second tab and a new start of the
server all find the talk again. Who only tries it out is forgotten when the tab is closed.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import tzinfo
from typing import Literal, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.core.classes import GUEST, Class, Member, seat_name
from tutor.core.lesson import LessonPack
from tutor.core.people import TEACHING, Actor, Role
from tutor.core.persona import Persona
from tutor.core.terms import Language
from tutor.errors import RefusedError, TutorError
from tutor.ui.cookies import seat_token
from tutor.ui.framing import frame_token, is_framed, take_ticket
from tutor.ui.identifying import vouched_actor, wants_to_identify
from tutor.ui.sharing import shared_guests, shared_rooms, shared_tutor
from tutor.ui.stating import model_line, override_lines, policy_lines
from tutor.ui.strings import Words, language_of, words
from tutor.ui.turns import Room

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_SHOWN = 40
"""Turns that are read from the log when a talk is opened."""


Standing = Literal["own", "seat", "staff", "guest"]


class NoVisitError(TutorError):
    """Nobody is known to be here: there are classes, and the door has to be gone through."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A student at a page."""

    student: str
    words: Words
    standing: Standing = "own"
    """How the visitor came: by the address, by a seat in a class, with an account, or to try."""
    actor: Actor | None = None
    """Whoever the cookie stands for."""

    @property
    def teaches(self) -> bool:
        """Whoever is here has the page Class."""
        return self.actor is not None and self.actor.role in TEACHING

    @property
    def administers(self) -> bool:
        """Whoever is here has the page Administration."""
        return self.actor is not None and self.actor.role is Role.ADMINISTRATOR

    @property
    def tutor(self) -> Tutor:
        """Give the tutor."""
        return shared_tutor()

    @property
    def language(self) -> Language:
        """Give the language of the page."""
        return self.words.language

    def seat(self) -> tuple[Member, Class] | None:
        """Give the seat of a student of a class, and the class."""
        if self.standing != "seat" or self.actor is None:
            return None
        return self.tutor.classroom.seat_of(self.actor, self.actor.id)

    def rules(self) -> tuple[str, ...]:
        """Say what the visitor's class has settled; without one, who else gets what is written."""
        seat, companies = self.seat(), self.tutor.companies
        if seat is not None:
            return policy_lines(seat[1].policy, self.words, companies)
        return (model_line(self.words, companies),)

    def set_by_teacher(self) -> tuple[str, ...]:
        """Say what a teacher has set for this student."""
        if self.standing != "seat" or self.actor is None:
            return ()
        made = self.tutor.classroom.overrides(self.actor, self.actor.id)
        return override_lines(next(iter(made), None), self.words)

    def takeout(self) -> str:
        """Give all that is kept of the visitor, as JSON."""
        if self.standing == "seat" and self.actor is not None:
            return self.tutor.classroom.takeout(self.actor, self.actor.id)
        return self.tutor.takeout(self.student)

    def forget(self) -> None:
        """Delete the visitor everywhere."""
        if self.standing == "seat" and self.actor is not None:
            self.tutor.classroom.forget(self.actor, self.actor.id)
        else:
            self.tutor.forget(self.student)


def current_visit() -> Visit:
    """Find out who is here; put the address in order.

    Raises:
        NoVisitError: the visitor has to come in by the door first.
    """
    language = current_language()
    try:
        take_ticket()
    except RefusedError as error:
        raise NoVisitError(str(error)) from error
    actor = present_actor()
    if actor is not None and actor.role is Role.STUDENT:
        st.session_state["seat"] = actor.id
        return _visit(seat_name(actor.id), language, "seat", actor)
    if st.session_state.pop("seat", None) is not None:
        raise NoVisitError("the seat: signed out, or the class is gone. Come in by the door.")
    if actor is None and st.session_state.pop("account", None) is not None:
        leave()
        raise NoVisitError("the account: signed out, or shut. Come in by the door.")
    if actor is not None:
        st.session_state["account"] = actor.id
    if actor is not None or "try" in st.query_params or "guest" in st.session_state:
        standing: Standing = "guest" if actor is None else "staff"
        return _visit(_guest(), language, standing, actor)
    if wants_to_identify():
        raise NoVisitError("nobody: another service is to say who is here.")
    known = _known("me", _TOKEN)
    if known is None and shared_tutor().classroom.is_used():
        raise NoVisitError("nobody: there are classes here. Come in by the door.")
    return _visit(known or secrets.token_urlsafe(18), language, "own", None)


def current_language() -> Language:
    """Give the language of the page: chosen, or the browser's."""
    chosen = _known("lang", re.compile("en|es"))
    _keep("lang", chosen)
    return cast("Language", chosen) if chosen else language_of(st.context.locale)


def present_actor() -> Actor | None:
    """Tell whom the browser's cookie stands for at this moment: seats and roles change."""
    token = frame_token() or seat_token()
    found = shared_tutor().classroom.doors.who_is(token) if token else None
    return found if found is not None or is_framed() else vouched_actor()


def _visit(student: str, language: Language, standing: Standing, actor: Actor | None) -> Visit:
    _keep("me", student if standing == "own" else None)
    _keep("talk", _known("talk", _TOKEN))
    return Visit(student, words(language), standing, actor)


def _guest() -> str:
    """Give the name of a visitor of whom nothing is kept, and see to it."""
    if "guest" not in st.session_state:
        st.session_state["guest"] = f"{GUEST}{secrets.token_urlsafe(18)}"
    name = str(st.session_state["guest"])
    context = get_script_run_ctx()
    if context is not None:
        shared_guests().note(name, context.session_id)
    return name


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
    pack = _lesson_of(visit)
    return start_talk(visit, pack, visit.tutor.personas(pack.id)[0])


def _lesson_of(visit: Visit) -> LessonPack:
    """Give the lesson of the visitor's class, else the first one."""
    packs, seat = visit.tutor.packs(), visit.seat()
    assigned = [pack for pack in packs if seat is not None and pack.id == seat[1].lesson]
    return (assigned or list(packs))[0]


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
    st.session_state.pop("guest", None)


def _move_in(visit: Visit, conversation: Conversation) -> Room[Conversation]:
    turns = conversation.turns(_SHOWN)
    conversation.zone = _zone()
    pace_s = visit.tutor.settings.pace_ms / 1000.0
    room = Room(conversation, turns, pace_s=pace_s)
    _keep("talk", conversation.session_id)
    return shared_rooms().keep(_key(visit, conversation.session_id), room)


def _zone() -> tzinfo | None:
    """Give the zone of the browser's clock, if it tells one that is known here."""
    try:
        return ZoneInfo(st.context.timezone or "")
    except (ValueError, ZoneInfoNotFoundError):
        return None


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
