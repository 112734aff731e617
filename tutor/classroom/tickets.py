"""Tickets: addresses that open one seat once, for a page inside a frame where no cookie is kept.

A teacher, or the learning platform for them, has a ticket made for one student. Opening it uses it
up and gives the tab a session, which never stands in the address, and the ticket for a reload.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutor.classroom.doors import TOKEN_BYTES, Doors, usable_nickname
from tutor.classroom.locks import quick_digest
from tutor.classroom.ports import Stores
from tutor.core.classes import Class, Dice, Member
from tutor.core.nicknames import skeleton
from tutor.core.people import Actor, Token, TokenKind
from tutor.errors import NicknameError, RefusedError

TICKET_LASTS = timedelta(minutes=10)
RELOAD_LASTS = timedelta(hours=2)
"""A ticket that waits in the address for a reload; using it gives another one."""
FRAME_STAYS = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What opens a seat once; stored only as a hash."""

    token: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Seating:
    """Somebody has come in with a ticket."""

    actor: Actor
    token: str
    """Stands for the student in this tab; kept by the server alone."""
    again: str
    """The ticket for a reload."""


class Tickets:
    """Makes tickets and lets people in with them. Threads may share it."""

    def __init__(
        self, stores: Stores, doors: Doors, clock: Callable[[], datetime], dice: Dice
    ) -> None:
        """Stand beside the doors."""
        self._stores, self._doors, self._clock, self._dice = stores, doors, clock, dice

    def seat_of(self, found: Class, nickname: str) -> Member | None:
        """Find the seat of a nickname in a class, or None where it is free.

        Raises:
            NicknameError: the nickname cannot be used, or looks like another one in the class.
        """
        name = usable_nickname(nickname)
        for member in self._stores.classes.members(found.id):
            if skeleton(member.nickname) == skeleton(name):
                if member.nickname.casefold() != name.casefold():
                    raise NicknameError(name, "taken")
                return member
        return None

    def make(self, found: Class, nickname: str) -> Ticket:
        """Make a ticket to the seat of a nickname; a new seat where there is none.

        Raises:
            NicknameError: the nickname cannot be used, or looks like another one in the class.
            RefusedError: the class is full.
        """
        member = self.seat_of(found, nickname) or self._doors.add_seat(found, nickname)
        return self._throw(TokenKind.TICKET, TICKET_LASTS, member.student)

    def open(self, ticket: str) -> Seating:
        """Use a ticket up.

        Raises:
            RefusedError: it was used, has ended or was never made, or the seat is gone.
        """
        at, digest = self._clock(), quick_digest("token", ticket)
        found = self._stores.tokens.token(digest)
        if found is None or found.student is None or not found.is_good(TokenKind.TICKET, at):
            raise _refused()
        if not self._stores.tokens.use(digest, at):
            raise _refused()
        session = self._throw(TokenKind.SESSION, FRAME_STAYS, found.student)
        actor = self._doors.who_is(session.token)
        if actor is None:
            raise _refused()
        again = self._throw(TokenKind.TICKET, RELOAD_LASTS, found.student)
        return Seating(actor, session.token, again.token)

    def _throw(self, kind: TokenKind, lasts: timedelta, student: str) -> Ticket:
        token, expires = self._dice(TOKEN_BYTES).hex(), self._clock() + lasts
        digest = quick_digest("token", token)
        self._stores.tokens.add(Token(digest, kind, expires, student=student))
        return Ticket(token, expires)


def _refused() -> RefusedError:
    return RefusedError(
        "the ticket: was used, has ended or was never made. Open the page from your class again."
    )
