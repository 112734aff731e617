"""Reads one response within its deadlines, and judges whether the answer is whole."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from tutor.engines.answer import Tally
from tutor.engines.client import Chunk, Client, Usage
from tutor.engines.failures import WireError
from tutor.engines.shown_text import Loops, Thoughts
from tutor.engines.wire import Wire, watch
from tutor.model import Limits, Message

TAIL_S = 0.5
"""How long token counts are waited for after the answer has ended, in seconds."""
_LENGTH = frozenset({"length", "max_tokens", "model_length"})
_CUT = _LENGTH | {"error", "abort"}
_TOOLS = frozenset({"tool_calls", "function_call"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is sent."""

    messages: Sequence[Message]
    parameters: Mapping[str, object]
    usage: bool
    """Ask for token counts too."""


class Reader:
    """Reads one response: text goes out as it comes, and an error ends it."""

    def __init__(self, tally: Tally, limits: Limits, give: Callable[[str], None]) -> None:
        self._tally = tally
        self._limits = limits
        self._give = give
        self._thoughts = Thoughts()
        self._loops = Loops()
        self._characters = 0
        self._deadline_s = limits.first_s
        self._finish = ""
        self._usage: Usage | None = None
        self._wire = Wire(most=0)
        self.begun = False
        """Words have been given."""
        self.unstreamed = False
        """The server sent the answer in one piece, though it was asked to stream."""

    async def read(self, client: Client, asked: Asked) -> None:
        """Read to the end; raises what went wrong as the libraries or this class name it."""
        self._wire = watch(self._limits.characters)
        try:
            async with asyncio.timeout(self._left_s()) as timer:
                await self._follow(client, asked, timer)
        except TimeoutError:
            if not self._finish:
                raise
        except (ValueError, TypeError, AttributeError):
            if completion := _whole_completion(self._wire):
                self.unstreamed = True
                self._take(completion)
            elif not self._came_to_nothing():
                raise
        finally:
            self._tally.count(self._usage)
            if self._wire.close:
                await self._wire.close()
        self._judge()

    async def _follow(self, client: Client, asked: Asked, timer: asyncio.Timeout) -> None:
        chunks = client.chunks(asked.messages, asked.parameters, usage=asked.usage)
        async with aclosing(chunks) as events:
            async for chunk in events:
                self._take(chunk)
                timer.reschedule(asyncio.get_running_loop().time() + self._left_s())

    def _left_s(self) -> float:
        return min(self._deadline_s, self._limits.whole_s) - self._tally.since_start()

    def _take(self, chunk: Chunk) -> None:
        if chunk.calls_tool or chunk.finish in _TOOLS:
            raise WireError("garbled", "the model called a tool, and there is none")
        self._usage = chunk.usage or self._usage
        if chunk.text:
            self._take_text(chunk.text)
        if chunk.finish:
            self._finish = chunk.finish
            self._deadline_s = self._tally.since_start() + TAIL_S

    def _take_text(self, text: str) -> None:
        kept = text[: self._limits.characters - self._characters]
        self._characters += len(text)
        self._tally.raw.append(kept)
        shown = self._thoughts.take(kept)
        if self._thoughts.stray:
            raise WireError("garbled", "what came was the model's thoughts")
        self._show(shown)
        if self._characters > self._limits.characters:
            raise WireError("overlong", f"over {self._limits.characters} characters")

    def _show(self, text: str) -> None:
        if not self.begun:
            text = text.lstrip()
        if not text:
            return
        if self._loops.take(text):
            raise WireError("overlong", "the text repeats itself")
        if not text.isspace():
            now = self._tally.since_start()
            self._deadline_s = now + self._limits.gap_s
            if self._tally.first_s is None:
                self._tally.first_s = now
            self.begun = True
        self._give(text)

    def _came_to_nothing(self) -> bool:
        """Say whether a stream ended without one event, which the library takes for an error."""
        return self._wire.streamed and not self._wire.data

    def _judge(self) -> None:
        """Raise what is missing for the answer to be whole.

        A stream that ends without a reason to finish was cut, even after `[DONE]`: a server
        between this and the model adds that to whatever came.
        """
        self._show(self._thoughts.end())
        if self._wire.refusal:
            raise WireError("filtered", f"the model refused: {self._wire.refusal[:200]}")
        if self._finish == "content_filter":
            raise WireError("filtered", "a content filter ended the answer")
        if self._finish in _CUT:
            detail = f"the answer ended by '{self._finish}'"
            raise WireError("cut", detail, blameless=self._finish in _LENGTH)
        if not self.begun and (self._finish or self._wire.done):
            raise WireError("empty", "no text came")
        if not self._finish:
            raise WireError("cut", "the stream ended without a reason")


def _whole_completion(wire: Wire) -> Chunk | None:
    """Read a body that is a whole answer instead of a stream; None where it is none."""
    try:
        told = json.loads(wire.whole.decode("utf-8"))
        choice = told["choices"][0]
        said = choice["message"]
        usage = _counted(told.get("usage"))
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    wire.refusal = str(said.get("refusal") or "")
    return Chunk(
        text=str(said.get("content") or ""),
        finish=str(choice.get("finish_reason") or ""),
        calls_tool=bool(said.get("tool_calls") or said.get("function_call")),
        usage=usage,
    )


def _counted(told: object) -> Usage | None:
    if not isinstance(told, dict):
        return None
    prompt, output = told.get("prompt_tokens"), told.get("completion_tokens")
    return Usage(prompt, output) if isinstance(prompt, int) and isinstance(output, int) else None
