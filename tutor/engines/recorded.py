"""Calls to a language model on record, and a model that answers from the record alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from pydantic import BaseModel, ValidationError

from tutor.core.digests import digest
from tutor.core.events import ModelCall
from tutor.engines.shown_text import Thoughts
from tutor.model import Call, Failure, Limits, Message, ModelError

_TOKEN = re.compile(r"\w+|\W+")
_RANDOM = re.compile(r"[A-Za-z][0-9A-Za-z]{2,11}")
"""What an id, a tag or a canary looks like."""
_FAILURES = {str(name): cast("Failure", name) for name in get_args(Failure)}


class _Said(BaseModel):
    role: str
    content: str


class _Request(BaseModel):
    """What is needed of a recorded request."""

    messages: tuple[_Said, ...]


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """A call as it stands in the log, with its raw texts."""

    kept: ModelCall
    request: str
    response: str

    @property
    def words(self) -> tuple[str, ...]:
        """Give the texts of the request's messages, none where it cannot be read."""
        try:
            request = _Request.model_validate_json(self.request)
        except ValidationError:
            return ()
        return tuple(part for said in request.messages for part in (said.role, said.content))


def record_call(call: Call) -> tuple[ModelCall, dict[str, str]]:
    """Give what the log keeps of a call, and its raw texts by hash."""
    raw = {digest(text): text for text in (call.request, call.response)}
    kept = ModelCall(
        request=digest(call.request),
        response=digest(call.response),
        requests=call.requests,
        failure=call.failure,
        prompt_tokens=call.prompt_tokens,
        output_tokens=call.output_tokens,
        first_ms=call.first_ms,
        total_ms=call.total_ms,
        rung=call.rung,
    )
    return kept, raw


class RecordedModel:
    """`tutor.model.ChatModel` that says what another one said when it was asked the same.

    Ids, tags and canaries are drawn anew for each request: a request counts as the same where it
    differs from the recorded one by a renaming of such words, and the answer is renamed alike.
    """

    def __init__(self, name: str, calls: Sequence[RecordedCall]) -> None:
        """Take the calls of one exchange or assessment, in order.

        Args:
            name: of the model that was asked.
            calls: as they stand in the log; each is answered once.
        """
        self._name = name
        self._left = list(calls)
        self.missed = 0
        """Requests that are not on record."""

    @property
    def name(self) -> str:
        """Name the model that was asked."""
        return self._name

    @property
    def unused(self) -> int:
        """Give how many calls on record were not asked for."""
        return len(self._left)

    def stream(
        self,
        messages: Sequence[Message],
        limits: Limits,  # noqa: ARG002 - a record is never late
        *,
        account: str = "",  # noqa: ARG002 - nor does it cost
    ) -> RecordedStream:
        """Say again what was said."""
        return RecordedStream(self._answer(messages))

    def fill(
        self,
        messages: Sequence[Message],
        schema: dict[str, object],  # noqa: ARG002 - it is the recorded one's
        limits: Limits,  # noqa: ARG002 - a record is never late
        *,
        account: str = "",  # noqa: ARG002 - nor does it cost
    ) -> Call:
        """Fill a form as it was filled."""
        return self._answer(messages)

    def _answer(self, messages: Sequence[Message]) -> Call:
        asked = tuple(part for message in messages for part in (message.role, message.text))
        for call in self._left:
            names = find_renaming(call.words, asked)
            if names is not None:
                self._left.remove(call)
                return self._again(call, names)
        self.missed += 1
        return Call(self._name, request="", response="", requests=0, failure="unreachable")

    def _again(self, call: RecordedCall, names: dict[str, str]) -> Call:
        kept = call.kept
        return Call(
            self._name,
            request=call.request,
            response=rename(call.response, names),
            requests=kept.requests,
            failure=_FAILURES.get(kept.failure) if kept.failure else None,
            prompt_tokens=kept.prompt_tokens,
            output_tokens=kept.output_tokens,
            first_ms=kept.first_ms,
            total_ms=kept.total_ms,
            rung=kept.rung,
        )


class RecordedStream:
    """A recorded answer in one piece, which breaks off as the recorded one did."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def __iter__(self) -> Iterator[str]:
        thoughts = Thoughts()
        yield thoughts.take(self._call.response)
        if self._call.failure:
            raise ModelError(self._call.failure, "as on record")
        yield thoughts.end()

    def close(self) -> None:
        """Do nothing: there is nobody to hang up on."""

    @property
    def call(self) -> Call:
        """Give the recorded call."""
        return replace(self._call)


def find_renaming(before: Sequence[str], now: Sequence[str]) -> dict[str, str] | None:
    """Give the renaming of random words that turns texts into others; None where there is none."""
    names: dict[str, str] = {}
    if len(before) != len(now) or not before:
        return None
    for one, other in zip(before, now, strict=True):
        old, new = _TOKEN.findall(one), _TOKEN.findall(other)
        if len(old) != len(new):
            return None
        for was, became in zip(old, new, strict=True):
            if names.setdefault(was, became) != became:
                return None
    changed = {was: became for was, became in names.items() if was != became}
    unlike = (w for pair in changed.items() for w in pair if not _RANDOM.fullmatch(w))
    if len(set(names.values())) != len(names) or any(unlike):
        return None
    return changed


def rename(text: str, names: dict[str, str]) -> str:
    """Put other names for random words."""
    return "".join(names.get(token, token) for token in _TOKEN.findall(text))
