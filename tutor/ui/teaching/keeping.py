"""The class on paper and as a table."""

from __future__ import annotations

import streamlit as st

from tutor.classroom.overview import ClassView, class_table
from tutor.core.lesson import LessonPack
from tutor.core.spreadsheets import write_csv
from tutor.ui.announcing import draw_print_button
from tutor.ui.teaching.desk_work import Teaching


def draw_keeping(teaching: Teaching, view: ClassView, pack: LessonPack | None) -> None:
    """Offer the table and the printer."""
    words = teaching.words
    with st.container(horizontal=True, key="keeping", vertical_alignment="center"):
        st.download_button(
            words("keep.csv"), lambda: _table(teaching, view, pack), file_name="class.csv",
            mime="text/csv", key="csv", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        draw_print_button(words("keep.print"))


def _table(teaching: Teaching, view: ClassView, pack: LessonPack | None) -> bytes:
    words = teaching.words
    head = (
        words("keep.student"), words("keep.answers"), words("keep.last"), words("keep.tries")
    )  # fmt: skip
    table = class_table(
        view, head, lambda concept: teaching.concept(pack, concept),
        lambda band: words(f"band.{band}"),
    )  # fmt: skip
    return write_csv(table)
