"""Embeddings by any server that speaks OpenAI's `/v1/embeddings`: hosted, or on this machine.

The client's own retries are off and its address is always given, so that nothing is sent anywhere
else and a question never waits for a second try. Tokens are never counted here: that would fetch
word lists from the network.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tutor.errors import EmbeddingError

if TYPE_CHECKING:
    from openai import OpenAI

BATCH = 64
"""Texts in one request."""
LONGEST_TEXT = 6_000
"""Characters of a text that are sent: below the 8,192 tokens that hosted models take."""
REQUEST_S = 30.0
"""How long one request may go without an answer when nobody waits for it, in seconds."""
WEIGHT = 0.8
"""Beside words at 1, both standardised: what served hosted models best in outside measurements."""
Vectors = NDArray[np.float32]


class OpenAIEmbedder:
    """An Embedder; safe to share between threads. The client is made when it is first needed."""

    def __init__(self, model: str, base_url: str, key: str) -> None:
        self._model = model
        self._base_url = base_url
        self._key = key
        self._lock = threading.Lock()
        self._client: OpenAI | None = None

    @property
    def name(self) -> str:
        """Name model and server."""
        return f"openai:{self._model}@{self._base_url}"

    @property
    def weight(self) -> float:
        """Give what its similarity counts beside words."""
        return WEIGHT

    def embed(self, texts: Sequence[str], *, wait_s: float | None = None) -> Vectors:
        """Embed texts as unit vectors, in requests of some texts each; raises EmbeddingError."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        if wait_s is None:
            return self._embed(texts, REQUEST_S)
        return _wait(lambda: self._embed(texts, wait_s), wait_s)

    def _embed(self, texts: Sequence[str], timeout_s: float) -> Vectors:
        parts = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        found = [_as_vectors(self._request(part, timeout_s), len(part)) for part in parts]
        if len({vectors.shape[1] for vectors in found}) != 1:
            raise EmbeddingError("the embedding model gives vectors of different lengths.")
        return np.concatenate(found)

    def _request(self, texts: Sequence[str], timeout_s: float) -> list[object]:
        """Ask the server; gives one embedding for each text, in their order, unchecked."""
        import openai  # noqa: PLC0415  # over half a second, only where it is configured

        try:
            answer = self._open().embeddings.create(
                model=self._model,
                input=[text[:LONGEST_TEXT] for text in texts],
                encoding_format="float",
                timeout=timeout_s,
            )
            return [entry.embedding for entry in sorted(answer.data, key=lambda e: e.index)]
        except (openai.OpenAIError, OSError, ValueError, TypeError, AttributeError) as error:
            raise EmbeddingError(f"{self._base_url}: no embeddings: {error}") from error

    def _open(self) -> OpenAI:
        import openai  # noqa: PLC0415

        from tutor.engines.tapped import is_here  # noqa: PLC0415  # loads openai too

        with self._lock:
            if self._client is None:
                self._client = openai.OpenAI(
                    api_key=self._key or "none",
                    base_url=self._base_url,
                    max_retries=0,
                    http_client=openai.DefaultHttpxClient(trust_env=not is_here(self._base_url)),
                )
            return self._client


def _as_vectors(found: Sequence[object], count: int) -> Vectors:
    """Check what a server gave and scale it to unit length."""
    try:
        table = np.array(found, dtype=np.float64)
    except (ValueError, TypeError) as error:
        raise EmbeddingError("the embedding model gives vectors of different lengths.") from error
    if table.ndim != 2 or len(table) != count or not table.size:
        raise EmbeddingError(f"the embedding model gives shape {table.shape} for {count} texts.")
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    if not np.isfinite(table).all() or not (lengths > 0.0).all():
        raise EmbeddingError("the embedding model gives vectors without a direction.")
    return np.asarray(table / lengths, dtype=np.float32)


def _wait(work: Callable[[], Vectors], wait_s: float) -> Vectors:
    """Do work in another thread and wait so long for it and no longer.

    A time-out of the client is one of each read, so a server that drips bytes would hold it.
    """
    done: SimpleQueue[Vectors | EmbeddingError] = SimpleQueue()

    def run() -> None:
        try:
            done.put(work())
        except EmbeddingError as error:
            done.put(error)

    threading.Thread(target=run, daemon=True, name="embedding").start()
    try:
        found = done.get(timeout=wait_s)
    except Empty:
        raise EmbeddingError(f"the embedding model took over {wait_s} s.") from None
    if isinstance(found, EmbeddingError):
        raise found
    return found
