"""LangChain's chat model for one endpoint, and what it gives, in the few words used here."""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AbstractContextManager, aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tutor.engines.endpoint import Endpoint
from tutor.model import Message

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk
    from langchain_openai import ChatOpenAI


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as a server counted them."""

    prompt: int
    output: int
    cached: int | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """One event of an answer."""

    text: str = ""
    finish: str = ""
    calls_tool: bool = False
    usage: Usage | None = None


class Client:
    """Asks one endpoint. Made when it is first needed: the libraries take over a second."""

    def __init__(self, endpoint: Endpoint, *, traced: bool = False) -> None:
        self._endpoint = endpoint
        self._traced = traced
        self._lock = threading.Lock()
        self._model: BaseChatModel | None = None

    @property
    def is_open(self) -> bool:
        """Say whether the model is made already."""
        return self._model is not None

    def open(self) -> BaseChatModel:
        """Load the libraries and make the model, once. Any thread may call."""
        with self._lock:
            if self._model is None:
                self._model = _make(self._endpoint)
            return self._model

    def quiet(self) -> AbstractContextManager[None]:
        """Keep what is said from tracing services, whatever the environment asks for."""
        from langsmith import tracing_context  # noqa: PLC0415  # comes with the client

        return tracing_context(enabled=None if self._traced else False)

    async def chunks(
        self, messages: Sequence[Message], parameters: Mapping[str, object], *, usage: bool
    ) -> AsyncGenerator[Chunk]:
        """Ask once, and give the events as they come.

        Args:
            messages: system first.
            parameters: of the request's body, under the names that this server knows.
            usage: whether to ask for token counts.
        """
        asked = self.open().astream(
            [(message.role, message.text) for message in messages],
            extra_body=dict(parameters),
            stream_usage=usage,
        )
        async with aclosing(cast("AsyncGenerator[AIMessageChunk]", asked)) as events:
            async for event in events:
                yield _as_chunk(event)


def _make(endpoint: Endpoint) -> BaseChatModel:
    from langchain.chat_models import init_chat_model  # noqa: PLC0415

    from tutor.engines.tapped import (  # noqa: PLC0415
        PlainCompletions,
        TappedClient,
        idle_client,
    )

    made = init_chat_model(
        endpoint.model,
        model_provider="openai",
        base_url=endpoint.base_url,
        api_key=endpoint.key or "none",
        http_client=idle_client(),
        http_async_client=TappedClient(endpoint.base_url),
        openai_proxy="",
        use_responses_api=False,
        max_retries=0,
        stream_usage=False,
        stream_chunk_timeout=0,
    )
    model = cast("ChatOpenAI", made)
    model.async_client = PlainCompletions(model.root_async_client)
    return model


def _as_chunk(event: AIMessageChunk) -> Chunk:
    told = event.usage_metadata
    usage = None
    if told:
        cached = (told.get("input_token_details") or {}).get("cache_read")
        usage = Usage(told["input_tokens"], told["output_tokens"], cached)
    return Chunk(
        text=event.text,
        finish=str(event.response_metadata.get("finish_reason") or ""),
        calls_tool=bool(event.tool_call_chunks or event.additional_kwargs.get("function_call")),
        usage=usage,
    )
