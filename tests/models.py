"""A language model that says what a test wants, and remembers what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock

from tutor.engines.answer import as_request
from tutor.engines.shown_text import Thoughts
from tutor.model import Call, Failure, Limits, Message, ModelError

Fill = Callable[[Sequence[Message], dict[str, object]], str]
Write = Callable[[Sequence[Message]], Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """One request."""

    messages: tuple[Message, ...]
    schema: dict[str, object] | None
    account: str


def rate_all(rating: int) -> Fill:
    """Give a model that rates everything alike, as an obedient or a stubborn one would."""

    def fill(_messages: Sequence[Message], schema: dict[str, object]) -> str:
        names = schema["required"]
        assert isinstance(names, list)
        return json.dumps(dict.fromkeys(names, rating))

    return fill


@dataclass
class ScriptedModel:
    """`tutor.model.ChatModel` by script."""

    fills: Fill = field(default_factory=lambda: rate_all(4))
    writes: Write = lambda _messages: ()
    failure: Failure | None = None
    name: str = "scripted:test"
    asked: list[Asked] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def stream(
        self,
        messages: Sequence[Message],
        limits: Limits,  # noqa: ARG002 - a script is never late
        *,
        account: str = "",
    ) -> ScriptedStream:
        """Write the scripted pieces."""
        self._note(messages, None, account)
        return ScriptedStream(self, as_request(messages, {}), tuple(self.writes(messages)))

    def fill(
        self,
        messages: Sequence[Message],
        schema: dict[str, object],
        limits: Limits,  # noqa: ARG002 - a script is never late
        *,
        account: str = "",
    ) -> Call:
        """Fill a form as scripted."""
        self._note(messages, schema, account)
        text = "" if self.failure else self.fills(messages, schema)
        return self.call(as_request(messages, {"schema": schema}), text, rung="json_schema")

    def call(self, request: str, response: str, rung: str = "") -> Call:
        """Give what a call came to."""
        return Call(self.name, request, response, requests=1, failure=self.failure, rung=rung)

    def _note(
        self, messages: Sequence[Message], schema: dict[str, object] | None, account: str
    ) -> None:
        with self._lock:
            self.asked.append(Asked(tuple(messages), schema, account))


@dataclass
class ScriptedStream:
    """Pieces of text on their way."""

    model: ScriptedModel
    request: str
    pieces: tuple[str, ...]
    read: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        thoughts = Thoughts()
        for piece in self.pieces:
            self.read.append(piece)
            yield thoughts.take(piece)
        if self.model.failure:
            raise ModelError(self.model.failure, "as scripted")

    def close(self) -> None:
        """Hang up."""

    @property
    def call(self) -> Call:
        """Give what the call came to."""
        return self.model.call(self.request, "".join(self.read))
