"""Vectors kept from one version of a pack to the next, so that only changed texts are embedded.

A file beside the index folders, by text and embedder. Disposable: unreadable, it is made anew.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tutor.ports import Embedder

CHUNK = 256
"""Texts that are embedded and kept at once: a build that breaks off goes on from there."""
Vectors = NDArray[np.float32]

_log = logging.getLogger(__name__)


class VectorCache:
    """The vectors of one pack and embedder. One process at a time, under the index's lock."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def embed(self, texts: Sequence[str], embedder: Embedder) -> Vectors:
        """Embed texts, those that are kept from the file; keeps what is new.

        The first text is always embedded: a model that gives vectors of another length than it did
        has changed, and nothing that is kept counts. Raises EmbeddingError.
        """
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        length = embedder.embed(texts[:1]).shape[1]
        keys = [_key(text) for text in texts]
        held = {k: v for k, v in self._read().items() if len(v) == length}
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in held}
        fresh = list(missing)
        for start in range(0, len(fresh), CHUNK):
            chosen = fresh[start : start + CHUNK]
            made = embedder.embed([missing[key] for key in chosen])
            new = dict(zip(chosen, made, strict=True))
            held |= new
            self._write(new)
        return np.array([held[key] for key in keys], dtype=np.float32)

    def keep_only(self, texts: Sequence[str]) -> None:
        """Forget the vectors of every other text."""
        wanted = {_key(text) for text in texts}
        try:
            with closing(self._open()) as database, database:
                stored = [key for (key,) in database.execute("SELECT text FROM vectors")]
                gone = [(key,) for key in stored if key not in wanted]
                database.executemany("DELETE FROM vectors WHERE text = ?", gone)
        except sqlite3.Error as error:
            _log.debug("vectors not tidied: %s", error)

    def _read(self) -> dict[bytes, Vectors]:
        try:
            with closing(self._open()) as database:
                rows = database.execute("SELECT text, vector FROM vectors").fetchall()
            return {bytes(key): np.frombuffer(vector, np.float32) for key, vector in rows}
        except (sqlite3.Error, ValueError) as error:
            _log.info("vectors are embedded again: %s", error)
            self._file.unlink(missing_ok=True)
            return {}

    def _write(self, new: dict[bytes, Vectors]) -> None:
        rows = [(key, np.asarray(vector, np.float32).tobytes()) for key, vector in new.items()]
        try:
            with closing(self._open()) as database, database:
                database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except sqlite3.Error as error:  # a full disk costs embedding again, nothing else
            _log.info("vectors not kept: %s", error)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._file)
        database.execute(
            "CREATE TABLE IF NOT EXISTS vectors (text BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
        )
        return database


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
