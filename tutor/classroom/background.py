"""What is done beside the page: alerts are sent and what has ended is deleted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

from tutor.errors import TutorError

SEND_EVERY_S = 5.0
SWEEP_EVERY_S = 3600.0
_log = logging.getLogger(__name__)


class Background:
    """A thread that does each job now and then; one that fails is tried again at its next time."""

    def __init__(
        self,
        jobs: dict[Callable[[], object], float],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Start nothing yet.

        Args:
            jobs: each with the seconds between two times; all are done at the start.
            clock: gives seconds.
        """
        self._due = dict.fromkeys(jobs, clock())
        self._every, self._clock = jobs, clock
        self._stop = Event()
        self._thread = Thread(target=self._work, name="background", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self, wait_s: float = 2.0) -> None:
        """Stop after the job in hand, waiting for it at most so long."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(wait_s)

    def do_due(self) -> None:
        """Do what is due now."""
        for job, due in self._due.items():
            if self._clock() >= due and not self._stop.is_set():
                self._due[job] = self._clock() + self._every[job]
                self._do(job)

    def _do(self, job: Callable[[], object]) -> None:
        try:
            job()
        except TutorError:
            _log.exception("Work beside the page failed; it is tried again.")

    def _work(self) -> None:
        while not self._stop.is_set():
            self.do_due()
            self._stop.wait(max(0.05, min(self._due.values()) - self._clock()))
