"""What a search may cost."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tutor.core.lesson import LessonPack
from tutor.core.terms import Language
from tutor.ports import Query
from tutor.retrieval import LexicalIndex


def enlarge(pack: LessonPack, count: int) -> LessonPack:
    """Repeat a pack's passages until there are `count`."""
    times = -(-count // len(pack.passages))
    copies = [
        p.model_copy(update={"id": f"{p.id}.{i}"}) for i in range(times) for p in pack.passages
    ]
    return pack.model_copy(update={"passages": tuple(copies[:count])})


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_search_in_two_hundred_passages_takes_five_milliseconds(
    language: Language, pack: LessonPack
) -> None:
    index = LexicalIndex(enlarge(pack, 200))
    texts = ["why did cameawait almost leave teh shoshone", "por qué te contrataron charbono"] * 20
    times = []
    for text in texts:
        start = time.process_time()
        index.find(Query(text, language))
        times.append(time.process_time() - start)
    assert sorted(times)[len(times) // 2] <= 0.005


def test_a_pack_is_indexed_in_half_a_second(pack: LessonPack) -> None:
    LexicalIndex(pack)
    start = time.process_time()
    LexicalIndex(pack)
    assert time.process_time() - start <= 0.5


def test_importing_retrieval_imports_neither_chroma_nor_word_lists() -> None:
    code = (
        "import sys, tutor.retrieval; heavy = {'chromadb', 'langchain', 'wordfreq', 'bm25s'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, timeout=60)
    assert done.returncode == 0
