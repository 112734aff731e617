"""The exchange log in a database: SQLite by default, PostgreSQL by address."""

from tutor.storage.log import SqlExchangeLog, open_log

__all__ = ["SqlExchangeLog", "open_log"]
