"""How long a wrong code, name, key and password take at the doors, at the real cost of a hash.

    python -m tests.benchmarks.doors [rounds]

Prints the median of each, ms, and for each door the greatest median difference between two of its
wrong tries in the same round: other programs slow a whole round alike.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.classroom.counting import Counting
from tests.classroom.school import PASSWORD, School
from tutor.classroom.locks import Lock
from tutor.core.people import OPERATOR
from tutor.errors import RefusedError
from tutor.storage import open_log

ROUNDS = 40


class Free(Counting):
    """Never makes anyone wait: what is timed is the answer, not the waiting."""

    def take(self, *_: object) -> float:
        return 0.0


def main() -> None:
    """Time every wrong try in turn, over and over, so that a busy machine slows all alike."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        log = open_log(f"sqlite:///{Path(folder)}/school.db")
        school = School(log, Lock(), Free())
        tries = _tries(school)
        spent: dict[str, list[float]] = {name: [] for name in tries}
        for _ in range(rounds):
            for name in random.sample(list(tries), len(tries)):
                spent[name].append(_time(tries[name]))
        log.close()
    medians = {name: median(times) for name, times in spent.items()}
    for name, value in medians.items():
        print(f"{name:<28} {value:>8.2f} ms")
    for door in ("join", "come back", "sign in"):
        of_door = [times for name, times in spent.items() if name.startswith(door)]
        apart = max(_apart(one, other) for one, other in combinations(of_door, 2))
        print(f"{door:<28} {apart:>8.2f} ms apart")


def _tries(school: School) -> dict[str, Callable[[], object]]:
    vega = school.person("Vega")
    shut = school.person("Shut")
    _, code = school.room("5B", vega)
    paused, other = school.room("6A", vega)
    ana = school.join(code, "Ana")
    for number in range(100):
        school.join(code, f"Kid {number}")
    school.classroom.pause(OPERATOR, paused.id, paused=True)
    school.classroom.shut_account(OPERATOR, shut.id)
    doors = school.classroom.doors
    return {
        "join, wrong code": lambda: doors.join("ABCDEFGH", "Eva", "a"),
        "join, no code": lambda: doors.join("", "Eva", "a"),
        "join, paused class": lambda: doors.join(other.code, "Eva", "a"),
        "come back, wrong code": lambda: doors.come_back("ABCDEFGH", "Ana", ana.key, "a"),
        "come back, wrong name": lambda: doors.come_back(code.code, "Eva", ana.key, "a"),
        "come back, wrong key": lambda: doors.come_back(code.code, "Ana", "ABCDEFGHJK", "a"),
        "come back, all wrong": lambda: doors.come_back("x", "Eva", "x", "a"),
        "sign in, wrong name": lambda: doors.sign_in("Nobody", PASSWORD, "a"),
        "sign in, wrong password": lambda: doors.sign_in("Vega", "not the password", "a"),
        "sign in, account shut": lambda: doors.sign_in("Shut", PASSWORD, "a"),
    }


def _apart(one: list[float], other: list[float]) -> float:
    return abs(median(a - b for a, b in zip(one, other, strict=True)))


def _time(attempt: Callable[[], object]) -> float:
    started = perf_counter()
    with suppress(RefusedError):
        attempt()
        raise AssertionError("a wrong try opened a door")
    return (perf_counter() - started) * 1000.0


if __name__ == "__main__":
    main()
