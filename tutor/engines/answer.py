"""One answer on its way: read on the event loop, handed to one reader in another thread."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue

from tutor.engines.client import Usage
from tutor.engines.failures import WireError
from tutor.model import Call, Limits, Message, ModelError

PATIENCE_S = 2.0
"""How long after the last deadline a reader waits for the loop to say so, in seconds."""


def as_request(messages: Sequence[Message], parameters: Mapping[str, object]) -> str:
    """Write a request down as JSON, without key and address."""
    said = [{"role": message.role, "content": message.text} for message in messages]
    return json.dumps({"messages": said, **parameters}, ensure_ascii=False)


@dataclass(slots=True)
class Tally:
    """What an answer has come to so far. Written by the event loop alone."""

    model: str
    request: str
    started: float = field(default_factory=time.monotonic)
    requests: int = 0
    raw: list[str] = field(default_factory=list)
    usage: Usage | None = None
    first_s: float | None = None
    ended_s: float | None = None
    error: ModelError | None = None

    def since_start(self) -> float:
        """Give the seconds since the call."""
        return time.monotonic() - self.started

    def count(self, usage: Usage | None) -> None:
        """Add the tokens of a request."""
        if usage and self.usage:
            cached = (usage.cached or 0) + (self.usage.cached or 0)
            prompt, output = self.usage.prompt + usage.prompt, self.usage.output + usage.output
            self.usage = Usage(prompt, output, cached)
        elif usage:
            self.usage = usage

    def end(self, error: ModelError | None) -> None:
        """Close the account; the first end counts."""
        if self.ended_s is None:
            self.error = error
            self.ended_s = self.since_start()

    def as_call(self) -> Call:
        """Give what it came to, for the log."""
        total = self.since_start() if self.ended_s is None else self.ended_s
        call = Call(
            self.model,
            self.request,
            "".join(self.raw),
            self.requests,
            failure=self.error.failure if self.error else None,
            first_ms=None if self.first_s is None else round(self.first_s * 1000, 1),
            total_ms=round(total * 1000, 1),
        )
        if self.usage is None:
            return call
        return replace(
            call,
            prompt_tokens=self.usage.prompt,
            output_tokens=self.usage.output,
            cached_tokens=self.usage.cached,
        )


class Answer:
    """A TextStream. As many characters wait in it as the limits let through, and no more."""

    def __init__(self, tally: Tally, limits: Limits) -> None:
        self.tally = tally
        self.limits = limits
        self.pieces: SimpleQueue[str | None] = SimpleQueue()
        """Text, then None once there is no more."""
        self.work: Future[None] | None = None
        """What fills it; None where nothing was asked."""
        self._ended = False

    def __iter__(self) -> Iterator[str]:
        """Give the pieces as they come; raises ModelError where the answer is not whole."""
        try:
            while (piece := self._next()) is not None:
                yield piece
            if self.tally.error:
                raise self.tally.error
        finally:
            self.close()

    def close(self) -> None:
        """Hang up."""
        self._ended = True
        if self.work:
            self.work.cancel()

    @property
    def call(self) -> Call:
        """Give what it has come to so far."""
        return self.tally.as_call()

    def __del__(self) -> None:
        """Hang up when nobody can read it any more."""
        self.close()

    def _next(self) -> str | None:
        if self._ended:
            return None
        left = self.limits.whole_s + PATIENCE_S - self.tally.since_start()
        try:
            return self.pieces.get(timeout=max(left, 0.0))
        except Empty:
            self.tally.end(WireError("late", "nothing was heard of the event loop"))
            return None
