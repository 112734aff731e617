"""What passes over the wire during one request, beside what the library makes of it.

The library drops refusals, tells nothing of `[DONE]`, and reads as many bytes as are sent.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

ROOM = 1_000_000
"""Bytes of one response besides those that its text may take."""
PER_CHARACTER = 600
"""Bytes of one response for each character of text: a token comes in an event of its own."""


class TooMuchError(Exception):
    """A response has more bytes than its text could need."""


@dataclass(slots=True)
class Wire:
    """One response, as it was seen passing by."""

    most: int
    """Bytes that are let through."""
    streamed: bool = False
    """It came as server-sent events."""
    done: bool = False
    """`[DONE]` was seen."""
    data: bool = False
    """An event came that is more than `[DONE]`."""
    refusal: str = ""
    count: int = 0
    """Bytes so far."""
    whole: bytearray = field(default_factory=bytearray)
    """The body, where it did not come as events."""
    close: Callable[[], Awaitable[None]] | None = None
    """Hangs up."""
    _rest: bytes = b""

    def pass_by(self, data: bytes) -> None:
        """Take note of some bytes.

        Raises:
            TooMuchError: they are more than can be meant.
        """
        self.count += len(data)
        if self.count > self.most:
            raise TooMuchError(f"over {self.most} bytes")
        if not self.streamed:
            self.whole += data
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._note(line)

    def end(self) -> None:
        """Take note of a last line without an end."""
        self._note(self._rest)
        self._rest = b""

    def _note(self, line: bytes) -> None:
        if line.startswith(b"data:"):
            done = line[5:].strip().startswith(b"[DONE]")
            self.done, self.data = self.done or done, self.data or not done
            if b'"refusal"' in line:
                self.refusal += _refusal(line[5:])


def _refusal(data: bytes) -> str:
    try:
        said = json.loads(data)["choices"][0]["delta"]["refusal"]
    except (ValueError, LookupError, TypeError):
        return ""
    return said if isinstance(said, str) else ""


_WIRE: ContextVar[Wire | None] = ContextVar("wire", default=None)


def watch(characters: int) -> Wire:
    """Watch the requests that this task makes from here on."""
    wire = Wire(most=ROOM + PER_CHARACTER * characters)
    _WIRE.set(wire)
    return wire


def watched() -> Wire | None:
    """Give what watches this task."""
    return _WIRE.get()
