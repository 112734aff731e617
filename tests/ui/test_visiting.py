"""Who the page takes its visitor for, where there are classes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open
from tests.ui.test_page import QUESTION, address, ask, shown
from tutor.app import Tutor
from tutor.classroom.classroom import Classroom, Code
from tutor.classroom.doors import Entry
from tutor.core.classes import GUEST, Class, Policy, seat_name
from tutor.core.people import OPERATOR, Role
from tutor.errors import NotAllowedError, StorageError
from tutor.ui.sharing import shared_guests, shared_tutor
from tutor.ui.strings import words
from tutor.ui.visiting import Visit

EN = words("en")
PASSWORD = "horses on the plains"  # noqa: S105 - of a test
Come = Callable[[str], None]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A tutor of its own: a class changes what strangers see."""
    st.cache_resource.clear()
    yield tmp_path_factory.mktemp("classes")
    shared_tutor().close()
    st.cache_resource.clear()


@pytest.fixture
def come(monkeypatch: pytest.MonkeyPatch) -> Come:
    """Give what puts a cookie into the browser: there is none in a test of the script alone."""

    def bring(token: str) -> None:
        monkeypatch.setattr("tutor.ui.visiting.seat_token", lambda: token)

    bring("")
    return bring


@pytest.fixture
def room(open_page: Open, come: Come) -> tuple[Class, Code]:
    """Give a class, made after `open_page` has set where the data is."""
    desk = classroom()
    vega = desk.add_account(OPERATOR, f"Vega {len(desk.accounts(OPERATOR))}", Role.TEACHER)
    made = desk.add_class(OPERATOR, "5B", "bird-woman", teacher=vega.account.id)
    return made, desk.new_code(OPERATOR, made.id)


def classroom() -> Classroom:
    return shared_tutor().classroom


def join(room: tuple[Class, Code], nickname: str) -> Entry:
    return classroom().doors.join(room[1].code, nickname, "192.0.2.7")


def names() -> set[str]:
    return {student.name for student in shared_tutor().log.students()}


def plain(page: AppTest) -> str:
    """Give what the page says in its middle and in its dialogs, as it is read."""
    return re.sub(r"\\(?=[^\w\s])", "", shown(page)).replace("&nbsp;", " ")


def captions(page: AppTest) -> str:
    return " ".join(caption.value for caption in page.sidebar.caption).replace("\\", "")


def test_a_student_of_a_class_is_known_by_the_cookie_and_found_after_a_reload(
    open_page: Open, come: Come, room: tuple[Class, Code]
) -> None:
    entry = join(room, "Ana")
    come(entry.token)
    page = ask(open_page(), QUESTION)
    assert not page.exception
    assert "me" not in address(page)
    assert "Ana · 5B" in captions(page)
    again = open_page()
    assert "Cameahwait" in shown(again)
    said = list(classroom().talk(entry.actor, entry.actor.id))
    assert QUESTION in [exchange.message for exchange in said]


def test_a_classmate_sees_nothing_of_it_even_with_the_talks_address(
    open_page: Open, come: Come, room: tuple[Class, Code]
) -> None:
    ana, ben = join(room, "Ana"), join(room, "Ben")
    come(ana.token)
    talk = address(ask(open_page(), QUESTION))["talk"]
    come(ben.token)
    for ids in ({"talk": talk}, {"talk": talk, "me": f"class/{ana.actor.id}"},
                {"talk": talk, "me": ana.actor.id}, {"talk": talk, "me": ana.token}):  # fmt: skip
        page = open_page(**ids)
        assert not page.exception
        assert "Cameahwait" not in shown(page)
        assert address(page)["talk"] != talk


def test_an_address_with_a_students_ids_and_no_cookie_opens_nothing(
    open_page: Open, come: Come, room: tuple[Class, Code]
) -> None:
    ana = join(room, "Ana")
    come(ana.token)
    talk = address(ask(open_page(), QUESTION))["talk"]
    come("")
    for me in (f"class/{ana.actor.id}", ana.actor.id, ana.token, ana.key, ""):
        page = open_page(me=me, talk=talk)
        assert "Cameahwait" not in shown(page)


def test_a_stranger_is_shown_the_way_to_the_door(open_page: Open, room: tuple[Class, Code]) -> None:
    before = names()
    page = open_page("es-MX")
    assert not page.exception
    assert page.info[0].value == words("es")("seat.gone")
    assert "/join?lang=es" in shown(page)
    assert not page.chat_input
    assert names() == before


@pytest.mark.parametrize("token", ["f" * 32, "forged", "' OR 1=1 --"])
def test_a_forged_cookie_is_a_stranger(
    open_page: Open, come: Come, room: tuple[Class, Code], token: str
) -> None:
    come(token)
    assert open_page().info[0].value == EN("seat.gone")


def test_a_tab_of_a_student_who_signs_out_elsewhere_shows_nothing_more(
    open_page: Open, come: Come, room: tuple[Class, Code]
) -> None:
    ana = join(room, "Ana")
    come(ana.token)
    page = ask(open_page(), QUESTION)
    classroom().doors.sign_out(ana.token)
    page.run()
    assert page.info[0].value == EN("seat.gone")
    assert "Cameahwait" not in shown(page)


def test_a_class_that_is_deleted_in_mid_talk_is_told_and_leaves_no_one_behind(
    open_page: Open, come: Come, room: tuple[Class, Code]
) -> None:
    ana = join(room, "Ana")
    come(ana.token)
    page = ask(open_page(), QUESTION)
    classroom().remove_class(OPERATOR, room[0].id, with_students=True)
    ask(page, "Were you the guide?")
    assert not page.exception
    assert page.info[0].value == EN("seat.gone")
    assert f"class/{ana.actor.id}" not in names()


def test_a_student_takes_out_and_deletes_what_is_their_own(
    open_page: Open, come: Come, room: tuple[Class, Code]
) -> None:
    ana = join(room, "Ana")
    come(ana.token)
    page = ask(open_page(), QUESTION)
    visit = Visit(seat_name(ana.actor.id), EN, "seat", ana.actor)
    kept = json.loads(visit.takeout())
    assert kept["class"]["nickname"] == "Ana"
    assert QUESTION in [exchange["message"] for exchange in kept["exchanges"]]
    visit.forget()
    page.run()
    assert page.info[0].value == EN("seat.gone")
    assert visit.student not in names()
    with pytest.raises(NotAllowedError):
        visit.forget()


def test_who_only_tries_it_out_leaves_nothing_when_the_page_closes(
    open_page: Open, room: tuple[Class, Code]
) -> None:
    page = ask(open_page(**{"try": "1"}), QUESTION)
    assert "Cameahwait" in shown(page)
    assert EN("side.guest") in captions(page)
    assert "me" not in address(page)
    guest = page.session_state["guest"]
    assert guest.startswith(GUEST)
    assert guest in names()
    shared_guests().close()
    assert guest not in names()


def test_an_account_that_looks_at_the_page_keeps_nothing_and_can_sign_out(
    open_page: Open, come: Come, room: tuple[Class, Code]
) -> None:
    invited = classroom().add_account(OPERATOR, f"Rosa {room[0].id[:4]}", Role.TEACHER)
    come(classroom().doors.choose_password(invited.link, "", PASSWORD).token)
    page = open_page()
    assert not page.exception
    assert EN("side.signed_in") in captions(page)
    assert any("/signout" in text.value for text in page.sidebar.markdown)


def test_the_page_opens_with_the_lesson_of_the_class_and_trouble_is_told(
    open_page: Open, come: Come, room: tuple[Class, Code], monkeypatch: pytest.MonkeyPatch
) -> None:
    come(join(room, "Ana").token)
    assert open_page().title[0].value == "Sacajawea"

    def fail(*_: object) -> None:
        raise StorageError("/secret/tutor.sqlite3: unreadable")

    monkeypatch.setattr(type(classroom().doors), "who_is", fail)
    page = open_page()
    assert page.error[0].value == EN("trouble.start")
    assert "secret" not in shown(page)


def test_what_is_settled_is_stated_before_the_first_message_and_in_help(
    open_page: Open, come: Come, room: tuple[Class, Code]
) -> None:
    entry = join(room, "Ana")
    classroom().set_policy(OPERATOR, room[0].id, Policy(transcripts="summaries", person="third"))
    come(entry.token)
    page = open_page()
    lines = [EN("policy.read.summaries"), EN("policy.person.third"), EN("policy.model.off")]
    lines.append(EN("policy.kept", count=300))
    assert all(line in plain(page) for line in lines)
    ask(page, QUESTION)
    assert not any(line in plain(page) for line in lines)
    next(b for b in page.sidebar.button if b.label == EN("side.help")).click().run()
    assert all(line in plain(page) for line in lines)


def test_the_company_that_words_the_answers_is_named(
    open_page: Open, come: Come, room: tuple[Class, Code], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = join(room, "Ana")
    monkeypatch.setattr(Tutor, "companies", ("OpenAI (api.openai.com)",))
    come(entry.token)
    assert EN("policy.model.off") in plain(open_page())
    classroom().set_policy(OPERATOR, room[0].id, Policy(outside_model=True))
    assert EN("policy.model.on", company="OpenAI (api.openai.com)") in plain(open_page())
    come("")
    guest = open_page(**{"try": "1"})
    assert EN("policy.model.on", company="OpenAI (api.openai.com)") in plain(guest)


def test_what_a_teacher_has_set_is_shown_to_the_student(
    open_page: Open, come: Come, room: tuple[Class, Code]
) -> None:
    entry = join(room, "Ana")
    classroom().set_override(OPERATOR, entry.actor.id, level=3.0, language="es")
    come(entry.token)
    page = open_page()
    page.button(key="goal-open").click().run()
    assert any("Your teacher has set short" in info.value for info in page.info)
    visit = Visit(seat_name(entry.actor.id), EN, "seat", entry.actor)
    level, language = visit.set_by_teacher()
    assert "Your teacher has set short, everyday sentences for you" in level
    assert words("es")("language") in language
    classroom().clear_override(OPERATOR, entry.actor.id)
    assert visit.set_by_teacher() == ()
