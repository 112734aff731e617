"""The servers of this folder's tests, each started once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.running import Server, litellm_proxy, llama_server
from tests.servers.tiny_model import write_model


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path: Path = tmp_path_factory.mktemp("model") / "tiny.gguf"
    write_model(path)
    with llama_server(path) as server:
        yield server


@pytest.fixture(scope="session")
def litellm(llama: Server) -> Iterator[Server]:
    with litellm_proxy(llama) as server:
        yield server


@pytest.fixture(params=["llama", "litellm"])
def server(request: pytest.FixtureRequest) -> Server:
    """Give each server in turn."""
    found: Server = request.getfixturevalue(request.param)
    return found
