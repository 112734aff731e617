"""The guard of the doors: slows guessing down, and locks nobody out who has been there before.

An address that somebody came in from to a class, or as an account, is a home of it for a while.
Wrong tries from home are counted apart from the world's, so that a stranger who guesses at a class
or an account keeps no one at home out, and a crowd of wrong tries at a school's one address does
not shut out the classes that sit there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from tutor.classroom.journal import note
from tutor.classroom.locks import quick_digest
from tutor.classroom.ports import GuessStore
from tutor.core.guessing import ADDRESS, Pace
from tutor.errors import WaitError

HOME_OF_CLASS = timedelta(hours=12)
HOME_OF_ACCOUNT = timedelta(days=30)


class Guard:
    """Counts tries. Addresses and names are kept as hashes only, and not for long."""

    def __init__(self, guesses: GuessStore) -> None:
        """Count in this store."""
        self._guesses = guesses

    def wait_at(self, address: str, at: datetime) -> float:
        """Count a try from an address, or give the seconds that it must wait."""
        return self._guesses.take({_subject("address", address): ADDRESS}, at)

    def let_in(self, address: str) -> None:
        """Take back the count of a try that was right."""
        self._guesses.give_back((_subject("address", address),))

    def check(self, paces: Mapping[str, Pace], at: datetime) -> None:
        """Count a try at what is named so; WaitError where it must wait."""
        named = {_subject("at", name): pace for name, pace in paces.items()}
        wait = self._guesses.take(named, at)
        if wait > 0.0:
            note("slowed down", wait_s=round(wait))
            raise WaitError(wait)

    def clear(self, name: str) -> None:
        """Forget the wrong tries at what is named so: the right one has come."""
        self._guesses.clear(_subject("at", name))

    def give_back(self, name: str) -> None:
        """Take back the count of one try at what is named so."""
        self._guesses.give_back((_subject("at", name),))

    def settle(self, address: str, place: str, at: datetime, how_long: timedelta) -> None:
        """Note that an address is a home of a place now."""
        for subject in (_subject("home", address), _subject("home", address, place)):
            self._guesses.remember(subject, at, at + how_long)

    def is_home(self, address: str, at: datetime, place: str | None = None) -> bool:
        """Tell whether an address is a home of a place, or of any."""
        parts = ("home", address) if place is None else ("home", address, place)
        return self._guesses.knows(_subject(*parts), at)


def network_of(address: str) -> str:
    """Give what counts as one address: of IPv6 the network, since a machine has many in it."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else f"{int(found) >> 64:x}::/64"
    return str(found)


def _subject(*parts: str) -> str:
    return quick_digest("guess", *parts)
