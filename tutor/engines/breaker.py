"""A circuit breaker: a server that fails is left alone for a while, and no student waits for it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Literal

from tutor.engines.failures import WireError

FAILURES = 3
"""So many within the window open the circuit."""
WINDOW_S = 60.0
OPEN_S = 20.0
"""How long it stays open at first; each failed probe doubles it, up to `LONGEST_S`."""
LASTING_S = 300.0
"""How long it stays open after a wrong key, address, model or an empty account."""
LONGEST_S = 600.0
Admission = Literal["ask", "probe", "open"]


class Breaker:
    """The circuit of one endpoint. Threads may share it.

    Once it has been open for its time, one caller is told to probe: with a request of its own,
    beside the student's turn, which is answered without the model.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: deque[float] = deque(maxlen=FAILURES)
        self._open_until: float | None = None
        self._open_s = OPEN_S
        self._probing = False

    def admit(self) -> Admission:
        """Say whether to ask, to probe beside a turn that does not ask, or neither."""
        with self._lock:
            if self._open_until is None:
                return "ask"
            if self._probing or self._clock() < self._open_until:
                return "open"
            self._probing = True
            return "probe"

    def record(self, error: WireError | None, *, probe: bool = False) -> None:
        """Take note of how a request ended; None is well."""
        with self._lock:
            if probe:
                self._probing = False
            if error is None or (probe and error.blameless):
                self._close(probe=probe)
            elif not error.blameless:
                self._count(error, probe=probe)

    @property
    def is_open(self) -> bool:
        """Say whether the server is being left alone."""
        with self._lock:
            return self._open_until is not None

    def _close(self, *, probe: bool) -> None:
        if self._open_until is not None and not probe:
            return
        self._failed.clear()
        self._open_until = None
        self._open_s = OPEN_S

    def _count(self, error: WireError, *, probe: bool) -> None:
        now = self._clock()
        self._failed.append(now)
        many = len(self._failed) == FAILURES and now - self._failed[0] <= WINDOW_S
        if error.lasting:
            self._open_until = now + LASTING_S
        elif probe:
            self._open_s = min(self._open_s * 2, LONGEST_S)
            self._open_until = now + self._open_s
        elif many and self._open_until is None:
            self._open_until = now + self._open_s
