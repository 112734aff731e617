"""What a teacher settles for one student in place of what the tutor has found."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import streamlit as st

from tutor.core.people import Actor
from tutor.core.terms import LANGUAGES, LEVELS, Language, Level
from tutor.ui.markdown import escape_label
from tutor.ui.strings import words as words_of
from tutor.ui.teaching.desk_work import Teaching, attempt, done


class Override(Protocol):
    """What is settled for a student; None where the tutor decides."""

    @property
    def level(self) -> Level | None:
        """Name the reading level."""
        ...

    @property
    def language(self) -> Language | None:
        """Name the language."""
        ...


@runtime_checkable
class Overrides(Protocol):
    """The part of the classroom that keeps what is settled for a student."""

    def set_override(
        self, actor: Actor | None, student: str, *, level: Level | None, language: Language | None
    ) -> object:
        """Settle a level, a language or both."""
        ...

    def clear_override(self, actor: Actor | None, student: str) -> object:
        """Let the tutor decide again."""
        ...

    def overrides(self, actor: Actor | None, student: str) -> Override | None:
        """Give what is settled, or None."""
        ...


def draw_overrides(teaching: Teaching, student: str, room: object = None) -> None:
    """Draw the form, where the classroom keeps such settlements."""
    keeper = room or teaching.classroom
    if not isinstance(keeper, Overrides):
        return
    words = teaching.words
    settled = attempt(teaching, lambda: keeper.overrides(teaching.actor(), student))
    st.header(escape_label(words("override.title")), anchor=False)
    st.caption(escape_label(words("override.note")))
    levels: list[Level | None] = [None, *LEVELS]
    tongues: list[Language | None] = [None, *LANGUAGES]
    level = st.selectbox(
        words("override.level"), levels, index=levels.index(settled.level if settled else None),
        format_func=lambda one: words(f"level.{one}") if one else words("override.tutor"),
        key=f"override-level-{student}", filter_mode=None,
    )  # fmt: skip
    language = st.selectbox(
        words("override.language"), tongues,
        index=tongues.index(settled.language if settled else None),
        format_func=lambda one: words_of(one)("language") if one else words("override.tutor"),
        key=f"override-language-{student}", filter_mode=None,
    )  # fmt: skip
    if st.button(words("override.go"), key="override-go"):
        if level is None and language is None:
            told = words("override.cleared")
            done(teaching, lambda: keeper.clear_override(teaching.actor(), student), told)
        done(
            teaching,
            lambda: keeper.set_override(teaching.actor(), student, level=level, language=language),
            words("override.set"),
        )
