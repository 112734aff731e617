"""An Embedder without a model: hashed character n-grams and stems. No network, no learning.

Its vectors find nothing that the letters of the lexical index do not find: first hits on
`tests.benchmarks.retrieval_quality` move by less than a question in a hundred, up on one set and
down on another. So it is not used unless it is asked for.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tutor.core.terms import LANGUAGES
from tutor.retrieval.words import LONGEST_TEXT, tokenize, words_of

DIMENSIONS = 1024
SIZES = (3, 4, 5)
STEM_WEIGHT = 5.0
"""What a stem counts beside one n-gram; measured on `tests/retrieval/data`."""
WEIGHT = 0.1
_SEED = 1805


class HashedEmbedder:
    """Texts as unit vectors, the same on every machine (Weinberger et al., 2009). An Embedder."""

    @property
    def name(self) -> str:
        """Name model and version."""
        return "hashed-characters-1"

    @property
    def weight(self) -> float:
        """Give what its similarity counts beside words."""
        return WEIGHT

    def embed(
        self,
        texts: Sequence[str],
        *,
        wait_s: float | None = None,  # noqa: ARG002  # it never waits
    ) -> NDArray[np.float32]:
        """Embed texts as unit vectors, shape (len(texts), DIMENSIONS)."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float64)
        for row, text in enumerate(texts):
            for feature, count in Counter(_features(text[:LONGEST_TEXT])).items():
                place, sign = _place(feature)
                weight = STEM_WEIGHT if feature.startswith("=") else 1.0
                vectors[row, place] += sign * weight * (1.0 + np.log(count))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors[lengths[:, 0] == 0.0, 0] = 1.0
        lengths[lengths == 0.0] = 1.0
        return np.asarray(vectors / lengths, dtype=np.float32)


def _features(text: str) -> Iterator[str]:
    words = [token.folded for token in tokenize(text)]
    dictionaries = [words_of(language) for language in LANGUAGES]
    told = [w for w in words if not any(d.is_stop(w) for d in dictionaries)] or words
    for dictionary in dictionaries:
        yield from (f"={stem}" for stem in dictionary.stems(told))
    for word in told:
        padded = f" {word} "
        for size in SIZES:
            yield from (padded[i : i + size] for i in range(len(padded) - size + 1))


def _place(feature: str) -> tuple[int, float]:
    """Hash a feature to a dimension and a sign; crc32 is the same on every machine."""
    code = zlib.crc32(feature.encode(), _SEED)
    return code % DIMENSIONS, 1.0 if code & 0x8000_0000 else -1.0
