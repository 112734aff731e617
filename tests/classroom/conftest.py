"""A school over an empty SQLite database; what both databases do alike is a contract's matter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.classroom.school import School
from tutor.storage import open_log


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    log = open_log(f"sqlite:///{tmp_path}/school.db")
    yield School(log)
    log.close()
