"""Embeddings over the wire: the real client against a real server on loopback."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest

from tests.engines.embedding_server import LENGTH, EmbeddingServer, serve_embeddings
from tutor.engines.embedding import BATCH, LONGEST_TEXT, OpenAIEmbedder
from tutor.errors import EmbeddingError
from tutor.ports import Embedder


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    with serve_embeddings() as running:
        yield running


@pytest.fixture
def embedder(server: EmbeddingServer) -> Embedder:
    return OpenAIEmbedder("made", server.url, "k-1")


def test_texts_become_unit_vectors_in_their_order(
    server: EmbeddingServer, embedder: Embedder
) -> None:
    vectors = embedder.embed(["the dog", "the whale"])
    assert vectors.shape == (2, LENGTH)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    server.fault = "backwards"
    assert np.array_equal(embedder.embed(["the dog", "the whale"]), vectors)
    assert {request["path"] for request in server.requests} == {"/v1/embeddings"}
    assert server.requests[0]["model"] == "made"
    assert server.texts[:2] == ["the dog", "the whale"]


def test_many_texts_are_sent_in_parts_and_long_ones_cut(
    server: EmbeddingServer, embedder: Embedder
) -> None:
    texts = [f"text {place}" for place in range(2 * BATCH)] + ["long " * LONGEST_TEXT]
    assert embedder.embed(texts).shape == (len(texts), LENGTH)
    assert [len(request["input"]) for request in server.requests] == [BATCH, BATCH, 1]
    assert max(map(len, server.texts)) == LONGEST_TEXT
    assert embedder.embed([]).shape[0] == 0


@pytest.mark.parametrize(
    "fault", "401 429 500 reset cut fewer uneven nested zero words object null".split()
)
def test_an_answer_that_is_wrong_is_an_error_after_one_request(
    fault: str, server: EmbeddingServer, embedder: Embedder
) -> None:
    server.fault = fault
    with pytest.raises(EmbeddingError):
        embedder.embed(["the dog", "the whale"], wait_s=5.0)
    assert len(server.requests) == 1
    server.fault = ""
    assert embedder.embed(["the dog"], wait_s=5.0).shape == (1, LENGTH)


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_nobody_waits_longer_than_they_can(
    fault: str, server: EmbeddingServer, embedder: Embedder
) -> None:
    embedder.embed(["warm"])
    server.fault = fault
    started = time.monotonic()
    with pytest.raises(EmbeddingError):
        embedder.embed(["the dog"], wait_s=0.3)
    assert time.monotonic() - started < 3.0


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(EmbeddingError, match=r"127\.0\.0\.1"):
        OpenAIEmbedder("made", "http://127.0.0.1:9/v1", "").embed(["the dog"])


def test_no_proxy_stands_between_the_tutor_and_a_server_on_its_own_machine(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    assert embedder.embed(["the dog"]).shape == (1, LENGTH)
