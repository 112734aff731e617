"""Laws of the embedded Embedder."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.ports import Embedder
from tutor.retrieval import HashedEmbedder
from tutor.retrieval.embedding import DIMENSIONS


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=4))
def test_vectors_are_unit_float32_and_the_same_again(texts: list[str]) -> None:
    embedder: Embedder = HashedEmbedder()
    vectors = embedder.embed(texts)
    assert vectors.shape == (len(texts), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert np.array_equal(vectors, HashedEmbedder().embed(texts))


def test_a_vector_is_the_same_on_every_machine() -> None:
    vector = HashedEmbedder().embed(["Sacagawea and the horses"])[0]
    assert {int(i) for i in np.argsort(-np.abs(vector))[:3]} == {801, 773, 503}


def test_a_slip_stays_near_and_another_subject_does_not() -> None:
    near, slip, far = HashedEmbedder().embed(["the flood", "the floood", "blue beads"])
    assert near @ slip > 0.1 > abs(near @ far)
