"""Listening to a model with an eye on the clock, whatever the stream does meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Empty, SimpleQueue
from threading import Thread

from tutor.model import Call, ModelError, TextStream


class LateError(Exception):
    """Nothing came in the time that was left."""


class Listener:
    """Reads a stream in a thread of its own, so that waiting for it can be given up."""

    def __init__(self, stream: TextStream) -> None:
        self._stream = stream
        self._pieces: SimpleQueue[str | ModelError | None] = SimpleQueue()
        self._over = False
        Thread(target=self._read, name="model", daemon=True).start()

    @property
    def call(self) -> Call:
        """Give what the call has come to."""
        return self._stream.call

    def next_piece(self, timeout_s: float) -> str | None:
        """Give the next piece of text, None at the end of the answer.

        Raises:
            LateError: nothing came in this time.
            ModelError: the answer broke off.
        """
        try:
            piece = self._pieces.get(timeout=max(0.0, timeout_s))
        except Empty:
            raise LateError from None
        if isinstance(piece, ModelError):
            raise piece
        return piece

    def hang_up(self) -> None:
        """Let the server stop."""
        self._over = True
        self._stream.close()

    def _read(self) -> None:
        try:
            for piece in self._given():
                self._pieces.put(piece)
        except ModelError as error:
            self._pieces.put(error)
        else:
            self._pieces.put(None)

    def _given(self) -> Iterator[str]:
        for piece in self._stream:
            if self._over:
                return
            yield piece
