"""The dense part comes and goes; an answer always comes."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from tutor.core.terms import Language
from tutor.errors import IndexUnusableError
from tutor.ports import Query
from tutor.retrieval import HybridRetriever, LexicalIndex

DOG = Query("what was the dogs name", "en")


class FakeDense:
    """Finds one passage until it breaks."""

    def __init__(self) -> None:
        self.broken = False
        self.closed = False
        self.asked: list[str] = []

    def search(self, text: str, language: Language) -> Mapping[str, float]:  # noqa: ARG002
        self.asked.append(text)
        if self.broken:
            raise IndexUnusableError("broken on purpose")
        return {"people.york": 0.9, "river.flood": 0.1}

    def close(self) -> None:
        self.closed = True


def test_words_answer_while_the_dense_part_is_opened(lexical: LexicalIndex) -> None:
    gate = threading.Event()

    def open_slowly() -> FakeDense:
        gate.wait(10)
        return FakeDense()

    retriever = HybridRetriever(lexical, open_slowly)
    assert not retriever.ready()
    assert retriever.find(DOG) == lexical.find(DOG)
    gate.set()
    assert retriever.wait(10)
    assert retriever.find(DOG).route == "hybrid"
    retriever.close()


def test_a_break_is_answered_in_the_same_turn_and_mended(lexical: LexicalIndex) -> None:
    opened: list[FakeDense] = []

    def open_dense() -> FakeDense:
        opened.append(FakeDense())
        return opened[-1]

    retriever = HybridRetriever(lexical, open_dense)
    assert retriever.wait(10)
    opened[0].broken = True
    assert retriever.find(DOG) == lexical.find(DOG)
    assert retriever.wait(10)
    assert retriever.find(DOG).route == "hybrid"
    assert (len(opened), opened[0].closed) == (2, True)
    retriever.close()
    assert opened[1].closed
    assert retriever.find(DOG).route == "lexical"


def test_an_opener_that_always_fails_is_given_up(lexical: LexicalIndex) -> None:
    tries: list[int] = []

    def fail() -> FakeDense:
        tries.append(1)
        raise IndexUnusableError("no disk")

    retriever = HybridRetriever(lexical, fail, backoff_s=(0.0, 0.01, 0.01))
    assert not retriever.wait(10)
    assert len(tries) == 3
    assert retriever.find(DOG).route == "lexical"
    retriever.close()


def test_the_dense_part_changes_the_order_but_not_how_sure_it_is(lexical: LexicalIndex) -> None:
    retriever = HybridRetriever(lexical, FakeDense)
    assert retriever.wait(10)
    assert retriever.find(DOG).answerable == lexical.find(DOG).answerable
    retriever.close()


def test_the_dense_part_is_asked_what_may_leave(lexical: LexicalIndex) -> None:
    dense = FakeDense()
    retriever = HybridRetriever(lexical, lambda: dense)
    assert retriever.wait(10)
    retriever.find(Query("what was the dogs name, zach.p@mail.example", "en", outward="the dog"))
    retriever.find(DOG)
    assert dense.asked[0] == "the dog"
    assert "dog" in dense.asked[1]
    retriever.close()
