"""A model asked on the fault server, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tests.engines.fault_server import Asked, FaultServer
from tutor.engines.endpoint import Endpoint
from tutor.engines.known import Known
from tutor.engines.served import ServedModel
from tutor.model import Call, Limits, Message, ModelError

LIMITS = Limits(first_s=4.0, gap_s=3.0, whole_s=8.0, characters=2_000)
"""For servers that do their part at once, on a machine that may be busy."""
SHORT = Limits(first_s=0.5, gap_s=0.3, whole_s=1.0, characters=2_000)
"""For servers that let one wait."""
PROMPT = (Message("system", "You are a guide."), Message("user", "What did you eat?"))
DAY = date(2026, 5, 4)


def make_model(server: FaultServer, fault: str, known: Known | None = None, **budget: int):
    """Give a model that answers as a fault says, with its libraries loaded."""
    endpoint = Endpoint("made", fault, server.url, "k-1")
    model = ServedModel(endpoint, known or Known(None), lambda: DAY, **budget)
    model.load()
    return model


@dataclass
class Came:
    """What came of one call."""

    call: Call
    pieces: list[str] = field(default_factory=list)
    error: ModelError | None = None
    seconds: float = 0.0

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def ask(
    model: ServedModel,
    limits: Limits = LIMITS,
    account: str = "",
    prompt: Sequence[Message] = PROMPT,
) -> Came:
    """Read an answer to its end."""
    started = time.monotonic()
    stream = model.stream(prompt, limits, account=account)
    came = Came(stream.call)
    try:
        came.pieces.extend(stream)
    except ModelError as error:
        came.error = error
    came.call, came.seconds = stream.call, time.monotonic() - started
    return came


def ended(requests: list[Asked]) -> list[Asked]:
    """Give requests when the server has finished with them."""
    for asked in requests:
        assert asked.done.wait(3), "the server still answers"
    return requests
