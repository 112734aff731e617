"""What a teacher settles for one student in place of what the tutor has found."""

from __future__ import annotations

from typing import Protocol, cast, runtime_checkable

import streamlit as st

from tutor.core.people import Actor
from tutor.core.terms import LANGUAGES, LEVELS, Language, Level
from tutor.ui.markdown import escape_label
from tutor.ui.strings import words as words_of
from tutor.ui.teaching.desk_work import Teaching, attempt, done

_TUTOR = "tutor"
"""Stands for what the tutor decides."""


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
    level = st.selectbox(
        words("override.level"), (_TUTOR, *LEVELS),
        index=_place(settled.level if settled else None, LEVELS),
        format_func=lambda one: words("override.tutor" if one == _TUTOR else f"level.{one}"),
        key=f"override-level-{student}", filter_mode=None,
    )  # fmt: skip
    language = st.selectbox(
        words("override.language"), (_TUTOR, *LANGUAGES),
        index=_place(settled.language if settled else None, LANGUAGES),
        format_func=lambda one: words("override.tutor") if one == _TUTOR else _own_name(one),
        key=f"override-language-{student}", filter_mode=None,
    )  # fmt: skip
    if st.button(words("override.go"), key="override-go"):
        if level == language == _TUTOR:
            told = words("override.cleared")
            done(teaching, lambda: keeper.clear_override(teaching.actor(), student), told)
        done(
            teaching,
            lambda: keeper.set_override(
                teaching.actor(),
                student,
                level=None if level == _TUTOR else cast("Level", level),
                language=None if language == _TUTOR else cast("Language", language),
            ),
            words("override.set"),
        )


def _place(settled: str | None, names: tuple[str, ...]) -> int:
    return names.index(settled) + 1 if settled else 0


def _own_name(language: str) -> str:
    return words_of(cast("Language", language))("language")
