"""The questions asked of the tables. Each uses an index, so its cost is that of what it gives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, literal, select, union_all

from tutor.ports import SessionRecord, StudentRecord
from tutor.storage import tables
from tutor.storage.tables import (
    assessments,
    exchanges,
    learner_models,
    ratings,
    raw_texts,
    students,
)

_talks = tables.sessions
_SESSION = select(
    _talks.c.id,
    _talks.c.student,
    _talks.c.pack,
    _talks.c.persona,
    _talks.c.started,
    _talks.c.exchanges,
    _talks.c.title,
)


def storable(text: str) -> str:
    """Replace what a database cannot hold as text: NUL and lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def student_named(connection: Connection, name: str) -> StudentRecord | None:
    """Find a student by name."""
    wanted = students.c.name == storable(name)
    row = connection.execute(select(students.c.id, students.c.name).where(wanted)).first()
    return StudentRecord(row.id, row.name) if row else None


def students_after(connection: Connection, after: str, limit: int) -> tuple[StudentRecord, ...]:
    """Give the next students in the order of their ids."""
    wanted = select(students.c.id, students.c.name).where(students.c.id > after)
    rows = connection.execute(wanted.order_by(students.c.id).limit(limit))
    return tuple(StudentRecord(row.id, row.name) for row in rows)


def session(connection: Connection, session_id: str) -> SessionRecord | None:
    """Find a session."""
    row = connection.execute(_SESSION.where(_talks.c.id == session_id)).first()
    return SessionRecord(*row) if row else None


def sessions(connection: Connection, student_id: str, limit: int) -> tuple[SessionRecord, ...]:
    """Give a student's sessions that hold a message, newest first."""
    wanted = _SESSION.where(_talks.c.student == student_id, _talks.c.messages > 0)
    newest = wanted.order_by(_talks.c.started.desc(), _talks.c.id.desc()).limit(limit)
    return tuple(SessionRecord(*row) for row in connection.execute(newest))


def name_of(connection: Connection, student_id: str) -> str | None:
    """Give the name of a student."""
    return connection.scalar(select(students.c.name).where(students.c.id == student_id))


def spoke_since(connection: Connection, student_id: str, since: datetime) -> bool:
    """Tell whether a student has said something at or after a moment."""
    wanted = select(exchanges.c.id).where(
        exchanges.c.student == student_id, exchanges.c.act.is_not(None), exchanges.c.at >= since
    )
    return connection.scalar(wanted.limit(1)) is not None


def bodies_around(connection: Connection, exchange_id: str, turns: int) -> Sequence[str]:
    """Give the JSON of an exchange and its neighbours in the talk, in order."""
    of = select(exchanges.c.session, exchanges.c.position).where(exchanges.c.id == exchange_id)
    place = connection.execute(of).first()
    if place is None:
        return ()
    near = exchanges.c.position.between(place.position - turns, place.position + turns)
    wanted = select(exchanges.c.body).where(exchanges.c.session == place.session, near)
    return connection.scalars(wanted.order_by(exchanges.c.position)).all()


def projection(connection: Connection, student_id: str) -> str | None:
    """Give the JSON of a student's learner model."""
    wanted = learner_models.c.student == student_id
    return connection.scalar(select(learner_models.c.model).where(wanted))


def last_bodies(connection: Connection, session_id: str, limit: int) -> Sequence[str]:
    """Give the JSON of a session's last exchanges, newest first."""
    wanted = select(exchanges.c.body).where(exchanges.c.session == session_id)
    return connection.scalars(wanted.order_by(exchanges.c.position.desc()).limit(limit)).all()


def last_body(connection: Connection, student_id: str) -> str | None:
    """Give the JSON of a student's last exchange."""
    wanted = select(exchanges.c.body).where(exchanges.c.student == student_id)
    return connection.scalar(wanted.order_by(exchanges.c.ordinal.desc()).limit(1))


def message_times(connection: Connection, student_id: str, limit: int) -> tuple[datetime, ...]:
    """Give when a student's last messages came, newest first."""
    mine = (exchanges.c.student == student_id, exchanges.c.act.is_not(None))
    wanted = select(exchanges.c.at).where(*mine)
    return tuple(connection.scalars(wanted.order_by(exchanges.c.ordinal.desc()).limit(limit)))


def bodies_of(connection: Connection, exchange_ids: Sequence[str]) -> Sequence[str]:
    """Give the JSON of some exchanges, in any order."""
    wanted = select(exchanges.c.body).where(exchanges.c.id.in_(exchange_ids))
    return connection.scalars(wanted).all()


def bodies_after(
    connection: Connection, student_id: str, after: int, limit: int
) -> Sequence[Row[int, str]]:
    """Give ordinal and JSON of a student's next exchanges, in the order of the log."""
    wanted = select(exchanges.c.ordinal, exchanges.c.body).where(
        exchanges.c.student == student_id, exchanges.c.ordinal > after
    )
    return connection.execute(wanted.order_by(exchanges.c.ordinal).limit(limit)).all()


def events_after(
    connection: Connection, student_id: str, after: int, limit: int
) -> Sequence[Row[int, str, str]]:
    """Give ordinal, table and JSON of a student's next events, in the order of the log."""
    parts = (
        select(table.c.ordinal, literal(table.name).label("kind"), table.c.body)
        .where(table.c.student == student_id, table.c.ordinal > after)
        .order_by(table.c.ordinal)
        .limit(limit)
        .subquery()
        for table in (exchanges, assessments)
    )
    both = union_all(*(select(part) for part in parts)).subquery()
    return connection.execute(select(both).order_by(both.c.ordinal).limit(limit)).all()


def body_of(connection: Connection, exchange_id: str) -> str | None:
    """Give the JSON of an exchange."""
    return connection.scalar(select(exchanges.c.body).where(exchanges.c.id == exchange_id))


def raw_text(connection: Connection, digest: str) -> str | None:
    """Give a raw text by its hash, whosever it is: the same hash is the same text."""
    wanted = select(raw_texts.c.text).where(raw_texts.c.hash == digest).limit(1)
    stored = connection.scalar(wanted)
    return None if stored is None else str(json.loads(stored))


def rating(connection: Connection, exchange_id: str) -> int | None:
    """Give the rating of an exchange."""
    return connection.scalar(select(ratings.c.rating).where(ratings.c.exchange == exchange_id))
