"""Both parts together: the lexical index always answers, the dense one adds to it when it can."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from tutor.core.lesson import LessonPack
from tutor.core.terms import Language
from tutor.errors import EmbeddingError
from tutor.ports import Embedder, Found, Query
from tutor.retrieval.lexical import LexicalIndex, Ranking, select_hits
from tutor.retrieval.postings import Scores

BACKOFF_S = (0.0, 2.0, 10.0, 60.0)
"""Pauses before each attempt to open or rebuild the dense part."""
REST_S = 300.0
"""How long after the last of them the next question has them begin again."""
PAUSE_S = 20.0
"""How long no question is sent to an embedding model that has not answered one."""

_log = logging.getLogger(__name__)


class DenseIndex(Protocol):
    """Finds passages by vectors."""

    def search(self, text: str, language: Language) -> Mapping[str, float]:
        """Give the similarity of the nearest passages.

        Raises:
            IndexUnusableError: the index is damaged and has to be opened again.
            EmbeddingError: the question could not be embedded in time.
        """
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
        *,
        weight: float = 1.0,
        backoff_s: Sequence[float] = BACKOFF_S,
        rest_s: float = REST_S,
        pause_s: float = PAUSE_S,
    ) -> None:
        """Start opening the dense part in the background; the lexical part answers at once.

        Args:
            lexical: the lexical part.
            open_dense: opens the dense part, or raises.
            weight: what the dense part counts beside the lexical one, both standardised.
            backoff_s: pauses before each attempt to open it.
            rest_s: pause after the last attempt.
            pause_s: pause after a question that the embedding model did not answer.
        """
        self._lexical = lexical
        self._open_dense = open_dense
        self._weight = weight
        self._backoff_s = tuple(backoff_s)
        self._rest_s, self._pause_s = rest_s, pause_s
        self._not_before = 0.0
        self._dense: DenseIndex | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._settled = threading.Event()
        self._open_in_background()

    @property
    def version(self) -> str:
        """Name the way of ranking, for the exchange's stamp."""
        return f"{self._lexical.version}+dense-{self._weight}"

    def find(self, query: Query) -> Found:
        """Rank the pack's passages for a question. Never raises for any text."""
        ranking = self._lexical.rank(query)
        asked = query.outward or ranking.corrected
        near = self._search(asked, query.language) if ranking.owners else None
        fused = fuse(ranking, near, self._weight) if near else None
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
        if not text.strip() or time.monotonic() < self._not_before:
            return None  # a model refuses a text of nothing
        if dense is None:
            if self._settled.is_set():
                self._open_in_background()
            return None
        try:
            return dense.search(text, language)
        except EmbeddingError as error:
            _log.warning("embedding model left alone for %.0f s: %s", self._pause_s, error)
            self._not_before = time.monotonic() + self._pause_s
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
        else:
            self._not_before = time.monotonic() + self._rest_s
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


def fuse(ranking: Ranking, near: Mapping[str, float], weight: float) -> Scores:
    """Add the standardised scores of both parts; a passage not near has the least similarity."""
    places = ranking.places
    dense = np.full(len(ranking.owners), min(near.values()))
    for owner, similarity in near.items():
        dense[places[owner]] = similarity
    return _standardise(ranking.scores) + weight * _standardise(dense)


def _standardise(scores: Scores) -> Scores:
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)


def open_retriever(
    pack: LessonPack, data_dir: Path, embedder: Embedder | None
) -> HybridRetriever | LexicalIndex:
    """Index a pack: its words, and its vectors where there is an embedder.

    The vectors are opened or built under `data_dir/index` in the background.
    """
    lexical = LexicalIndex(pack)
    if embedder is None:
        return lexical

    def open_dense() -> DenseIndex:
        from tutor.retrieval.chroma import open_chroma  # noqa: PLC0415  # keeps Chroma lazy

        return open_chroma(data_dir / "index", pack, embedder)

    return HybridRetriever(lexical, open_dense, weight=embedder.weight)
