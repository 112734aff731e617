"""Students who write to a log: in the test, in threads and in processes that may be killed."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import Barrier
from typing import Any

from tests.builders import START, make_assessment, make_exchange
from tutor.core.events import Assessment, Exchange
from tutor.core.learner import update
from tutor.errors import PlaceTakenError
from tutor.ports import ExchangeLog, SessionRecord
from tutor.storage import open_log

WAIT_S = 60


def begin(log: ExchangeLog, name: str = "Ana") -> SessionRecord:
    """Make a student and open a session."""
    student = log.student(name, START)
    record = SessionRecord(f"talk-{name}", student.id, "bird-woman", "sacajawea", START)
    log.start_session(record)
    return record


def say(log: ExchangeLog, talk: SessionRecord, writer: str = "w") -> Exchange:
    """Record one exchange at the next place; raises PlaceTakenError like `append`."""
    model = log.learner(talk.student)
    exchange = make_exchange(
        id=f"{talk.id}-{model.ordinal}-{writer}",
        student=talk.student,
        session=talk.id,
        ordinal=model.ordinal,
    )
    log.append(exchange, update(model, exchange))
    return exchange


def assess(log: ExchangeLog, exchange: Exchange, **changes: Any) -> Assessment:
    """Record an assessment of an exchange at the next place."""
    model = log.learner(exchange.student)
    fields = {"student": exchange.student, "exchange": exchange.id, "ordinal": model.ordinal}
    assessment = make_assessment(**(fields | changes))
    log.append_assessment(assessment, update(model, assessment))
    return assessment


def say_in_turn(log: ExchangeLog, talk: SessionRecord, writer: str, times: int) -> list[str]:
    """Record so many exchanges, trying again whenever another writer was first."""
    said: list[str] = []
    while len(said) < times:
        try:
            said.append(say(log, talk, writer).id)
        except PlaceTakenError:
            continue
    return said


def processes() -> ForkServerContext:
    """Give a way to start processes that have the heavy packages imported already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["alembic", "fsrs", "numpy", "psycopg", "pydantic", "sqlalchemy"]
    )
    return context


def race_for_place(
    url: str, talk: SessionRecord, writer: str, together: Barrier, told: Connection
) -> None:
    """Try once for the place that comes next, at the same moment as the others."""
    log = open_log(url)
    model = log.learner(talk.student)
    exchange = make_exchange(
        id=writer, student=talk.student, session=talk.id, ordinal=model.ordinal
    )
    after = update(model, exchange)
    together.wait(WAIT_S)
    try:
        log.append(exchange, after)
        told.send("won")
    except PlaceTakenError:
        told.send("lost")
    log.close()


def open_together(url: str, together: Barrier, told: Connection) -> None:
    """Open a log at the same moment as the others and tell how that went."""
    together.wait(WAIT_S)
    try:
        log = open_log(url)
        log.student("Ana", START)
        log.close()
        told.send("opened")
    except Exception as error:  # noqa: BLE001 - told to the test
        told.send(repr(error))


def say_until_killed(url: str, talk: SessionRecord, told: Connection) -> None:
    """Record exchanges and tell the id of each as soon as it is stored."""
    log = open_log(url)
    while True:
        told.send(say(log, talk, "killed").id)
