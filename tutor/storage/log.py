"""The append-only log of exchanges and assessments, with the models projected from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Engine, select

from tutor.core.events import Assessment, Event, Exchange
from tutor.core.learner import LearnerModel, replay
from tutor.ports import SessionRecord, StudentRecord
from tutor.storage import read, write
from tutor.storage.address import Address, parse_address, prepare_file
from tutor.storage.database import open_engine, use_write_ahead_log
from tutor.storage.parsing import Recorded, parse_event
from tutor.storage.schema import bring_up_to_date
from tutor.storage.tables import exchanges, pack_versions
from tutor.storage.transactions import Transactions
from tutor.storage.trouble import explained

BATCH = 200
"""Rows fetched at a time by the streaming methods."""


def open_log(url: str, *, create: bool = True) -> SqlExchangeLog:
    """Open the log at a database address, and bring its tables up to date.

    Args:
        url: `sqlite:///PATH` or `postgresql+psycopg://NAME@HOST/DATABASE`.
        create: make the file, its folder and the tables where there are none.

    Raises:
        DamagedError: the file is no database, or is damaged. It is left as it is.
        StorageError: the database cannot be used; the message says why and what to do.
    """
    address = parse_address(url)
    if address.path is not None:
        prepare_file(address.path, address.where, create=create)
    engine = open_engine(address)
    with ExitStack() as undo, explained(address):
        undo.callback(engine.dispose)
        bring_up_to_date(engine, address.where, create=create)
        if address.path is not None:
            use_write_ahead_log(engine)
        undo.pop_all()
    return SqlExchangeLog(engine, address)


class SqlExchangeLog:
    """`ports.ExchangeLog` over SQLite or PostgreSQL. Safe to share between threads."""

    def __init__(self, engine: Engine, address: Address) -> None:
        """Take over an engine whose tables are up to date; `open_log` makes one."""
        self.engine = engine
        self.transactions = Transactions(engine, address)
        self._address = address
        self._reading = self.transactions.reading
        self._writing = self.transactions.writing
        self.on_forgotten: list[Callable[[str], object]] = []
        """Told the name of each student who is deleted, to let go of what is in memory."""

    def student(self, name: str, at: datetime) -> StudentRecord:
        """Find the student of this name, or make one."""
        with self._reading() as connection:
            found = read.student_named(connection, name)
        if found is not None:
            return found
        with self._writing() as connection:
            return write.add_student(connection, name, at)

    def start_session(self, record: SessionRecord) -> None:
        """Open a session. Its count starts at 0 whatever the record says.

        Raises:
            StorageError: the student is unknown (forgotten, perhaps), or the id is taken.
        """
        with self._writing() as connection:
            write.add_session(connection, record, self._address.where)

    def session(self, session_id: str) -> SessionRecord | None:
        """Give a session, or None."""
        with self._reading() as connection:
            return read.session(connection, session_id)

    def sessions(self, student_id: str, limit: int = 50) -> tuple[SessionRecord, ...]:
        """Give a student's sessions that hold at least one message, newest first."""
        with self._reading() as connection:
            return read.sessions(connection, student_id, limit)

    def learner(self, student_id: str) -> LearnerModel:
        """Give the projected learner model; a fresh one for a new student.

        A projection that is missing or cannot be read is derived from the log again.
        """
        with self._reading() as connection:
            stored = read.projection(connection, student_id)
        if stored is not None:
            try:
                return LearnerModel.model_validate_json(stored)
            except ValidationError:
                pass
        model = replay(self.events(student_id))
        if model.ordinal:
            self.rebuild(student_id, model)
        return model

    def recent(self, session_id: str, limit: int) -> tuple[Exchange, ...]:
        """Give the last exchanges of a session, oldest first."""
        with self._reading() as connection:
            bodies = read.last_bodies(connection, session_id, limit)
        return tuple(self._parse(Exchange, body) for body in reversed(bodies))

    def last(self, student_id: str) -> Exchange | None:
        """Give the last exchange of a student in any session, or None."""
        with self._reading() as connection:
            body = read.last_body(connection, student_id)
        return self._parse(Exchange, body) if body else None

    def times(self, student_id: str, limit: int) -> tuple[datetime, ...]:
        """Give when a student's last messages came, newest first."""
        with self._reading() as connection:
            return read.message_times(connection, student_id, limit)

    def exchanges(self, student_id: str) -> Iterator[Exchange]:
        """Give every exchange of a student in the order of the log.

        Reads in batches; no connection is held while the caller works.
        """
        after = -1
        while True:
            with self._reading() as connection:
                rows = read.bodies_after(connection, student_id, after, BATCH)
            for row in rows:
                yield self._parse(Exchange, row.body)
            if len(rows) < BATCH:
                return
            after = rows[-1].ordinal

    def events(self, student_id: str) -> Iterator[Event]:
        """Give every exchange and assessment of a student in the order of the log.

        Reads in batches; no connection is held while the caller works.
        """
        after = -1
        while True:
            with self._reading() as connection:
                rows = read.events_after(connection, student_id, after, BATCH)
            for row in rows:
                if row.kind == exchanges.name:
                    yield self._parse(Exchange, row.body)
                else:
                    yield self._parse(Assessment, row.body)
            if len(rows) < BATCH:
                return
            after = rows[-1].ordinal

    def exchange(self, exchange_id: str) -> Exchange | None:
        """Give an exchange, or None."""
        with self._reading() as connection:
            body = read.body_of(connection, exchange_id)
        return None if body is None else self._parse(Exchange, body)

    def messages(self, exchange_ids: Sequence[str]) -> dict[str, str]:
        """Give the students' words of some exchanges, by exchange id.

        A greeting has no words of a student's and is left out, like an id that the log has not.
        """
        said: dict[str, str] = {}
        for start in range(0, len(exchange_ids), BATCH):
            with self._reading() as connection:
                bodies = read.bodies_of(connection, exchange_ids[start : start + BATCH])
            for exchange in (self._parse(Exchange, body) for body in bodies):
                if exchange.message is not None:
                    said[exchange.id] = exchange.message
        return said

    def students(self) -> Iterator[StudentRecord]:
        """Give every student, in the order of their ids."""
        after = ""
        while True:
            with self._reading() as connection:
                rows = read.students_after(connection, after, BATCH)
            yield from rows
            if len(rows) < BATCH:
                return
            after = rows[-1].id

    def append(
        self, exchange: Exchange, model: LearnerModel, raw: Mapping[str, str] | None = None
    ) -> None:
        """Record an exchange and the learner model after it, in one transaction.

        Args:
            exchange: at the place after the log's last event.
            model: the learner model after it.
            raw: what a model was sent and what came, by SHA-256.

        Raises:
            PlaceTakenError: another exchange or assessment has this place in the session or log.
            StorageError: the session is unknown (its student forgotten, perhaps), the model is
                not the one after this exchange, or the database is in trouble.
        """
        entry = write.make_entry(exchange, model, raw, self._address.where)
        with self._writing() as connection:
            write.add_exchange(connection, exchange, entry, self._address.where)

    def append_assessment(
        self, assessment: Assessment, model: LearnerModel, raw: Mapping[str, str] | None = None
    ) -> None:
        """Record a model's assessment and the learner model after it, in one transaction.

        Raises:
            PlaceTakenError: another exchange or assessment has this place in the student's log.
            StorageError: the exchange is unknown, another student's or assessed already, the
                model is not the one after this assessment, or the database is in trouble.
        """
        entry = write.make_entry(assessment, model, raw, self._address.where)
        with self._writing() as connection:
            write.add_assessment(connection, assessment, entry, self._address.where)

    def raw_text(self, digest: str) -> str | None:
        """Give what was sent to a model or came from it, by SHA-256, or None."""
        with self._reading() as connection:
            return read.raw_text(connection, digest)

    def rate(self, exchange_id: str, rating: int, at: datetime) -> None:
        """Record a thumbs up (1) or down (0); the newest counts.

        Raises:
            StorageError: the log has no such exchange.
        """
        with self._writing() as connection:
            write.put_rating(connection, exchange_id, rating, at, self._address.where)

    def rating(self, exchange_id: str) -> int | None:
        """Give the newest rating of an exchange, or None."""
        with self._reading() as connection:
            return read.rating(connection, exchange_id)

    def rebuild(self, student_id: str, model: LearnerModel) -> None:
        """Replace a projection with the model that the log gives.

        Raises:
            PlaceTakenError: the log is no longer as long as the model says.
        """
        with self._writing() as connection:
            write.replace_projection(connection, student_id, model, self._address.where)

    def forget(
        self, student_id: str, *, quotes: bool = False, unless_since: datetime | None = None
    ) -> int:
        """Delete a student everywhere; gives the number of exchanges deleted.

        An alert of a crisis or a concern that nobody has closed stays, without whose it is.

        Args:
            student_id: of the student.
            quotes: such an alert keeps its words.
            unless_since: leave everything as it is if the student has said something since.
        """
        with self._writing() as connection:
            name = read.name_of(connection, student_id)
            if unless_since is not None and read.spoke_since(connection, student_id, unless_since):
                return 0
            deleted = write.forget_student(connection, student_id, quotes=quotes)
        self.transactions.wipe()
        for tell in self.on_forgotten if name is not None else ():
            tell(str(name))
        return deleted

    def wipe(self) -> None:
        """Leave nothing that was deleted in the files beside the database."""
        self.transactions.wipe()

    def around(self, exchange_id: str, turns: int) -> tuple[Exchange, ...]:
        """Give an exchange with so many before and after it in its talk; nothing if it is gone."""
        with self._reading() as connection:
            bodies = read.bodies_around(connection, exchange_id, turns)
        return tuple(self._parse(Exchange, body) for body in bodies)

    def keep_pack(self, pack_id: str, version: str, content_json: str, at: datetime) -> None:
        """Keep the content of a published pack, once for each version."""
        if self.pack_content(pack_id, version) is None:
            with self._writing() as connection:
                write.add_pack(connection, pack_id, version, content_json, at)

    def pack_content(self, pack_id: str, version: str) -> str | None:
        """Give the content of a pack as it was in this version, or None."""
        wanted = (pack_versions.c.pack == pack_id) & (pack_versions.c.version == version)
        with self._reading() as connection:
            return connection.scalar(select(pack_versions.c.content).where(wanted))

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _parse(self, kind: type[Recorded], body: str) -> Recorded:
        return parse_event(kind, body, self._address.where)
