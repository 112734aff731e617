"""Wrong tries in the database, so that every replica of the page counts the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, case, delete, select, update

from tutor.core.guessing import Pace, Tries, count_try, forgotten_at, wait_s
from tutor.storage.class_tables import guesses
from tutor.storage.transactions import Transactions, upsert


class SqlGuesses:
    """`classroom.ports.GuessStore`. Rows that count for nothing any more are deleted on the way."""

    def __init__(self, transactions: Transactions) -> None:
        """Count tries in a database."""
        self._transactions = transactions

    def take(self, paces: Mapping[str, Pace], at: datetime) -> float:
        """Count a try against every subject at once, or give the seconds to wait.

        While any of them must wait nothing is counted.
        """
        with self._transactions.reading() as connection:
            wait = _longest_wait(paces, _read(connection, paces), at)
        if wait > 0.0:  # who guesses a thousand times keeps nobody from writing
            return wait
        with self._transactions.writing() as connection:
            connection.execute(delete(guesses).where(guesses.c.until < at))
            _make_rows(connection, paces, at)
            tries = _read(connection, paces, lock=True)
            wait = _longest_wait(paces, tries, at)
            if wait > 0.0:
                return wait
            for subject, pace in paces.items():
                _put(connection, subject, pace, count_try(pace, tries[subject], at))
            return 0.0

    def give_back(self, subjects: Iterable[str]) -> None:
        """Count one try less: it was right."""
        level = case((guesses.c.level > 1.0, guesses.c.level - 1.0), else_=0.0)
        with self._transactions.writing() as connection:
            for subject in sorted(subjects):
                mine = update(guesses).where(guesses.c.subject == subject)
                connection.execute(mine.values(level=level))

    def clear(self, subject: str) -> None:
        """Forget the tries at a subject."""
        with self._transactions.writing() as connection:
            connection.execute(delete(guesses).where(guesses.c.subject == subject))

    def remember(self, subject: str, at: datetime, until: datetime) -> None:
        """Note that somebody came in here, so long."""
        values = {"level": 0.0, "at": at, "until": until}
        with self._transactions.writing() as connection:
            noted = upsert(connection, guesses).values(subject=subject, **values)
            connection.execute(noted.on_conflict_do_update(index_elements=["subject"], set_=values))

    def knows(self, subject: str, at: datetime) -> bool:
        """Tell whether that is still noted."""
        wanted = (guesses.c.subject == subject, guesses.c.until >= at)
        with self._transactions.reading() as connection:
            return connection.scalar(select(guesses.c.subject).where(*wanted)) is not None


def _longest_wait(paces: Mapping[str, Pace], tries: Mapping[str, Tries], at: datetime) -> float:
    waits = (wait_s(pace, tries.get(subject), at) for subject, pace in paces.items())
    return max(waits, default=0.0)


def _make_rows(connection: Connection, paces: Mapping[str, Pace], at: datetime) -> None:
    """Make sure that there is a row to lock for every subject."""
    for subject in sorted(paces):
        row = {"subject": subject, "level": 0.0, "at": at, "until": at}
        connection.execute(upsert(connection, guesses).values(row).on_conflict_do_nothing())


def _read(
    connection: Connection, paces: Mapping[str, Pace], *, lock: bool = False
) -> dict[str, Tries]:
    wanted = select(guesses.c.subject, guesses.c.level, guesses.c.at).where(
        guesses.c.subject.in_(sorted(paces))
    )
    if lock:
        wanted = wanted.order_by(guesses.c.subject).with_for_update()
    return {row.subject: Tries(row.level, row.at) for row in connection.execute(wanted)}


def _put(connection: Connection, subject: str, pace: Pace, tries: Tries) -> None:
    values = {"level": tries.level, "at": tries.at, "until": forgotten_at(pace, tries)}
    connection.execute(update(guesses).where(guesses.c.subject == subject).values(values))
