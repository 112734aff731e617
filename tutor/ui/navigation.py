"""One run of the page: who is here, which page is open, and what to do when nothing works."""

from __future__ import annotations

import logging

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from tutor.errors import NotAllowedError, TutorError
from tutor.ui.administering.admin_page import draw_admin_page
from tutor.ui.announcing import set_language
from tutor.ui.framing import came_with_ticket
from tutor.ui.heading import PROGRESS_PAGE, TALK_PAGE
from tutor.ui.identifying import draw_identifying
from tutor.ui.my_progress import draw_progress
from tutor.ui.picturing import FAVICON, STYLE
from tutor.ui.sharing import shared_tutor
from tutor.ui.strings import Words
from tutor.ui.strings import words as words_of
from tutor.ui.talk import draw_talk
from tutor.ui.teaching.class_page import draw_class_page
from tutor.ui.visiting import NoVisitError, Visit, current_language, current_visit
from tutor.ui.warm import warm_once

_log = logging.getLogger(__name__)


def run() -> None:
    """Draw the page that is open."""
    try:
        visit = current_visit()
    except NoVisitError:
        _draw_way_to_the_door(words_of(current_language()))
        return
    except TutorError:
        _log.exception("Nobody can be told who is here.")
        _draw_trouble(words_of(current_language()))
        return
    words = visit.words
    st.set_page_config(page_title=words("app"), page_icon=str(FAVICON), layout="centered")
    st.html(STYLE)
    set_language(visit.language)

    chosen = st.navigation(_pages(visit))
    _tell_other_role(visit)
    try:
        warm_once(shared_tutor())
        chosen.run()
    except NotAllowedError:
        st.info(words("role.changed"), icon=":material/info:")
    except TutorError:
        _log.exception("The page could not be shown.")
        _draw_trouble(words)


def _pages(visit: Visit) -> list[StreamlitPage]:
    """Give the pages of whoever is here; an address of any other says that there is none."""
    words = visit.words

    def talk() -> None:
        draw_talk(visit)

    def progress() -> None:
        draw_progress(visit)

    def teach() -> None:
        draw_class_page(visit)

    pages = {
        TALK_PAGE: st.Page(
            talk,
            title=words("pages.talk"),
            icon=":material/forum:",
            url_path="talk",
            default=not visit.teaches,
        ),
        PROGRESS_PAGE: st.Page(
            progress, title=words("pages.progress"), icon=":material/eco:", url_path="progress"
        ),
    }
    st.session_state.update(pages)
    if not visit.teaches:
        return list(pages.values())
    title = words("pages.class")
    desk = st.Page(teach, title=title, icon=":material/school:", url_path="class", default=True)
    return [desk, *pages.values(), *_administration(visit)]


def _administration(visit: Visit) -> list[StreamlitPage]:
    """Give the page of administrators, for one of them."""
    if not visit.administers:
        return []
    return [
        st.Page(
            lambda: draw_admin_page(visit),
            title=visit.words("pages.admin"),
            icon=":material/admin_panel_settings:",
            url_path="admin",
        )
    ]


def _tell_other_role(visit: Visit) -> None:
    """Say so where an administrator has given the account another role in mid-session."""
    role = visit.actor.role.value if visit.actor else None
    before = st.session_state.get("role")
    st.session_state["role"] = role
    if role is not None and before not in (None, role):
        st.info(visit.words("role.changed"), icon=":material/info:")


def _draw_way_to_the_door(words: Words) -> None:
    """Say that the visitor has to come in, to a tab that was signed out while it was open."""
    st.set_page_config(page_title=words("app"), page_icon=str(FAVICON), layout="centered")
    st.title(words("app"))
    if came_with_ticket():
        st.info(words("ticket.used"), icon=":material/door_open:")
        return
    if draw_identifying(words):
        return
    st.info(words("seat.gone"), icon=":material/door_open:")
    st.markdown(f"[{words('seat.door')}](/join?lang={words.language})")


def _draw_trouble(words: Words) -> None:
    st.error(words("trouble.start"), icon=":material/warning:")
    st.button(words("trouble.again"), key="trouble-again")
