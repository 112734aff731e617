from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.editing import replace
from tests.entries import ENTRIES, JOURNALS, needs_journals, write_entries
from tutor.content import (
    import_entries,
    is_source_pack,
    load_pack,
    load_source_pack,
    read_source_pack,
)
from tutor.errors import ContentError, InvalidPackError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_entries(tmp_path / "entries.jsonl")


def test_a_file_of_entries_becomes_a_source_pack(file: Path, tmp_path: Path) -> None:
    into = tmp_path / "lessons" / "journals"
    made = import_entries(file, into, None, replace=False)
    assert is_source_pack(into)
    assert load_source_pack(into) == made
    assert read_source_pack(into)[1] == ()
    assert made.manifest.id == "journals"
    assert made.manifest.title.en == "Journals, 1804–1805"
    assert [entry.id for entry in made.entries.all] == [row[0] for row in ENTRIES]
    assert [path.name for path in into.parent.iterdir()] == ["journals"]


def test_a_source_pack_is_replaced_only_when_that_is_said(file: Path, tmp_path: Path) -> None:
    into = tmp_path / "journals"
    import_entries(file, into, "The first edition", replace=False)
    replace(into, "pack.yaml", "kind: sources", "kind: sources\nlicence: public domain")
    with pytest.raises(ContentError, match=r"a source pack already\. Add --replace"):
        import_entries(file, into, None, replace=False)
    write_entries(file, ENTRIES[:3])
    again = import_entries(file, into, None, replace=True)
    assert len(again.entries.all) == 3
    assert again.manifest.title.en == "The first edition"
    assert again.manifest.licence == "public domain"
    assert {path.name for path in into.iterdir()} == {"pack.yaml", "entries.jsonl"}


def test_a_broken_file_changes_nothing(file: Path, tmp_path: Path) -> None:
    into = tmp_path / "journals"
    import_entries(file, into, None, replace=False)
    before = load_source_pack(into)
    file.write_text("{}\n")
    with pytest.raises(InvalidPackError, match="has no 'id'"):
        import_entries(file, into, None, replace=True)
    assert load_source_pack(into) == before
    with pytest.raises(InvalidPackError):
        import_entries(file, tmp_path / "other", None, replace=False)
    assert not (tmp_path / "other").exists()


def test_nothing_but_a_source_pack_is_ever_replaced(file: Path, tmp_path: Path, tiny: Path) -> None:
    version = load_pack(tiny).version
    with pytest.raises(ContentError, match="holds something else"):
        import_entries(file, tiny, None, replace=True)
    assert load_pack(tiny).version == version
    with pytest.raises(ContentError, match="is no folder"):
        import_entries(file, file, None, replace=True)
    link = tmp_path / "link"
    link.symlink_to(tiny)
    with pytest.raises(ContentError, match="is no folder"):
        import_entries(file, link, None, replace=True)


def test_a_folder_whose_name_is_no_id_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="'My Journals' is no id"):
        import_entries(file, tmp_path / "My Journals", None, replace=False)


def test_what_is_wrong_with_a_source_pack_is_told_all_at_once(file: Path, tmp_path: Path) -> None:
    into = tmp_path / "journals"
    import_entries(file, into, None, replace=False)
    replace(into, "pack.yaml", "work:", "wrok:")
    replace(into, "entries.jsonl", '"Clark"', "5")
    (into / "notes.txt").touch()
    pack, problems = read_source_pack(into)
    told = "\n".join(map(str, problems))
    assert pack is None
    assert "Did you mean 'work'?" in told
    assert "entries.jsonl:1: error: needs a text for 'author'" in told
    assert "notes.txt:1: warning: is no file of a source pack" in told


def test_a_source_pack_is_not_taught_from(file: Path, tmp_path: Path) -> None:
    import_entries(file, tmp_path / "journals", None, replace=False)
    with pytest.raises(InvalidPackError, match="is of a source pack") as caught:
        load_pack(tmp_path / "journals")
    assert sum(p.severity == "error" for p in caught.value.problems) == 1


@needs_journals
def test_the_journals_become_a_source_pack(tmp_path: Path) -> None:
    made = import_entries(JOURNALS, tmp_path / "journals", None, replace=False)
    assert len(load_source_pack(tmp_path / "journals").entries.all) == 1620
    assert made.manifest.title.es == "Diarios, 1804–1806"
