"""An HTTP client that shows what passes by. Loads the libraries: imported where it is needed."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Mapping
from functools import lru_cache
from typing import Any

import httpx2
import openai

from tutor.engines.wire import Wire, watched


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """Give whom to trust; made once, as it takes a tenth of a second."""
    return httpx2.create_ssl_context()


def is_here(base_url: str) -> bool:
    """Say whether an address is this machine, to which no proxy stands between."""
    host = httpx2.URL(base_url).host
    return host in {"localhost", "::1"} or host.startswith("127.")


def idle_client() -> openai.DefaultHttpxClient:
    """Give the client for calls that wait, of which there are none."""
    return openai.DefaultHttpxClient(follow_redirects=False, verify=_trust())


class TappedClient(openai.DefaultAsyncHttpxClient):
    """The client of one endpoint. It follows nobody to another server."""

    def __init__(self, base_url: str) -> None:
        super().__init__(
            follow_redirects=False,
            headers={"Accept-Encoding": "identity"},
            verify=_trust(),
            trust_env=not is_here(base_url),
        )

    async def send(
        self, request: httpx2.Request, *, stream: bool = False, **options: Any
    ) -> httpx2.Response:
        """Send a request; the response of a watched task is noted as it is read."""
        response = await super().send(request, stream=True, **options)
        if wire := watched():
            wire.streamed = "event-stream" in response.headers.get("content-type", "")
            wire.close = response.aclose
            response.stream = _Tapped(response, wire)
        if not stream:
            await response.aread()
        return response


class PlainCompletions:
    """Chat completions whose events stay the JSON that they came as, which LangChain takes too.

    The library's objects of them cost as much processor time as all else of a call.
    """

    def __init__(self, client: openai.AsyncOpenAI) -> None:
        self._client = client

    async def create(
        self, *, extra_body: Mapping[str, object], **body: object
    ) -> openai.AsyncStream[object]:
        """Ask for a stream of events."""
        return await self._client.post(
            "/chat/completions",
            cast_to=object,
            body={**body, **extra_body},
            stream=True,
            stream_cls=openai.AsyncStream[object],
        )


class _Tapped(httpx2.AsyncByteStream):
    """The bytes of a response on their way, unchanged."""

    def __init__(self, response: httpx2.Response, wire: Wire) -> None:
        self._stream = response.stream
        self._wire = wire

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if isinstance(self._stream, httpx2.AsyncByteStream):
            async for data in self._stream:
                self._wire.pass_by(data)
                yield data
        self._wire.end()

    async def aclose(self) -> None:
        if isinstance(self._stream, httpx2.AsyncByteStream):
            await self._stream.aclose()
