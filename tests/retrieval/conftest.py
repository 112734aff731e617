"""Packs and retrievers for the tests of retrieval."""

from __future__ import annotations

import pytest

from tests.retrieval.packs import bird_woman
from tutor.core.lesson import LessonPack
from tutor.retrieval import LexicalIndex


@pytest.fixture(scope="session")
def pack() -> LessonPack:
    return bird_woman()


@pytest.fixture(scope="session")
def lexical(pack: LessonPack) -> LexicalIndex:
    return LexicalIndex(pack)
