"""No packet leaves this machine, whatever the environment asks for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.talking import ROOT, environment, run
from tests.packs import write_tiny_pack

HOOK = """
import json, os, sys

def note(event, arguments):
    if event in WATCHED:
        with open(os.environ["WATCH_FILE"], "a") as file:
            file.write(json.dumps([event, repr(arguments[1:] if event in SOCKET else arguments)]))
            file.write("\\n")

SOCKET = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"}
WATCHED = SOCKET | {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr",
                    "urllib.Request"}
sys.addaudithook(note)
"""
LOUD = {
    "LANGSMITH_TRACING": "true",
    "LANGSMITH_TRACING_V2": "true",
    "LANGCHAIN_TRACING_V2": "true",
    "LANGSMITH_API_KEY": "unguessed",
    "LANGSMITH_ENDPOINT": "http://192.0.2.1:9",
    "ANONYMIZED_TELEMETRY": "True",
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "http://192.0.2.1:9",
    "CHROMA_OTEL_GRANULARITY": "all",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "http://192.0.2.1:9",
    "OPENAI_API_KEY": "unguessed",
}
HERE = ("127.0.0.1", "::1", "localhost", "'/")


def watched(tmp_path: Path) -> dict[str, str]:
    """Give an environment in which every Python program notes its use of sockets in a file."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(HOOK)
    return {
        "PYTHONPATH": f"{hooks}:{ROOT}",
        "WATCH_FILE": str(tmp_path / "sockets.jsonl"),
        **LOUD,
    }


def noted(tmp_path: Path) -> list[list[str]]:
    path = tmp_path / "sockets.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


def test_a_talk_with_the_vector_index_speaks_to_nobody(tmp_path: Path) -> None:
    pack = write_tiny_pack(tmp_path / "tiny")
    done = run(
        "chat", "--json", "--pack", pack, "--data-dir", tmp_path / "data",
        lines="why did they hire you?\n¿hacía frío en el invierno?\nidk\nwho was the president?\n",
        **watched(tmp_path), TUTOR_INDEX="hybrid", TUTOR_EMBEDDING="hashed",
    )  # fmt: skip
    assert done.code == 0, done.errors
    assert len(done.objects) == 5
    assert list((tmp_path / "data").rglob("chroma.sqlite3")), "the vector index was not used"
    beyond = [note for note in noted(tmp_path) if not any(here in note[1] for here in HERE)]
    assert beyond == []


def test_the_watch_sees_a_program_that_speaks(tmp_path: Path) -> None:
    program = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    subprocess.run(
        [sys.executable, "-c", program], check=False, env=environment(**watched(tmp_path))
    )
    assert "192.0.2.1" in noted(tmp_path)[-1][1]
