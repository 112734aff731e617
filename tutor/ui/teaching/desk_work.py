"""What every part of the page Class works with: who acts now, and what to say when it fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from tutor.classroom.classroom import Classroom
from tutor.classroom.overview import ClassView
from tutor.core.lesson import LessonPack
from tutor.core.people import Actor
from tutor.errors import (
    ContentError,
    InUseError,
    NicknameError,
    NotAllowedError,
    NotFoundError,
    TutorError,
)
from tutor.ui.markdown import escape_label
from tutor.ui.strings import Words
from tutor.ui.visiting import Visit, present_actor

Given = TypeVar("Given")

_TOLD = "teach_told"
CHOSEN_CLASS = "teach_class"
CHOSEN_STUDENT = "teach_student"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Teaching:
    """Someone at the page Class."""

    visit: Visit

    @property
    def words(self) -> Words:
        """Give the words of the page."""
        return self.visit.words

    @property
    def classroom(self) -> Classroom:
        """Give the classroom."""
        return self.visit.tutor.classroom

    def actor(self) -> Actor | None:
        """Ask anew who acts: a role can change between two clicks."""
        return present_actor()

    def pack(self, lesson: str) -> LessonPack | None:
        """Give a lesson, or None where it is not there any more."""
        try:
            return self.visit.tutor.pack(lesson)
        except ContentError:
            return None

    def look(self, class_id: str, lesson: str) -> ClassView:
        """Give the class as it stands now."""
        return self.classroom.desk.overview(self.actor(), class_id, self.pack(lesson))

    def concept(self, pack: LessonPack | None, concept: str | None) -> str:
        """Give a concept's title, or its id where the lesson no longer has it."""
        authored = pack.concept_by_id.get(concept or "") if pack else None
        return authored.title.get(self.visit.language) if authored else concept or ""

    def misconception(self, pack: LessonPack | None, wrong: str | None) -> str:
        """Give a misconception in its own words."""
        authored = pack.misconception_by_id.get(wrong or "") if pack else None
        return authored.says.get(self.visit.language)[0] if authored else wrong or ""


def attempt(teaching: Teaching, act: Callable[[], Given]) -> Given | None:
    """Do something, or say in a plain sentence why it cannot be done; gives None then."""
    try:
        return act()
    except TutorError as error:
        st.warning(escape_label(reason(error, teaching.words)), icon=":material/info:")
    return None


def done(teaching: Teaching, act: Callable[[], object], told: str) -> None:
    """Do something and draw the page anew; what came of it is told at its top."""
    try:
        act()
        st.session_state[_TOLD] = told
    except TutorError as error:
        st.session_state[_TOLD] = reason(error, teaching.words)
    st.rerun()


def draw_told() -> None:
    """Tell what came of the last action."""
    told = st.session_state.pop(_TOLD, None)
    if told:
        st.info(escape_label(told), icon=":material/info:")


def reason(error: TutorError, words: Words) -> str:
    """Say in a plain sentence why something cannot be done."""
    if isinstance(error, NicknameError):
        return words(f"door.fault.{error.fault}")
    if isinstance(error, InUseError):
        return words("teach.moved")
    if isinstance(error, NotAllowedError | NotFoundError):
        return words("teach.gone")
    _log.error("The page Class is in trouble.", exc_info=error)
    return words("trouble.start")
