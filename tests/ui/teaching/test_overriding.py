"""The form of what a teacher settles for one student, over a keeper that only remembers."""

from __future__ import annotations

# ruff: noqa: ARG002, PLC0415 - the page is a script of its own
from streamlit.testing.v1 import AppTest


def _page() -> None:
    from dataclasses import dataclass

    import streamlit as st

    from tutor.ui.strings import words
    from tutor.ui.teaching.desk_work import Teaching
    from tutor.ui.teaching.overriding import draw_overrides
    from tutor.ui.visiting import Visit

    @dataclass
    class Settled:
        level: str | None = None
        language: str | None = None

    class Keeper:
        def set_override(self, actor, student, *, level, language):
            st.session_state["kept"] = Settled(level, language)

        def clear_override(self, actor, student):
            st.session_state["kept"] = None

        def overrides(self, actor, student):
            return st.session_state.get("kept")

    class Someone(Teaching):
        def actor(self):
            return None

    draw_overrides(Someone(Visit("s", words("en"))), "ana", Keeper())


def test_level_and_language_are_settled_and_given_back_to_the_tutor():
    page = AppTest.from_function(_page).run()
    page.selectbox(key="override-level-ana").set_value("simple")
    page.selectbox(key="override-language-ana").set_value("es")
    page.button(key="override-go").click().run()
    assert not page.exception
    kept = page.session_state["kept"]
    assert (kept.level, kept.language) == ("simple", "es")
    page.selectbox(key="override-level-ana").set_value("tutor")
    page.selectbox(key="override-language-ana").set_value("tutor")
    page.button(key="override-go").click().run()
    assert not page.exception
    assert page.session_state["kept"] is None
