"""What the tests of the model's wire share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines.fault_server import FaultServer, serve_faults


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serve_faults() as running:
        yield running
