"""The schema: made, kept up to date and recognised."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tests.builders import START
from tests.storage.writers import assess, begin, say
from tutor.errors import StorageError
from tutor.storage import SqlAlerts, SqlClasses, SqlExchangeLog, open_log
from tutor.storage.address import parse_address, prepare_file
from tutor.storage.database import open_engine, writing
from tutor.storage.migrate import migration_config
from tutor.storage.tables import HEAD, REVISION_TABLE, metadata

_OF_CLASSES = (
    "overrides",
    "referrals",
    "reads",
    "alerts",
    "guesses",
    "tokens",
    "memberships",
    "classes",
    "people",
)


def test_the_migrations_make_the_tables_that_the_program_uses(log: SqlExchangeLog) -> None:
    with log.engine.connect() as connection:
        options = {"version_table": REVISION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_head(log: SqlExchangeLog) -> None:
    with log.engine.connect() as connection:
        config = migration_config(connection)
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_second_start_needs_no_alembic(sqlite_url: str) -> None:
    open_log(sqlite_url).close()
    script = (
        "import sys; from tutor.storage import open_log; "
        f"open_log({sqlite_url!r}).close(); print('alembic' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert run.stdout == "False\n"


def test_a_start_that_is_broken_off_leaves_no_half_schema(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("alembic.op.create_index", stop)
    with pytest.raises(KeyboardInterrupt):
        open_log(url)
    monkeypatch.undo()
    log = open_log(url)
    assert say(log, begin(log)).ordinal == 0
    log.close()


def test_a_database_of_the_first_revision_keeps_its_log(url: str) -> None:
    log = open_log(url)
    talk = begin(log)
    said = say(log, talk)
    with log.engine.begin() as connection:
        for table in (*_OF_CLASSES, "assessments", "raw_texts"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.execute(text("UPDATE schema_revision SET version_num = '0001'"))
    log.close()
    again = open_log(url)
    assert list(again.events(talk.student)) == [said]
    assessed = assess(again, said)
    assert list(again.events(talk.student)) == [said, assessed]
    again.close()


def test_a_database_of_the_second_revision_gets_its_classes(url: str) -> None:
    log = open_log(url)
    talk = begin(log)
    said = say(log, talk)
    with log.engine.begin() as connection:
        for table in _OF_CLASSES:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.execute(text("UPDATE schema_revision SET version_num = '0002'"))
    log.close()
    again = open_log(url)
    assert list(again.events(talk.student)) == [said]
    assert SqlClasses(again.transactions).classes() == ()
    again.close()


def test_alerts_of_the_third_revision_are_kept_and_may_lose_their_student(url: str) -> None:
    address = parse_address(url)
    if address.path is not None:
        prepare_file(address.path, address.where, create=True)
    engine = open_engine(address)
    with writing(engine).begin() as connection:
        command.upgrade(migration_config(connection), "0003")
        connection.exec_driver_sql(
            "INSERT INTO students (id, name, created) VALUES ('s', 'ana', '2026-03-02T09:00:00+00')"
        )
        connection.exec_driver_sql(
            "INSERT INTO alerts (id, student, at, severity, category, quote, state, attempts) "
            "VALUES ('a', 's', '2026-03-02T09:00:00+00', 'crisis', 'abuse', 'words', 'new', 0)"
        )
    engine.dispose()
    log = open_log(url)
    alerts = SqlAlerts(log.transactions)
    assert [(alert.student, alert.quote) for alert in alerts.alerts()] == [("s", "words")]
    log.forget("s", quotes=True)
    assert [(alert.student, alert.quote) for alert in alerts.alerts()] == [(None, "words")]
    assert alerts.referrals() == ()
    log.close()


def test_a_database_newer_than_the_program_is_left_alone(url: str) -> None:
    log = open_log(url)
    talk = begin(log)
    with log.engine.begin() as connection:
        connection.execute(text("UPDATE schema_revision SET version_num = '9999'"))
    log.close()
    with pytest.raises(StorageError, match=r"schema '9999', newer than .*\. Update the program\."):
        open_log(url)
    with log.engine.begin() as connection:
        connection.execute(text("UPDATE schema_revision SET version_num = :to"), {"to": HEAD})
    log.close()
    again = open_log(url)
    assert again.session(talk.id) == talk
    again.close()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    before = path.read_bytes()
    with pytest.raises(StorageError, match="another program"):
        open_log(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_tables_of_the_same_name_are_left_alone(url: str) -> None:
    log = open_log(url)
    log.student("Ana", START)
    with log.engine.begin() as connection:
        connection.exec_driver_sql(f"DROP TABLE {REVISION_TABLE}")
    log.close()
    with pytest.raises(StorageError, match="another program"):
        open_log(url)


def test_nothing_is_made_without_leave(url: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="Check the address"):
        open_log(url, create=False)
    assert not (tmp_path / "log").exists()


def test_a_restored_backup_gets_its_write_ahead_log_back(sqlite_url: str, tmp_path: Path) -> None:
    log = open_log(sqlite_url)
    talk = begin(log)
    with log.engine.connect().execution_options() as connection:
        assert connection.connection.driver_connection is not None
        connection.connection.driver_connection.execute(f"VACUUM INTO '{tmp_path}/backup.db'")
    log.close()
    restored = open_log(f"sqlite:///{tmp_path}/backup.db", create=False)
    with restored.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert restored.session(talk.id) == talk
    restored.close()


def test_the_cost_of_a_turn_does_not_grow(sqlite_url: str) -> None:
    log = open_log(sqlite_url)
    with log.engine.connect() as connection:
        for wanted in (
            "SELECT body FROM exchanges WHERE session = 'a' ORDER BY position DESC LIMIT 9",
            "SELECT body FROM exchanges WHERE student = 'a' AND ordinal > 5 ORDER BY ordinal",
            "SELECT ordinal FROM exchanges WHERE student = 'a' ORDER BY ordinal DESC LIMIT 1",
            "SELECT body FROM assessments WHERE student = 'a' AND ordinal > 5 ORDER BY ordinal",
            "SELECT ordinal FROM assessments WHERE student = 'a' ORDER BY ordinal DESC LIMIT 1",
            "SELECT text FROM raw_texts WHERE hash = 'a' LIMIT 1",
            "SELECT id FROM sessions WHERE student = 'a' ORDER BY started DESC LIMIT 50",
            "UPDATE sessions SET exchanges = exchanges + 1 WHERE id = 'a' AND student = 'b'",
            "UPDATE learner_models SET ordinal = 2 WHERE student = 'a' AND ordinal = 1",
        ):
            steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {wanted}").all()
            plan = " ".join(str(step) for step in steps)
            assert "SEARCH" in plan, wanted
            assert "TEMP B-TREE" not in plan, wanted
    log.close()
