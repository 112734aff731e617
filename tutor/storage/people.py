"""Accounts and tokens in the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from tutor.core.people import Account, Role, Token, TokenKind
from tutor.storage.class_tables import people, tokens
from tutor.storage.read import storable
from tutor.storage.transactions import Transactions

_ACCOUNT = select(
    people.c.id, people.c.role, people.c.name, people.c.created, people.c.disabled
).order_by(people.c.created, people.c.id)
_TOKEN = select(
    tokens.c.hash,
    tokens.c.kind,
    tokens.c.expires,
    tokens.c.person,
    tokens.c.student,
    tokens.c.used,
)


class SqlPeople:
    """`classroom.ports.PeopleStore`."""

    def __init__(self, transactions: Transactions) -> None:
        """Keep accounts in a database."""
        self._transactions = transactions

    def add(self, account: Account, skeleton: str, password: str | None) -> None:
        """Make an account; PlaceTakenError where one has a name that looks the same."""
        row = {
            "id": account.id,
            "role": account.role.value,
            "name": storable(account.name),
            "skeleton": storable(skeleton),
            "password": password,
            "created": account.created,
            "disabled": account.disabled,
        }
        with self._transactions.writing() as connection:
            connection.execute(insert(people).values(row))

    def person(self, person_id: str) -> Account | None:
        """Give an account, or None."""
        with self._transactions.reading() as connection:
            row = connection.execute(_ACCOUNT.where(people.c.id == person_id)).first()
        return _account(row) if row else None

    def named(self, skeleton: str) -> Account | None:
        """Find an account by what its name looks like."""
        wanted = _ACCOUNT.where(people.c.skeleton == storable(skeleton))
        with self._transactions.reading() as connection:
            row = connection.execute(wanted).first()
        return _account(row) if row else None

    def password(self, person_id: str) -> str | None:
        """Give the hash of a password, or None before one is chosen."""
        with self._transactions.reading() as connection:
            return connection.scalar(select(people.c.password).where(people.c.id == person_id))

    def people(self) -> tuple[Account, ...]:
        """Give every account, oldest first."""
        with self._transactions.reading() as connection:
            return tuple(_account(row) for row in connection.execute(_ACCOUNT))

    def set_password(self, person_id: str, password: str) -> None:
        """Put the hash of another password in place."""
        self._change(person_id, password=password)

    def set_role(self, person_id: str, role: Role) -> None:
        """Give an account another role."""
        self._change(person_id, role=role.value)

    def set_disabled(self, person_id: str, at: datetime | None) -> None:
        """Shut an account, or open it again."""
        self._change(person_id, disabled=at)

    def _change(self, person_id: str, **values: object) -> None:
        with self._transactions.writing() as connection:
            connection.execute(update(people).where(people.c.id == person_id).values(**values))


class SqlTokens:
    """`classroom.ports.TokenStore`."""

    def __init__(self, transactions: Transactions) -> None:
        """Keep tokens in a database."""
        self._transactions = transactions

    def add(self, token: Token) -> None:
        """Keep a token."""
        row = {
            "hash": token.hash,
            "kind": token.kind.value,
            "person": token.person,
            "student": token.student,
            "expires": token.expires,
            "used": token.used,
        }
        with self._transactions.writing() as connection:
            connection.execute(insert(tokens).values(row))

    def token(self, digest: str) -> Token | None:
        """Give a token by its hash, or None."""
        with self._transactions.reading() as connection:
            row = connection.execute(_TOKEN.where(tokens.c.hash == digest)).first()
        return _token(row) if row else None

    def use(self, digest: str, at: datetime) -> bool:
        """Use a token up; False where it was used before or has ended."""
        good = (tokens.c.hash == digest, tokens.c.used.is_(None), tokens.c.expires > at)
        with self._transactions.writing() as connection:
            return connection.execute(update(tokens).where(*good).values(used=at)).rowcount == 1

    def remove(self, digest: str) -> None:
        """Delete a token."""
        with self._transactions.writing() as connection:
            connection.execute(delete(tokens).where(tokens.c.hash == digest))

    def remove_of(self, *, person: str | None = None, student: str | None = None) -> None:
        """Delete every token of an account or a student."""
        for column, owner in ((tokens.c.person, person), (tokens.c.student, student)):
            if owner is not None:
                with self._transactions.writing() as connection:
                    connection.execute(delete(tokens).where(column == owner))

    def has_good(self, kind: str, at: datetime) -> bool:
        """Tell whether a token of this kind could still be used."""
        good = (tokens.c.kind == kind, tokens.c.used.is_(None), tokens.c.expires > at)
        with self._transactions.reading() as connection:
            return connection.scalar(select(tokens.c.hash).where(*good).limit(1)) is not None

    def ended(self, at: datetime) -> int:
        """Count the tokens that have ended."""
        over = select(func.count()).select_from(tokens).where(tokens.c.expires <= at)
        with self._transactions.reading() as connection:
            return int(connection.scalar(over) or 0)

    def remove_ended(self, at: datetime) -> int:
        """Delete the tokens that have ended; gives how many."""
        with self._transactions.writing() as connection:
            return connection.execute(delete(tokens).where(tokens.c.expires <= at)).rowcount


def _account(row: Row[*tuple[Any, ...]]) -> Account:
    return Account(row.id, Role(row.role), row.name, row.created, row.disabled)


def _token(row: Row[*tuple[Any, ...]]) -> Token:
    return Token(row.hash, TokenKind(row.kind), row.expires, row.person, row.student, row.used)
