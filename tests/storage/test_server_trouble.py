"""Trouble with a PostgreSQL server: told in words that help, and nothing stored is lost."""

from __future__ import annotations

import socket

import pytest

from tests.storage.telling import told
from tests.storage.writers import begin, say
from tutor.errors import StorageError
from tutor.storage import database, open_log


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
        with pytest.raises(StorageError, match="server cannot be reached") as caught:
            open_log(f"postgresql+psycopg://tutor:unguessed@127.0.0.1:{port}/tutor")
    assert "unguessed" not in str(caught.value)
    assert "unguessed" not in repr(caught.value.__cause__)


def test_a_database_that_the_server_has_not_is_told(postgres_url: str) -> None:
    with told("server"):
        open_log(f"{postgres_url}_gone")


def test_a_read_only_server_is_told(postgres_url: str) -> None:
    log = open_log(postgres_url)
    talk = begin(log)
    name = postgres_url.rpartition("/")[2]
    with log.engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    log.engine.dispose()
    with told("read-only"):
        say(log, talk)
    assert log.session(talk.id) == talk
    log.close()


def test_a_row_that_another_program_holds_is_told(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = open_log(postgres_url)
    talk = begin(log)
    say(log, talk)
    monkeypatch.setattr(database, "WAIT_S", 0.2)
    with log.engine.connect() as other:
        other.exec_driver_sql("SELECT * FROM learner_models FOR UPDATE")
        with told("another program has held a row"):
            say(log, talk)
    assert say(log, talk).ordinal == 1
    log.close()


def test_a_lost_connection_is_made_anew(postgres_url: str) -> None:
    log, other = open_log(postgres_url), open_log(postgres_url)
    talk = begin(log)
    with other.engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert say(log, talk).ordinal == 0
    log.close()
    other.close()
