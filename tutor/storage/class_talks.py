"""What a whole class has said and learned, each answered by one query."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError
from sqlalchemy import case, func, select

from tutor.core.classes import Activity
from tutor.core.events import Exchange
from tutor.core.learner import LearnerModel
from tutor.storage.class_tables import memberships
from tutor.storage.parsing import parse_event
from tutor.storage.tables import exchanges, learner_models
from tutor.storage.transactions import Transactions

_SEATS = memberships.c


class SqlClassTalks:
    """`classroom.ports.ClassTalks`."""

    def __init__(self, transactions: Transactions) -> None:
        """Read a database."""
        self._transactions = transactions
        self._where = transactions.address.where

    def models(self, class_id: str) -> Mapping[str, LearnerModel]:
        """Give the learner models of a class by student, as far as they are stored."""
        wanted = (
            select(learner_models.c.student, learner_models.c.model)
            .join(memberships, _SEATS.student == learner_models.c.student)
            .where(_SEATS.class_id == class_id)
        )
        with self._transactions.reading() as connection:
            rows = connection.execute(wanted).all()
        parsed = ((row.student, _model(row.model)) for row in rows)
        return {student: model for student, model in parsed if model is not None}

    def activity(self, class_id: str) -> Mapping[str, Activity]:
        """Give how much each student of a class has said, and when last."""
        answered = func.sum(case((exchanges.c.act == "answer", 1), else_=0))
        wanted = (
            select(
                exchanges.c.student, answered, func.max(exchanges.c.at, type_=exchanges.c.at.type)
            )
            .join(memberships, _SEATS.student == exchanges.c.student)
            .where(_SEATS.class_id == class_id)
            .group_by(exchanges.c.student)
        )
        with self._transactions.reading() as connection:
            rows = connection.execute(wanted).all()
        return {student: Activity(int(answers), last) for student, answers, last in rows}

    def recent(self, class_id: str, events: int) -> Mapping[str, tuple[Exchange, ...]]:
        """Give each student's exchanges among their last events, oldest first.

        The length of a log stands with its projection, so that each student's end of it is a range
        of one index.
        """
        wanted = (
            select(exchanges.c.student, exchanges.c.body)
            .join(memberships, _SEATS.student == exchanges.c.student)
            .join(learner_models, learner_models.c.student == exchanges.c.student)
            .where(
                _SEATS.class_id == class_id,
                exchanges.c.ordinal >= learner_models.c.ordinal - events,
            )
            .order_by(exchanges.c.student, exchanges.c.ordinal)
        )
        with self._transactions.reading() as connection:
            rows = connection.execute(wanted).all()
        found: dict[str, list[Exchange]] = {}
        for student, body in rows:
            found.setdefault(student, []).append(self._parse(body))
        return {student: tuple(said) for student, said in found.items()}

    def before(self, student: str, ordinal: int | None, limit: int) -> tuple[Exchange, ...]:
        """Give a student's last exchanges before a place in the log, oldest first."""
        wanted = select(exchanges.c.body).where(exchanges.c.student == student)
        if ordinal is not None:
            wanted = wanted.where(exchanges.c.ordinal < ordinal)
        with self._transactions.reading() as connection:
            newest = wanted.order_by(exchanges.c.ordinal.desc()).limit(limit)
            bodies = connection.scalars(newest).all()
        return tuple(self._parse(body) for body in reversed(bodies))

    def _parse(self, body: str) -> Exchange:
        return parse_event(Exchange, body, self._where)


def _model(stored: str) -> LearnerModel | None:
    try:
        return LearnerModel.model_validate_json(stored)
    except ValidationError:
        return None
