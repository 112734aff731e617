"""One run of the page: who is here, which page is open, and what to do when nothing works."""

from __future__ import annotations

import logging

import streamlit as st

from tutor.errors import TutorError
from tutor.ui.announcing import set_language
from tutor.ui.heading import PROGRESS_PAGE, TALK_PAGE
from tutor.ui.my_progress import draw_progress
from tutor.ui.picturing import FAVICON, STYLE
from tutor.ui.sharing import shared_tutor
from tutor.ui.talk import draw_talk
from tutor.ui.visiting import Visit, current_visit
from tutor.ui.warm import warm_once

_log = logging.getLogger(__name__)


def run() -> None:
    """Draw the page that is open."""
    visit = current_visit()
    words = visit.words
    st.set_page_config(page_title=words("app"), page_icon=str(FAVICON), layout="centered")
    st.html(STYLE)
    set_language(visit.language)

    def talk() -> None:
        draw_talk(visit)

    def progress() -> None:
        draw_progress(visit)

    pages = {
        TALK_PAGE: st.Page(
            talk, title=words("pages.talk"), icon=":material/forum:", url_path="talk", default=True
        ),
        PROGRESS_PAGE: st.Page(
            progress, title=words("pages.progress"), icon=":material/eco:", url_path="progress"
        ),
    }
    st.session_state.update(pages)
    chosen = st.navigation(list(pages.values()))
    try:
        warm_once(shared_tutor())
        chosen.run()
    except TutorError:
        _log.exception("The page could not be shown.")
        _draw_trouble(visit)


def _draw_trouble(visit: Visit) -> None:
    st.error(visit.words("trouble.start"), icon=":material/warning:")
    st.button(visit.words("trouble.again"), key="trouble-again")
