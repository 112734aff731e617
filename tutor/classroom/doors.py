"""The ways in: a class code, a return key, a password, a one-time link; and who a browser is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutor.classroom.guard import HOME_OF_ACCOUNT, HOME_OF_CLASS, Guard, network_of
from tutor.classroom.journal import note
from tutor.classroom.locks import Lock, quick_digest
from tutor.classroom.ports import Stores
from tutor.core.classes import (
    KEY_LENGTH,
    Class,
    Dice,
    Member,
    make_code,
    read_code,
    seat_name,
)
from tutor.core.guessing import CLASSROOM, SEAT, STAFF_ACCOUNT
from tutor.core.nicknames import find_fault, find_title_fault, skeleton, tidy_nickname
from tutor.core.people import Account, Actor, Role, Token, TokenKind
from tutor.errors import NicknameError, PlaceTakenError, RefusedError, WaitError

STUDENT_STAYS = timedelta(days=60)
STAFF_STAYS = timedelta(hours=12)
LINK_LASTS = timedelta(hours=24)
TOKEN_BYTES = 16
MOST_SEATS = 200
"""Seats of a class: a code that got around fills no database."""
SHORTEST_PASSWORD = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody has come in."""

    token: str
    """For the browser alone; stored only as a hash."""
    lasts: timedelta
    """Until the token ends."""
    actor: Actor
    key: str = ""
    """A new student's return key; shown once, stored only as a hash."""


class Doors:
    """Lets people in and out. Wrong codes, names, keys and passwords all get one answer."""

    def __init__(
        self, stores: Stores, clock: Callable[[], datetime], dice: Dice, lock: Lock
    ) -> None:
        """Open the doors.

        Args:
            stores: accounts, classes, tokens and wrong tries.
            clock: gives the time.
            dice: throws tokens and keys.
            lock: hashes them.
        """
        self._stores, self._clock, self._dice, self._lock = stores, clock, dice, lock
        self._guard = Guard(stores.guesses)

    def join(self, code: str, nickname: str, address: str, old: str = "") -> Entry:
        """Take a new seat in the class of a code.

        Args:
            code: as typed.
            nickname: as typed.
            address: where the try comes from.
            old: the token that the browser had; it ends.

        Raises:
            NicknameError: the nickname cannot be used, or looks like another one in the class.
            RefusedError: no class has this code, or it has ended, or newcomers are not let in.
            WaitError: there were too many wrong tries from this address.
        """
        name = usable_nickname(nickname)
        address, at = network_of(address), self._clock()
        wait = self._knock(address, at)
        key = make_code(KEY_LENGTH, self._dice)
        found = self._stores.classes.with_code(self._lock.slow_digest(read_code(code)))
        digest = self._lock.slow_digest(key)
        if wait > 0.0 and not (found and self._guard.is_home(address, at, found.id)):
            raise _slowed(wait)
        if found is None or not found.is_open(at):
            raise _refused("code")
        member = self._sit_down(found, name, digest, at)
        if wait == 0.0:
            self._guard.let_in(address)
        return self._admit_student(member, address, at, old, key)

    def come_back(self, code: str, nickname: str, key: str, address: str, old: str = "") -> Entry:
        """Go back to one's seat, from another machine perhaps.

        The code may have ended and newcomers may be kept out: this is no newcomer.

        Raises:
            RefusedError: code, nickname and key do not belong together.
            WaitError: there were too many wrong tries from this address, or at this seat or class.
        """
        address, at = network_of(address), self._clock()
        wait = self._knock(address, at)
        digest = self._lock.slow_digest(read_code(code))
        found = self._stores.classes.with_code(digest)
        at_home = self._guard.is_home(address, at, found.id if found else digest)
        if wait > 0.0 and not at_home:
            raise _slowed(wait)
        seat = f"seat {digest} {skeleton(tidy_nickname(nickname))}"
        if at_home:
            seat = f"{seat} {address}"
            self._guard.check({seat: SEAT}, at)
        else:
            self._guard.check({seat: SEAT, f"class {digest}": CLASSROOM}, at)
        member = self._stores.classes.with_key(self._lock.slow_digest(read_code(key)))
        if found is None or member is None or not _sits_here(member, found, nickname):
            raise _refused("key")
        self._guard.clear(seat)
        if not at_home:
            self._guard.give_back(f"class {digest}")
        if wait == 0.0:
            self._guard.let_in(address)
        return self._admit_student(member, address, at, old)

    def sign_in(self, name: str, password: str, address: str, old: str = "") -> Entry:
        """Sign in with an account's name and password.

        Raises:
            RefusedError: name and password do not belong together, or the account is shut.
            WaitError: there were too many wrong tries from this address or at this account.
        """
        address, at, known = network_of(address), self._clock(), skeleton(tidy_nickname(name))
        place = f"account {known}"
        at_home = self._guard.is_home(address, at, place)
        if at_home:
            place = f"{place} {address}"
        else:
            wait = self._guard.wait_at(address, at)
            if wait > 0.0:
                raise _slowed(wait)
        self._guard.check({place: STAFF_ACCOUNT}, at)
        account = self._stores.people.named(known)
        stored = self._stores.people.password(account.id if account else "")
        fits = self._lock.fits(password, stored)
        if account is None or account.disabled is not None or not fits:
            raise _refused("password", account.id if account else None)
        self._guard.clear(place)
        if not at_home:
            self._guard.let_in(address)
        self._guard.settle(address, f"account {known}", at, HOME_OF_ACCOUNT)
        return self._admit_account(account, at, old)

    def sign_out(self, token: str) -> None:
        """End what a token opens; a copy of it opens nothing either."""
        self._stores.tokens.remove(quick_digest("token", token))

    def who_is(self, token: str) -> Actor | None:
        """Tell whom a browser's token stands for now, or None: asked anew at every step."""
        found = self._stores.tokens.token(quick_digest("token", token)) if token else None
        if found is None or not found.is_good(TokenKind.SESSION, self._clock()):
            return None
        if found.student is not None:
            member = self._stores.classes.member(found.student)
            return _as_student(member) if member else None
        account = self._stores.people.person(found.person or "")
        return _as_account(account) if account and account.disabled is None else None

    def offer_first_link(self, *, again: bool = False) -> str | None:
        """Give the token that makes the first administrator; None where there is one.

        Args:
            again: give another one although the last is still good.
        """
        at = self._clock()
        if self._has_administrator():
            return None
        if not again and self._stores.tokens.has_good(TokenKind.FIRST, at):
            return None
        return self._make_token(TokenKind.FIRST, at + LINK_LASTS)

    def invite(self, account: Account) -> str:
        """Give the token with which an account chooses its password."""
        return self._make_token(TokenKind.INVITE, self._clock() + LINK_LASTS, person=account.id)

    def invited(self, link: str) -> Account | None:
        """Tell whose password a link lets choose; None where it is the first administrator's.

        Raises:
            RefusedError: the link opens nothing: it was used, has ended or was never made.
        """
        found = self._stores.tokens.token(quick_digest("token", link))
        at = self._clock()
        if found is not None and found.is_good(TokenKind.INVITE, at):
            account = self._stores.people.person(found.person or "")
            if account is not None and account.disabled is None:
                return account
        first = found is not None and found.is_good(TokenKind.FIRST, at)
        if not first or self._has_administrator():
            raise _refused("link")
        return None

    def choose_password(self, link: str, name: str, password: str, old: str = "") -> Entry:
        """Use a link up: choose a password, and come in.

        Args:
            link: the one-time token.
            name: of the first administrator; an invited account has its name.
            password: at least `SHORTEST_PASSWORD` characters.
            old: the token that the browser had; it ends.

        Raises:
            RefusedError: the link opens nothing, or the password is too short.
            NicknameError: the name cannot be used.
        """
        account, at = self.invited(link), self._clock()
        if len(password) < SHORTEST_PASSWORD:
            raise RefusedError(
                f"the password: shorter than {SHORTEST_PASSWORD} characters. Choose a longer one."
            )
        hashed = self._lock.hash_password(password)
        chosen = self._free_name(name) if account is None else account.name
        if not self._stores.tokens.use(quick_digest("token", link), at):
            raise _refused("link")
        if account is None:
            account = Account(self._dice(16).hex(), Role.ADMINISTRATOR, chosen, at)
            add_account(self._stores, account, hashed)
        else:
            self._stores.people.set_password(account.id, hashed)
            self._stores.tokens.remove_of(person=account.id)
        note("password chosen", account=account.id)
        return self._admit_account(account, at, old)

    def new_key(self, student: str) -> str:
        """Give a seat another return key; the last one opens nothing any more."""
        key = make_code(KEY_LENGTH, self._dice)
        self._stores.classes.set_key(student, self._lock.slow_digest(key))
        return key

    def add_seat(self, found: Class, nickname: str) -> Member:
        """Make a seat whose return key nobody is told.

        Raises:
            NicknameError: the nickname cannot be used, or looks like another one in the class.
            RefusedError: the class is full.
        """
        digest = self._lock.slow_digest(make_code(KEY_LENGTH, self._dice))
        return self._sit_down(found, usable_nickname(nickname), digest, self._clock())

    def _knock(self, address: str, at: datetime) -> float:
        """Count a try; gives the wait where the address may be some class's home."""
        wait = self._guard.wait_at(address, at)
        if wait > 0.0 and not self._guard.is_home(address, at):
            raise _slowed(wait)
        return wait

    def _sit_down(self, found: Class, name: str, digest: str, at: datetime) -> Member:
        if len(self._stores.classes.members(found.id)) >= MOST_SEATS:
            raise _refused("code")
        student = self._dice(16).hex()
        member = Member(found.id, student, seat_name(student), name, at)
        try:
            self._stores.classes.seat(member, skeleton(name), digest)
        except PlaceTakenError:
            raise NicknameError(name, "taken") from None
        return member

    def _admit_student(
        self, member: Member, address: str, at: datetime, old: str, key: str = ""
    ) -> Entry:
        self._guard.settle(address, member.class_id, at, HOME_OF_CLASS)
        token = self._make_token(
            TokenKind.SESSION, at + STUDENT_STAYS, student=member.student, old=old
        )
        return Entry(token, STUDENT_STAYS, _as_student(member), key)

    def _admit_account(self, account: Account, at: datetime, old: str) -> Entry:
        token = self._make_token(TokenKind.SESSION, at + STAFF_STAYS, person=account.id, old=old)
        note("signed in", account=account.id, role=account.role.value)
        return Entry(token, STAFF_STAYS, _as_account(account))

    def _make_token(
        self,
        kind: TokenKind,
        expires: datetime,
        *,
        person: str | None = None,
        student: str | None = None,
        old: str = "",
    ) -> str:
        """Throw a token; the one before it ends, so that nobody comes in on another's."""
        if old:
            self.sign_out(old)
        token = self._dice(TOKEN_BYTES).hex()
        digest = quick_digest("token", token)
        self._stores.tokens.add(Token(digest, kind, expires, person, student))
        return token

    def _free_name(self, typed: str) -> str:
        """Check a name before a link is used up for it."""
        name = usable_title(typed)
        if self._stores.people.named(skeleton(name)) is not None:
            raise NicknameError(name, "taken")
        return name

    def _has_administrator(self) -> bool:
        return any(
            person.role is Role.ADMINISTRATOR and person.disabled is None
            for person in self._stores.people.people()
        )


def usable_nickname(typed: str) -> str:
    """Give a nickname in its usual form; NicknameError where it cannot be used."""
    name = tidy_nickname(typed)
    fault = find_fault(name)
    if fault is not None:
        raise NicknameError(name[:30], fault.value)
    return name


def usable_title(typed: str) -> str:
    """Give the name of a class or account in its usual form; NicknameError where it is none."""
    title = tidy_nickname(typed)
    fault = find_title_fault(title)
    if fault is not None:
        raise NicknameError(title[:30], fault.value)
    return title


def add_account(stores: Stores, account: Account, password: str | None) -> None:
    """Make an account; NicknameError where one has a name that looks the same."""
    try:
        stores.people.add(account, skeleton(account.name), password)
    except PlaceTakenError:
        raise NicknameError(account.name, "taken") from None


def _sits_here(member: Member, found: Class, nickname: str) -> bool:
    same = skeleton(member.nickname) == skeleton(tidy_nickname(nickname))
    return same and member.class_id == found.id


def _as_student(member: Member) -> Actor:
    return Actor(member.student, Role.STUDENT, frozenset({member.class_id}))


def _as_account(account: Account) -> Actor:
    return Actor(account.id, account.role)


def _slowed(wait_s: float) -> WaitError:
    note("slowed down", wait_s=round(wait_s))
    return WaitError(wait_s)


def _refused(way: str, account: str | None = None) -> RefusedError:
    note("sign-in failed", way=way, account=account)
    return RefusedError(
        "the door: this does not open. Check code, name, key and password; a code or link can "
        "have ended, or the class may not let newcomers in now."
    )
