from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.content.editing import replace
from tutor.content import load_pack, read_pack
from tutor.content.files import MAX_TEXT_BYTES
from tutor.errors import InvalidPackError


def messages(folder: Path) -> str:
    return "\n".join(str(problem) for problem in read_pack(folder)[1])


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tiny: Path) -> None:
    version = load_pack(tiny).version
    for path in [p for p in tiny.rglob("*.*") if p.is_file()]:
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert messages(tiny) == ""
    assert load_pack(tiny).version == version


def test_letters_composed_otherwise_are_the_same_letters(tiny: Path) -> None:
    version = load_pack(tiny).version
    replace(tiny, "concepts.yaml", "é", "e\u0301")
    assert load_pack(tiny).version == version


def test_a_file_in_another_encoding_is_refused_at_its_line(tiny: Path) -> None:
    path = tiny / "concepts.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    assert "concepts.yaml:2: error: is not UTF-8 text. Save the file as UTF-8." in messages(tiny)


def test_a_control_character_is_refused_at_its_line(tiny: Path) -> None:
    replace(tiny, "concepts.yaml", "interpreter, ", "interpre\x07ter, ")
    assert "concepts.yaml:3: error: holds a control character." in messages(tiny)


def test_a_file_that_is_too_large_is_refused(tiny: Path) -> None:
    (tiny / "glossary.yaml").write_text("#" * (MAX_TEXT_BYTES + 1), encoding="utf-8")
    assert "glossary.yaml:1: error: is larger than 1000 kB." in messages(tiny)
    with pytest.raises(InvalidPackError):
        load_pack(tiny)


def test_a_file_that_a_pack_does_not_know_is_named(tiny: Path) -> None:
    (tiny / "notes.txt").write_text("x", encoding="utf-8")
    (tiny / "questions/river.yml").write_text("[]", encoding="utf-8")
    assert "notes.txt:1: warning: is not a file that a pack knows" in messages(tiny)
    assert "Rename it to river.yaml." in messages(tiny)


def test_a_passage_file_without_a_language_is_refused(tiny: Path) -> None:
    (tiny / "passages/mandan.md").write_text("---\n---\n", encoding="utf-8")
    assert "passages/mandan.md:1: error: has a name without an id and a language" in messages(tiny)


def test_hidden_files_are_named_and_not_read(tiny: Path) -> None:
    (tiny / ".DS_Store").write_bytes(b"\0")
    (tiny / ".git").mkdir()
    (tiny / ".git/config").write_bytes(b"\0")
    assert messages(tiny).count("warning: is hidden and is not read") == 2


def test_a_link_that_leaves_the_pack_is_refused(tiny: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("[]", encoding="utf-8")
    (tiny / "glossary.yaml").symlink_to(outside)
    assert "glossary.yaml:1: error: is a link that leaves the pack." in messages(tiny)


def test_a_link_to_a_folder_is_refused_even_in_a_circle(tiny: Path) -> None:
    (tiny / "media").mkdir()
    (tiny / "media/again").symlink_to(tiny, target_is_directory=True)
    assert "again:1: error: is a link to a folder." in messages(tiny)


def test_a_pipe_is_refused_and_does_not_hang(tiny: Path) -> None:
    os.mkfifo(tiny / "disputes.yaml")
    assert "disputes.yaml:1: error: is no file that can be read." in messages(tiny)
