"""The Chroma folder is a cache: lost or damaged, it costs a moment and never an answer."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest

from tests.retrieval.packs import bird_woman
from tutor.core.lesson import LessonPack
from tutor.errors import IndexUnusableError
from tutor.ports import Query
from tutor.retrieval import HashedEmbedder, HybridRetriever, open_retriever
from tutor.retrieval.chroma import is_usable, name_folder, open_chroma
from tutor.retrieval.seal import glance

ROOT = Path(__file__).parents[2]
DOG = Query("what was the dogs name", "en")


@cache
def small() -> LessonPack:
    """Give a pack of a few passages: what breaks and mends is the folder, whatever its size."""
    pack = bird_woman()
    chosen = tuple(p for p in pack.passages if p.id.startswith(("corps.", "people.")))
    return pack.model_copy(update={"passages": chosen, "disputes": ()})


@pytest.fixture
def pack() -> LessonPack:
    return small()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with one good folder."""
    root = tmp_path_factory.mktemp("index")
    open_chroma(root, small(), HashedEmbedder()).close()
    return root


def copy_of(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "index"))


def test_opening_and_searching_leaves_the_seal_whole(
    built: Path, tmp_path: Path, pack: LessonPack
) -> None:
    root = copy_of(built, tmp_path)
    first = open_chroma(root, pack, HashedEmbedder())
    second = open_chroma(root, pack, HashedEmbedder())
    for index in (first, second, first):
        assert index.search("the dog", "en")
        assert index.search("el perro", "es")
    second.close()
    assert first.search("the dog", "en")
    first.close()


def test_only_the_folder_of_this_version_is_kept(
    built: Path, tmp_path: Path, pack: LessonPack
) -> None:
    root = copy_of(built, tmp_path)
    (root / "bird-woman-old-12345678").mkdir()
    (root / "bird-woman-x-12345678.abcd.building").mkdir()
    (root / "other-pack-old-12345678").mkdir()
    open_chroma(root, pack, HashedEmbedder()).close()
    kept = {f.name for f in root.iterdir() if f.is_dir()}
    assert kept == {name_folder(pack, HashedEmbedder()), "other-pack-old-12345678"}


def test_a_missing_folder_cannot_be_glanced_at(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError):
        glance(tmp_path / "nothing")
    assert not is_usable(tmp_path / "nothing")


@pytest.mark.parametrize("harm", ["delete", "empty", "database", "vectors", "links", "truncate"])
def test_harm_in_use_is_answered_and_mended(harm: str, built: Path, tmp_path: Path) -> None:
    """In a process of its own: a damaged index can take its process down."""
    copy_of(built, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "tests.retrieval.test_chroma", str(tmp_path), harm],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["alive"]


def _harm(folder: Path, harm: str) -> None:
    if harm == "delete":
        shutil.rmtree(folder)
    elif harm == "empty":
        for file in [f for f in folder.rglob("*") if f.is_file()]:
            file.unlink()
    else:
        names = {"database": "chroma.sqlite3", "links": "link_lists.bin"}
        for file in folder.rglob(names.get(harm, "data_level0.bin")):
            if harm == "truncate":
                file.write_bytes(b"")
                continue
            with file.open("r+b") as stream:
                stream.seek(min(8_192, file.stat().st_size // 2))
                stream.write(b"\xa5" * 20_480)


def _use_harm_and_use_again(data_dir: Path, harm: str) -> None:
    pack = small()
    retriever = open_retriever(pack, data_dir, HashedEmbedder())
    assert isinstance(retriever, HybridRetriever)
    assert retriever.wait(60)
    before = retriever.find(DOG)
    assert before.route == "hybrid"
    folder = data_dir / "index" / name_folder(pack, HashedEmbedder())
    _harm(folder, harm)
    start = time.monotonic()
    during = retriever.find(DOG)
    assert time.monotonic() - start < 0.5
    assert (during.route, during.hits[0].id) == ("lexical", "corps.seaman")
    assert retriever.wait(60)
    assert retriever.find(DOG) == before
    assert is_usable(folder)
    retriever.close()


if __name__ == "__main__":
    _use_harm_and_use_again(Path(sys.argv[1]), sys.argv[2])
    print("alive")
