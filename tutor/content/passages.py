"""The passage files of a pack as passages: one item from the files of its languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tutor.content.files import read_text
from tutor.content.items import Items
from tutor.content.passage_text import PassageText, read_passage_text
from tutor.content.source_map import Lines, Origin
from tutor.content.validation import build
from tutor.content.yaml_reader import Raw
from tutor.core.lesson import Passage
from tutor.core.terms import LANGUAGES, Language
from tutor.errors import Problem

OWN_FIELDS = frozenset({"title", "asks"})
"""The front matter that each language has of its own."""
_NOT_WRITTEN = frozenset({"id", "variants"})
_UNKNOWN: dict[str, Raw] = {
    "concepts": ["unknown"],
    "kind": "document",
    "sources": [{"author": "unknown", "work": "unknown"}],
}
_NAME = re.compile(r"(?P<id>.+)\.(?P<language>en|es)\.md")


class _File(NamedTuple):
    language: Language
    content: PassageText
    readable: bool


def read_passages(
    paths: Sequence[Path], languages: Sequence[Language], *, bare: bool = False
) -> Items[Passage]:
    """Read passage files, sorted by id.

    Args:
        paths: the files.
        languages: the pack's, the metadata's first.
        bare: whatever is not needed to find a passage may be missing.
    """
    values: list[Passage] = []
    origins: list[Origin] = []
    files, problems = _group(paths, languages, bare=bare)
    for passage_id in sorted(files):
        passage, origin, wrong = _read_passage(passage_id, files[passage_id], bare=bare)
        origins.append(origin)
        problems.extend(wrong)
        values.extend([passage] if passage is not None else [])
    return Items(tuple(values), tuple(origins), tuple(problems))


def _group(
    paths: Sequence[Path], languages: Sequence[Language], *, bare: bool
) -> tuple[dict[str, list[_File]], list[Problem]]:
    """Read the files and put together those of one passage, the pack's first language first."""
    groups: dict[str, list[_File]] = {}
    problems: list[Problem] = []
    order = (*languages, *LANGUAGES)
    for path in paths:
        name = _NAME.fullmatch(path.name)
        if name is None:
            message = "has a name without an id and a language."
            problems.append(Problem(str(path), 1, message, "Name it '<id>.en.md' or '<id>.es.md'."))
            continue
        language: Language = "en" if name["language"] == "en" else "es"
        file = _read_file(path, language, bare=bare)
        problems.extend(file.content.problems)
        groups.setdefault(name["id"], []).append(file)
    for group in groups.values():
        group.sort(key=lambda file: order.index(file.language))
    return groups, problems


def _read_file(path: Path, language: Language, *, bare: bool) -> _File:
    text = read_text(path)
    if isinstance(text, Problem):
        content = PassageText({}, {}, Lines(1, path=str(path)), (text,))
        return _File(language, content, readable=False)
    content = read_passage_text(text, str(path), bare=bare)
    readable = bool(content.front) or not content.problems
    return _File(language, content, readable=readable)


def _read_passage(
    passage_id: str, files: Sequence[_File], *, bare: bool
) -> tuple[Passage | None, Origin, tuple[Problem, ...]]:
    raw = _raw_passage(passage_id, files)
    if bare:
        raw = _fill_in(raw)
    origin = Origin("passage", passage_id, _passage_lines(files))
    problems = (*_id_problems(passage_id, files), *_contradictions(passage_id, files))
    if not all(file.readable for file in files):
        return None, origin, problems
    name = f"passage '{passage_id}'"
    passage, wrong = build(Passage, raw, origin.lines, name, _NOT_WRITTEN)
    return passage, origin, (*problems, *wrong)


def _raw_passage(passage_id: str, files: Sequence[_File]) -> dict[str, Raw]:
    """Put together what the model is built from: the first file's metadata, every text."""
    metadata = {k: v for k, v in files[0].content.front.items() if k not in OWN_FIELDS}
    variants: dict[str, Raw] = {}
    for file in files:
        own = {k: v for k, v in file.content.front.items() if k in OWN_FIELDS}
        variants[file.language] = {**own, "sections": file.content.sections}
    return {**metadata, "id": passage_id, "variants": variants}


def _fill_in(raw: dict[str, Raw]) -> dict[str, Raw]:
    """Add what a passage needs and a search does not."""
    variants = raw["variants"]
    if isinstance(variants, dict):
        titled: dict[str, Raw] = {
            language: {"title": "", **variant}
            for language, variant in variants.items()
            if isinstance(variant, dict)
        }
        raw = {**raw, "variants": titled}
    return {**_UNKNOWN, **raw}


def _passage_lines(files: Sequence[_File]) -> Lines:
    first = files[0].content.lines
    variants: dict[str | int, Lines] = {file.language: file.content.lines for file in files}
    below: Mapping[str | int, Lines] = {**first.below, "variants": Lines(1, variants)}
    return Lines(1, below, first.path)


def _id_problems(passage_id: str, files: Sequence[_File]) -> tuple[Problem, ...]:
    """Report an id in the front matter that is not the file's."""
    return tuple(
        Problem(
            *file.content.lines.find(("id",)),
            f"passage '{passage_id}' has the id '{file.content.front['id']}'.",
            "Remove the line: the file's name is the id.",
        )
        for file in files
        if file.content.front.get("id", passage_id) != passage_id
    )


def _contradictions(passage_id: str, files: Sequence[_File]) -> tuple[Problem, ...]:
    """Report metadata that a later language repeats differently, or that only it has."""
    first = files[0].content
    return tuple(
        Problem(
            *file.content.lines.find((name,)),
            f"passage '{passage_id}' has another '{name}' than {Path(first.lines.path).name} has.",
            "Remove it here: it stands in the file of the pack's first language.",
        )
        for file in files[1:]
        for name, value in file.content.front.items()
        if name not in OWN_FIELDS | _NOT_WRITTEN and first.front.get(name) != value
    )
