"""Alerts, and who has read what, in the database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from tutor.core.alerts import Alert, AlertState, Read, Severity
from tutor.storage.class_tables import alerts, reads
from tutor.storage.read import storable
from tutor.storage.transactions import Transactions

_ALERT = select(*(column.label(column.key) for column in alerts.c))
_NEWEST = _ALERT.order_by(alerts.c.at.desc(), alerts.c.id)


class SqlAlerts:
    """`classroom.ports.AlertStore`."""

    def __init__(self, transactions: Transactions) -> None:
        """Keep alerts in a database."""
        self._transactions = transactions

    def add(self, alert: Alert) -> None:
        """Keep an alert."""
        with self._transactions.writing() as connection:
            add_alert(connection, alert)

    def alert(self, alert_id: str) -> Alert | None:
        """Give an alert, or None."""
        with self._transactions.reading() as connection:
            row = connection.execute(_ALERT.where(alerts.c.id == alert_id)).first()
        return _alert(row) if row else None

    def alerts(self, class_id: str | None = None, student: str | None = None) -> tuple[Alert, ...]:
        """Give the alerts of a class, of a student or all, newest first."""
        wanted = _NEWEST
        for column, value in ((alerts.c.class_id, class_id), (alerts.c.student, student)):
            wanted = wanted if value is None else wanted.where(column == value)
        with self._transactions.reading() as connection:
            return tuple(_alert(row) for row in connection.execute(wanted))

    def move(self, alert: Alert, was: AlertState) -> bool:
        """Store who has seen or closed an alert; False where it is no longer as it was."""
        mine = (alerts.c.id == alert.id, alerts.c.state == was.value)
        values = {
            "state": alert.state.value,
            "seen_by": alert.seen_by,
            "seen_at": alert.seen_at,
            "closed_by": alert.closed_by,
            "closed_at": alert.closed_at,
        }
        with self._transactions.writing() as connection:
            return connection.execute(update(alerts).where(*mine).values(values)).rowcount == 1

    def waiting(self, at: datetime, limit: int) -> tuple[Alert, ...]:
        """Give the alerts that the second channel has not delivered and is due to try."""
        due = or_(alerts.c.next_attempt.is_(None), alerts.c.next_attempt <= at)
        wanted = _ALERT.where(alerts.c.delivered.is_(None), due).order_by(alerts.c.at)
        with self._transactions.reading() as connection:
            return tuple(_alert(row) for row in connection.execute(wanted.limit(limit)))

    def note_attempt(
        self, alert_id: str, *, delivered: bool, at: datetime, again: datetime
    ) -> None:
        """Count a try of the second channel: delivered, or to be tried again."""
        values = {
            "attempts": alerts.c.attempts + 1,
            "next_attempt": None if delivered else again,
            "delivered": at if delivered else None,
        }
        with self._transactions.writing() as connection:
            connection.execute(update(alerts).where(alerts.c.id == alert_id).values(values))

    def note_read(self, read: Read) -> None:
        """Note that someone has read what is a student's."""
        with self._transactions.writing() as connection:
            connection.execute(insert(reads).values(asdict(read)))

    def reads(self, student: str) -> tuple[Read, ...]:
        """Give who has read what of a student, newest first."""
        wanted = select(reads).where(reads.c.student == student)
        with self._transactions.reading() as connection:
            rows = connection.execute(wanted.order_by(reads.c.at.desc(), reads.c.id.desc()))
            return tuple(_read(row) for row in rows)

    def latest_reads(self, limit: int) -> tuple[Read, ...]:
        """Give who has read what of anyone lately, newest first."""
        wanted = select(reads).order_by(reads.c.at.desc(), reads.c.id.desc()).limit(limit)
        with self._transactions.reading() as connection:
            return tuple(_read(row) for row in connection.execute(wanted))


def add_alert(connection: Connection, alert: Alert) -> None:
    """Keep an alert inside the transaction of its exchange."""
    row = asdict(alert) | {
        "severity": alert.severity.value,
        "state": alert.state.value,
        "quote": storable(alert.quote),
    }
    connection.execute(insert(alerts).values(row))


def _read(row: Row[*tuple[Any, ...]]) -> Read:
    return Read(row.student, row.person, row.what, row.at)


def _alert(row: Row[*tuple[Any, ...]]) -> Alert:
    values = row._asdict()
    return Alert(**values | {"severity": Severity(row.severity), "state": AlertState(row.state)})
