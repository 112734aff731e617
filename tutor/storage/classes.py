"""Classes and the seats in them, in the database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tutor.core.classes import GUEST, Class, Member, Policy, Silent
from tutor.core.rules import Override, Rules, rules_of
from tutor.errors import DamagedError, StorageError
from tutor.storage.class_tables import alerts, classes, memberships, overrides
from tutor.storage.read import storable
from tutor.storage.tables import exchanges, students
from tutor.storage.transactions import Transactions

_CLASS = select(classes).order_by(classes.c.created, classes.c.id)
_MEMBER = (
    select(
        memberships.c.class_id,
        memberships.c.student,
        students.c.name,
        memberships.c.nickname,
        memberships.c.joined,
    )
    .join(students, students.c.id == memberships.c.student)
    .order_by(memberships.c.joined, memberships.c.student)
)
_SEATED = (
    select(students.c.name.label("student"), classes)
    .outerjoin(memberships, memberships.c.student == students.c.id)
    .outerjoin(classes, classes.c.id == memberships.c.class_id)
)
_OVERRIDE = select(
    overrides.c.student,
    overrides.c.person,
    overrides.c.at,
    overrides.c.level,
    overrides.c.language,
).order_by(overrides.c.id.desc())


class SqlClasses:
    """`classroom.ports.ClassStore`."""

    def __init__(self, transactions: Transactions) -> None:
        """Keep classes in a database."""
        self._transactions = transactions
        self._where = transactions.address.where

    def add(self, made: Class) -> None:
        """Make a class."""
        row = {
            "id": made.id,
            "name": storable(made.name),
            "lesson": storable(made.lesson),
            "teacher": made.teacher,
            "created": made.created,
            "policy": made.policy.model_dump_json(),
            "code": None,
            "code_expires": made.code_expires,
            "paused": made.paused,
        }
        with self._transactions.writing() as connection:
            connection.execute(insert(classes).values(row))

    def find(self, class_id: str) -> Class | None:
        """Give a class, or None."""
        with self._transactions.reading() as connection:
            row = connection.execute(_CLASS.where(classes.c.id == class_id)).first()
        return self._class(row) if row else None

    def with_code(self, digest: str) -> Class | None:
        """Find a class by the hash of its newest code, whether that still lets anyone in or not."""
        with self._transactions.reading() as connection:
            row = connection.execute(_CLASS.where(classes.c.code == digest)).first()
        return self._class(row) if row else None

    def classes(self, teacher: str | None = None) -> tuple[Class, ...]:
        """Give the classes of a teacher, or all, oldest first."""
        wanted = _CLASS if teacher is None else _CLASS.where(classes.c.teacher == teacher)
        with self._transactions.reading() as connection:
            return tuple(self._class(row) for row in connection.execute(wanted))

    def set_code(self, class_id: str, digest: str, expires: datetime) -> None:
        """Put another code in place of the last; PlaceTakenError where a class has it."""
        self._change(class_id, code=digest, code_expires=expires)

    def set_paused(self, class_id: str, *, paused: bool) -> None:
        """Shut the door for newcomers, or open it."""
        self._change(class_id, paused=paused)

    def set_name(self, class_id: str, name: str) -> None:
        """Give a class another name."""
        self._change(class_id, name=storable(name))

    def set_policy(self, class_id: str, policy: Policy) -> None:
        """Settle another policy."""
        self._change(class_id, policy=policy.model_dump_json())

    def delete(self, class_id: str) -> None:
        """Delete a class without members.

        Raises:
            StorageError: it has members.
        """
        with self._transactions.writing() as connection:
            _lock_class(connection, class_id)
            seats = select(memberships.c.student).where(memberships.c.class_id == class_id)
            if connection.scalar(seats.limit(1)) is not None:
                raise StorageError(
                    f"{self._where}: class '{class_id}' has members. Forget them first."
                )
            # Alerts that outlived their students stay: the administrators see them.
            left = update(alerts).where(alerts.c.class_id == class_id)
            connection.execute(left.values(class_id=None))
            connection.execute(delete(classes).where(classes.c.id == class_id))

    def seat(self, member: Member, skeleton: str, key: str) -> None:
        """Make a student and their seat.

        Raises:
            PlaceTakenError: someone in the class has a nickname that looks the same.
            StorageError: the class is gone.
        """
        student = {"id": member.student, "name": member.name, "created": member.joined}
        row = {
            "student": member.student,
            "class_id": member.class_id,
            "nickname": storable(member.nickname),
            "skeleton": storable(skeleton),
            "return_key": key,
            "joined": member.joined,
        }
        with self._transactions.writing() as connection:
            connection.execute(insert(students).values(student))
            connection.execute(insert(memberships).values(row))

    def member(self, student: str) -> Member | None:
        """Give a student's seat, or None."""
        with self._transactions.reading() as connection:
            row = connection.execute(_MEMBER.where(memberships.c.student == student)).first()
        return _member(row) if row else None

    def members(self, class_id: str) -> tuple[Member, ...]:
        """Give the seats of a class in the order of joining."""
        with self._transactions.reading() as connection:
            rows = connection.execute(_MEMBER.where(memberships.c.class_id == class_id))
            return tuple(_member(row) for row in rows)

    def classmates(self, student: str) -> tuple[str, ...]:
        """Give the nicknames of everyone in a student's class, their own too."""
        room = select(memberships.c.class_id).where(memberships.c.student == student)
        wanted = select(memberships.c.nickname).where(
            memberships.c.class_id == room.scalar_subquery()
        )
        with self._transactions.reading() as connection:
            return tuple(connection.scalars(wanted))

    def with_key(self, digest: str) -> Member | None:
        """Find a seat by the hash of its return key."""
        with self._transactions.reading() as connection:
            row = connection.execute(_MEMBER.where(memberships.c.return_key == digest)).first()
        return _member(row) if row else None

    def set_key(self, student: str, digest: str) -> None:
        """Give a seat another return key."""
        mine = update(memberships).where(memberships.c.student == student)
        with self._transactions.writing() as connection:
            connection.execute(mine.values(return_key=digest))

    def rules(self, student: str) -> Rules:
        """Give what a student's talks have to keep to, as it is settled now.

        Nothing is settled for who sits in no class; a guest's messages are paced all the same.
        """
        with self._transactions.reading() as connection:
            row = connection.execute(_SEATED.where(students.c.id == student)).first()
            if row is None or row.id is None:
                return Rules(paced=row is not None and row.student.startswith(GUEST))
            newest = connection.execute(_OVERRIDE.where(overrides.c.student == student)).first()
        return rules_of(self._class(row).policy, Override(*newest) if newest else None)

    def set_override(self, override: Override) -> None:
        """Note what a teacher has set for a student, or that nothing is set any more."""
        with self._transactions.writing() as connection:
            connection.execute(insert(overrides).values(asdict(override)))

    def overrides(self, student: str) -> tuple[Override, ...]:
        """Give all that was set for a student, newest first."""
        with self._transactions.reading() as connection:
            rows = connection.execute(_OVERRIDE.where(overrides.c.student == student))
            return tuple(Override(*row) for row in rows)

    def guests(self, before: datetime) -> tuple[str, ...]:
        """Give the ids of the students without a class who were to be forgotten long ago."""
        old = (students.c.name.startswith(GUEST, autoescape=True), students.c.created < before)
        with self._transactions.reading() as connection:
            return tuple(connection.scalars(select(students.c.id).where(*old)))

    def silent(self, before: datetime) -> tuple[Silent, ...]:
        """Give the students who said their last words before this, guests left out."""
        said = (
            select(func.max(exchanges.c.at))
            .where(exchanges.c.student == students.c.id, exchanges.c.act.is_not(None))
            .scalar_subquery()
        )
        wanted = (
            select(students.c.id, memberships.c.class_id, students.c.created, said.label("said"))
            .outerjoin(memberships, memberships.c.student == students.c.id)
            .where(students.c.created < before)
            .where(~students.c.name.startswith(GUEST, autoescape=True))
        )
        with self._transactions.reading() as connection:
            rows = [
                Silent(row.id, row.class_id, max(row.created, row.said or row.created))
                for row in connection.execute(wanted)
            ]
        return tuple(found for found in rows if found.last < before)

    def _change(self, class_id: str, **values: object) -> None:
        with self._transactions.writing() as connection:
            connection.execute(update(classes).where(classes.c.id == class_id).values(**values))

    def _class(self, row: Row[*tuple[Any, ...]]) -> Class:
        try:
            policy = Policy.model_validate_json(row.policy)
        except ValidationError:
            raise DamagedError(
                f"{self._where}: the policy of class '{row.id}' cannot be read. "
                "Update the program if a newer one wrote it, or put back a backup."
            ) from None
        return Class(
            id=row.id,
            name=row.name,
            lesson=row.lesson,
            teacher=row.teacher,
            created=row.created,
            policy=policy,
            code_expires=row.code_expires,
            paused=row.paused,
        )


def _member(row: Row[*tuple[Any, ...]]) -> Member:
    return Member(row.class_id, row.student, row.name, row.nickname, row.joined)


def _lock_class(connection: Connection, class_id: str) -> None:
    connection.execute(select(classes.c.id).where(classes.c.id == class_id).with_for_update())
