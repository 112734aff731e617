"""Structured output: a ladder of ways to ask, of which every server climbs the first it can."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tutor.engines.answer import Tally
from tutor.engines.asking import Asker
from tutor.engines.dialect import RUNGS, Dialects, Rung
from tutor.engines.failures import WireError
from tutor.engines.json_text import find_object
from tutor.model import Limits, Message

_NOT_UNDERSTOOD = frozenset({400, 404, 415, 422, 500, 501})
"""What servers answer to a `response_format` that they do not know."""


class Filler:
    """Asks one endpoint for objects. Used on the event loop alone."""

    def __init__(self, asker: Asker, dialects: Dialects) -> None:
        self._asker = asker
        self._dialects = dialects

    async def fill(
        self, messages: Sequence[Message], schema: dict[str, object], limits: Limits, tally: Tally
    ) -> tuple[str, Rung, WireError | None]:
        """Ask for an object; gives its text, how it was asked for and what went wrong.

        Nobody waits for its first words, so only the gap and the whole are limited.
        """
        unhurried = replace(limits, first_s=limits.whole_s)
        known = self._dialects.rung
        rungs = RUNGS[RUNGS.index(known) :] if known else RUNGS
        for rung in rungs:
            text, error = await self._try(rung, messages, schema, unhurried, tally)
            if error is None:
                self._dialects.climbed(rung)
                return text, rung, None
            if not _goes_down(error):
                break
        if known and error and error.status in _NOT_UNDERSTOOD:
            self._dialects.forget_rung()
        return text, rung, error

    async def _try(
        self,
        rung: Rung,
        messages: Sequence[Message],
        schema: dict[str, object],
        limits: Limits,
        tally: Tally,
    ) -> tuple[str, WireError | None]:
        pieces: list[str] = []
        asked = messages if rung == "json_schema" else with_schema(messages, schema)
        error = await self._asker.ask(asked, as_format(rung, schema), limits, tally, pieces.append)
        text = "".join(pieces)
        if error and error.failure not in {"cut", "overlong"}:
            return text, error
        found = find_object(text)
        if found:
            return found, None
        return text, error or WireError("garbled", "no JSON object came")


def _goes_down(error: WireError) -> bool:
    """Say whether asking in another way may give an object."""
    if error.status is not None:
        return error.failure in {"refused", "busy"} and error.status in _NOT_UNDERSTOOD
    return error.failure in {"garbled", "empty", "cut", "overlong"}


def as_format(rung: Rung, schema: dict[str, object]) -> dict[str, object]:
    """Give the parameter that asks for an object."""
    if rung == "text":
        return {}
    if rung == "json_object":
        return {"response_format": {"type": "json_object"}}
    told = {"name": str(schema.get("title") or "answer"), "strict": True, "schema": closed(schema)}
    return {"response_format": {"type": "json_schema", "json_schema": told}}


def closed(schema: Mapping[str, object]) -> dict[str, object]:
    """Close every object of a schema and require all its fields, as strict servers want it."""
    shut = {key: _closed_value(value) for key, value in schema.items()}
    fields = shut.get("properties")
    if isinstance(fields, dict):
        shut |= {"additionalProperties": False, "required": list(fields)}
    return shut


def _closed_value(value: object) -> object:
    if isinstance(value, Mapping):
        return closed(value)
    if isinstance(value, list):
        return [_closed_value(item) for item in value]
    return value


def with_schema(messages: Sequence[Message], schema: dict[str, object]) -> list[Message]:
    """Put the schema into the first message, for servers that enforce none."""
    told = json.dumps(closed(schema), ensure_ascii=False)
    wish = f"Answer with one JSON object and nothing else. It must fit this JSON Schema:\n{told}"
    if messages and messages[0].role == "system":
        first = Message("system", f"{messages[0].text}\n\n{wish}")
        return [first, *messages[1:]]
    return [Message("system", wish), *messages]
