"""The page Administration: who sees it, what it says and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open
from tests.ui.test_page import shown
from tutor.classroom.classroom import Classroom
from tutor.core.people import OPERATOR, Account, Role
from tutor.errors import RefusedError
from tutor.ui.sharing import shared_tutor
from tutor.ui.strings import words

EN, ES = words("en"), words("es")
PASSWORD = "horses on the plains"  # noqa: S105 - of a test
Draw = Callable[..., AppTest]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    st.cache_resource.clear()
    yield tmp_path_factory.mktemp("admin")
    shared_tutor().close()
    st.cache_resource.clear()


@pytest.fixture
def draw(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Draw:
    """Give what opens the page as an account, signed in as a browser would be."""

    def drawn(role: Role = Role.ADMINISTRATOR, locale: str = "en-US") -> AppTest:
        made = account(role)
        link = classroom().invite_again(OPERATOR, made.id).link
        token = classroom().doors.choose_password(link, "", PASSWORD).token
        monkeypatch.setattr("tutor.ui.visiting.seat_token", lambda: token)
        page = AppTest.from_function(only_admin, default_timeout=60)
        page.context = {"locale": locale}
        page.session_state["who"] = made.id
        return page.run()

    return drawn


def only_admin() -> None:
    import streamlit as st  # noqa: PLC0415 - a script of its own

    from tutor.errors import NotAllowedError  # noqa: PLC0415
    from tutor.ui.administering.admin_page import draw_admin_page  # noqa: PLC0415
    from tutor.ui.visiting import current_visit  # noqa: PLC0415

    try:
        draw_admin_page(current_visit())
    except NotAllowedError:
        st.warning("denied")


def classroom() -> Classroom:
    return shared_tutor().classroom


def account(role: Role) -> Account:
    """Give an account of its own to each test."""
    name = f"{role.value} {len(classroom().accounts(OPERATOR))}"
    return classroom().add_account(OPERATOR, name, role).account


def press(page: AppTest, key: str) -> AppTest:
    next(b for b in page.button if b.key == key).click()
    return page.run()


def role_of(found: Account) -> Role:
    return next(a.role for a in classroom().accounts(OPERATOR) if a.id == found.id)


@pytest.mark.parametrize(("locale", "say"), [("en-US", EN), ("es-MX", ES)])
def test_it_says_what_is_set_up_here_in_both_languages(draw: Draw, locale: str, say) -> None:
    page = draw(locale=locale)
    assert not page.exception
    text = shown(page).replace("\\", "")
    assert "SQLite" in text
    assert "bird-woman" in text
    assert say("admin.model.none") in text
    assert say("admin.untraced") in text
    assert [head.value for head in page.header] == [
        say(key) for key in ("admin.state", "admin.accounts", "admin.classes", "admin.readings",
                             "admin.settings")
    ]  # fmt: skip


def test_statistics_that_were_turned_on_are_told(
    draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert EN("admin.telemetry.off") in shown(draw()).replace("\\", "")
    monkeypatch.setenv("ANONYMIZED_TELEMETRY", "True")
    assert EN("admin.telemetry.on") in shown(draw()).replace("\\", "")


def test_a_lesson_that_is_broken_and_a_model_that_cannot_be_asked_are_told(
    draw: Draw, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pack.yaml").write_text("id: [")
    watch = shared_tutor().watch
    wrong = shared_tutor().settings.model_copy(
        update={"lessons_dir": tmp_path, "model": "nonsense"}
    )
    monkeypatch.setattr(watch, "_settings", wrong)
    monkeypatch.setattr(shared_tutor().library, "settings", wrong)
    page = draw()
    text = shown(page).replace("\\", "")
    assert "The lesson broken cannot be used" in text
    assert "The language model cannot be asked" in text


def test_an_account_is_added_and_its_link_is_shown_once_and_works(draw: Draw) -> None:
    page = draw()
    page.text_input(key="admin-name").set_value("Señora Vega")
    page.selectbox(key="admin-add-role").set_value(Role.RESEARCHER)
    next(b for b in page.button if b.label == EN("admin.add.do")).click()
    page.run()
    assert not page.exception
    _, _, link = page.code[0].value.partition("/welcome?link=")
    entry = classroom().doors.choose_password(link, "", PASSWORD)
    assert entry.actor.role is Role.RESEARCHER
    assert not page.run().code


def test_a_name_that_is_taken_is_told_and_nothing_is_added(draw: Draw) -> None:
    taken, before = account(Role.TEACHER), len(classroom().accounts(OPERATOR))
    page = draw()
    page.text_input(key="admin-name").set_value(taken.name.upper())
    next(b for b in page.button if b.label == EN("admin.add.do")).click()
    page.run()
    assert page.info[0].value.replace("\\", "") == EN("door.fault.taken")
    assert len(classroom().accounts(OPERATOR)) == before + 1, "the visitor's own"


def test_a_role_is_changed_and_an_account_is_shut(draw: Draw) -> None:
    vega = account(Role.TEACHER)
    page = draw()
    page.selectbox(key="admin-account").set_value(vega.id)
    page.run()
    page.selectbox(key=f"admin-role-{vega.id}-teacher").set_value(Role.RESEARCHER)
    press(page, "admin-role-set")
    assert not page.exception
    assert role_of(vega) is Role.RESEARCHER
    page.selectbox(key="admin-account").set_value(vega.id)
    page.run()
    press(page, "admin-shut")
    assert EN("admin.shut") in shown(page)
    link = classroom().doors.invite(vega)
    with pytest.raises(RefusedError):
        classroom().doors.invited(link)


def test_a_forgotten_password_gets_another_link(draw: Draw) -> None:
    vega = account(Role.TEACHER)
    page = draw()
    page.selectbox(key="admin-account").set_value(vega.id)
    page.run()
    press(page, "admin-again")
    _, _, link = page.code[0].value.partition("/welcome?link=")
    invited = classroom().doors.invited(link)
    assert invited is not None
    assert invited.id == vega.id


@pytest.mark.parametrize("role", [Role.TEACHER, Role.RESEARCHER])
def test_nobody_else_sees_or_does_anything_of_it(draw: Draw, role: Role) -> None:
    page = draw(role)
    assert page.warning[0].value == "denied"
    assert not page.button
    assert "SQLite" not in shown(page)


def test_who_loses_the_role_in_mid_session_does_nothing_more(draw: Draw) -> None:
    account(Role.ADMINISTRATOR)
    page = draw()
    me, vega = page.session_state["who"], account(Role.TEACHER)
    page.run()
    page.selectbox(key="admin-account").set_value(vega.id)
    page.run()
    classroom().change_role(OPERATOR, me, Role.TEACHER)
    press(page, "admin-shut")
    assert page.warning[0].value == "denied"
    found = next(a for a in classroom().accounts(OPERATOR) if a.id == vega.id)
    assert found.disabled is None


def test_classes_are_listed_without_a_word_of_a_talk(draw: Draw) -> None:
    desk, vega = classroom(), account(Role.TEACHER)
    room = desk.add_class(OPERATOR, "5B <b>[x](//evil)</b>", "bird-woman", teacher=vega.id)
    entry = desk.doors.join(desk.new_code(OPERATOR, room.id).code, "Wren", "192.0.2.7")
    desk.takeout(OPERATOR, entry.actor.id)
    page = draw()
    text = shown(page).replace("\\", "").replace("\N{WORD JOINER}", "")
    assert "5B <b>[x](//evil)</b>" in text
    assert EN("admin.class.seats", count=1) in text
    assert "operator · takeout" in text
    assert "Wren" not in text


def test_settings_are_shown_and_secrets_are_not(
    draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = shared_tutor().settings.model_copy(
        update={"model_key": "k-secret", "database_url": "postgresql://n:hunter2@host/t"}
    )
    monkeypatch.setattr(shared_tutor().watch, "_settings", settings)
    page = draw()
    assert "TUTOR_MODEL_KEY" in shown(page).replace("\\", "")
    assert "secret" not in shown(page)
    assert "hunter2" not in shown(page)
