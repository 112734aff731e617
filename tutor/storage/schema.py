"""Which schema a database has, asked with one SELECT; Alembic is loaded only to change it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from tutor.errors import StorageError
from tutor.storage.tables import HEAD, REVISION_TABLE
from tutor.storage.transactions import Transactions
from tutor.storage.trouble import is_missing_table

_REVISION = text(f"SELECT version_num FROM {REVISION_TABLE}")  # noqa: S608 - a constant name


@dataclass(frozen=True, slots=True)
class Schema:
    """Which database it is, and how new its tables are."""

    kind: str
    """`sqlite` or `postgresql`."""
    where: str
    """Holds no password."""
    revision: str
    newest: str
    """That the program knows."""


def read_schema(database: Transactions) -> Schema:
    """Ask a database for its revision."""
    with database.reading() as connection:
        kind, revision = connection.dialect.name, read_revision(connection)
    return Schema(kind, database.address.where, revision or "", HEAD)


def read_revision(connection: Connection) -> str | None:
    """Give the schema's revision, or None where the log has no tables yet."""
    try:
        with connection.begin_nested():
            found = connection.scalar(_REVISION)
    except DBAPIError as error:
        if is_missing_table(error):
            return None
        raise
    return None if found is None else str(found)


def bring_up_to_date(engine: Engine, where: str, *, create: bool) -> None:
    """Make the tables or run the missing migrations.

    Raises:
        StorageError: the database is empty and may not be filled, newer than the program, or
            another program's.
    """
    with engine.connect() as connection:
        revision = read_revision(connection)
    if revision == HEAD:
        return
    if revision is None and not create:
        raise StorageError(f"{where}: the database holds no log of the tutor. Check the address.")
    from tutor.storage.migrate import migrate  # noqa: PLC0415 - Alembic takes 100 ms to load

    migrate(engine, where)
