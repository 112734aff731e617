"""No word of a student's reaches a tracing service, unless the operator asks for it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep

import pytest

from tests.cli.talking import ROOT, environment
from tests.engines.fault_server import TEXT, FaultServer

PROGRAM = """
import sys
from datetime import date
from tutor.engines.endpoint import Endpoint
from tutor.engines.known import Known
from tutor.engines.served import ServedModel
from tutor.model import Limits, Message

model = ServedModel(
    Endpoint("made", "ok", sys.argv[1]), Known(None), lambda: date(2026, 5, 4),
    traced=sys.argv[2] == "on",
)
model.load()
prompt = [Message("user", "My secret word is heron.")]
print("".join(model.stream(prompt, Limits())))
schema = {"title": "x", "type": "object", "properties": {"a": {"type": "integer"}}}
print(model.fill(prompt, schema, Limits()).response)
from langchain_core.tracers.langchain import wait_for_all_tracers
wait_for_all_tracers()
"""


class _Ear(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._take()

    def do_POST(self) -> None:
        self._take()

    def _take(self) -> None:
        heard = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.heard.append(heard)  # type: ignore[attr-defined]  # put there below
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """Listen as a tracing service would; gives its address and what it heard."""
    ear = ThreadingHTTPServer(("127.0.0.1", 0), _Ear)
    ear.heard = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=ear.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{ear.server_address[1]}", ear.heard  # type: ignore[attr-defined]
    finally:
        ear.shutdown()
        ear.server_close()


def _wait_for(heard: list[object], *, wanted: bool) -> None:
    """Give the service's threads time to take in what was sent."""
    ends = monotonic() + (10.0 if wanted else 0.2)
    while monotonic() < ends and not heard:
        sleep(0.05)


@pytest.mark.parametrize("traced", ["off", "on"])
def test_nothing_is_traced_but_where_it_is_asked_for(traced: str, server: FaultServer) -> None:
    with listening() as (address, heard):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, server.url, traced],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=environment(
                LANGSMITH_TRACING="true",
                LANGCHAIN_TRACING_V2="true",
                LANGSMITH_ENDPOINT=address,
                LANGSMITH_API_KEY="unguessed",
                LANGSMITH_GATEWAY=address,
                OPENAI_API_KEY="unguessed",
                OPENAI_BASE_URL=address,
                OPENAI_API_BASE=address,
                OPENAI_PROXY=address,
                HTTP_PROXY=address,
                http_proxy=address,
                ALL_PROXY=address,
                NO_PROXY="",
                no_proxy="",
            ),
        )
        _wait_for(heard, wanted=traced == "on")
    assert done.returncode == 0, done.stderr
    assert TEXT in done.stdout
    assert bool(heard) == (traced == "on")
    assert len(server.requests) == 2
    assert "unguessed" not in str(server.requests)
