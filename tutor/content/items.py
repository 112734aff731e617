"""The YAML files of a pack as values: the manifest and the lists of items."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from tutor.content.files import read_text
from tutor.content.source_map import Kind, Lines, Origin
from tutor.content.validation import build
from tutor.content.yaml_reader import Document, Raw, read_yaml
from tutor.core.lesson import Authored, Localised, Manifest
from tutor.core.terms import LANGUAGES, Language
from tutor.errors import Problem

Item = TypeVar("Item", bound=Authored)


class Items(NamedTuple, Generic[Item]):
    """What was read of one kind: values, where they stand, and what is wrong."""

    values: tuple[Item, ...]
    origins: tuple[Origin, ...]
    problems: tuple[Problem, ...]


def read_document(path: Path) -> Document:
    """Read a YAML file; an unreadable one gives None and its problem."""
    text = read_text(path)
    if isinstance(text, Problem):
        return Document(None, Lines(1, path=str(path)), (text,))
    return read_yaml(text, str(path))


def read_items(paths: Iterable[Path], model: type[Item], kind: Kind) -> Items[Item]:
    """Read the lists of items in these files, in order. Broken items are left out."""
    values: list[Item] = []
    origins: list[Origin] = []
    problems: list[Problem] = []
    for path in paths:
        document = read_document(path)
        problems.extend(document.problems)
        entries, shape = _entries(document, str(path))
        problems.extend(shape)
        for at, raw in enumerate(entries):
            item_id = _id_of(raw, len(origins))
            lines = document.lines.at((at,))._replace(path=str(path))
            origins.append(Origin(kind, item_id, lines))
            value, wrong = build(model, raw, lines, f"{kind} '{item_id}'")
            problems.extend(wrong)
            values.extend([value] if value is not None else [])
    return Items(tuple(values), tuple(origins), tuple(problems))


def _id_of(raw: Raw, position: int) -> str:
    """Give an item's id, or its position where it has none."""
    found = raw.get("id") if isinstance(raw, dict) else None
    return found.strip() if isinstance(found, str) else str(position)


def _entries(document: Document, path: str) -> tuple[list[Raw], tuple[Problem, ...]]:
    """Give the entries of a list file; anything but a list is a problem."""
    if isinstance(document.value, list):
        return document.value, ()
    if document.problems:
        return [], ()
    if document.value is None:
        return [], (Problem(path, 1, "is empty.", "Write a list or remove the file.", "warning"),)
    message = "holds no list."
    return [], (Problem(path, document.lines.line, message, "Begin each entry with '- '."),)


def read_manifest(path: Path) -> tuple[Manifest, Origin, tuple[Problem, ...]]:
    """Read `pack.yaml`. A broken one gives a stand-in, so that the rest can be checked."""
    if not path.is_file():
        problem = Problem(str(path), 1, "is missing.", "Write it: every pack has one.")
        return _stand_in(None), Origin("pack", "", Lines(1, path=str(path))), (problem,)
    document = read_document(path)
    origin = Origin("pack", "", document.lines)
    problems = document.problems
    if isinstance(document.value, dict) and document.value.get("kind") == "sources":
        message = "is of a source pack, which is read in and searched and not taught from."
        wrong_kind = Problem(str(path), 1, message, "Name a lesson pack.")
        return _stand_in(None), origin, (wrong_kind,)
    if isinstance(document.value, dict):
        manifest, wrong = build(Manifest, document.value, document.lines, "the pack")
        if manifest is not None:
            return manifest, origin, (*problems, *wrong)
        problems = (*problems, *wrong)
    elif not problems:
        problems = (Problem(str(path), 1, "says nothing of the pack.", "Write 'id: ...'."),)
    return _stand_in(document.value), origin, problems


def _stand_in(raw: Raw) -> Manifest:
    """Make a manifest that has only the languages of a broken one."""
    named = raw.get("languages") if isinstance(raw, dict) else None
    written = named if isinstance(named, list) else list(LANGUAGES)
    languages: tuple[Language, ...] = tuple(name for name in LANGUAGES if name in written)
    return Manifest(
        id="broken", title=Localised(en="broken", es="broken"), languages=languages or LANGUAGES
    )
