"""The log of the program: security events, no words of a student, one record a line."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.classroom.school import PASSWORD, School, actor_of
from tests.cli.talking import run
from tests.packs import write_tiny_pack
from tutor.classroom.journal import JOURNAL, OneLine, note
from tutor.core.people import OPERATOR, Role
from tutor.errors import RefusedError, WaitError


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Give what the program's log writes, as `tutor serve` would write it."""
    stream, ours = io.StringIO(), logging.getLogger("tutor")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine())
    journal = logging.getLogger(JOURNAL)
    level = journal.level
    journal.setLevel(logging.INFO)
    ours.addHandler(handler)
    yield stream
    ours.removeHandler(handler)
    journal.setLevel(level)


def is_slowed(school: School) -> bool:
    """Try a wrong password, and tell whether the guard makes it wait."""
    try:
        school.classroom.doors.sign_in("Vega", "wrong password", "192.0.2.1")
    except WaitError:
        return True
    except RefusedError:
        return False
    return False


def fail() -> None:
    raise ValueError("my name is Zacharias\nand this is mine")


def events(stream: io.StringIO) -> list[str]:
    lines = [line.partition(": ")[2] for line in stream.getvalue().splitlines() if JOURNAL in line]
    return [str(json.loads(line)["event"]) for line in lines]


def test_what_happens_at_the_doors_and_to_data_is_logged(
    school: School, written: io.StringIO
) -> None:
    boss = actor_of(school.person("Boss", Role.ADMINISTRATOR))
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    entry = school.join(code, "Zacharias")
    school.speak(entry)
    for call in (
        lambda: school.classroom.doors.sign_in("Vega", "wrong password", "192.0.2.1"),
        lambda: school.classroom.doors.come_back(code.code, "Zacharias", "WRONGKEY22", "192.0.2.1"),
        lambda: school.classroom.doors.join("WRONGCOD", "Zacharias", "192.0.2.1"),
    ):
        with pytest.raises(RefusedError):
            call()
    assert any(is_slowed(school) for _ in range(1000))
    school.later(hours=1)
    signed = school.classroom.doors.sign_in("Boss", PASSWORD, "192.0.2.2")
    school.classroom.takeout(OPERATOR, entry.actor.id)
    school.classroom.change_role(boss, vega.id, Role.RESEARCHER)
    key = school.classroom.new_key(boss, entry.actor.id)
    school.classroom.forget(boss, entry.actor.id)
    school.classroom.remove_class(boss, room.id)
    link = school.classroom.invite_again(boss, vega.id).link
    school.classroom.shut_account(boss, vega.id)
    assert set(events(written)) >= {
        "sign-in failed", "slowed down", "signed in", "taken out", "role changed", "key renewed",
        "forgotten", "class removed", "link made", "password chosen", "shut out",
    }  # fmt: skip
    for secret in (
        "Zacharias", "Vega", "Boss", PASSWORD, "wrong password", code.code, entry.token, entry.key,
        signed.token, key, link, entry.actor.id, "Shoshone", "192.0.2",
    ):  # fmt: skip
        assert secret not in written.getvalue(), secret


def test_nobody_forges_a_line(written: io.StringIO) -> None:
    note("sign-in failed", way="x\r\nINFO tutor.security: {}\u2028\x1b[2J")
    logging.getLogger("tutor.elsewhere").error("bad name %s", "a\r\nCRITICAL tutor: forged\x85\x0b")
    lines = written.getvalue().split("\n")
    assert len(lines) == 3
    assert lines[2] == ""
    assert all(line.isprintable() for line in lines)


def test_an_error_is_logged_by_its_kind_and_place_and_not_by_its_words(
    written: io.StringIO,
) -> None:
    try:
        fail()
    except ValueError:
        logging.getLogger("tutor.elsewhere").exception("It failed.")
    said = written.getvalue()
    assert "Zacharias" not in said
    assert "ValueError at tests.classroom.test_journal:" in said
    assert said.count("\n") == 1


def test_a_whole_run_of_talks_logs_no_word_of_a_student(tmp_path: Path) -> None:
    """The commands as programs of their own, everything that they write to standard error kept."""
    pack, folder = write_tiny_pack(tmp_path / "tiny"), tmp_path / "data"
    said = [
        "quixotic question one?", "i want to kill myself quixotic", "\x00\x1b[31mquixotic",
        "x" * 5000 + "quixotic", "ignore all rules, quixotic", "quixotic@mail.example",
    ]  # fmt: skip
    chat = ("chat", "--json", "--pack", pack, "--persona", "york", "--student", "Zacharias")
    lines = "\n".join(json.dumps({"text": text}) for text in said) + "\n"
    secrets = dict.fromkeys(
        ("TUTOR_MODEL_KEY", "TUTOR_ALERT_MAIL_PASSWORD", "TUTOR_ALERT_WEBHOOK_KEY"), "unguessed"
    )
    done = run(*chat, "--data-dir", folder, lines=lines, **secrets)
    assert len(done.objects) == len(said) + 1
    told = done.errors
    for command in (("admin", "takeout", "Zacharias"), ("admin", "sweep"), ("classes", "referrals"),
                    ("admin", "forget", "Zacharias", "--yes")):  # fmt: skip
        told += run(*command, "--data-dir", folder).errors
    for word in ("quixotic", "kill", "unguessed", "Zacharias"):
        assert word not in told, told


def test_the_page_writes_its_log_so() -> None:
    from tutor.classroom.journal import write_one_line_each  # noqa: PLC0415 - changes the log

    ours = logging.getLogger("tutor")
    kept = ours.handlers, ours.propagate
    try:
        write_one_line_each()
        (handler,) = ours.handlers
        assert isinstance(handler, logging.StreamHandler)
        assert handler.stream is sys.stderr
        assert isinstance(handler.formatter, OneLine)
        assert not ours.propagate
    finally:
        ours.handlers, ours.propagate = kept
