"""The dense part: our own vectors in a Chroma folder, one collection for each language.

The folder is a cache. It is built beside its place and renamed, sealed by a manifest, probed in a
child process before it is used (a damaged one can crash the process that opens it), and looked at
before each query. Chroma itself is imported only when a folder is opened.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from tutor.core.lesson import LessonPack
from tutor.core.terms import Language
from tutor.errors import EmbeddingError, IndexUnusableError
from tutor.ports import Embedder
from tutor.retrieval.documents import Document, list_documents, pack_languages
from tutor.retrieval.seal import Glance, check_seal, glance, read_manifest, write_manifest
from tutor.retrieval.vectors import VectorCache

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

NEIGHBOURS, LEAST_EF = 64, 400
BATCH = 4_000
"""Chroma takes at most 5,461 records at once."""
NEAREST = 96
LAYOUT = "2"
"""Changes with what is indexed, so that older folders are built again."""
PROBE_TIMEOUT_S = 60.0
LOCK_TIMEOUT_S = 120.0
QUESTION_WAIT_S = 1.0
"""How long a question waits for its embedding, in seconds."""
REMEMBERED = 2_000
_TEMPORARY = ".building"
_VECTORS = ".vectors"


class ChromaIndex:
    """An open index folder. Safe to share between threads."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Open a folder that `probe` has found usable; raises IndexUnusableError."""
        manifest = check_seal(folder)
        self._folder = folder
        self._embedder = embedder
        self._client, collections = open_folder(folder, manifest.counts)
        self._collections = collections
        self._owners = {name: _read_owners(c) for name, c in collections.items()}
        self._dimensions = manifest.dimensions
        self._asked: dict[str, NDArray[np.float32]] = {}
        self._seen: Glance = glance(folder)

    def search(self, text: str, language: Language) -> Mapping[str, float]:
        """Give the cosine similarity of the nearest passages.

        Raises:
            IndexUnusableError: the folder is damaged, or of another model than answers now.
            EmbeddingError: the embedding model does not answer in time.
        """
        self._check()
        name = name_collection(language)
        owners = self._owners.get(name)
        if not owners:
            return {}
        vector = self._embed(text)
        try:
            found = self._collections[name].query(
                query_embeddings=vector,
                n_results=min(NEAREST, len(owners)),
                include=["distances"],
            )
        except Exception as error:  # Chroma raises whatever its parts raise
            raise IndexUnusableError(f"{self._folder}: {error}") from error
        distances = (found["distances"] or [[]])[0]
        places = [owners[place] for place in found["ids"][0]]
        return average_nearest(places, [1.0 - float(d) for d in distances])

    def _embed(self, text: str) -> NDArray[np.float32]:
        """Embed a question; those of late are remembered."""
        vector = self._asked.get(text)
        if vector is None:
            vector = self._embedder.embed([text], wait_s=QUESTION_WAIT_S)
            if vector.shape[1] != self._dimensions:
                raise IndexUnusableError(f"{self._folder}: the embedding model has changed.")
            if len(self._asked) >= REMEMBERED:
                self._asked.clear()
            self._asked[text] = vector
        return vector

    def close(self) -> None:
        """Let go of the folder."""
        self._client.close()

    def _check(self) -> None:
        """Raise IndexUnusableError if the folder is not as it was when it was opened."""
        now = glance(self._folder)
        if now != self._seen:  # another process that opens the folder touches the database
            check_seal(self._folder)
            self._seen = now


def open_chroma(root: Path, pack: LessonPack, embedder: Embedder) -> ChromaIndex:
    """Open the pack's index under `root`, building it if it is missing or unusable.

    Raises:
        IndexUnusableError: it can be neither opened nor built.
        EmbeddingError: it has to be built and the embedding model does not answer.
    """
    root = root.resolve()
    folder = root / name_folder(pack, embedder)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / ".lock", timeout=LOCK_TIMEOUT_S):
            if not _fits(folder, embedder) or not is_usable(folder):
                _build(folder, pack, embedder)
                _require_usable(folder)
            index = ChromaIndex(folder, embedder)
            _clean_up(root, pack, keep=folder.name)
            return index
    except (IndexUnusableError, EmbeddingError):
        raise
    except Exception as error:  # disks, locks and Chroma fail in many ways; all mean the same
        raise IndexUnusableError(f"{folder}: {error}") from error


def is_usable(folder: Path) -> bool:
    """Say whether a child process can open and query the folder. A crash there is a no."""
    try:
        check_seal(folder)
        probe = subprocess.run(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", "tutor.retrieval.probe", str(folder)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PROBE_TIMEOUT_S,
            check=False,
        )
    except (IndexUnusableError, OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


def _fits(folder: Path, embedder: Embedder) -> bool:
    """Say whether a folder's vectors are as long as those that the model gives now."""
    try:
        known = read_manifest(folder).dimensions
    except IndexUnusableError:
        return False
    return int(embedder.embed(["x"]).shape[1]) == known


def _require_usable(folder: Path) -> None:
    if not is_usable(folder):
        raise IndexUnusableError(f"{folder}: fails its probe just after building.")


def name_folder(pack: LessonPack, embedder: Embedder) -> str:
    """Name the folder of this pack version and embedder."""
    digest = hashlib.blake2b(f"{LAYOUT}:{embedder.name}".encode(), digest_size=4).hexdigest()
    return f"{pack.id}-{pack.version}-{digest}"


def name_collection(language: Language) -> str:
    """Name a language's collection; Chroma wants three letters or more."""
    return f"lang-{language}"


def open_client(folder: Path) -> Client:
    """Open a folder in this process, without telemetry."""
    import chromadb  # noqa: PLC0415  # a second and 75 MB, only when there is a folder to open
    from chromadb.config import Settings  # noqa: PLC0415

    settings = Settings(anonymized_telemetry=False)
    return cast("Client", chromadb.PersistentClient(str(folder), settings=settings))


def open_folder(folder: Path, counts: Mapping[str, int]) -> tuple[Client, dict[str, Collection]]:
    """Open a folder and its collections, which must hold as many vectors as were built."""
    client = open_client(folder)
    try:
        collections = {n: client.get_collection(n, embedding_function=None) for n in counts}
        held = {name: collection.count() for name, collection in collections.items()}
    except BaseException:
        client.close()
        raise
    if held != counts:
        client.close()
        raise IndexUnusableError(f"{folder}: vectors are missing. The index is built again.")
    return client, collections


def average_nearest(owners: Sequence[str], similarities: Sequence[float]) -> dict[str, float]:
    """Give each passage the mean of its two nearest documents; nearest first.

    A second one that was not among the nearest counts as much as the last that was.
    """
    found: dict[str, list[float]] = {}
    for owner, similarity in zip(owners, similarities, strict=True):
        found.setdefault(owner, []).append(similarity)
    return {o: (s[0] + (s[1] if len(s) > 1 else similarities[-1])) / 2 for o, s in found.items()}


def _read_owners(collection: Collection) -> dict[str, str]:
    found = collection.get(include=["metadatas"])
    metadatas = found["metadatas"] or []
    return {i: str(m["owner"]) for i, m in zip(found["ids"], metadatas, strict=True)}


def _build(folder: Path, pack: LessonPack, embedder: Embedder) -> None:
    """Embed what is new in a pack, and build the folder beside its place."""
    documents = {
        language: [d for d in list_documents(pack, language) if d.text.strip()]
        for language in pack_languages(pack)
    }
    texts = [d.text for found in documents.values() for d in found]
    digest = folder.name.rsplit("-", 1)[1]
    cache = VectorCache(folder.with_name(f"{pack.id}-{digest}{_VECTORS}"))
    vectors = cache.embed(texts, embedder)
    temporary = folder.with_name(f"{folder.name}.{uuid.uuid4().hex[:8]}{_TEMPORARY}")
    client = open_client(temporary)
    try:
        counts, start = {}, 0
        for language, found in documents.items():
            name = name_collection(language)
            _fill(client, name, found, vectors[start : start + len(found)])
            counts[name] = len(found)
            start += len(found)
    finally:
        client.close()
    write_manifest(temporary, counts, vectors.shape[1])
    shutil.rmtree(folder, ignore_errors=True)
    temporary.rename(folder)
    cache.keep_only(texts)


def _fill(
    client: Client, name: str, documents: Sequence[Document], vectors: NDArray[np.float32]
) -> None:
    collection = client.create_collection(
        name,
        embedding_function=None,
        configuration={
            "hnsw": {
                "space": "cosine",
                "max_neighbors": NEIGHBOURS,
                "ef_search": max(LEAST_EF, min(len(documents), 4_000)),
                "batch_size": 50,
                "sync_threshold": 50,
            }
        },
    )
    for start in range(0, len(documents), BATCH):
        chosen = documents[start : start + BATCH]
        collection.add(
            ids=[f"{start + i:06d}" for i in range(len(chosen))],
            embeddings=vectors[start : start + BATCH],
            metadatas=[{"owner": document.owner} for document in chosen],
        )


def _clean_up(root: Path, pack: LessonPack, keep: str) -> None:
    """Delete this pack's other versions and what interrupted builds left. Needs the lock."""
    digest = keep.rsplit("-", 1)[1]
    for file in root.glob(f"{pack.id}-*{_VECTORS}"):
        owner, other = file.name.removesuffix(_VECTORS).rsplit("-", 1)
        if owner == pack.id and other != digest:
            file.unlink(missing_ok=True)
    for folder in root.iterdir():
        stale = _is_version_of(folder.name, pack.id) and folder.name != keep
        if folder.is_dir() and (stale or folder.name.endswith(_TEMPORARY)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_version_of(name: str, pack_id: str) -> bool:
    """Say whether a folder is `<pack id>-<version>-<embedder>`; versions hold no hyphen."""
    return name.rsplit("-", 2)[0] == pack_id and name.count("-") >= 2
