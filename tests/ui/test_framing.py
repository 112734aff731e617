"""A page that was opened with a ticket, where the browser keeps no cookie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from tests.ui.conftest import Open
from tests.ui.test_page import QUESTION, address, ask, shown
from tutor.core.classes import Class
from tutor.core.people import OPERATOR, Role
from tutor.ui.sharing import shared_tutor
from tutor.ui.strings import words

EN = words("en")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A tutor of its own: a class changes what strangers see."""
    st.cache_resource.clear()
    yield tmp_path_factory.mktemp("frames")
    shared_tutor().close()
    st.cache_resource.clear()


@pytest.fixture
def room(open_page: Open) -> Class:
    desk = shared_tutor().classroom
    name = f"Vega {len(desk.accounts(OPERATOR))}"
    vega = desk.add_account(OPERATOR, name, Role.TEACHER)
    return desk.add_class(OPERATOR, "5B", "bird-woman", teacher=vega.account.id)


def ticket(room: Class, nickname: str) -> str:
    return shared_tutor().classroom.ticket(OPERATOR, room.id, nickname).token


def test_a_ticket_opens_the_seat_and_a_reload_finds_the_talk_again(
    open_page: Open, room: Class
) -> None:
    first = ticket(room, "Ana")
    page = ask(open_page(ticket=first), QUESTION)
    assert not page.exception
    assert "Ana" in page.sidebar.caption[-1].value
    assert not any("/signout" in text.value for text in page.sidebar.markdown)
    where = address(page)
    assert where["ticket"] != first
    again = open_page(**where)
    assert "Cameahwait" in shown(again)
    assert address(again)["ticket"] not in (first, where["ticket"])


def test_clicking_around_uses_up_no_ticket(open_page: Open, room: Class) -> None:
    page = open_page(ticket=ticket(room, "Ana"))
    where = address(page)["ticket"]
    ask(page, QUESTION)
    page.run()
    assert address(page)["ticket"] == where


def test_a_ticket_that_is_played_again_opens_nothing_and_says_so(
    open_page: Open, room: Class
) -> None:
    first = ticket(room, "Ana")
    ask(open_page(ticket=first), QUESTION)
    for given in (first, "0" * 32, "' OR 1=1", "<b>"):
        page = open_page("es", ticket=given)
        assert not page.exception
        assert page.info[0].value == words("es")("ticket.used")
        assert not page.chat_input
        assert "Cameahwait" not in shown(page)


def test_a_ticket_that_opens_nothing_does_not_let_a_cookie_stand_in(
    open_page: Open, room: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = shared_tutor().classroom
    code = desk.new_code(OPERATOR, room.id).code
    ben = desk.doors.join(code, "Ben", "192.0.2.7")
    monkeypatch.setattr("tutor.ui.visiting.seat_token", lambda: ben.token)
    assert "Ben" in open_page().sidebar.caption[-1].value
    assert "Ana" in open_page(ticket=ticket(room, "Ana")).sidebar.caption[-1].value
    assert open_page(ticket="0" * 32).info[0].value == EN("ticket.used")


def test_a_frame_whose_class_is_deleted_is_told_in_one_sentence(
    open_page: Open, room: Class
) -> None:
    page = open_page(ticket=ticket(room, "Ana"))
    shared_tutor().classroom.remove_class(OPERATOR, room.id, with_students=True)
    ask(page, QUESTION)
    assert not page.exception
    assert page.info[0].value == EN("ticket.used")
