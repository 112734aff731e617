"""Transactions: how every part of the storage reads and writes one database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite

from tutor.storage.address import Address
from tutor.storage.database import empty_write_ahead_log, writing
from tutor.storage.trouble import explained


class Transactions:
    """Reads and writes of one database, each whole or not at all. Threads may share it."""

    def __init__(self, engine: Engine, address: Address) -> None:
        """Take over an engine whose tables are up to date."""
        self.engine = engine
        self.address = address
        self._writer = writing(engine)
        self._turn = Lock() if address.path is not None else nullcontext()
        """Lets threads write in turn: SQLite's own waiting is unfair, the unlucky starve."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read; trouble is raised as StorageError."""
        with explained(self.address), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction; trouble is raised as StorageError and nothing is written."""
        with explained(self.address), self._turn, self._writer.begin() as connection:
            yield connection

    def wipe(self) -> None:
        """Leave nothing that was deleted in the files beside a SQLite database."""
        if self.address.path is not None:
            with explained(self.address):
                empty_write_ahead_log(self.engine)


def upsert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Start an INSERT that can meet a row that is there; each dialect has its own."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
