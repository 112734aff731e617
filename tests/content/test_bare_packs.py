"""A folder of mere texts can be searched, and is no lesson."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.content import load_pack
from tutor.errors import InvalidPackError


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "passages").mkdir()
    (tmp_path / "pack.yaml").write_text("id: texts\ntitle: {en: Texts}\n", "utf-8")
    (tmp_path / "passages" / "bare.en.md").write_text("Lava is hot. It flows.\n", "utf-8")
    (tmp_path / "passages" / "bare.es.md").write_text("La lava quema.\n", "utf-8")
    (tmp_path / "passages" / "titled.en.md").write_text(
        "---\ntitle: Ash\n---\n\nAsh falls far away.\n\n## advanced\n\nTephra is dispersed.\n",
        "utf-8",
    )
    return tmp_path


def test_a_text_alone_is_a_passage_to_search(texts: Path) -> None:
    pack = load_pack(texts, bare=True)
    bare, titled = pack.passages
    assert bare.paragraphs("en", "simple")[0].sentences == ("Lava is hot.", "It flows.")
    assert bare.paragraphs("es", "standard")[0].sentences == ("La lava quema.",)
    assert (bare.variant("en").title, titled.variant("en").title) == ("", "Ash")
    assert set(titled.variant("en").sections) == {"standard", "advanced"}


def test_a_text_alone_is_no_passage_to_teach(texts: Path) -> None:
    with pytest.raises(InvalidPackError, match="has no front matter"):
        load_pack(texts)


def test_what_is_written_wrong_is_wrong_in_a_search_too(texts: Path) -> None:
    (texts / "passages" / "odd.en.md").write_text("---\nkind: rumour\n---\nText.\n", "utf-8")
    with pytest.raises(InvalidPackError, match="rumour"):
        load_pack(texts, bare=True)


def test_a_whole_pack_is_the_same_either_way() -> None:
    folder = Path(__file__).parents[2] / "lessons" / "bird-woman"
    assert load_pack(folder, bare=True) == load_pack(folder)
