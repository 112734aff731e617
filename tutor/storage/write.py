"""The changes made to the tables, each inside the transaction of its caller.

PostgreSQL locks rows in the order learner_models, students, exchanges, sessions everywhere, so
that two writers do not wait for each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from pydantic import ValidationError
from sqlalchemy import Connection, Table, case, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tutor.core.events import Exchange
from tutor.core.learner import LearnerModel
from tutor.errors import PlaceTakenError, StorageError
from tutor.ports import SessionRecord, StudentRecord
from tutor.storage.read import storable, student_named
from tutor.storage.tables import (
    exchanges,
    learner_models,
    metadata,
    pack_versions,
    ratings,
    sessions,
    students,
)

TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """An exchange and the learner model after it, ready to be stored."""

    exchange: Exchange
    body: str
    model: str


def make_entry(exchange: Exchange, model: LearnerModel, where: str) -> Entry:
    """Put an exchange and its model into JSON that is sure to be readable again.

    Raises:
        StorageError: JSON cannot hold a value (infinity, say), or the model is another one.
    """
    if model.ordinal != exchange.ordinal + 1:
        raise StorageError(
            f"{where}: the learner model ends at {model.ordinal}, not after exchange "
            f"{exchange.ordinal}. Update it with this exchange before storing both."
        )
    entry = Entry(exchange, exchange.model_dump_json(), model.model_dump_json())
    try:
        Exchange.model_validate_json(entry.body)
        LearnerModel.model_validate_json(entry.model)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise StorageError(
            f"{where}: exchange '{exchange.id}' holds a value at '{place}' that could not be read "
            "again. Nothing of it is stored; correct what made it."
        ) from None
    return entry


def add_student(connection: Connection, name: str, at: datetime) -> StudentRecord:
    """Make a student with a random id, or give the one that was made meanwhile."""
    new = StudentRecord(uuid4().hex, storable(name))
    added = _upsert(connection, students).values(id=new.id, name=new.name, created=at)
    connection.execute(added.on_conflict_do_nothing())
    return student_named(connection, name) or new


def add_session(connection: Connection, record: SessionRecord, where: str) -> None:
    """Open a session with nothing said yet."""
    row = {
        "id": record.id,
        "student": record.student,
        "pack": record.pack,
        "persona": record.persona,
        "started": record.started,
        "title": storable(record.title),
        "exchanges": 0,
        "messages": 0,
    }
    added = _upsert(connection, sessions).values(row).on_conflict_do_nothing()
    if connection.execute(added).rowcount != 1:
        raise StorageError(f"{where}: there is a session '{record.id}' already. Choose another id.")


def add_exchange(connection: Connection, entry: Entry, where: str) -> None:
    """Put an exchange at its place in the log and move the projection past it."""
    _move_projection(connection, entry, where)
    exchange = entry.exchange
    connection.execute(
        insert(exchanges).values(
            id=exchange.id,
            session=exchange.session,
            position=exchange.position,
            student=exchange.student,
            ordinal=exchange.ordinal,
            at=exchange.at,
            pack=exchange.pack,
            persona=exchange.persona,
            act=exchange.reading.act if exchange.reading else None,
            move=exchange.decision.move,
            body=entry.body,
        )
    )
    _count_in_session(connection, exchange, where)


def _move_projection(connection: Connection, entry: Entry, where: str) -> None:
    """Replace the model only if it is the one that this exchange was made from."""
    exchange = entry.exchange
    after = {"ordinal": exchange.ordinal + 1, "model": entry.model}
    same = learner_models.c.ordinal == exchange.ordinal
    if exchange.ordinal == 0:
        first = _upsert(connection, learner_models).values(student=exchange.student, **after)
        moved = connection.execute(
            first.on_conflict_do_update(index_elements=["student"], set_=after, where=same)
        )
    else:
        mine = learner_models.c.student == exchange.student
        moved = connection.execute(update(learner_models).where(mine, same).values(after))
    if moved.rowcount != 1:
        raise PlaceTakenError(
            f"{where}: place {exchange.ordinal} in the log of student '{exchange.student}' is "
            "taken or not yet reached. Read the learner model again and retry."
        )


def _count_in_session(connection: Connection, exchange: Exchange, where: str) -> None:
    title = storable(exchange.message or "").strip()[:TITLE_LENGTH].rstrip()
    spoken = exchange.message is not None
    counted = connection.execute(
        update(sessions)
        .where(sessions.c.id == exchange.session, sessions.c.student == exchange.student)
        .values(
            exchanges=sessions.c.exchanges + 1,
            messages=sessions.c.messages + int(spoken),
            title=case((sessions.c.title == "", title), else_=sessions.c.title),
        )
    )
    if counted.rowcount != 1:
        raise StorageError(
            f"{where}: session '{exchange.session}' is not one of student '{exchange.student}'. "
            "Start a session for this student."
        )


def put_rating(
    connection: Connection, exchange_id: str, rating: int, at: datetime, where: str
) -> None:
    """Rate an exchange unless a newer rating is there."""
    wanted = select(exchanges.c.student).where(exchanges.c.id == exchange_id)
    student = connection.scalar(wanted)
    if student is None:
        raise StorageError(f"{where}: there is no exchange '{exchange_id}'. Rate a stored one.")
    row = {"student": student, "rating": rating, "at": at}
    rated = _upsert(connection, ratings).values(exchange=exchange_id, **row)
    connection.execute(
        rated.on_conflict_do_update(
            index_elements=["exchange"], set_=row, where=ratings.c.at <= rated.excluded.at
        )
    )


def replace_projection(
    connection: Connection, student_id: str, model: LearnerModel, where: str
) -> None:
    """Put another learner model in place, if it covers the whole log."""
    _lock_student(connection, student_id)
    mine = exchanges.c.student == student_id
    newest = select(exchanges.c.ordinal).where(mine).order_by(exchanges.c.ordinal.desc()).limit(1)
    last = connection.scalar(newest)
    length = 0 if last is None else last + 1
    if model.ordinal != length:
        raise PlaceTakenError(
            f"{where}: the log of student '{student_id}' has {length} exchanges, the model covers "
            f"{model.ordinal}. Replay the log again."
        )
    row = {"ordinal": length, "model": model.model_dump_json()}
    put = _upsert(connection, learner_models).values(student=student_id, **row)
    connection.execute(put.on_conflict_do_update(index_elements=["student"], set_=row))


def forget_student(connection: Connection, student_id: str) -> int:
    """Delete every row of a student; gives the number of exchanges among them."""
    _lock_student(connection, student_id)
    deleted = 0
    for table in reversed(metadata.sorted_tables):
        if "student" in table.c:
            gone = connection.execute(delete(table).where(table.c.student == student_id))
            deleted += gone.rowcount if table is exchanges else 0
    connection.execute(delete(students).where(students.c.id == student_id))
    return deleted


def add_pack(
    connection: Connection, pack_id: str, version: str, content: str, at: datetime
) -> None:
    """Keep a pack's content unless this version is there."""
    row = {"pack": pack_id, "version": version, "content": content, "at": at}
    connection.execute(_upsert(connection, pack_versions).values(row).on_conflict_do_nothing())


def _lock_student(connection: Connection, student_id: str) -> None:
    """Keep every other writer from this student's rows; SQLite's write lock does it anyway."""
    mine = select(learner_models.c.ordinal).where(learner_models.c.student == student_id)
    connection.execute(mine.with_for_update())
    connection.execute(select(students.c.id).where(students.c.id == student_id).with_for_update())


def _upsert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Start an INSERT that can meet a row that is there; each dialect has its own."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
