"""Try an index folder in a process of its own: `python -m tutor.retrieval.probe FOLDER`.

Exit code 0 only if the folder opens, holds what was built, and finds its own vectors again.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tutor.errors import IndexUnusableError
from tutor.retrieval.chroma import open_folder
from tutor.retrieval.seal import check_seal

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

SAMPLES = 5


def probe_folder(folder: Path) -> None:
    """Open, count and query a folder; raises IndexUnusableError."""
    client, collections = open_folder(folder, check_seal(folder).counts)
    for collection in collections.values():
        _find_own_vectors(collection)
    client.close()


def _find_own_vectors(collection: Collection) -> None:
    sample = collection.get(
        ids=[f"{i:06d}" for i in _spread(collection.count())], include=["embeddings"]
    )
    for vector in sample["embeddings"] if sample["embeddings"] is not None else []:
        found = collection.query(
            query_embeddings=np.asarray([vector], dtype=np.float32),
            n_results=1,
            include=["distances"],
        )
        distances = found["distances"]
        if not distances or not distances[0] or abs(distances[0][0]) > 1e-3:
            raise IndexUnusableError(f"'{collection.name}' does not find its own vectors.")


def _spread(count: int) -> list[int]:
    return sorted({i * (count - 1) // (SAMPLES - 1) for i in range(SAMPLES)}) if count else []


if __name__ == "__main__":
    try:
        probe_folder(Path(sys.argv[1]))
    except Exception as error:
        logging.getLogger(__name__).warning("%s: %s", type(error).__name__, error)
        raise SystemExit(1) from error
