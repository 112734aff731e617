"""Packs by id or folder, personas by id."""

from __future__ import annotations

from pathlib import Path

from tutor.content.items import read_document
from tutor.content.suggestions import suggest
from tutor.errors import NotFoundError


def find_pack(name_or_folder: str, root: Path) -> Path:
    """Find a pack's folder: an id under `root`, or else any folder.

    Raises:
        NotFoundError: there is neither; it names what there is.
    """
    packs = _packs(root)
    if name_or_folder in packs:
        return packs[name_or_folder]
    folder = Path(name_or_folder)
    if (folder / "pack.yaml").is_file():
        return folder
    if folder.is_dir():
        raise NotFoundError(f"{folder}: holds no pack.yaml, so it is no lesson pack.")
    known = suggest(name_or_folder, packs)
    raise NotFoundError(f"{root}: there is no lesson pack '{name_or_folder}'. {known}")


def find_persona(persona_id: str, root: Path) -> Path:
    """Find a persona's file under `root`.

    Raises:
        NotFoundError: there is none; it names what there is.
    """
    files = {path.stem: path for path in sorted(root.glob("*.yaml"))}
    if persona_id in files:
        return files[persona_id]
    known = suggest(persona_id, files)
    raise NotFoundError(f"{root}: there is no persona '{persona_id}'. {known}")


def _packs(root: Path) -> dict[str, Path]:
    """Give the packs under a folder by their folder's name, and by their id where it differs."""
    folders = [path.parent for path in sorted(root.glob("*/pack.yaml"))]
    by_id = {_written_id(folder): folder for folder in folders}
    return {**by_id, **{folder.name: folder for folder in folders}}


def _written_id(folder: Path) -> str:
    value = read_document(folder / "pack.yaml").value
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) else folder.name
