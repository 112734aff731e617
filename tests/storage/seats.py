"""Classes with someone in them, written straight into the tables."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from tests.builders import START
from tutor.core.alerts import Alert, Read, Severity
from tutor.core.classes import Class
from tutor.core.people import Account, Role, Token, TokenKind
from tutor.core.rules import Override
from tutor.errors import PlaceTakenError
from tutor.storage import SqlAlerts, SqlClasses, SqlExchangeLog, SqlPeople, SqlTokens
from tutor.storage.class_tables import memberships

LATER = START + timedelta(days=1)


def make_class(log: SqlExchangeLog, class_id: str = "5b", teacher: str = "vega") -> Class:
    """Make a class, and its teacher where there is none."""
    try:
        account = Account(teacher, Role.TEACHER, teacher, START)
        SqlPeople(log.transactions).add(account, teacher, None)
    except PlaceTakenError:
        pass
    made = Class(class_id, f"Class {class_id}", "bird-woman", teacher, START)
    SqlClasses(log.transactions).add(made)
    return made


def sit_down(log: SqlExchangeLog, student: str) -> None:
    """Give a student of the log a seat in a class of their own, and one row of everything else."""
    made = make_class(log, f"class-{student[:6]}")
    seat = {
        "student": student,
        "class_id": made.id,
        "nickname": "Ana",
        "skeleton": "ana",
        "return_key": f"key of {student[:6]}",
        "joined": START,
    }
    with log.transactions.writing() as connection:
        connection.execute(insert(memberships).values(seat))
    token = Token(f"hash of {student[:6]}", TokenKind.SESSION, LATER, student=student)
    SqlTokens(log.transactions).add(token)
    SqlClasses(log.transactions).set_override(Override(student, made.teacher, START, 3.0, "es"))
    alerts = SqlAlerts(log.transactions)
    alerts.add(
        Alert(
            f"alert {student[:6]}", student, START, Severity.CRISIS, "self_harm", "words", made.id
        )
    )
    alerts.note_read(Read(student, made.teacher, "talk", START))
