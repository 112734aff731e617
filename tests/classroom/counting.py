"""Wrong tries in memory: `GuessStore` for tests of ten thousand guesses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from tutor.core.guessing import Pace, Tries, count_try, wait_s


class Counting:
    """Counts as the database does, without a disk."""

    def __init__(self) -> None:
        self._tries: dict[str, Tries] = {}
        self._homes: dict[str, datetime] = {}

    def take(self, paces: Mapping[str, Pace], at: datetime) -> float:
        wait = max(wait_s(pace, self._tries.get(name), at) for name, pace in paces.items())
        if wait == 0.0:
            for name, pace in paces.items():
                self._tries[name] = count_try(pace, self._tries.get(name), at)
        return wait

    def give_back(self, subjects: Iterable[str]) -> None:
        for name in subjects:
            if name in self._tries:
                tries = self._tries[name]
                self._tries[name] = Tries(max(0.0, tries.level - 1.0), tries.at)

    def clear(self, subject: str) -> None:
        self._tries.pop(subject, None)

    def remember(self, subject: str, at: datetime, until: datetime) -> None:  # noqa: ARG002 - the port's
        self._homes[subject] = until

    def knows(self, subject: str, at: datetime) -> bool:
        return subject in self._homes and at <= self._homes[subject]
