"""What the first answer would wait for, done once for each process and in the background."""

from __future__ import annotations

import gc
import logging
from threading import Event, Lock, Thread
from typing import Protocol

from tutor.errors import TutorError

_log = logging.getLogger(__name__)
_ready = Event()
_started = False
_lock = Lock()


class Warmable(Protocol):
    """What can be made ready before it is needed."""

    def warm(self) -> None:
        """Load and compute what the first answer would wait for."""
        ...


def warm_once(tutor: Warmable) -> None:
    """Begin to warm up, unless this process has begun before. Returns at once."""
    global _started  # noqa: PLW0603 - one process, one warming
    with _lock:
        if _started:
            return
        _started = True
    Thread(target=_warm, args=(tutor,), name="warm", daemon=True).start()


def is_warm() -> bool:
    """Tell whether the first answer finds everything ready."""
    return _ready.is_set()


def _warm(tutor: Warmable) -> None:
    """Warm up, then take what was loaded out of the garbage collector's rounds.

    Streamlit collects garbage after every run of a page; over a large heap that holds up every
    student for 60 to 190 ms a turn.
    """
    try:
        tutor.warm()
    except TutorError:
        _log.exception("Warming up failed; the page will say what is wrong.")
    gc.collect()
    gc.freeze()
    _ready.set()
