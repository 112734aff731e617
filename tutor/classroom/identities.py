"""Accounts that another service vouches for: OpenID Connect, where the operator has set it up.

An account is meant by its e-mail address when its name is that address, letter for letter. An
administrator makes it like any other. Of a domain that the operator names, teachers are made at
their first visit; nobody becomes anything else by visiting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutor.classroom.doors import STAFF_STAYS, add_account, usable_title
from tutor.classroom.ports import Stores
from tutor.core.classes import Dice
from tutor.core.nicknames import skeleton
from tutor.core.people import Account, Actor, Role
from tutor.errors import NicknameError

_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)")
_AHEAD = timedelta(minutes=5)
"""How far the other service's clock may run ahead."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom another service vouches for."""

    email: str
    verified: bool
    """The service says that the address is this person's."""
    issued: datetime
    """When it said so."""


class Identities:
    """Tells which account an identity is. Threads may share it."""

    def __init__(
        self,
        stores: Stores,
        clock: Callable[[], datetime],
        dice: Dice,
        domains: Collection[str] = (),
    ) -> None:
        """Stand beside the doors.

        Args:
            stores: accounts.
            clock: gives the time.
            dice: throws the ids of new accounts.
            domains: whose verified addresses become teachers by themselves.
        """
        self._stores, self._clock, self._dice = stores, clock, dice
        self._domains = frozenset(domain.casefold() for domain in domains)

    def recognise(self, identity: Identity) -> Actor | None:
        """Give who this is here, as they are now, or None: asked anew at every step."""
        email = identity.email.casefold()
        address = _EMAIL.fullmatch(email)
        if address is None or not identity.verified or not self._is_fresh(identity):
            return None
        account = self._stores.people.named(skeleton(email))
        if account is None and address[1] in self._domains:
            account = self._make_teacher(email)
        if account is None or account.disabled or account.name.casefold() != email:
            return None
        return Actor(account.id, account.role)

    def _is_fresh(self, identity: Identity) -> bool:
        """A session of another service lasts no longer here than one of ours."""
        age = self._clock() - identity.issued
        return -_AHEAD <= age < STAFF_STAYS

    def _make_teacher(self, email: str) -> Account | None:
        try:
            name = usable_title(email)
            made = Account(self._dice(16).hex(), Role.TEACHER, name, self._clock())
            add_account(self._stores, made, None)
        except NicknameError:
            return self._stores.people.named(skeleton(email))  # another tab was first
        return made
