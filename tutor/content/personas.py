"""Personas from files, with every problem at once."""

from __future__ import annotations

from pathlib import Path

from tutor.content.checks import check_persona
from tutor.content.items import read_document
from tutor.content.source_map import Origin, map_sources
from tutor.content.validation import build
from tutor.content.versions import stamp_persona
from tutor.core.persona import Persona
from tutor.errors import InvalidPackError, Problem


def load_persona(path: Path) -> Persona:
    """Load a persona.

    Raises:
        InvalidPackError: none could be built; it holds all that is wrong with the file.
    """
    persona, problems = read_persona(path)
    if persona is None:
        raise InvalidPackError(str(path), problems)
    return persona


def read_persona(path: Path) -> tuple[Persona | None, tuple[Problem, ...]]:
    """Give the persona, or None where none could be built, and every problem of the file."""
    document = read_document(path)
    problems = document.problems
    if document.value is None and not problems:
        problems = (Problem(str(path), 1, "is empty.", "Write 'id: ...' and so on."),)
    if document.value is None:
        return None, problems
    name = f"persona '{path.stem}'"
    persona, wrong = build(Persona, document.value, document.lines, name, frozenset({"version"}))
    if persona is None:
        return None, (*problems, *wrong)
    sources = map_sources(str(path), (Origin("persona", "", document.lines),), frozenset())
    found = tuple(dict.fromkeys(check_persona(persona, sources, path.stem)))
    by_line = tuple(sorted((*problems, *found), key=lambda p: (p.line, p.message)))
    return (None if problems else stamp_persona(persona)), by_line
