"""Hashes: quick ones of long tokens, slow ones of what people can type."""

from __future__ import annotations

import hashlib
from functools import cached_property
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.low_level import Type, hash_secret_raw

_SALT = b"living-history-tutor/1"
"""The same for all: a code is looked up by its hash. What is hashed so was thrown, not chosen."""
_AT_ONCE = 4
"""Each hash takes memory and a processor; more would only wait for each other."""
_MOST = 1024
"""Characters of a password that are looked at."""


def quick_digest(*parts: str) -> str:
    """Give SHA-256 of what nobody can guess or what is no secret, in hex."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()


class Lock:
    """Argon2id at a given cost; the default is OWASP's, about 50 ms on a small machine."""

    def __init__(self, *, time_cost: int = 2, memory_kib: int = 19456) -> None:
        """Set the cost.

        Args:
            time_cost: rounds over the memory.
            memory_kib: memory of one hash.
        """
        self._time, self._memory = time_cost, memory_kib
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=1)
        self._places = Semaphore(_AT_ONCE)

    def slow_digest(self, code: str) -> str:
        """Give the one hash of a code or key, in hex."""
        secret = code.encode("utf-8", "surrogatepass")
        with self._places:
            return hash_secret_raw(secret, _SALT, self._time, self._memory, 1, 32, Type.ID).hex()

    def hash_password(self, password: str) -> str:
        """Give a hash of a password, with a salt of its own."""
        with self._places:
            return self._hasher.hash(_bytes(password))

    def fits(self, password: str, stored: str | None) -> bool:
        """Tell whether a password is the one that was hashed.

        Takes as long where there is none.
        """
        with self._places:
            try:
                self._hasher.verify(stored or self._nobodys, _bytes(password))
            except (Argon2Error, InvalidHashError):
                return False
        return stored is not None

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash(b"nobody's")


def _bytes(password: str) -> bytes:
    return password[:_MOST].encode("utf-8", "surrogatepass")
