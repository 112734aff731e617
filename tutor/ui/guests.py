"""Guests, who only try it out: forgotten soon after their tab is closed.

Streamlit keeps a tab's memory for a while after the tab is gone, and tells nobody; so somebody
looks now and then who is still here. What a killed process left, the next start sweeps.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread
from time import monotonic

from tutor.errors import NotFoundError, TutorError

GRACE_S = 45.0
"""How long a tab may be gone: a telephone in a pocket comes back."""
_LOOK_S = 15.0
_log = logging.getLogger(__name__)


class Guests:
    """The guests of this process. Threads may share it."""

    def __init__(
        self,
        forget: Callable[[str], object],
        is_here: Callable[[str], bool],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Look after guests.

        Args:
            forget: deletes a student of this name everywhere.
            is_here: tells whether a tab is connected.
            clock: gives seconds.
        """
        self._forget, self._is_here, self._clock = forget, is_here, clock
        self._seen: dict[str, tuple[str, float]] = {}
        self._lock, self._stop = Lock(), Event()
        self._watch: Thread | None = None

    def note(self, name: str, tab: str) -> None:
        """Note that a guest is here, in this tab, and keep watch."""
        with self._lock:
            self._seen[name] = (tab, self._clock())
            if self._watch is None:
                self._watch = Thread(target=self._keep_watch, name="guests", daemon=True)
                self._watch.start()

    def look(self) -> None:
        """Forget the guests whose tabs have been gone too long."""
        with self._lock:
            seen = dict(self._seen)
        now = self._clock()
        for name, (tab, last) in seen.items():
            if self._is_here(tab):
                with self._lock:
                    self._seen[name] = (tab, now)
            elif now - last > GRACE_S:
                self._let_go(name)

    def close(self) -> None:
        """Forget every guest: the page closes."""
        self._stop.set()
        for name in tuple(self._seen):
            self._let_go(name)

    def _let_go(self, name: str) -> None:
        try:
            self._forget(name)
        except NotFoundError:
            pass  # nothing was said
        except TutorError:
            _log.exception("A guest could not be forgotten; the next start does it.")
        with self._lock:
            self._seen.pop(name, None)

    def _keep_watch(self) -> None:
        while not self._stop.wait(_LOOK_S):
            self.look()
