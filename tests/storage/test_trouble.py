"""Trouble with the database: told in words that help, and nothing stored is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.builders import START
from tests.storage.telling import told
from tests.storage.writers import begin, say
from tutor.errors import DamagedError, StorageError
from tutor.ports import SessionRecord
from tutor.storage import SqlExchangeLog, database, open_log


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that every user of the machine can reach."""
    folder = Path(tempfile.mkdtemp(prefix="log-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def as_stranger() -> Iterator[None]:
    """Act without the right to write what this process has made."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    "url",
    [
        "postgres//tutor:unguessed@host/x",
        "",
        "tutor.db",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://tutor:unguessed@host/x",
        "postgresql+nodriver://tutor:unguessed@host/x",
        "postgresql://tutor:unguessed@host:port/x",
        "nonsense://host/x?password=unguessed",
    ],
)
def test_a_bad_address_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(StorageError, match="Write sqlite:///PATH") as caught:
        open_log(url)
    assert "unguessed" not in str(caught.value)


def test_missing_folders_are_made(tmp_path: Path) -> None:
    log = open_log(f"sqlite:///{tmp_path}/deep/er/Ünï % code/tutor.db")
    assert say(log, begin(log)).ordinal == 0
    log.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with told("folder cannot be used"):
        open_log(f"sqlite:///{tmp_path}/file/tutor.db")
    with told("this is a folder"):
        open_log(f"sqlite:///{tmp_path}")


def test_a_folder_without_the_right_to_write_is_told(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    with as_stranger():
        with told("cannot be opened"):
            open_log(f"sqlite:///{open_folder}/tutor.db")
        with told("folder cannot be used"):
            open_log(f"sqlite:///{open_folder}/new/tutor.db")


def test_a_file_without_the_right_to_write_is_told_and_kept(open_folder: Path) -> None:
    log, path = open_log(f"sqlite:///{open_folder}/tutor.db"), open_folder / "tutor.db"
    talk = begin(log)
    said = say(log, talk)
    log.close()
    path.chmod(0o444)
    open_folder.chmod(0o777)
    with as_stranger(), told("cannot be (written|opened)"):
        stranger = open_log(f"sqlite:///{path}")
        try:
            assert stranger.recent(talk.id, 5) == (said,)
            say(stranger, talk)
        finally:
            stranger.close()
    path.chmod(0o644)
    assert log.recent(talk.id, 5) == (said,)
    log.close()


def test_a_full_disk_is_told_and_nothing_is_half_written(sqlite_url: str) -> None:
    log = open_log(sqlite_url)
    talk = begin(log)
    pages = 100

    def fill(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(log.engine, "connect", fill)
    log.engine.dispose()
    said = []
    with told("the disk is full. Free some space"):
        while True:
            said.append(say(log, talk))
    assert len(said) > 3
    assert list(log.exchanges(talk.student)) == said
    assert log.learner(talk.student).ordinal == len(said)
    pages = 10_000
    log.engine.dispose()
    assert say(log, talk).ordinal == len(said)
    log.close()


def test_a_database_that_another_program_holds_is_told(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT_S", 0.1)
    log = open_log(sqlite_url)
    talk = begin(log)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        with told("another program has held the database"):
            say(log, talk)
        assert log.session(talk.id) == talk
        other.rollback()
    assert say(log, talk).ordinal == 0
    log.close()


@pytest.mark.parametrize("content", [b"not a database at all" * 300, b"\x00" * 8192, b"x"])
def test_a_file_that_is_no_database_is_told_and_left_as_it_is(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "tutor.db"
    path.write_bytes(content)
    with told("no SQLite database|damaged", DamagedError):
        open_log(f"sqlite:///{path}")
    assert path.read_bytes() == content


@pytest.mark.parametrize("harm", ["overwritten", "cut short"])
def test_a_damaged_file_is_told_and_left_as_it_is(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "tutor.db"
    log = open_log(f"sqlite:///{path}")
    talk = begin(log)
    for _ in range(40):
        say(log, talk)
    log.close()
    whole = path.read_bytes()
    rotten = b"\xa5" * 4096 * 12
    broken = whole[:20_000] if harm == "cut short" else whole[: 4096 * 2] + rotten
    path.write_bytes(broken + (b"" if harm == "cut short" else whole[len(broken) :]))
    harmed = path.read_bytes()
    with told("is damaged", DamagedError):
        _use(f"sqlite:///{path}", talk)
    assert path.read_bytes() == harmed
    path.write_bytes(whole)
    again = open_log(f"sqlite:///{path}")
    assert again.learner(talk.student).ordinal == 40
    again.close()


@pytest.mark.parametrize("left", [b"", None])
def test_a_lost_file_does_not_take_its_write_ahead_log_along(
    tmp_path: Path, left: bytes | None
) -> None:
    path = tmp_path / "tutor.db"
    log = open_log(f"sqlite:///{path}")
    say(log, begin(log))
    kept = path.with_name("tutor.db-wal").read_bytes()
    log.close()
    path.with_name("tutor.db-wal").write_bytes(kept)
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    with told("write-ahead|beside it holds data", DamagedError):
        open_log(f"sqlite:///{path}")
    assert path.with_name("tutor.db-wal").read_bytes() == kept


def test_an_exchange_that_cannot_be_read_is_told(log: SqlExchangeLog) -> None:
    talk = begin(log)
    say(log, talk)
    with log.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE exchanges SET body = '{\"future\": 1}'")
    with told("a stored exchange cannot be read", DamagedError):
        log.recent(talk.id, 1)
    with told("a stored exchange cannot be read", DamagedError):
        list(log.exchanges(talk.student))


def test_a_missing_table_is_told(log: SqlExchangeLog) -> None:
    with log.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE pack_versions")
    with told("unexpected trouble"):
        log.pack_content("bird-woman", "1")


def test_nothing_of_a_forgotten_student_is_left_in_the_files(sqlite_url: str) -> None:
    log = open_log(sqlite_url)
    talk = begin(log, "Zacharias Quill")
    for _ in range(30):
        say(log, talk)
    log.forget(talk.student)
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    for file in folder.iterdir():
        content = file.read_bytes()
        assert b"Zacharias" not in content, file
        assert talk.student.encode() not in content, file
        assert b"spoke Shoshone" not in content, file
    log.close()


def _use(url: str, talk: SessionRecord) -> None:
    log = open_log(url)
    try:
        log.student("Ben", START)
        list(log.exchanges(talk.student))
        say(log, talk)
    finally:
        log.close()
