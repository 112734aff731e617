"""What the tests of the model's wire share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines.asking import ask, make_model
from tests.engines.fault_server import FaultServer, serve_faults
from tutor.model import Limits


@pytest.fixture(scope="session")
def warmed() -> None:
    """Ask once, so that the client's libraries are loaded when a test looks at the clock."""
    with serve_faults() as running:
        assert ask(make_model(running, "ok"), Limits(first_s=30.0, whole_s=30.0)).error is None


@pytest.fixture
def server(warmed: None) -> Iterator[FaultServer]:
    with serve_faults() as running:
        yield running
