"""Source packs: a folder with `pack.yaml` (`kind: sources`) and `entries.jsonl`."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import yaml
from pydantic import ValidationError

from tutor.content.entries import read_entries
from tutor.content.files import read_text
from tutor.content.items import read_document
from tutor.content.validation import build
from tutor.core.entries import Entries, SourceManifest, SourcePack
from tutor.core.lesson import Localised
from tutor.errors import ContentError, InvalidPackError, Problem

ENTRIES_FILE = "entries.jsonl"
_KIND = re.compile(r"^kind:\s*['\"]?sources\b", re.MULTILINE)
_FILES = frozenset({"pack.yaml", ENTRIES_FILE, "README.md", "LICENSE", "LICENSE.txt", "LICENSE.md"})


def is_source_pack(folder: Path) -> bool:
    """Tell whether a folder says that it is a source pack; its files are not checked."""
    path = folder / "pack.yaml"
    text = read_text(path) if path.is_file() else ""
    return isinstance(text, str) and bool(_KIND.search(text))


def load_source_pack(folder: Path) -> SourcePack:
    """Load a source pack.

    Raises:
        InvalidPackError: none could be built; it holds all that is wrong with the files.
    """
    pack, problems = read_source_pack(folder)
    if pack is None:
        raise InvalidPackError(str(folder), problems)
    return pack


def read_source_pack(folder: Path) -> tuple[SourcePack | None, tuple[Problem, ...]]:
    """Give a source pack, or None where none could be built, and every problem of its files."""
    document = read_document(folder / "pack.yaml")
    manifest, wrong = build(SourceManifest, document.value, document.lines, "the source pack")
    reading = read_entries(folder / ENTRIES_FILE)
    strange = tuple(
        Problem(str(path), 1, "is no file of a source pack.", "Remove it.", "warning")
        for path in sorted(folder.iterdir())
        if path.name not in _FILES
    )
    blocking = (*document.problems, *wrong, *reading.problems)
    if manifest is None or blocking:
        return None, (*blocking, *strange)
    return SourcePack(manifest=manifest, entries=reading.entries), strange


def import_entries(file: Path, into: Path, title: str | None, *, replace: bool) -> SourcePack:
    """Make a source pack of a file of entries; all of it or nothing.

    Args:
        file: JSON lines with id, author, date and text.
        into: the new pack's folder, whose name becomes its id.
        title: of a new pack; its entries' years by default.
        replace: put the entries into a source pack that is there, which keeps its `pack.yaml`.

    Raises:
        ContentError: the folder holds something that is not to be replaced, or is no id.
        InvalidPackError: the file has problems; it holds every one.
    """
    _refuse(into, replace=replace)
    reading = read_entries(file)
    if reading.problems:
        raise InvalidPackError(str(file), reading.problems)
    if is_source_pack(into):
        _write_entries(into / f".{ENTRIES_FILE}", reading.entries)
        (into / f".{ENTRIES_FILE}").replace(into / ENTRIES_FILE)
        return load_source_pack(into)
    manifest = _name_sources(into, reading.entries, title)
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{into.name}-", dir=into.parent) as workshop:
        made = Path(workshop) / "new"
        _write(made, manifest, reading.entries)
        made.replace(into)
    return SourcePack(manifest=manifest, entries=reading.entries)


def _name_sources(folder: Path, entries: Entries, title: str | None) -> SourceManifest:
    """Describe a new source pack by its folder's name and the years of its entries."""
    years = sorted({entry.date[:4] for entry in entries.all})
    span = "–".join(dict.fromkeys((years[0], years[-1])))
    titles = Localised(en=title or f"Journals, {span}", es=title or f"Diarios, {span}")
    work = Localised(en="journal", es="diario")
    try:
        return SourceManifest(kind="sources", id=folder.name, title=titles, work=work)
    except ValidationError as error:
        raise ContentError(
            f"{folder}: '{folder.name}' is no id. Name the folder with lower-case letters, digits"
            " and hyphens."
        ) from error


def _refuse(into: Path, *, replace: bool) -> None:
    """Refuse a folder that holds anything, but for a source pack that is to be replaced."""
    if into.is_symlink() or (into.exists() and not into.is_dir()):
        raise ContentError(f"{into}: is no folder. Name one that is not there yet.")
    if not into.exists() or not any(into.iterdir()):
        return
    if not is_source_pack(into):
        raise ContentError(f"{into}: holds something else than a source pack. Name another folder.")
    if not replace:
        raise ContentError(f"{into}: there is a source pack already. Add --replace to replace it.")


def _write(folder: Path, manifest: SourceManifest, entries: Entries) -> None:
    folder.mkdir()
    raw = manifest.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    text = yaml.safe_dump(raw, allow_unicode=True, sort_keys=False)
    (folder / "pack.yaml").write_text(text, encoding="utf-8", newline="\n")
    _write_entries(folder / ENTRIES_FILE, entries)


def _write_entries(path: Path, entries: Entries) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entry in entries.all:
            file.write(json.dumps(entry.model_dump(), ensure_ascii=False) + "\n")
