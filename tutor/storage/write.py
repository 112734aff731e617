"""The changes made to the tables, each inside the transaction of its caller.

PostgreSQL locks rows in the order learner_models, students, exchanges, sessions everywhere, so
that two writers do not wait for each other. Every event of a student moves the projection by one
place, so that no exchange and assessment ever share a place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from pydantic import ValidationError
from sqlalchemy import Connection, Table, case, delete, insert, select, update

from tutor.core.events import Assessment, Event, Exchange
from tutor.core.learner import LearnerModel
from tutor.errors import PlaceTakenError, StorageError
from tutor.ports import SessionRecord, StudentRecord
from tutor.storage.alerts import let_go, raise_alert
from tutor.storage.read import storable, student_named
from tutor.storage.tables import (
    assessments,
    exchanges,
    learner_models,
    metadata,
    pack_versions,
    ratings,
    raw_texts,
    sessions,
    students,
)
from tutor.storage.transactions import upsert

TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """An event and the learner model after it, ready to be stored."""

    event: Event
    body: str
    model: str
    raw: tuple[tuple[str, str], ...] = ()
    """Hash and JSON of each raw text."""


def make_entry(
    event: Event, model: LearnerModel, raw: Mapping[str, str] | None, where: str
) -> Entry:
    """Put an event and its model into JSON that is sure to be readable again.

    Raises:
        StorageError: JSON cannot hold a value (infinity, say), or the model is another one.
    """
    what = type(event).__name__.lower()
    if model.ordinal != event.ordinal + 1:
        raise StorageError(
            f"{where}: the learner model ends at {model.ordinal}, not after {what} "
            f"{event.ordinal}. Update it with this {what} before storing both."
        )
    texts = tuple((key, write_raw(text)) for key, text in (raw or {}).items())
    entry = Entry(event, event.model_dump_json(), model.model_dump_json(), texts)
    try:
        type(event).model_validate_json(entry.body)
        LearnerModel.model_validate_json(entry.model)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise StorageError(
            f"{where}: {what} '{event.id}' holds a value at '{place}' that could not be read "
            "again. Nothing of it is stored; correct what made it."
        ) from None
    return entry


def write_raw(text: str) -> str:
    """Give a raw text as a JSON string: it may hold NUL and lone surrogates, a column may not."""
    return json.dumps(text, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def add_student(connection: Connection, name: str, at: datetime) -> StudentRecord:
    """Make a student with a random id, or give the one that was made meanwhile."""
    new = StudentRecord(uuid4().hex, storable(name))
    added = upsert(connection, students).values(id=new.id, name=new.name, created=at)
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
    added = upsert(connection, sessions).values(row).on_conflict_do_nothing()
    if connection.execute(added).rowcount != 1:
        raise StorageError(f"{where}: there is a session '{record.id}' already. Choose another id.")


def add_exchange(connection: Connection, exchange: Exchange, entry: Entry, where: str) -> None:
    """Put an exchange at its place in the log and move the projection past it."""
    _move_projection(connection, entry, where)
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
    _keep_raw(connection, entry)
    raise_alert(connection, exchange)


def add_assessment(
    connection: Connection, assessment: Assessment, entry: Entry, where: str
) -> None:
    """Put an assessment at its place in the log and move the projection past it."""
    _move_projection(connection, entry, where)
    _check_unassessed(connection, assessment, where)
    connection.execute(
        insert(assessments).values(
            id=assessment.id,
            exchange=assessment.exchange,
            student=assessment.student,
            ordinal=assessment.ordinal,
            at=assessment.at,
            body=entry.body,
        )
    )
    _keep_raw(connection, entry)


def _check_unassessed(connection: Connection, assessment: Assessment, where: str) -> None:
    mine = select(exchanges.c.student).where(exchanges.c.id == assessment.exchange)
    if connection.scalar(mine) != assessment.student:
        raise StorageError(
            f"{where}: student '{assessment.student}' has no exchange '{assessment.exchange}'. "
            "Assess one of the log."
        )
    known = select(assessments.c.id).where(assessments.c.exchange == assessment.exchange)
    if connection.scalar(known) is not None:
        raise StorageError(
            f"{where}: exchange '{assessment.exchange}' is assessed already. The first one counts."
        )


def _keep_raw(connection: Connection, entry: Entry) -> None:
    event = entry.event
    for key, text in entry.raw:
        row = {"hash": key, "student": event.student, "text": text, "at": event.at}
        connection.execute(upsert(connection, raw_texts).values(row).on_conflict_do_nothing())


def _move_projection(connection: Connection, entry: Entry, where: str) -> None:
    """Replace the model only if it is the one that this event was made from."""
    event = entry.event
    after = {"ordinal": event.ordinal + 1, "model": entry.model}
    same = learner_models.c.ordinal == event.ordinal
    if event.ordinal == 0:
        first = upsert(connection, learner_models).values(student=event.student, **after)
        moved = connection.execute(
            first.on_conflict_do_update(index_elements=["student"], set_=after, where=same)
        )
    else:
        mine = learner_models.c.student == event.student
        moved = connection.execute(update(learner_models).where(mine, same).values(after))
    if moved.rowcount != 1:
        raise PlaceTakenError(
            f"{where}: place {event.ordinal} in the log of student '{event.student}' is "
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
    rated = upsert(connection, ratings).values(exchange=exchange_id, **row)
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
    length = max(_end(connection, table, student_id) for table in (exchanges, assessments))
    if model.ordinal != length:
        raise PlaceTakenError(
            f"{where}: the log of student '{student_id}' has {length} events, the model covers "
            f"{model.ordinal}. Replay the log again."
        )
    row = {"ordinal": length, "model": model.model_dump_json()}
    put = upsert(connection, learner_models).values(student=student_id, **row)
    connection.execute(put.on_conflict_do_update(index_elements=["student"], set_=row))


def _end(connection: Connection, table: Table, student_id: str) -> int:
    """Give the place after a student's last row in a table, 0 where there is none."""
    newest = select(table.c.ordinal).where(table.c.student == student_id)
    last = connection.scalar(newest.order_by(table.c.ordinal.desc()).limit(1))
    return 0 if last is None else int(last) + 1


def forget_student(connection: Connection, student_id: str, *, quotes: bool) -> int:
    """Delete every row of a student; gives the number of exchanges among them.

    Args:
        connection: in a transaction.
        student_id: whose rows go.
        quotes: open alerts, which stay without whose they are, keep their words.
    """
    _lock_student(connection, student_id)
    let_go(connection, student_id, quotes=quotes)
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
    connection.execute(upsert(connection, pack_versions).values(row).on_conflict_do_nothing())


def _lock_student(connection: Connection, student_id: str) -> None:
    """Keep every other writer from this student's rows; SQLite's write lock does it anyway."""
    mine = select(learner_models.c.ordinal).where(learner_models.c.student == student_id)
    connection.execute(mine.with_for_update())
    connection.execute(select(students.c.id).where(students.c.id == student_id).with_for_update())
