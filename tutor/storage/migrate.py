"""Bringing a database to the newest schema. The only import of Alembic, loaded when needed."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect, text

from tutor.errors import StorageError
from tutor.storage.database import writing
from tutor.storage.schema import read_revision
from tutor.storage.tables import HEAD, metadata

_ADVISORY_KEY = 7_305_126_018_041_804
"""Names the migration among PostgreSQL's advisory locks."""

_one_at_a_time = Lock()
"""Alembic keeps its current context in module globals."""


def migrate(engine: Engine, where: str) -> None:
    """Run the missing migrations in one transaction that shuts out every other program.

    Raises:
        StorageError: the database is newer than the program, or another program's.
    """
    with _one_at_a_time, writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_KEY})
        config = migration_config(connection)
        revision = read_revision(connection)
        if revision is None:
            _refuse_foreign(connection, where)
        else:
            _refuse_newer(config, revision, where)
        command.upgrade(config, "head")


def migration_config(connection: Connection) -> Config:
    """Tell Alembic where the migrations are and which connection to use."""
    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _refuse_newer(config: Config, revision: str, where: str) -> None:
    try:
        ScriptDirectory.from_config(config).get_revision(revision)
    except CommandError as error:
        raise StorageError(
            f"{where}: the database has schema '{revision}', newer than '{HEAD}', the newest that "
            "this program knows. Update the program."
        ) from error


def _refuse_foreign(connection: Connection, where: str) -> None:
    found = set(inspect(connection).get_table_names())
    if connection.dialect.name == "postgresql":
        found &= set(metadata.tables)
    if found:
        raise StorageError(
            f"{where}: the database holds tables of another program ('{min(found)}'). "
            "Name a database of its own for the tutor."
        )
