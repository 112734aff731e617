"""Whether an index folder on disk is still the one that was built.

Chroma writes to its database whenever it opens a folder (a lock row and SQLite's change counter;
measured with 1.5.9), so the database is sealed by the rows that matter and every other file by
its bytes. A glance at size and time tells whether that needs to be looked at again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tutor.errors import IndexUnusableError

MANIFEST = "manifest.json"
DATABASE = "chroma.sqlite3"
_JOURNALS = ("-journal", "-wal", "-shm")
_TABLES = ("collections", "collection_metadata", "segments", "embeddings", "max_seq_id")

Glance = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was built: vectors in each collection, their length, and a digest of each file."""

    counts: dict[str, int]
    files: dict[str, str]
    dimensions: int


def write_manifest(folder: Path, counts: dict[str, int], dimensions: int) -> None:
    """Seal a folder. Written last: a folder without it was never finished."""
    files = {str(f.relative_to(folder)): digest_file(f) for f in _list_files(folder)}
    content = {"counts": counts, "dimensions": dimensions, "files": files}
    text = json.dumps(content, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the seal of a folder, or raise IndexUnusableError."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        counts = {str(k): int(v) for k, v in found["counts"].items()}
        files = {str(k): str(v) for k, v in found["files"].items()}
        return Manifest(counts, files, int(found["dimensions"]))
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise IndexUnusableError(f"{folder}: no readable manifest. It is built again.") from error


def check_seal(folder: Path) -> Manifest:
    """Compare every file with the manifest, or raise IndexUnusableError."""
    manifest = read_manifest(folder)
    for name, digest in manifest.files.items():
        if digest_file(folder / name) != digest:
            raise IndexUnusableError(f"{folder}: '{name}' has changed. The index is built again.")
    return manifest


def glance(folder: Path) -> Glance:
    """Give size, time and inode of every file, or raise IndexUnusableError. About 50 us."""
    try:
        stats = [(str(f.relative_to(folder)), f.stat()) for f in _list_files(folder)]
        stats.append((MANIFEST, (folder / MANIFEST).stat()))
    except OSError as error:
        raise IndexUnusableError(f"{folder}: gone. The index is built again.") from error
    return tuple((name, s.st_size, s.st_mtime_ns, s.st_ino) for name, s in stats)


def digest_file(file: Path) -> str:
    """Digest a file's bytes, or the database's rows, or raise IndexUnusableError."""
    try:
        if file.name == DATABASE:
            return _digest_database(file)
        return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()
    except (OSError, sqlite3.Error) as error:
        raise IndexUnusableError(f"{file}: not readable. The index is built again.") from error


def _list_files(folder: Path) -> list[Path]:
    files = (f for f in folder.rglob("*") if f.is_file() and f.name != MANIFEST)
    return sorted(f for f in files if not f.name.endswith(_JOURNALS))


def _digest_database(file: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
        if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        for table in _TABLES:
            for row in database.execute(f"SELECT * FROM {table} ORDER BY 1"):  # noqa: S608  # fixed
                digest.update(repr(row).encode())
    return digest.hexdigest()
