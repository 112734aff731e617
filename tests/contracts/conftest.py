"""An empty database of each kind, for the contracts that both must keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import postgres_url
from tutor.storage import SqlExchangeLog, open_log

__all__ = ["postgres_url"]


@pytest.fixture(params=["sqlite", "postgresql"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlExchangeLog]:
    """Give a log over an empty database of each kind."""
    url = f"sqlite:///{tmp_path}/tutor.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    opened = open_log(url)
    yield opened
    opened.close()
