"""A server on loopback that speaks `/v1/embeddings`, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tutor.retrieval import HashedEmbedder

LENGTH = 256


@dataclass
class EmbeddingServer:
    """What the server does next, and what it has been asked."""

    fault: str = ""
    length: int = LENGTH
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def texts(self) -> list[str]:
        """Give every text that has been sent."""
        return [text for request in self.requests for text in request["input"]]

    def answer(self, texts: list[str]) -> Any:
        """Give the body of an answer, spoilt as `fault` says."""
        vectors: list[Any] = (HashedEmbedder().embed(texts)[:, : self.length] + 1e-3).tolist()
        if self.fault == "fewer":
            vectors = vectors[:-1]
        elif self.fault == "uneven":
            vectors[0] = vectors[0][:-1]
        elif self.fault == "nested":
            vectors = [[vector, vector] for vector in vectors]
        elif self.fault == "zero":
            vectors = [[0.0] * self.length for _ in vectors]
        elif self.fault == "words":
            vectors = ["none" for _ in vectors]
        if self.fault == "object":
            return {"error": "no"}
        data = [
            {"object": "embedding", "index": place, "embedding": vector}
            for place, vector in enumerate(vectors)
        ]
        if self.fault == "null":
            data = None  # type: ignore[assignment]
        elif self.fault == "backwards":
            data.reverse()
        return {"object": "list", "model": "made", "data": data, "usage": None}


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        told = self.server.told
        size = int(self.headers["Content-Length"])
        told.requests.append({**json.loads(self.rfile.read(size)), "path": self.path})
        if told.fault in {"401", "429", "500"}:
            self.send_error(int(told.fault))
        elif told.fault == "hang":
            told.stopping.wait(20)
        elif told.fault == "reset":
            self.connection.close()
        else:
            body = json.dumps(told.answer(told.requests[-1]["input"])).encode()
            self._send(body[:40] if told.fault == "cut" else body)

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        step = 8 if self.server.told.fault == "drip" else len(body)
        for start in range(0, len(body), step):
            self.wfile.write(body[start : start + step])
            if step < len(body):
                self.wfile.flush()
                time.sleep(0.05)
            if self.server.told.stopping.is_set():
                return

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    told: EmbeddingServer

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that are gone."""


@contextmanager
def serve_embeddings() -> Iterator[EmbeddingServer]:
    """Run the server for as long as the block lasts."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.told = EmbeddingServer(url=f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.told
    finally:
        server.told.stopping.set()
        server.shutdown()
        server.server_close()
