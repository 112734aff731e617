"""A configured embedding model beside the words: used when it answers, never waited for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.embedding_server import EmbeddingServer, serve_embeddings
from tests.retrieval.packs import bird_woman
from tutor.core.lesson import LessonPack
from tutor.engines.embedding import OpenAIEmbedder
from tutor.ports import Query
from tutor.retrieval import HybridRetriever, LexicalIndex
from tutor.retrieval.chroma import open_chroma

DOG = Query("what was the dogs name", "en")
WHALE = Query("how big was the whale", "en")


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    with serve_embeddings() as running:
        yield running


@pytest.fixture(scope="module")
def small() -> LessonPack:
    pack = bird_woman()
    chosen = tuple(p for p in pack.passages if p.id.startswith("corps."))
    return pack.model_copy(update={"passages": chosen, "disputes": ()})


def open_hybrid(
    pack: LessonPack, data_dir: Path, server: EmbeddingServer, pause_s: float = 60.0
) -> HybridRetriever:
    embedder = OpenAIEmbedder("made", server.url, "")
    return HybridRetriever(
        LexicalIndex(pack),
        lambda: open_chroma(data_dir, pack, embedder),
        weight=embedder.weight,
        backoff_s=(0.0, 0.05),
        rest_s=0.05,
        pause_s=pause_s,
    )


def test_only_changed_texts_are_embedded_again(
    tmp_path: Path, small: LessonPack, server: EmbeddingServer
) -> None:
    first = open_hybrid(small, tmp_path, server)
    assert first.wait(60)
    assert first.find(DOG).route == "hybrid"
    first.close()
    whole = len(set(server.texts))
    changed = small.passages[0]
    variants = {
        language: variant.model_copy(update={"title": f"Changed in {language}"})
        for language, variant in changed.variants.items()
    }
    passages = (changed.model_copy(update={"variants": variants}), *small.passages[1:])
    server.requests.clear()
    second = open_hybrid(
        small.model_copy(update={"passages": passages, "version": "next"}), tmp_path, server
    )
    assert second.wait(60)
    second.close()
    new = [text for text in server.texts if "Changed in" in text]
    assert len(new) == len(changed.variants)
    assert len(set(server.texts)) <= len(new) + 2 < whole / 10


@pytest.mark.parametrize("fault", ["500", "hang", "fewer"])
def test_a_model_that_fails_costs_one_question_a_second_and_the_next_nothing(
    fault: str, tmp_path: Path, small: LessonPack, server: EmbeddingServer
) -> None:
    retriever = open_hybrid(small, tmp_path, server)
    assert retriever.wait(60)
    before = retriever.find(DOG)
    server.fault = fault
    started = time.monotonic()
    assert retriever.find(WHALE).route == "lexical"
    assert time.monotonic() - started < 2.5
    asked = len(server.requests)
    assert retriever.find(DOG).route == "lexical"
    assert len(server.requests) == asked
    assert before.route == "hybrid"
    retriever.close()


def test_nothing_is_sent_for_a_question_of_nothing(
    tmp_path: Path, small: LessonPack, server: EmbeddingServer
) -> None:
    retriever = open_hybrid(small, tmp_path, server)
    assert retriever.wait(60)
    asked = len(server.requests)
    assert retriever.find(Query("  ", "en")).route == "lexical"
    assert len(server.requests) == asked
    retriever.close()


def test_after_a_pause_the_model_is_asked_again(
    tmp_path: Path, small: LessonPack, server: EmbeddingServer
) -> None:
    retriever = open_hybrid(small, tmp_path, server, pause_s=0.05)
    assert retriever.wait(60)
    server.fault = "500"
    assert retriever.find(WHALE).route == "lexical"
    server.fault = ""
    time.sleep(0.1)
    assert retriever.find(WHALE).route == "hybrid"
    retriever.close()


def test_a_model_of_another_length_has_its_index_built_anew(
    tmp_path: Path, small: LessonPack, server: EmbeddingServer
) -> None:
    retriever = open_hybrid(small, tmp_path, server)
    assert retriever.wait(60)
    server.length = 128
    assert retriever.find(WHALE).route == "lexical"
    assert retriever.wait(60)
    assert retriever.find(WHALE).route == "hybrid"
    retriever.close()


def test_a_server_that_comes_up_late_is_used_from_then_on(
    tmp_path: Path, small: LessonPack, server: EmbeddingServer
) -> None:
    server.fault = "500"
    retriever = open_hybrid(small, tmp_path, server)
    assert not retriever.wait(60)
    assert retriever.find(DOG).route == "lexical"
    server.fault = ""
    time.sleep(0.1)
    assert retriever.find(DOG).route == "lexical"
    assert retriever.wait(60)
    assert retriever.find(DOG).route == "hybrid"
    retriever.close()
