"""A server on loopback that speaks `/v1/chat/completions` over raw sockets, well or badly.

The fault is chosen by the model's name, `FAULT` or `FAULT?option=value&…`; `FIRST|THEN` gives the
first to the first request and the second to all that follow. Every request is recorded, and
whether the client hung up before the answer was done. The faults of the wire are in `faults.py`,
those of the words in `model_texts.py`.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

TEXT = (
    "I walked beside the river with my small son. The winter was cold, and we ate what the "
    "hunters brought. In spring we went up the river in boats. Señor Charbonneau came with us."
)
Body = dict[str, Any]


class GoneError(Exception):
    """The client hung up."""


@dataclass
class Asked:
    """One request, and what became of its answer."""

    path: str
    headers: dict[str, str]
    body: Body
    gone: bool = False
    """The client hung up before the answer was done."""
    done: threading.Event = field(default_factory=threading.Event)
    """The server has finished with it."""

    @property
    def model(self) -> str:
        return str(self.body.get("model", ""))

    @property
    def prompt(self) -> str:
        """Give all that the messages say."""
        return "\n".join(str(message["content"]) for message in self.body["messages"])


class Exchange:
    """The answer to one request, as it is written by a fault."""

    def __init__(
        self,
        server: FaultServer,
        asked: Asked,
        options: dict[str, str],
        sockets: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        self.server = server
        self.asked = asked
        self.options = options
        self._reader, self.writer = sockets

    def option(self, name: str, default: float) -> float:
        return float(self.options.get(name, default))

    async def raw(self, data: bytes) -> None:
        """Write bytes; raises GoneError where nobody takes them."""
        if self._reader.at_eof():
            raise GoneError
        try:
            self.writer.write(data)
            await self.writer.drain()
        except OSError as error:
            raise GoneError from error

    async def pause(self, seconds: float) -> None:
        """Wait, or raise GoneError as soon as the client hangs up."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while await self._reader.read(1024):
                    pass
                raise GoneError

    async def status(self, code: int, body: str, kind: str = "application/json", **headers: str):
        """Write a whole response."""
        data = body.encode()
        await self.head(code, kind, **{"Content-Length": str(len(data))}, **headers)
        await self.raw(data)

    async def error(self, code: int, message: str, error_code: str | None = None, **headers: str):
        told = {"message": message, "type": "error", "param": None, "code": error_code}
        await self.status(code, json.dumps({"error": told}), **headers)

    async def head(self, code: int, kind: str, **headers: str) -> None:
        lines = [f"HTTP/1.1 {code} Said", f"Content-Type: {kind}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        await self.raw(("\r\n".join(lines) + "\r\n\r\n").encode())

    async def events(self) -> None:
        """Begin a stream of events."""
        await self.head(200, "text/event-stream; charset=utf-8", Transfer_Encoding="chunked")

    async def piece(self, data: bytes) -> None:
        """Write one piece of a stream."""
        await self.raw(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    async def event(self, said: object) -> None:
        await self.piece(b"data: " + json.dumps(said, ensure_ascii=False).encode() + b"\n\n")

    async def delta(self, finish: str | None = None, **delta: object) -> None:
        await self.event(as_chunk(self.asked.model, delta, finish))

    async def text(self, text: str, size: int = 7, wait_s: float = 0.0) -> None:
        """Stream a text in small deltas."""
        for start in range(0, len(text), size):
            await self.delta(content=text[start : start + size])
            if wait_s:
                await self.pause(wait_s)

    async def finish(self, reason: str = "stop", *, usage: bool = True) -> None:
        await self.delta(finish=reason)
        if usage and self.asked.body.get("stream_options"):
            counted = {"prompt_tokens": 100, "completion_tokens": 40, "total_tokens": 140}
            await self.event(
                {**as_chunk(self.asked.model, {}, None), "choices": [], "usage": counted}
            )

    async def end(self, *, done: bool = True) -> None:
        if done:
            await self.piece(b"data: [DONE]\n\n")
        await self.raw(b"0\r\n\r\n")

    async def answer(self, text: str) -> None:
        """Stream a whole answer, as a good server does."""
        await self.events()
        await self.delta(role="assistant", content="")
        await self.text(text)
        await self.finish()
        await self.end()


def as_chunk(model: str, delta: dict[str, object], finish: str | None) -> Body:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {
        "id": "c-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": model,
        "choices": [choice],
    }


@dataclass
class FaultServer:
    """Where it is, what it was asked, and what it says where a test has written that."""

    url: str = ""
    requests: list[Asked] = field(default_factory=list)
    answers: dict[str, str | Callable[[Asked], str]] = field(default_factory=dict)
    """Model to the text that it says, or to what makes it from the request."""
    pause_s: float = 0.0
    """Before each answer of `answers`."""

    def of(self, model: str) -> list[Asked]:
        """Give the requests to a model."""
        return [asked for asked in self.requests if asked.model == model]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        asked = None
        try:
            asked = await _read_request(reader)
            self.requests.append(asked)
            await self._answer(asked, (reader, writer))
        except GoneError:
            if asked:
                asked.gone = True
        except (OSError, EOFError):
            pass
        finally:
            if asked:
                asked.done.set()
            writer.close()

    async def _answer(
        self, asked: Asked, sockets: tuple[asyncio.StreamReader, asyncio.StreamWriter]
    ) -> None:
        from tests.engines import model_texts  # noqa: F401, PLC0415  # they need this file
        from tests.engines.faults import FAULTS, other_paths  # noqa: PLC0415

        turns = asked.model.split("|")
        turn = turns[min(len(self.of(asked.model)), len(turns)) - 1]
        name, _, told = turn.partition("?")
        exchange = Exchange(self, asked, dict(parse_qsl(told)), sockets)
        if not asked.path.endswith("/chat/completions"):
            await other_paths(exchange, name)
        elif asked.model in self.answers:
            await exchange.pause(self.pause_s)
            said = self.answers[asked.model]
            await exchange.answer(said if isinstance(said, str) else said(asked))
        else:
            await FAULTS[name](exchange)


async def _read_request(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(first.split()[1], headers, json.loads(body) if body else {})


async def _end_all() -> None:
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


@contextmanager
def serve_faults() -> Iterator[FaultServer]:
    """Run the server for as long as the block lasts."""
    told, loop, ready = FaultServer(), asyncio.new_event_loop(), threading.Event()
    listenings: list[asyncio.Server] = []

    async def run() -> None:
        listening = await asyncio.start_server(told.serve, "127.0.0.1", 0, limit=2**20)
        listenings.append(listening)
        told.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
        ready.set()

    def live() -> None:
        starting = loop.create_task(run())
        loop.run_forever()
        starting.result()
        listenings[0].close()
        loop.run_until_complete(_end_all())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    thread = threading.Thread(target=live, daemon=True)
    thread.start()
    ready.wait(5)
    try:
        yield told
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
