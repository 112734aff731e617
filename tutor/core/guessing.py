"""How often somebody may guess: free tries that come back, then waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """How often one may be wrong."""

    free: int
    """Wrong tries without a wait."""
    refill_s: float
    """Seconds in which one of them comes back."""
    delays_s: tuple[float, ...] = ()
    """Waits after the free tries, each longer than the last; else one waits for the refill."""


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries so far: how many count still, and when the last one was."""

    level: float
    at: datetime


STAFF_ACCOUNT = Pace(5, 3600.0, (60.0, 300.0, 900.0))
SEAT = Pace(5, 3600.0, (10.0, 30.0, 60.0))
"""A return key has 49 bits: short waits are enough, and a classmate's mischief is soon over."""
ADDRESS = Pace(60, 2.0)
"""A whole school can stand behind one address."""
CLASSROOM = Pace(60, 5.0)


def level_at(pace: Pace, tries: Tries | None, at: datetime) -> float:
    """Give how many wrong tries count at this moment."""
    if tries is None:
        return 0.0
    return max(0.0, tries.level - max(0.0, (at - tries.at).total_seconds()) / pace.refill_s)


def wait_s(pace: Pace, tries: Tries | None, at: datetime) -> float:
    """Give the seconds until the next try is allowed; 0 where it is allowed now."""
    if tries is None:
        return 0.0
    level = level_at(pace, tries, at)
    if not pace.delays_s:
        return max(0.0, (level + 1.0 - pace.free) * pace.refill_s)
    beyond = round(tries.level) - pace.free  # a moment's refill does not make a wait shorter
    if beyond < 0:
        return 0.0
    place = min(beyond, len(pace.delays_s) - 1)
    return max(0.0, pace.delays_s[place] - (at - tries.at).total_seconds())


def count_try(pace: Pace, tries: Tries | None, at: datetime) -> Tries:
    """Count one more wrong try."""
    return Tries(level_at(pace, tries, at) + 1.0, at)


def forgotten_at(pace: Pace, tries: Tries) -> datetime:
    """Give when nothing of these tries counts any more."""
    return tries.at + timedelta(seconds=tries.level * pace.refill_s + max(pace.delays_s, default=0))
