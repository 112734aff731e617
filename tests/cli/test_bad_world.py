"""When disk or database fail: a clear sentence, an object a line, and nothing stored is lost."""

from __future__ import annotations

import resource
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.contract import TURN, breaches
from tests.cli.talking import Finished, call, is_house_form, run, talking, words
from tutor.app import Tutor
from tutor.settings import Settings

UNSAVED = "I could not save that message"
KILLS = 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def opened(folder: Path) -> Iterator[Tutor]:
    """Give the tutor over the folder, to look at what is stored."""
    tutor = Tutor(Settings(data_dir=folder, index="lexical"))
    yield tutor
    tutor.close()


def stored(tutor: Tutor, student: str) -> list[str]:
    record = tutor.log.student(student, tutor.clock())
    said = [exchange.message for exchange in tutor.log.exchanges(record.id)]
    return [message for message in said if message is not None]


def assert_told(done: Finished, *parts: str) -> None:
    """Expect exit code 1 and where, what and remedy on standard error."""
    last = "tutor: " + done.errors.rpartition("tutor: ")[2]
    assert done.code == 1
    assert is_house_form(last), done.errors
    for part in parts:
        assert part in last


def test_a_full_disk_is_told_in_the_turn_and_the_talk_goes_on_when_there_is_room(
    tiny: Path, folder: Path, opened: Tutor
) -> None:
    with talking("--pack", tiny, "--data-dir", folder, "--student", "ana") as talk:
        talk.say("why did they hire you?")
        talk.say("¿Por qué te contrataron?")
        pid = talk.process.pid
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))
        full = [talk.say("was it cold?"), talk.say(""), talk.say("I want to die")]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        after = talk.say("was it very cold?")
        done = talk.end()
    assert [said["turn"] for said in (*full, after)] == [3, 4, 5, 6]
    assert [breaches(TURN, said) for said in (*full, after)] == [[]] * 4
    assert "No pude guardar ese mensaje" in words(full[0])
    assert {said["learner"]["exchanges"] for said in full} == {2}
    assert (full[2]["move"], full[2]["speech_act"]) == ("support", "unsafe")
    assert "988" in words(full[2])
    assert after["citations"]
    assert after["learner"]["exchanges"] == 3
    assert_told(done, "tutor.sqlite3", "disk")
    assert stored(opened, "ana") == [
        "why did they hire you?",
        "¿Por qué te contrataron?",
        "was it very cold?",
    ]
    assert opened.rebuild(mend=False).differing == ()


def test_a_database_that_another_program_holds_is_told_and_used_when_it_is_free(
    tiny: Path, folder: Path, opened: Tutor
) -> None:
    with (
        talking("--pack", tiny, "--data-dir", folder, "--student", "ben") as talk,
        closing(sqlite3.connect(folder / "tutor.sqlite3", check_same_thread=False)) as other,
        ThreadPoolExecutor() as threads,
    ):
        talk.say("why did they hire you?")
        other.execute("BEGIN IMMEDIATE")
        late = threads.submit(run, "chat", "--pack", tiny, "--data-dir", folder, "--json")
        held = talk.say("was it cold?")
        done_late = late.result()
        other.rollback()
        free = talk.say("was it cold?")
        done = talk.end()
    assert UNSAVED in words(held)
    assert held["evidence"] == held["citations"] == []
    assert free["citations"]
    assert_told(done, "another program has held the database for 10 seconds", "try again")
    assert_told(done_late, "another program")
    assert done_late.output == b""
    assert stored(opened, "ben") == ["why did they hire you?", "was it cold?"]
    assert call("admin", "replay", "--data-dir", folder).lines[-1] == "1 student(s), 0 differing"


def test_a_damaged_database_is_told_and_left_for_the_backup(tiny: Path, folder: Path) -> None:
    common = ("chat", "--json", "--pack", tiny, "--data-dir", folder)
    call(*common, lines="why did they hire you?\n" * 30)
    path = folder / "tutor.sqlite3"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * 40_000 + whole[44_096:])
    harmed = path.read_bytes()
    done = run(*common, lines="hello\n")
    assert done.output == b""
    assert_told(done, "tutor.sqlite3", "damaged", "backup")
    assert path.read_bytes() == harmed
    path.write_bytes(whole)
    again = call(*common, lines="hello\n")
    assert again.objects[-1]["learner"]["exchanges"] == 31


def test_a_database_damaged_in_mid_talk_still_gives_an_object_a_line(
    tiny: Path, folder: Path
) -> None:
    with talking("--pack", tiny, "--data-dir", folder) as talk:
        for _ in range(5):
            talk.say("why did they hire you?")
        for name in ("tutor.sqlite3", "tutor.sqlite3-wal"):
            path = folder / name
            path.write_bytes(b"\xa5" * path.stat().st_size)
        said = [talk.say("was it cold?"), talk.say("I want to die")]
        done = talk.end()
    assert [breaches(TURN, turn) for turn in said] == [[], []]
    assert "988" in words(said[1])
    assert "Traceback" not in done.errors
    assert_told(run("chat", "--json", "--pack", tiny, "--data-dir", folder), "tutor.sqlite3")


def test_a_read_only_disk_is_told(tiny: Path, folder: Path, opened: Tutor) -> None:
    read_only = f'mount --bind "{folder}" "{folder}" && mount -o remount,ro,bind "{folder}"'
    unshare = shutil.which("unshare") or ""
    folder.mkdir()
    if not unshare or _fails([unshare, "-m", "sh", "-c", read_only]):
        pytest.skip("a read-only mount needs root and a kernel that lets it")
    before = (unshare, "-m", "sh", "-c", f'{read_only} && exec "$@"', "sh")
    common = ("chat", "--json", "--pack", tiny, "--data-dir", folder)
    new = run(*common, lines="hello\n", before=before)
    assert new.output == b""
    assert_told(new, "tutor.sqlite3")
    call(*common, lines="why did they hire you?\n")
    old = run(*common, lines="hello\n", before=before)
    assert_told(old, "tutor.sqlite3")
    assert stored(opened, "me") == ["why did they hire you?"]


def test_a_killed_talk_has_recorded_every_exchange_it_showed(
    tiny: Path, folder: Path, opened: Tutor
) -> None:
    acknowledged: list[str] = []
    for kill in range(KILLS):
        with talking("--pack", tiny, "--data-dir", folder, "--student", "cleo") as talk:
            for line in range(1 + kill % 3):
                acknowledged.append(f"was it cold there, {kill}.{line}?")
                assert talk.say(acknowledged[-1])["learner"]["exchanges"] == len(acknowledged)
            talk.process.send_signal(signal.SIGKILL)
            assert talk.process.wait() == -signal.SIGKILL
    assert stored(opened, "cleo") == acknowledged
    assert opened.rebuild(mend=False).differing == ()
    assert call("admin", "replay", "--data-dir", folder).code == 0


def test_two_programs_of_one_student_lose_no_turn(tiny: Path, folder: Path, opened: Tutor) -> None:
    common = ("chat", "--json", "--pack", tiny, "--data-dir", folder, "--student", "dora")
    with ThreadPoolExecutor() as threads:
        lines = ["".join(f"was it cold, {who} {n}?\n" for n in range(25)) for who in "ab"]
        both = list(threads.map(lambda given: run(*common, lines=given), lines))
    assert [done.code for done in both] == [0, 0]
    assert sorted(stored(opened, "dora")) == sorted("".join(lines).split("\n")[:-1])
    counts = [said["learner"]["exchanges"] for done in both for said in done.objects[1:]]
    assert sorted(counts) == list(range(1, 51))
    assert opened.rebuild(mend=False).differing == ()


def _fails(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode != 0
