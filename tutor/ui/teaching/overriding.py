"""What a teacher settles for one student in place of what the tutor has found."""

from __future__ import annotations

from typing import cast

import streamlit as st

from tutor.core.rules import Override
from tutor.core.terms import LANGUAGES, LEVEL_GRADES, LEVELS, Language, Level, level_for
from tutor.ui.markdown import escape_label
from tutor.ui.strings import words as words_of
from tutor.ui.teaching.desk_work import Teaching, attempt, done

_TUTOR = "tutor"
"""Stands for what the tutor decides."""


def draw_overrides(teaching: Teaching, student: str) -> None:
    """Draw the form of level and language."""
    words, classroom = teaching.words, teaching.classroom
    kept = attempt(teaching, lambda: classroom.overrides(teaching.actor(), student)) or ()
    settled = kept[0] if kept else None
    st.header(escape_label(words("override.title")), anchor=False)
    st.caption(escape_label(words("override.note")))
    level = st.selectbox(
        words("override.level"), (_TUTOR, *LEVELS),
        index=_place(_level(settled), LEVELS),
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
            done(teaching, lambda: classroom.clear_override(teaching.actor(), student), told)
            return
        done(
            teaching,
            lambda: classroom.set_override(
                teaching.actor(),
                student,
                level=None if level == _TUTOR else _grade(cast("Level", level)),
                language=None if language == _TUTOR else cast("Language", language),
            ),
            words("override.set"),
        )


def _level(settled: Override | None) -> Level | None:
    return level_for(settled.level) if settled and settled.level is not None else None


def _grade(level: Level) -> float:
    """Give the US school grade in the middle of a level."""
    return sum(LEVEL_GRADES[level]) / 2


def _place(settled: str | None, names: tuple[str, ...]) -> int:
    return names.index(settled) + 1 if settled else 0


def _own_name(language: str) -> str:
    return words_of(cast("Language", language))("language")
