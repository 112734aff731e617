"""What was found out by trying, and what was spent: one small file of the data folder.

It is disposable: without it the same is found out again, and a day's budget starts anew.
"""

from __future__ import annotations

import sqlite3
import threading
from datetime import date
from pathlib import Path

FILE = "models.sqlite3"
_TABLES = """
CREATE TABLE IF NOT EXISTS known (
    endpoint TEXT, ability TEXT, value TEXT, day TEXT, PRIMARY KEY (endpoint, ability));
CREATE TABLE IF NOT EXISTS spent (
    day TEXT, account TEXT, tokens INTEGER, PRIMARY KEY (day, account));
"""
_BUSY_S = 1.0
"""How long another process may hold the file, in seconds."""


class Known:
    """The file. Threads and processes may share it; where it cannot be used, memory serves."""

    def __init__(self, folder: Path | None) -> None:
        self._lock = threading.Lock()
        self._database = _open(folder)

    def get(self, endpoint: str, ability: str, since: date) -> str | None:
        """Give what was found out no longer ago than a day, or None."""
        return self._value(
            "SELECT value FROM known WHERE endpoint = ? AND ability = ? AND day >= ?",
            (endpoint, ability, since.isoformat()),
        )

    def keep(self, endpoint: str, ability: str, value: str, day: date) -> None:
        """Remember what was found out."""
        self._change(
            "INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?)",
            (endpoint, ability, value, day.isoformat()),
        )

    def spent(self, day: date, account: str) -> int:
        """Give the tokens spent on a day by an account; the empty one is the whole server's."""
        found = self._value(
            "SELECT tokens FROM spent WHERE day = ? AND account = ?", (day.isoformat(), account)
        )
        return int(found or 0)

    def spend(self, day: date, account: str, tokens: int) -> None:
        """Add tokens to what an account has spent; fewer than none give some back."""
        self._change(
            "INSERT INTO spent VALUES (?, ?, ?) ON CONFLICT (day, account) "
            "DO UPDATE SET tokens = tokens + excluded.tokens",
            (day.isoformat(), account, tokens),
        )

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()

    def _value(self, query: str, values: tuple[str, ...]) -> str | None:
        with self._lock:
            try:
                row = self._database.execute(query, values).fetchone()
            except sqlite3.Error:
                row = None
        return None if row is None else str(row[0])

    def _change(self, statement: str, values: tuple[str | int, ...]) -> None:
        with self._lock:
            try:
                self._database.execute(statement, values)
            except sqlite3.Error:
                self._database.close()
                self._database = _prepare(":memory:")
                self._database.execute(statement, values)


def _open(folder: Path | None) -> sqlite3.Connection:
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return _prepare(str(folder / FILE))
        except (OSError, sqlite3.Error):
            pass
    return _prepare(":memory:")


def _prepare(path: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_BUSY_S, check_same_thread=False, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.executescript(_TABLES)
    except sqlite3.Error:
        database.close()
        raise
    return database
