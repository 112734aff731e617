"""A prepared lesson for the tests of the core: the tiny pack and the shipped figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs import write_tiny_pack
from tutor.content import load_pack, load_persona
from tutor.core.lesson import LessonPack
from tutor.core.prepared import PreparedLesson, prepare_lesson

ROOT = Path(__file__).parents[2]
PERSONAS = ROOT / "personas"


@pytest.fixture(scope="session")
def shipped() -> LessonPack:
    return load_pack(ROOT / "lessons" / "bird-woman")


@pytest.fixture(scope="session")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> PreparedLesson:
    pack = load_pack(write_tiny_pack(tmp_path_factory.mktemp("packs") / "tiny"))
    return prepare_lesson(pack, load_persona(PERSONAS / "sacajawea.yaml"))


@pytest.fixture(scope="session")
def shipped_lesson(shipped: LessonPack) -> PreparedLesson:
    return prepare_lesson(shipped, load_persona(PERSONAS / "sacajawea.yaml"))
