"""Servers that nobody here wrote, started on loopback for the tests of this folder."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from urllib.error import HTTPError, URLError

import yaml

from tests.servers.tiny_model import CONTEXT

KEY = "sk-unguessed"
START_S = 240.0
"""LiteLLM takes half a minute on a machine that does nothing else."""
MOCKED = "Sacajawea habló shoshón. She spoke Shoshone."


@dataclass(frozen=True, slots=True)
class Server:
    """A server that speaks `/v1/chat/completions`."""

    name: str
    url: str
    model: str
    """A model of it that really generates."""


@contextmanager
def llama_server(model: Path) -> Iterator[Server]:
    """Start llama.cpp's server over a model's file."""
    port = _free_port()
    program = [
        _program("TUTOR_LLAMA_SERVER"), "--model", model, "--host", "127.0.0.1", "--port", port,
        "--api-key", KEY, "--ctx-size", 2 * CONTEXT, "--parallel", 2, "--threads", 1,
        "--no-webui",
    ]  # fmt: skip
    with _running(program, f"http://127.0.0.1:{port}/health"):
        yield Server("llama.cpp", f"http://127.0.0.1:{port}/v1", "tiny")


@contextmanager
def litellm_proxy(behind: Server) -> Iterator[Server]:
    """Start LiteLLM's proxy, with mocked models and one that it forwards to another server."""
    port = _free_port()
    models = {
        "tiny": {"model": f"openai/{behind.model}", "api_base": behind.url, "api_key": KEY},
        "mocked": {"model": "openai/mocked", "api_key": "none", "mock_response": MOCKED},
        "busy": {
            "model": "openai/busy", "api_key": "none", "mock_response": "litellm.RateLimitError",
        },
        "broken": {
            "model": "openai/broken", "api_key": "none",
            "mock_response": "litellm.InternalServerError",
        },
    }  # fmt: skip
    listed = [{"model_name": name, "litellm_params": told} for name, told in models.items()]
    written = {
        "model_list": listed,
        "general_settings": {"master_key": KEY},
        "litellm_settings": {"num_retries": 0, "telemetry": False},
        "router_settings": {"num_retries": 0, "disable_cooldowns": True},
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "litellm.yaml"
        path.write_text(yaml.safe_dump(written), encoding="utf-8")
        program = [
            _program("TUTOR_LITELLM"), "--config", path, "--host", "127.0.0.1", "--port", port,
        ]  # fmt: skip
        alone = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "NO_DOCS": "True"}
        with _running(program, f"http://127.0.0.1:{port}/health/liveliness", alone):
            yield Server("LiteLLM", f"http://127.0.0.1:{port}/v1", "tiny")


@contextmanager
def _running(
    program: list[object], health: str, changes: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Start a program, wait until it answers, and stop it at the end."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": tempfile.gettempdir()}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [str(part) for part in program],
            stdout=said,
            stderr=said,
            env=environment | dict(changes or {}),
        )
        try:
            _await(process, health)
            yield
        except AssertionError:
            said.seek(0)
            print(said.read()[-3000:].decode(errors="replace"))
            raise
        finally:
            process.terminate()
            process.wait(20)


def _await(process: subprocess.Popen[bytes], health: str) -> None:
    until = monotonic() + START_S
    while not _answers(health):
        assert process.poll() is None, "the server ended"
        assert monotonic() < until, "the server does not start"
        sleep(0.3)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2.0) as answer:  # noqa: S310 - on loopback
            return bool(answer.status == 200)
    except HTTPError:
        return False
    except (URLError, OSError):
        return False


def _program(variable: str) -> str:
    found = os.environ.get(variable, "")
    assert found, f"{variable} names no program; run the tests of this folder by .ci/servers"
    return found


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
