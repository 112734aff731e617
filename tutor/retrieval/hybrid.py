"""Both parts together: the lexical index always answers, the dense one adds to it when it can."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from tutor.core.lesson import LessonPack
from tutor.core.terms import Language
from tutor.ports import Embedder, Found, Query
from tutor.retrieval.embedding import HashedEmbedder
from tutor.retrieval.lexical import LexicalIndex, Ranking, select_hits
from tutor.retrieval.postings import Scores

LEXICAL_WEIGHT, DENSE_WEIGHT = 1.0, 0.3
"""Of standardised scores. Measured on `tests/retrieval/data`: more costs English precision."""
BACKOFF_S = (0.0, 2.0, 10.0, 60.0)
"""Pauses before each attempt to open or rebuild the dense part."""

_log = logging.getLogger(__name__)


class DenseIndex(Protocol):
    """Finds passages by vectors."""

    def search(self, text: str, language: Language) -> Mapping[str, float]:
        """Give the similarity of the nearest passages; raises IndexUnusableError."""
        ...

    def close(self) -> None:
        """Let go of the index."""
        ...


class HybridRetriever:
    """Finds passages by words and vectors. A Retriever; safe to share between threads."""

    def __init__(
        self,
        lexical: LexicalIndex,
        open_dense: Callable[[], DenseIndex],
        backoff_s: Sequence[float] = BACKOFF_S,
    ) -> None:
        """Start opening the dense part in the background; the lexical part answers at once."""
        self._lexical = lexical
        self._open_dense = open_dense
        self._backoff_s = tuple(backoff_s)
        self._dense: DenseIndex | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._settled = threading.Event()
        self._open_in_background()

    @property
    def version(self) -> str:
        """Name the way of ranking, for the exchange's stamp."""
        return f"{self._lexical.version}+dense-{DENSE_WEIGHT}"

    def find(self, query: Query) -> Found:
        """Rank the pack's passages for a question. Never raises for any text."""
        ranking = self._lexical.rank(query)
        near = self._search(ranking.corrected, query.language) if ranking.owners else None
        fused = fuse(ranking, near) if near else None
        return select_hits(query, ranking, self._lexical.filters, fused)

    def ready(self) -> bool:
        """Say whether the dense part takes part."""
        return self._dense is not None

    def wait(self, timeout_s: float) -> bool:
        """Wait until the dense part is open or given up; say whether it takes part."""
        self._settled.wait(timeout_s)
        return self.ready()

    def close(self) -> None:
        """Let go of the dense part; the lexical part can still answer."""
        self._closed.set()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout=5.0)
        self._drop(self._dense)

    def _search(self, text: str, language: Language) -> Mapping[str, float] | None:
        dense = self._dense
        if dense is None:
            return None
        try:
            return dense.search(text, language)
        except Exception as error:  # noqa: BLE001  # whatever broke, the student gets an answer in this turn
            _log.warning("dense index dropped, rebuilding: %s", error)
            self._drop(dense)
            self._open_in_background()
            return None

    def _drop(self, dense: DenseIndex | None) -> None:
        with self._lock:
            if dense is None or self._dense is not dense:
                return
            self._dense = None
            self._settled.clear()
        try:
            dense.close()
        except Exception as error:  # noqa: BLE001  # a damaged index may not even close
            _log.debug("dense index did not close: %s", error)

    def _open_in_background(self) -> None:
        with self._lock:
            busy = self._thread is not None and self._thread.is_alive()
            if busy or self._closed.is_set():
                return
            self._settled.clear()
            self._thread = threading.Thread(target=self._keep_opening, daemon=True)
            self._thread.start()

    def _keep_opening(self) -> None:
        for pause in self._backoff_s:
            if self._closed.wait(pause) or self._try_to_open():
                break
        self._settled.set()

    def _try_to_open(self) -> bool:
        try:
            opened = self._open_dense()
        except Exception as error:  # noqa: BLE001  # never raise in the background
            _log.warning("dense index not opened: %s", error)
            return False
        with self._lock:
            if not self._closed.is_set():
                self._dense = opened
                return True
        opened.close()
        return True


def fuse(ranking: Ranking, near: Mapping[str, float]) -> Scores:
    """Add the standardised scores of both parts; a passage not near has the least similarity."""
    least = min(near.values())
    dense = np.array([near.get(owner, least) for owner in ranking.owners])
    return LEXICAL_WEIGHT * _standardise(ranking.scores) + DENSE_WEIGHT * _standardise(dense)


def _standardise(scores: Scores) -> Scores:
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)


def open_retriever(
    pack: LessonPack, data_dir: Path, embedder: Embedder | None = None
) -> HybridRetriever:
    """Index a pack; the dense part is opened or built under `data_dir/index` in the background."""
    chosen = embedder or HashedEmbedder()

    def open_dense() -> DenseIndex:
        from tutor.retrieval.chroma import open_chroma  # noqa: PLC0415  # keeps Chroma lazy

        return open_chroma(data_dir / "index", pack, chosen)

    return HybridRetriever(LexicalIndex(pack), open_dense)
