"""Asks one endpoint: once, or twice where that can help before the first words have come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from tutor.engines.answer import Tally, as_request
from tutor.engines.client import Client
from tutor.engines.dialect import Dialects
from tutor.engines.failures import WireError, explain
from tutor.engines.reader import Asked, Reader
from tutor.model import Limits, Message

MOST_REQUESTS = 2
PAUSE = 0.05
"""Share of the time to the first text that is paused before a second request."""
ROOM = 0.15
"""Share of that time that must be left after the pause for a second request to make sense."""


class Asker:
    """Asks one endpoint, in its dialect. Used on the event loop alone."""

    def __init__(self, client: Client, dialects: Dialects) -> None:
        self._client = client
        self._dialects = dialects

    async def ask(
        self,
        messages: Sequence[Message],
        parameters: Mapping[str, object],
        limits: Limits,
        tally: Tally,
        give: Callable[[str], None],
    ) -> WireError | None:
        """Ask for text; gives what went wrong, or None for a whole answer.

        Args:
            messages: system first.
            parameters: of the request's body, besides the output limit.
            limits: deadlines, counted from the start of the tally, and caps.
            tally: of the call; several askings may share it.
            give: takes each piece of text.
        """
        if error := await self._open(limits, tally):
            return error
        with self._client.quiet():
            return await self._ask(messages, parameters, limits, tally, give)

    async def _open(self, limits: Limits, tally: Tally) -> WireError | None:
        if self._client.is_open:
            return None
        try:
            async with asyncio.timeout(limits.first_s - tally.since_start()):
                await asyncio.to_thread(self._client.open)
        except TimeoutError:
            return WireError("late", "the client was not ready in time", blameless=True)
        except Exception as error:  # noqa: BLE001  # a missing package, a setting they refuse
            return WireError("refused", f"the client cannot be made: {error}", lasting=True)
        return None

    async def _ask(
        self,
        messages: Sequence[Message],
        parameters: Mapping[str, object],
        limits: Limits,
        tally: Tally,
        give: Callable[[str], None],
    ) -> WireError | None:
        dialect = self._dialects.dialect
        for left in reversed(range(MOST_REQUESTS)):
            body = {**parameters, dialect.limit_name: limits.tokens + self._dialects.thought_tokens}
            tally.requests += 1
            tally.request = as_request(messages, body)
            reader = Reader(tally, limits, give)
            error = await self._read(reader, Asked(messages, body, dialect.usage))
            if error is None or reader.begun:
                self._dialects.proved(dialect)
                self._dialects.note_streaming(streamed=not reader.unstreamed)
                return error
            if other := dialect.other(error):
                dialect = other
                continue
            pause = pause_s(error, limits, tally.since_start())
            if pause is None or not left:
                return error
            await asyncio.sleep(pause)
        return error

    async def _read(self, reader: Reader, asked: Asked) -> WireError | None:
        try:
            await reader.read(self._client, asked)
        except Exception as error:  # noqa: BLE001  # five libraries raise what they like
            return explain(error, begun=reader.begun)
        return None


def pause_s(error: WireError, limits: Limits, elapsed_s: float) -> float | None:
    """Give the seconds to wait before asking again; None where that cannot help in time."""
    if error.failure not in {"busy", "unreachable"}:
        return None
    pause = max(PAUSE * limits.first_s, error.retry_after_s or 0.0)
    left = limits.first_s - elapsed_s - pause
    return pause if left >= ROOM * limits.first_s else None
