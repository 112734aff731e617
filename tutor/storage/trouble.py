"""What went wrong with a database, in words that help."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from tutor.errors import DamagedError, PlaceTakenError, StorageError
from tutor.storage.address import Address

_KEPT = "Nothing stored is lost."
_DAMAGED = "Move it aside and put back a backup; the program leaves it as it is."

_SQLITE: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "another program has held the database for 10 seconds",
        "Close the other program and try again.",
    ),
    sqlite3.SQLITE_LOCKED: ("the database is locked", "Try again."),
    sqlite3.SQLITE_READONLY: (
        "the database cannot be written",
        "Give this program the right to write the file and its folder.",
    ),
    sqlite3.SQLITE_PERM: (
        "the database may not be opened",
        "Give this program the right to read and write the file and its folder.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the database cannot be opened",
        "Give this program the right to read and write the file and its folder.",
    ),
    sqlite3.SQLITE_FULL: ("the disk is full", f"Free some space and try again. {_KEPT}"),
    sqlite3.SQLITE_IOERR: (
        "the disk cannot be read or written",
        f"Check the disk and its free space, then try again. {_KEPT}",
    ),
}

_POSTGRES: dict[str, tuple[str, str]] = {
    "25006": ("the database is read-only", "Connect to the primary server."),
    "28": ("the server refuses this name or password", "Check both in the address."),
    "3D000": ("the server has no such database", "Create it, or check the address."),
    "40": ("another write got in the way", "Try again."),
    "42501": ("this name may not write there", "Grant it the rights on the schema."),
    "53100": ("the server's disk is full", f"Free some space and try again. {_KEPT}"),
    "53": ("the server has no room for more work", "Try again later."),
    "55P03": ("another program has held a row for 10 seconds", "Try again."),
    "57": ("the server is shutting down", "Try again when it is back."),
}


@contextmanager
def explained(address: Address) -> Iterator[None]:
    """Turn any error of the database into a StorageError that says where, what and the remedy."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise explain(address, error) from error


def explain(address: Address, error: Exception) -> StorageError:
    """Give the error to raise for an error of the database or its driver."""
    if isinstance(error, PoolTimeoutError):
        what = "every connection is busy. Try again in a moment."
        return StorageError(f"{address.where}: {what}")
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(error, IntegrityError) and is_taken(error):
        return PlaceTakenError(
            f"{address.where}: another row has this place. Read the log again and retry."
        )
    if isinstance(error, IntegrityError) and _is_orphan(error):
        return StorageError(
            f"{address.where}: the student, session or exchange is not in the log, or was "
            "forgotten. Start a new session."
        )
    if address.path is not None:
        return _explain_sqlite(address.where, address.path, origin)
    return _explain_postgres(address.where, origin)


def is_taken(error: IntegrityError) -> bool:
    """Tell whether a unique place was taken, rather than another constraint broken."""
    return _sqlstate(error.orig) == "23505" or getattr(error.orig, "sqlite_errorname", "") in (
        "SQLITE_CONSTRAINT_UNIQUE",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
    )


def _is_orphan(error: IntegrityError) -> bool:
    name = getattr(error.orig, "sqlite_errorname", "")
    return _sqlstate(error.orig) == "23503" or name == "SQLITE_CONSTRAINT_FOREIGNKEY"


def is_missing_table(error: DBAPIError) -> bool:
    """Tell whether a statement named a table that is not there."""
    return _sqlstate(error.orig) == "42P01" or "no such table" in str(error.orig)


def _explain_sqlite(where: str, path: Path, origin: BaseException | None) -> StorageError:
    code = getattr(origin, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return DamagedError(f"{where}: the file is no SQLite database. {_DAMAGED}")
    if code == sqlite3.SQLITE_CORRUPT:
        return DamagedError(f"{where}: the file is damaged ({find_damage(path)}). {_DAMAGED}")
    if code not in _SQLITE or code == sqlite3.SQLITE_IOERR:
        damage = find_damage(path)
        if damage:
            return DamagedError(f"{where}: the file is damaged ({damage}). {_DAMAGED}")
    what, remedy = _SQLITE.get(code, (f"unexpected trouble ({_first_line(origin)})", _KEPT))
    return StorageError(f"{where}: {what}. {remedy}")


def _explain_postgres(where: str, origin: BaseException | None) -> StorageError:
    state = _sqlstate(origin)
    if state[:3] == "XX0" and state != "XX000":
        return DamagedError(f"{where}: the server finds damaged data. Put back a backup.")
    known = _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    if known is None and not state:
        known = (f"the server cannot be reached ({_first_line(origin)})", "Check the address.")
    what, remedy = known or (f"unexpected trouble ({_first_line(origin)})", _KEPT)
    return StorageError(f"{where}: {what}. {remedy}")


def find_damage(path: Path) -> str:
    """Check a SQLite file without writing it; gives the first fault, or nothing."""
    try:
        address = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=1.0)) as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            return "" if found == "ok" else " ".join(found.split())
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        damaged = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        return _first_line(error) if damaged else ""


def _sqlstate(origin: BaseException | None) -> str:
    return getattr(origin, "sqlstate", None) or ""


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else "no reason given"
