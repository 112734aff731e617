"""Forgetting: afterwards nothing of the student is in any table, file or room of the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from tests.cli.talking import call
from tests.engines.fake_model import FakeModel
from tests.packs import write_tiny_pack
from tutor.app import Tutor
from tutor.classroom.doors import Entry
from tutor.core.classes import Policy
from tutor.core.people import OPERATOR, Role
from tutor.settings import Settings
from tutor.storage import SqlExchangeLog
from tutor.ui.turns import Room, Rooms

SAID = ("Why did they hire the quixotic interpreter?", "i want to kill myself", "was it cold?")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_pack(tmp_path_factory.mktemp("packs") / "tiny")


@pytest.fixture
def tutor(tmp_path: Path) -> Iterator[Tutor]:
    settings = Settings(data_dir=tmp_path / "data", index="lexical")
    made = Tutor(settings, chat_model=FakeModel())
    yield made
    made.close()


def join(tutor: Tutor, code: str, nickname: str, tiny: Path) -> tuple[Entry, str]:
    """Let a student come in, talk, rate and be read; gives their entry and the id of the talk."""
    room = tutor.classroom
    entry = room.doors.join(code, nickname, "192.0.2.7")
    assert room.doors.come_back(code, nickname, entry.key, "192.0.2.8").actor == entry.actor
    talk = tutor.open(
        student=room.seat_of(entry.actor, entry.actor.id)[0].name, pack=str(tiny),
        persona="sacajawea",
    )  # fmt: skip
    talk.greet()
    for said in SAID:
        talk.reply(f"{said} {nickname}")
    *_, last = tutor.log.exchanges(entry.actor.id)
    tutor.rate(last.id, 1)
    room.takeout(OPERATOR, entry.actor.id)
    tutor.settle()
    return entry, talk.session_id


def everything(tutor: Tutor) -> str:
    """Give every value of every row of every table."""
    log = tutor.log
    assert isinstance(log, SqlExchangeLog)
    rows: list[str] = []
    with log.engine.connect() as connection:
        for table in inspect(log.engine).get_table_names():
            rows += [str(row) for row in connection.execute(text(f'SELECT * FROM "{table}"'))]  # noqa: S608 - of this database
    return "\n".join(rows)


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_of_a_forgotten_student_is_in_any_table_or_file(
    tutor: Tutor, tiny: Path, tmp_path: Path
) -> None:
    room = tutor.classroom
    teacher = room.add_account(OPERATOR, "Vega", Role.TEACHER).account
    made = room.add_class(OPERATOR, "5B", "tiny", teacher=teacher.id)
    room.set_policy(OPERATOR, made.id, Policy(outside_model=True))
    code = room.new_code(OPERATOR, made.id).code
    entry, talk = join(tutor, code, "Zacharias", tiny)
    ben, _ = join(tutor, code, "Benedetto", tiny)
    exchanges = [e.id for e in tutor.log.exchanges(entry.actor.id)]
    calls = [c for e in tutor.log.exchanges(entry.actor.id) if e.wording for c in e.wording.calls]
    private = [
        "Zacharias", "zacharlas", "quixotic interpreter? Zacharias", "myself Zacharias",
        entry.actor.id, talk, *exchanges, *(c.request for c in calls),
    ]  # fmt: skip
    before = everything(tutor)
    assert len(calls) >= 1
    missing = [word for word in private if word not in before and word != "zacharlas"]
    assert missing == [], "the scan would find them"
    room.forget(entry.actor, entry.actor.id)
    after, stored = everything(tutor), files(tmp_path / "data")
    for word in private:
        assert word not in after, word
        assert word.encode() not in stored, word
    assert "Benedetto" in after
    assert "myself Benedetto" in after
    assert len(list(tutor.log.exchanges(ben.actor.id))) == 4
    assert room.doors.who_is(entry.token) is None
    assert tutor.rebuild(mend=False).differing == ()


def test_a_forgotten_student_leaves_the_rooms_that_are_open(tutor: Tutor, tiny: Path) -> None:
    """The page's rooms are told by whoever forgets: a page, a sweep or a class that is removed."""
    rooms = Rooms[str]()
    tutor.on_forgotten(lambda student: rooms.close_all(f"{student} "))
    talk = tutor.open(student="ana", pack=str(tiny), persona="sacajawea")
    for key in ("ana 1", "ana 2", "anabel 1"):
        rooms.keep(key, Room(key, ()))  # type: ignore[type-var]
    talk.reply("was it cold?")
    tutor.forget("ana")
    assert [key for key in ("ana 1", "ana 2", "anabel 1") if rooms.find(key)] == ["anabel 1"]


def test_the_page_and_the_command_delete_alike(tmp_path: Path, tiny: Path) -> None:
    folder = tmp_path / "data"
    arguments = ("--pack", tiny, "--persona", "sacajawea", "--data-dir", folder)
    call("chat", "--json", *arguments, "--student", "Zacharias", lines="my quixotic words\n")
    assert b"quixotic" in files(folder)
    done = call("admin", "forget", "Zacharias", "--yes", "--data-dir", folder)
    assert re.fullmatch(r"'Zacharias': \d+ exchange\(s\) deleted", done.lines[0])
    for word in (b"Zacharias", b"quixotic"):
        assert word not in files(folder)


def test_the_sweep_is_a_command_that_can_be_tried_first(tmp_path: Path) -> None:
    tried = call("admin", "sweep", "--dry-run", "--data-dir", tmp_path)
    assert tried.lines == [
        "would delete: 0 session(s) and link(s), 0 guest(s), 0 student(s), 0 alert(s)"
    ]
    done = call("admin", "sweep", "--data-dir", tmp_path)
    assert done.lines[0].startswith("deleted: 0 ")


def test_alerts_are_sent_and_referrals_counted_by_command(tmp_path: Path, tiny: Path) -> None:
    arguments = ("--pack", tiny, "--persona", "sacajawea", "--data-dir", tmp_path)
    call("chat", "--json", *arguments, lines="i want to kill myself\n" * 6)
    assert call("classes", "send-alerts", "--data-dir", tmp_path).lines == ["0 alert(s) sent"]
    (line,) = call("classes", "referrals", "--data-dir", tmp_path).lines
    assert re.fullmatch(r"\d{4}-\d\d · 6", line)
