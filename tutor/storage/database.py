"""Connections: how SQLite and PostgreSQL are opened so that no turn is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from time import monotonic, sleep

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool

from tutor.errors import StorageError
from tutor.storage.address import Address

WAIT_S = 10
"""How long a write waits for another one."""


def open_engine(address: Address) -> Engine:
    """Make the engine of an address; connects at the first use."""
    return _open_postgres(address) if address.path is None else _open_sqlite(address)


def writing(engine: Engine) -> Engine:
    """Give the same engine for writes: it takes SQLite's write lock at BEGIN, not later.

    A transaction that reads first and asks for the lock at its first write is refused whenever
    another writer came between; taking it at once makes writers wait their turn instead.
    """
    return engine.execution_options(tutor_writes=True, preserve_rowcount=True)


def use_write_ahead_log(engine: Engine) -> None:
    """Let SQLite readers and the writer work side by side. Lasts for the life of the file.

    Two programs that switch at once refuse each other at once, without SQLite's own waiting.
    """
    until = monotonic() + WAIT_S
    with closing(engine.raw_connection()) as connection:
        while _read_pragma(connection, "journal_mode") != "wal":
            try:
                _read_pragma(connection, "journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                    raise
                sleep(0.02)
            else:
                return


def empty_write_ahead_log(engine: Engine) -> None:
    """Move SQLite's write-ahead log into the file, so that nothing deleted is left in it."""
    with closing(engine.raw_connection()) as connection:
        _read_pragma(connection, "wal_checkpoint(TRUNCATE)")


def _read_pragma(connection: PoolProxiedConnection, pragma: str) -> object:
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        row = cursor.fetchone()
        return row[0] if row else None


def _open_sqlite(address: Address) -> Engine:
    engine = create_engine(
        address.url,
        connect_args={"timeout": WAIT_S, "check_same_thread": False},
        poolclass=QueuePool,
        pool_size=5,
        max_overflow=-1,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """Take BEGIN and COMMIT out of the driver's hands, and choose safety over speed."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA trusted_schema = OFF")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("tutor_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _open_postgres(address: Address) -> Engine:
    given = "connect_timeout" in address.url.query
    try:
        engine = create_engine(
            address.url,
            connect_args={} if given else {"connect_timeout": WAIT_S},
            isolation_level="READ COMMITTED",
            pool_size=10,
            max_overflow=20,
            pool_timeout=WAIT_S,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    except ModuleNotFoundError as error:
        raise StorageError(
            f"{address.where}: the PostgreSQL driver is not installed. "
            "Install the package 'psycopg[binary]'."
        ) from error
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get("tutor_writes", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_S}s'")
