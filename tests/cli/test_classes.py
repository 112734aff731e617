"""`tutor classes` and the accounts of `tutor admin`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.talking import Finished, call, is_house_form
from tutor.app import Tutor
from tutor.classroom.doors import Entry
from tutor.core.people import OPERATOR, Role
from tutor.settings import Settings

PASSWORD = "horses on the plains"  # noqa: S105 - of a test


def at(folder: Path, *arguments: object, lines: str = "") -> Finished:
    return call(*arguments, "--data-dir", folder, lines=lines)


@pytest.fixture
def folder(tmp_path: Path, tiny: Path) -> Path:
    """Give a data folder with a teacher and a class, of which the tiny pack is the lesson."""
    assert at(tmp_path, "admin", "add-teacher", "Vega").code == 0
    made = at(tmp_path, "classes", "add", "5B", "--teacher", "Vega", "--lesson", tiny)
    assert made.code == 0, made.errors
    return tmp_path


def code_of(finished: Finished) -> str:
    (code,) = re.findall(r": (\w{4}-\w{4}) until \d{4}-", finished.lines[0])
    return str(code)


def join(folder: Path, code: str, nickname: str, tiny: Path, says: int = 2) -> Entry:
    """Let a student join and say something."""
    tutor = Tutor(Settings(data_dir=folder, index="lexical"))
    entry = tutor.classroom.doors.join(code, nickname, "192.0.2.7")
    name = tutor.classroom.seat_of(entry.actor, entry.actor.id)[0].name
    talk = tutor.open(student=name, pack=str(tiny), persona="sacajawea")
    for _ in range(says):
        talk.reply("Why were you hired?")
    tutor.close()
    return entry


def test_a_teacher_chooses_a_password_behind_the_printed_link(tmp_path: Path) -> None:
    done = at(tmp_path, "admin", "add-teacher", "Señora Vega", "--address", "https://school.test/")
    (link,) = re.findall(r"https://school\.test/welcome\?link=(\w{32})$", done.lines[0])
    tutor = Tutor(Settings(data_dir=tmp_path))
    entry = tutor.classroom.doors.choose_password(link, "", PASSWORD)
    assert entry.actor.role is Role.TEACHER
    tutor.close()
    again = at(tmp_path, "admin", "add-teacher", "senora vega")
    assert (again.code, again.output) == (1, b"")
    assert is_house_form(again.errors)


def test_the_first_link_is_printed_until_there_is_an_administrator(tmp_path: Path) -> None:
    links = [at(tmp_path, "admin", "first-link").lines[0] for _ in range(2)]
    assert links[0] != links[1]
    tutor = Tutor(Settings(data_dir=tmp_path))
    tutor.classroom.doors.choose_password(links[1].rpartition("=")[2], "Rosa", PASSWORD)
    tutor.close()
    done = at(tmp_path, "admin", "first-link")
    assert done.code == 1
    assert is_house_form(done.errors)
    renewed = at(tmp_path, "admin", "renew-link", "Rosa")
    assert re.search(r"link=\w{32}$", renewed.lines[0])


def test_a_class_is_made_listed_paused_and_gets_new_codes(folder: Path, tiny: Path) -> None:
    (line,) = at(folder, "classes", "list").lines
    assert re.fullmatch(r"5B · \w{32} · Vega · tiny · 0 student\(s\) · open until [\d-]+", line)
    first = code_of(at(folder, "classes", "code", "5B"))
    second = code_of(at(folder, "classes", "code", "5B", "--days", "30"))
    assert first != second
    join(folder, second, "Ana", tiny, says=0)
    assert at(folder, "classes", "pause", "5B").lines == ["class '5B': paused"]
    assert at(folder, "classes", "list").lines[0].endswith("1 student(s) · paused")
    assert at(folder, "classes", "pause", "5B", "--off").lines == ["class '5B': open"]


def test_a_roster_shows_who_sits_in_a_class(folder: Path, tiny: Path) -> None:
    code = code_of(at(folder, "classes", "code", "5B"))
    ana, ben = join(folder, code, "Ana", tiny, says=0), join(folder, code, "Ben", tiny, says=0)
    lines = at(folder, "classes", "roster", "5B").lines
    assert [line.split(" · ")[:2] for line in lines] == [
        ["Ana", ana.actor.id],
        ["Ben", ben.actor.id],
    ]


def test_a_student_is_taken_out_and_forgotten_by_nickname(folder: Path, tiny: Path) -> None:
    code = code_of(at(folder, "classes", "code", "5B"))
    ana = join(folder, code, "Zacharias", tiny)
    join(folder, code, "Ben", tiny)
    kept = json.loads(at(folder, "classes", "takeout", "Zacharias").output)
    assert kept["class"]["nickname"] == "Zacharias"
    assert len(kept["exchanges"]) == 2
    assert [read["person"] for read in kept["read_by"]] == ["operator"]
    refused = at(folder, "classes", "forget", "Zacharias", lines="n\n")
    assert refused.code != 0
    done = at(folder, "classes", "forget", "Zacharias", "--class", "5B", "--yes")
    assert done.lines == ["'Zacharias': 2 exchange(s) deleted"]
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert b"Zacharias" not in content, path
        assert ana.actor.id.encode() not in content, path
    assert len(at(folder, "classes", "roster", "5B").lines) == 1


def test_a_new_key_is_printed(folder: Path, tiny: Path) -> None:
    code = code_of(at(folder, "classes", "code", "5B"))
    ana = join(folder, code, "Ana", tiny, says=0)
    key = at(folder, "classes", "key", ana.actor.id).lines[0].rpartition(" ")[2]
    tutor = Tutor(Settings(data_dir=folder))
    assert tutor.classroom.doors.come_back(code, "Ana", key, "192.0.2.7").actor == ana.actor
    tutor.close()


def test_a_policy_is_shown_and_settled(folder: Path) -> None:
    shown = json.loads(at(folder, "classes", "policy", "5B").output)
    assert (shown["person"], shown["retention_days"]) == ("first", 300)
    done = at(
        folder, "classes", "policy", "5B", "--person", "third", "--language", "es",
        "--level-max", "6", "--no-outside-model", "--transcripts", "summaries",
        "--retention-days", "90", "--help-limit", "prompt",
    )  # fmt: skip
    settled = json.loads(done.output)
    assert json.loads(at(folder, "classes", "policy", "5B").output) == settled
    assert (settled["languages"], settled["level_max"], settled["help_limit"]) == (
        ["es"], 6.0, "prompt",
    )  # fmt: skip
    wrong = at(folder, "classes", "policy", "5B", "--retention-days", "1000")
    assert (wrong.code, wrong.output) == (1, b"")
    assert is_house_form(wrong.errors)
    assert json.loads(at(folder, "classes", "policy", "5B").output) == settled


def test_a_class_with_students_is_removed_only_with_them(folder: Path, tiny: Path) -> None:
    join(folder, code_of(at(folder, "classes", "code", "5B")), "Ana", tiny)
    refused = at(folder, "classes", "remove", "5B", "--yes")
    assert refused.code == 1
    assert is_house_form(refused.errors)
    done = at(folder, "classes", "remove", "5B", "--with-students", "--yes")
    assert done.lines == ["class '5B': removed with 1 student(s)"]
    assert at(folder, "admin", "replay").lines == ["0 student(s), 0 differing"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("classes", "code", "none"),
        ("classes", "roster", ""),
        ("classes", "takeout", "Nobody"),
        ("classes", "forget", "Nobody", "--yes"),
        ("classes", "add", "6A", "--teacher", "Nobody"),
        ("classes", "add", "\u202e", "--teacher", "Vega"),
        ("classes", "add", "6A", "--teacher", "Vega", "--lesson", "none"),
        ("admin", "renew-link", "Nobody"),
    ],
)
def test_what_is_not_there_is_told(folder: Path, arguments: tuple[str, ...]) -> None:
    done = at(folder, *arguments)
    assert (done.code, done.output) == (1, b"")
    assert is_house_form(done.errors)


def test_one_nickname_in_two_classes_asks_for_the_class(folder: Path, tiny: Path) -> None:
    other = at(folder, "classes", "add", "6A", "--teacher", "Vega", "--lesson", tiny)
    join(folder, code_of(at(folder, "classes", "code", "5B")), "Ana", tiny, says=0)
    join(folder, code_of(other), "Ana", tiny, says=1)
    done = at(folder, "classes", "takeout", "Ana")
    assert done.code == 1
    assert "there are 2 of this nickname" in done.errors
    assert at(folder, "classes", "takeout", "Ana", "--class", "6A").code == 0


def test_the_command_line_needs_no_class_and_touches_none(folder: Path, tiny: Path) -> None:
    arguments = ("chat", "--json", "--pack", tiny, "--persona", "sacajawea", "--student", "ana")
    done = at(folder, *arguments, lines="Why were you hired?\n")
    assert (done.code, len(done.objects)) == (0, 2)
    tutor = Tutor(Settings(data_dir=folder))
    (room,) = tutor.classroom.classes(OPERATOR)
    assert tutor.classroom.roster(OPERATOR, room.id) == ()
    assert [student.name for student in tutor.log.students()] == ["ana"]
    tutor.close()


def test_a_ticket_is_printed_as_an_address_that_opens_the_seat_once(folder: Path) -> None:
    done = at(folder, "classes", "ticket", "5B", "Ana", "--address", "https://school.test/")
    pattern = r"https://school\.test/\?embed=true&ticket=(\w{32})$"
    (ticket,) = re.findall(pattern, done.lines[0])
    tutor = Tutor(Settings(data_dir=folder))
    seating = tutor.classroom.tickets.open(ticket)
    assert tutor.classroom.seat_of(seating.actor, seating.actor.id)[0].nickname == "Ana"
    tutor.close()
    wrong = at(folder, "classes", "ticket", "5B", "ana@school.test")
    assert (wrong.code, wrong.output) == (1, b"")
    assert is_house_form(wrong.errors)
