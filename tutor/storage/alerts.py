"""Alerts, and who has read what, in the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from tutor.core.alerts import (
    GRAVEST,
    Alert,
    AlertState,
    Read,
    Severity,
    find_alert,
    month_of,
)
from tutor.core.events import Exchange
from tutor.storage.class_tables import alerts, memberships, reads, referrals
from tutor.storage.read import storable
from tutor.storage.transactions import Transactions, upsert

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

    def waiting(
        self, at: datetime, limit: int, severities: Collection[Severity] = GRAVEST
    ) -> tuple[Alert, ...]:
        """Give the new alerts that the second channel has not delivered and is due to try."""
        due = or_(alerts.c.next_attempt.is_(None), alerts.c.next_attempt <= at)
        wanted = _ALERT.where(
            alerts.c.delivered.is_(None),
            due,
            alerts.c.state == AlertState.NEW.value,
            alerts.c.severity.in_([severity.value for severity in severities]),
        ).order_by(alerts.c.at, alerts.c.id)
        with self._transactions.reading() as connection:
            return tuple(_alert(row) for row in connection.execute(wanted.limit(limit)))

    def claim(self, alert: Alert, until: datetime) -> bool:
        """Take an alert for sending; False where another program has taken it meanwhile."""
        mine = (
            alerts.c.id == alert.id,
            alerts.c.attempts == alert.attempts,
            alerts.c.delivered.is_(None),
        )
        values = {"attempts": alerts.c.attempts + 1, "next_attempt": until}
        with self._transactions.writing() as connection:
            return connection.execute(update(alerts).where(*mine).values(values)).rowcount == 1

    def note_sent(self, alert_id: str, at: datetime) -> None:
        """Note that the second channel has delivered an alert."""
        self._set(alert_id, delivered=at, next_attempt=None)

    def note_failed(self, alert_id: str, again: datetime) -> None:
        """Note when the second channel tries an alert again."""
        self._set(alert_id, next_attempt=again)

    def last_sent(self, student: str, severities: Collection[Severity]) -> datetime | None:
        """Give when the second channel last delivered an alert of a student's, of these."""
        wanted = select(alerts.c.delivered).where(
            alerts.c.student == student,
            alerts.c.delivered.is_not(None),
            alerts.c.severity.in_([severity.value for severity in severities]),
        )
        with self._transactions.reading() as connection:
            return connection.scalar(wanted.order_by(alerts.c.delivered.desc()).limit(1))

    def ownerless(self, closed_before: datetime, before: datetime) -> tuple[str, ...]:
        """Give the ids of alerts whose student is gone, that were closed or raised before this."""
        closed = (alerts.c.state == AlertState.CLOSED.value) & (alerts.c.closed_at < closed_before)
        done = or_(closed, alerts.c.at < before)
        wanted = select(alerts.c.id).where(alerts.c.student.is_(None), done).order_by(alerts.c.id)
        with self._transactions.reading() as connection:
            return tuple(connection.scalars(wanted))

    def remove_ownerless(self, alert_id: str) -> None:
        """Delete an alert whose student is gone."""
        mine = (alerts.c.id == alert_id, alerts.c.student.is_(None))
        with self._transactions.writing() as connection:
            connection.execute(delete(alerts).where(*mine))

    def referrals(self) -> tuple[tuple[str, int], ...]:
        """Give how often help was named, by month, the oldest first."""
        wanted = select(referrals.c.month, referrals.c.count).order_by(referrals.c.month)
        with self._transactions.reading() as connection:
            return tuple((row[0], row[1]) for row in connection.execute(wanted))

    def note_read(self, read: Read) -> None:
        """Note that someone has read what is a student's."""
        with self._transactions.writing() as connection:
            connection.execute(insert(reads).values(asdict(read)))

    def note_read_once(self, read: Read, since: datetime) -> None:
        """Note a reading unless the same person's of the same thing is noted since then."""
        same = (
            reads.c.student == read.student,
            reads.c.person == read.person,
            reads.c.what == read.what,
            reads.c.at >= since,
        )
        with self._transactions.writing() as connection:
            if connection.scalar(select(reads.c.id).where(*same).limit(1)) is None:
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

    def _set(self, alert_id: str, **values: datetime | None) -> None:
        with self._transactions.writing() as connection:
            connection.execute(update(alerts).where(alerts.c.id == alert_id).values(**values))


def raise_alert(connection: Connection, exchange: Exchange) -> None:
    """Keep the alert that an exchange raises, inside the transaction of the exchange."""
    alert = find_alert(exchange)
    if alert is None:
        return
    mine = select(memberships.c.class_id).where(memberships.c.student == exchange.student)
    add_alert(connection, replace(alert, class_id=connection.scalar(mine)))
    if exchange.screened == "support":
        counted = upsert(connection, referrals).values(month=month_of(exchange.at), count=1)
        one_more = {"count": referrals.c.count + 1}
        connection.execute(counted.on_conflict_do_update(index_elements=["month"], set_=one_more))


def let_go(connection: Connection, student: str, *, quotes: bool) -> None:
    """Take the student out of their open alerts, before everything else of theirs is deleted.

    A grown-up still learns that somebody of the class needed them; notes and closed alerts go.

    Args:
        connection: in the transaction that forgets the student.
        student: whose alerts they are.
        quotes: leave the words.
    """
    mine = (
        alerts.c.student == student,
        alerts.c.state != AlertState.CLOSED.value,
        alerts.c.severity.in_([Severity.CRISIS.value, Severity.CONCERN.value]),
    )
    bare = {"student": None, "exchange": None} | ({} if quotes else {"quote": ""})
    connection.execute(update(alerts).where(*mine).values(bare))


def add_alert(connection: Connection, alert: Alert) -> None:
    """Keep an alert inside the transaction of its exchange."""
    row = asdict(alert) | {
        "severity": alert.severity.value,
        "state": alert.state.value,
        "category": storable(alert.category),
        "quote": storable(alert.quote),
    }
    connection.execute(insert(alerts).values(row))


def _read(row: Row[*tuple[Any, ...]]) -> Read:
    return Read(row.student, row.person, row.what, row.at)


def _alert(row: Row[*tuple[Any, ...]]) -> Alert:
    values = row._asdict()
    return Alert(**values | {"severity": Severity(row.severity), "state": AlertState(row.state)})
