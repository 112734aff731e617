"""Where the log is: the address of a database, and the name that messages call it by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from tutor.errors import DamagedError, StorageError

_MAGIC = b"SQLite format 3\x00"
_REMEDY = "Write sqlite:///PATH or postgresql+psycopg://NAME@HOST/DATABASE."


@dataclass(frozen=True, slots=True)
class Address:
    """A database address. `where` names it in messages and holds no password."""

    url: URL
    where: str
    path: Path | None
    """The file of a SQLite database; None for PostgreSQL."""


def parse_address(url: str) -> Address:
    """Read a database address.

    Raises:
        StorageError: it is no address, or one of a database that the log cannot use.
    """
    shown = _without_password(url)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        message = f"'{shown}': this is no database address. {_REMEDY}"
        raise StorageError(message) from None
    if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
        if parsed.database in (None, "", ":memory:"):
            raise StorageError(f"'{shown}': the address names no file. {_REMEDY}")
        path = Path(str(parsed.database))
        return Address(parsed, str(path), path)
    if parsed.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        parsed = parsed.set(drivername="postgresql+psycopg")
        named = parsed.set(query={}).render_as_string(hide_password=True)
        return Address(parsed, named, None)
    raise StorageError(f"'{shown}': the log cannot be kept in such a database. {_REMEDY}")


def prepare_file(path: Path, where: str, *, create: bool) -> None:
    """Make the folder of a SQLite file, and refuse a file that opening would harm.

    Raises:
        StorageError: the file is not there and may not be made, or its folder cannot be made.
        DamagedError: the file is no database; or it is empty or gone while its write-ahead log
            still holds data, which SQLite would delete.
    """
    try:
        if not create and not path.exists():
            raise StorageError(f"{where}: there is no such database. Check the address.")
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise StorageError(f"{where}: this is a folder. Name a file in it.")
        left_over = path.with_name(f"{path.name}-wal")
        if _size(path) == 0 and _size(left_over) > 0:
            raise DamagedError(
                f"{where}: the file is empty or missing, but '{left_over.name}' beside it holds "
                "data. Put the file back from a backup, or move both away to start anew."
            )
        if _size(path) > 0 and not _looks_like_sqlite(path):
            raise DamagedError(
                f"{where}: the file is no SQLite database. "
                "Name another file, or put back a backup; the program leaves this one as it is."
            )
    except OSError as error:
        raise StorageError(
            f"{where}: the file or its folder cannot be used ({error.strerror}). "
            "Choose another folder, or ask for the right to read and write there."
        ) from error


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _looks_like_sqlite(path: Path) -> bool:
    """Check the first bytes: SQLite itself takes a very short file for an empty database."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _without_password(url: str) -> str:
    """Leave out whatever may be a name and password, in a text that need not be an address."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        scheme, rest = "", url
    hidden = f"***@{rest.rpartition('@')[2]}" if "@" in rest else rest
    return f"{scheme}{mark}{hidden.partition('?')[0]}"
