"""Laws of the postings: they score as bm25s does, however they are built."""

from __future__ import annotations

import bm25s
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.retrieval.letters import LetterIndex, runs
from tutor.retrieval.postings import K1, B, Places, Postings, cut, find_nearest

WORDS = st.lists(st.integers(0, 8), min_size=1, max_size=12)
DOCUMENTS = st.lists(WORDS, min_size=1, max_size=12)


def flat(documents: list[list[int]]) -> tuple[Places, Places]:
    """Give the words of documents one after the other, and the document of each."""
    words = np.array([word for document in documents for word in document], dtype=np.int64)
    sizes = [len(document) for document in documents]
    return words, np.repeat(np.arange(len(documents)), sizes)


def scores_of(postings: Postings, query: list[int], count: int) -> list[float]:
    scores = np.zeros(count)
    postings.add_all(scores, query, 1.0)
    return scores.tolist()


@settings(max_examples=60, deadline=None)
@given(documents=DOCUMENTS, query=st.sets(st.integers(0, 8), min_size=1))
def test_a_document_scores_as_in_bm25s(documents: list[list[int]], query: set[int]) -> None:
    words, held = flat(documents)
    asked = sorted(query & set(words.tolist()))
    ours = scores_of(Postings([(words, held)], 9, len(documents)), asked, len(documents))
    theirs = bm25s.BM25(method="lucene", k1=K1, b=B)
    theirs.index([[str(word) for word in document] for document in documents], show_progress=False)
    expected = theirs.get_scores([str(word) for word in asked]) if asked else [0.0] * len(documents)
    assert np.allclose(ours, expected, atol=1e-4)


@settings(max_examples=60, deadline=None)
@given(documents=DOCUMENTS, size=st.integers(1, 20), query=st.lists(st.integers(0, 8)))
def test_it_is_the_same_built_at_once_or_in_parts(
    documents: list[list[int]], size: int, query: list[int]
) -> None:
    words, held = flat(documents)
    whole = Postings([(words, held)], 9, len(documents))
    parts = list(cut(held, size))
    assert sum(part.stop - part.start >= 0 for part in parts) == len(parts)
    pieces = Postings([(words[part], held[part]) for part in parts], 9, len(documents))
    assert scores_of(pieces, query, len(documents)) == scores_of(whole, query, len(documents))
    for word in range(9):
        holds = [place for place, document in enumerate(documents) if word in document]
        assert pieces.held_by(word).tolist() == holds


def test_words_of_one_root_find_each_other_by_their_letters() -> None:
    vocabulary = ["colonia", "colonizar", "perro", "el"]
    index = LetterIndex(vocabulary, np.array([0, 1, 2, 3]), np.array([0, 1, 2, 2]), 3)
    colony, colonise, dog = index.score({"colonial": 1.0}).tolist()
    assert colony > colonise > dog == 0.0
    assert index.score({"zzzz": 1.0}).tolist() == [0.0, 0.0, 0.0]


def test_a_word_of_one_letter_has_one_run() -> None:
    assert runs("a") == [" a "]
    assert runs("perro") == [" per", "perr", "erro", "rro "]


@given(st.lists(st.integers(0, 5), max_size=30), st.integers(0, 40))
def test_the_nearest_are_the_first_of_the_sorted(scores: list[int], count: int) -> None:
    found = find_nearest(np.array(scores, dtype=np.float64), count).tolist()
    assert found == sorted(range(len(scores)), key=lambda place: -scores[place])[:count]
