"""A teacher at the page, over a data folder with classes of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.builders import START, make_evidence, make_exchange
from tests.ui.conftest import Open
from tutor.classroom.classroom import Classroom, Code
from tutor.classroom.doors import Entry
from tutor.core.classes import Class, seat_name
from tutor.core.learner import update
from tutor.core.people import OPERATOR, Account, Role
from tutor.core.terms import Language
from tutor.ports import SessionRecord
from tutor.ui.sharing import shared_tutor
from tutor.ui.strings import words

EN = words("en")
PASSWORD = "horses on the plains"  # noqa: S105 - of a test
Come = Callable[[str], None]


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    st.cache_resource.clear()
    yield tmp_path_factory.mktemp("teaching")
    shared_tutor().close()
    st.cache_resource.clear()


@pytest.fixture
def come(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Come:
    """Give what puts a cookie into the browser: there is none in a test of the script alone."""

    def bring(token: str) -> None:
        monkeypatch.setattr("tutor.ui.visiting.seat_token", lambda: token)

    bring("")
    return bring


@dataclass
class Desk:
    """A teacher, signed in, with one class."""

    open_page: Open
    come: Come
    account: Account
    token: str
    room: Class
    code: Code

    @property
    def classroom(self) -> Classroom:
        return shared_tutor().classroom

    def open(self, locale: str = "en-US") -> AppTest:
        self.come(self.token)
        page = self.open_page(locale)
        assert not page.exception
        return page

    def join(self, nickname: str) -> Entry:
        return self.classroom.doors.join(self.code.code, nickname, "192.0.2.7")

    def say(self, entry: Entry, *messages: str, language: Language = "en") -> None:
        talk = shared_tutor().open(
            student=seat_name(entry.actor.id), pack="bird-woman", persona="sacajawea",
            language=language,
        )  # fmt: skip
        talk.greet()
        for message in messages:
            talk.reply(message)

    def hold(self, entry: Entry, message: str) -> None:
        """Let a student voice a misconception of the lesson."""
        wrong = next(iter(shared_tutor().pack("bird-woman").misconception_by_id.values()))
        log, student = shared_tutor().log, entry.actor.id
        log.start_session(SessionRecord(f"t-{student}", student, "bird-woman", "york", START))
        evidence = make_evidence(concept=wrong.concept, outcome=0.0, misconception=wrong.id)
        exchange = make_exchange(
            student=student, session=f"t-{student}", message=message, evidence=(evidence,)
        )
        log.append(exchange, update(log.learner(student), exchange))


@pytest.fixture
def desk(open_page: Open, come: Come) -> Desk:
    room = shared_tutor().classroom
    name = f"Vega {len(room.accounts(OPERATOR))}"
    invited = room.add_account(OPERATOR, name, Role.TEACHER)
    token = room.doors.choose_password(invited.link, "", PASSWORD).token
    made = room.add_class(OPERATOR, "5B", "bird-woman", teacher=invited.account.id)
    code = room.new_code(OPERATOR, made.id)
    return Desk(open_page, come, invited.account, token, made, code)


def click(page: AppTest, key: str) -> AppTest:
    """Press the button of this key."""
    page.button(key=key).click()
    page.run()
    assert not page.exception
    return page


def told(page: AppTest) -> str:
    return " ".join(i.value for i in page.info).replace("\\", "").replace("\N{WORD JOINER}", "")


def read(page: AppTest) -> str:
    """Everything in words on the page, as a person reads it."""
    found = [
        e.value for kind in (page.title, page.header, page.markdown, page.caption) for e in kind
    ]
    return "\n".join(found).replace("\\", "").replace("\N{WORD JOINER}", "")
