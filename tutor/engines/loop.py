"""The one event loop, in a thread of its own for the life of the process.

A client's connections belong to the loop that made them, so a loop for every turn breaks them.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")
_lock = threading.Lock()
_loops: list[asyncio.AbstractEventLoop] = []


def event_loop() -> asyncio.AbstractEventLoop:
    """Give the loop; its thread is started when it is first needed."""
    with _lock:
        if not _loops:
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, daemon=True, name="models").start()
            _loops.append(loop)
        return _loops[0]


def start(work: Coroutine[None, None, T]) -> Future[T]:
    """Run a coroutine on the loop; cancelling the future cancels it there."""
    return asyncio.run_coroutine_threadsafe(work, event_loop())
