"""The port to a language model: text in, text out, and what went wrong. It decides nothing.

Everything that a model says is untrusted: what may be shown of it is decided by the callers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from tutor.errors import TutorError

Role = Literal["system", "user", "assistant"]
Failure = Literal[
    "unreachable",  # refused, reset, no name
    "late",  # a deadline passed: first token, gap or whole
    "busy",  # 429, 5xx: may help to try again
    "refused",  # 401, 403, 404, quota, 400, 422: trying again cannot help
    "overflow",  # the prompt is too long for the model
    "cut",  # the stream ended without a finish, or with finish_reason length
    "filtered",  # content filter, refusal
    "empty",  # no text, no choices
    "garbled",  # HTML, broken SSE or JSON, an unasked tool call
    "overlong",  # more characters than the cap
    "over_budget",  # the class's or the day's budget is spent
    "open",  # the circuit is open: not asked at all
]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much. Seconds count from the call, `gap_s` from the last piece."""

    first_s: float = 6.0
    gap_s: float = 4.0
    whole_s: float = 15.0
    tokens: int = 500
    """Output tokens asked for."""
    characters: int = 4_000
    """Characters after which the stream is hung up, whatever the server does."""


@dataclass(frozen=True, slots=True)
class Call:
    """What one call came to, for the log."""

    model: str
    """Provider and model as configured."""
    request: str
    """The request as JSON: messages and parameters, no key, no address."""
    response: str
    """The raw text that came, whole or not."""
    requests: int
    """HTTP requests made, 0 where the circuit was open."""
    failure: Failure | None = None
    prompt_tokens: int | None = None
    """As the server says; None where it does not."""
    output_tokens: int | None = None
    cached_tokens: int | None = None
    first_ms: float | None = None
    total_ms: float = 0.0
    rung: str = ""
    """How structured output was asked for: json_schema, json_object, text; empty for text."""


class ModelError(TutorError):
    """A model gave no whole answer; recovered from, never shown to a student."""

    def __init__(self, failure: Failure, detail: str) -> None:
        self.failure = failure
        super().__init__(f"{failure}: {detail}")


class TextStream(Protocol):
    """An answer on its way. Closing it hangs up, so that the server stops too."""

    def __iter__(self) -> Iterator[str]:
        """Give the pieces of text as they come.

        Raises:
            ModelError: no piece more will come, and the answer is not whole.
        """
        ...

    def close(self) -> None:
        """Hang up; may be called twice and at any time."""
        ...

    @property
    def call(self) -> Call:
        """Give what the call has come to so far; final once the pieces ended."""
        ...


class ChatModel(Protocol):
    """A language model. Threads may share it."""

    @property
    def name(self) -> str:
        """Name provider and model, as `learner.engine` and the log show it."""
        ...

    def stream(
        self, messages: Sequence[Message], limits: Limits, *, account: str = ""
    ) -> TextStream:
        """Ask for text. Never raises here: what goes wrong is raised while it is read.

        Args:
            messages: system first; never a student's name.
            limits: deadlines and caps.
            account: whose budget pays (a class's id); empty for the whole server's only.
        """
        ...

    def fill(
        self,
        messages: Sequence[Message],
        schema: dict[str, object],
        limits: Limits,
        *,
        account: str = "",
    ) -> Call:
        """Ask for one JSON object of a schema; `Call.response` is the text of that object.

        Never raises: `Call.failure` says what went wrong. What came is not validated against
        the schema: the caller does.

        Args:
            messages: system first.
            schema: JSON Schema with a `title`; ints, enums, strings and arrays of them only.
            limits: deadlines and caps.
            account: whose budget pays.
        """
        ...
