from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs import write_tiny_pack


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny_pack(tmp_path / "tiny")
