"""The exchange log and the classroom in a database: SQLite by default, PostgreSQL by address."""

from tutor.storage.alerts import SqlAlerts, add_alert
from tutor.storage.class_talks import SqlClassTalks
from tutor.storage.classes import SqlClasses
from tutor.storage.guesses import SqlGuesses
from tutor.storage.log import SqlExchangeLog, open_log
from tutor.storage.people import SqlPeople, SqlTokens

__all__ = [
    "SqlAlerts",
    "SqlClassTalks",
    "SqlClasses",
    "SqlExchangeLog",
    "SqlGuesses",
    "SqlPeople",
    "SqlTokens",
    "add_alert",
    "open_log",
]
