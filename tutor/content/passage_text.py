"""The text of one passage file: front matter, levels, depths and sentences, with their lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from tutor.content.sentences import sentence_spans
from tutor.content.source_map import Lines
from tutor.content.suggestions import suggest
from tutor.content.yaml_reader import Raw, read_yaml
from tutor.core.terms import Depth, Level
from tutor.errors import Problem

_LEVELS: dict[str, Level] = {
    "simple": "simple",
    "sencillo": "simple",
    "standard": "standard",
    "estándar": "standard",
    "estandar": "standard",
    "advanced": "advanced",
    "avanzado": "advanced",
}
_DEPTHS: dict[str, Depth] = {
    "fact": "fact",
    "hecho": "fact",
    "cause": "cause",
    "causa": "cause",
    "perspective": "perspective",
    "perspectiva": "perspective",
    "argument": "argument",
    "argumento": "argument",
}
_HEADING = re.compile(r"(#{1,6})\s*(.*?)[\s#]*")
_FENCE = "---"


class PassageText(NamedTuple):
    """What one file says of a passage in one language."""

    front: dict[str, Raw]
    sections: dict[str, Raw]
    """Level → paragraphs, as the fields of `tutor.core.lesson.Paragraph`."""
    lines: Lines
    """The front matter's lines, and the sections' under `sections`."""
    problems: tuple[Problem, ...]


class _Line(NamedTuple):
    number: int
    text: str


class _Part(NamedTuple):
    """The lines under one heading."""

    level: Level
    depth: Depth
    heading: int
    lines: list[_Line]


def read_passage_text(text: str, path: str, *, bare: bool = False) -> PassageText:
    """Read a passage file; problems never stop the rest from being read.

    Args:
        text: the file's text.
        path: where it stands, for messages.
        bare: front matter may be missing, and text above the first heading is `standard`.
    """
    front_lines, body, problems = _divide(text, path)
    if bare and not front_lines:
        problems = ()
    document = read_yaml("\n".join(front_lines), path, 2)
    problems = (*problems, *document.problems)
    front = document.value if isinstance(document.value, dict) else {}
    if not isinstance(document.value, dict | None):
        message = "has front matter that is no group of 'name: value' lines."
        problems = (*problems, Problem(path, 2, message, "Write for example 'title: ...'."))
    parts, body_problems = _parts(_head(body) if bare else body, path)
    sections, section_lines = _sections(parts)
    below = {**document.lines.below, "sections": section_lines}
    lines = Lines(1, below, path)
    return PassageText(front, sections, lines, (*problems, *body_problems))


def _divide(text: str, path: str) -> tuple[list[str], list[_Line], tuple[Problem, ...]]:
    """Divide a file into the lines of the front matter and the numbered lines of the body."""
    rows = text.split("\n")
    numbered = [_Line(number, row) for number, row in enumerate(rows, start=1)]
    if rows[0].rstrip() != _FENCE:
        remedy = f"Begin with a line '{_FENCE}', the title and so on, and again '{_FENCE}'."
        return [], numbered, (Problem(path, 1, "has no front matter.", remedy),)
    for at, row in enumerate(rows[1:], start=1):
        if row.rstrip() == _FENCE:
            return rows[1:at], numbered[at + 1 :], ()
    problem = Problem(path, 1, "has front matter without an end.", f"Add a line '{_FENCE}'.")
    return [], [], (problem,)


def _head(body: list[_Line]) -> list[_Line]:
    """Put the heading of a level above text that has none."""
    first = next((line for line in body if line.text.strip()), None)
    if first is None or _HEADING.fullmatch(first.text):
        return body
    return [_Line(first.number, "## standard"), *body]


def _parts(body: list[_Line], path: str) -> tuple[list[_Part], tuple[Problem, ...]]:
    """Cut the body at its headings."""
    parts: list[_Part] = []
    problems: list[Problem] = []
    level: Level | None = None
    depth: Depth = "fact"
    for line in body:
        heading = _HEADING.fullmatch(line.text)
        if heading is None:
            problems.extend(_add_line(parts, line, path))
            continue
        marks, name = len(heading[1]), heading[2].casefold()
        if marks == 2 and name in _LEVELS:
            level, depth = _LEVELS[name], "fact"
        elif marks == 3 and name in _DEPTHS and level is not None:
            depth = _DEPTHS[name]
        else:
            problems.append(_heading_problem(marks, heading[2], Problem(path, line.number, "")))
            continue
        problems.extend(_repetition(parts, level, depth, marks, Problem(path, line.number, "")))
        parts.append(_Part(level, depth, line.number, []))
    return parts, (*problems, *_empty_parts(parts, path))


def _add_line(parts: list[_Part], line: _Line, path: str) -> Iterator[Problem]:
    if not line.text.strip():
        return
    if parts:
        parts[-1].lines.append(line)
    else:
        remedy = "Put '## simple', '## standard' or '## advanced' above it."
        yield Problem(path, line.number, "has text that belongs to no level.", remedy)


def _heading_problem(marks: int, name: str, at: Problem) -> Problem:
    shown = f"{'#' * marks} {name}"
    message = f"has the heading '{shown}', which a passage does not have."
    words = _DEPTHS if marks == 3 else _LEVELS
    if name.casefold() in words:
        message, remedy = f"has '{shown}' above the first level.", "Put '## simple' above it."
    elif name.casefold() in _LEVELS or name.casefold() in _DEPTHS:
        right = "##" if name.casefold() in _LEVELS else "###"
        remedy = f"Write '{right} {name}'."
    else:
        remedy = suggest(name.casefold(), words)
    return Problem(at.path, at.line, message, remedy)


def _repetition(
    parts: list[_Part], level: Level, depth: Depth, marks: int, at: Problem
) -> Iterator[Problem]:
    """Report a level or a depth that has stood before; `### fact` right under a level may."""
    same_level = [part for part in parts if part.level == level]
    if marks == 2 and same_level:
        message = f"has '{level}' twice, first on line {same_level[0].heading}."
        yield Problem(at.path, at.line, message, "Join the two.")
    same = [part for part in same_level if part.depth == depth]
    if marks == 3 and same and not (depth == "fact" and not same[0].lines):
        message = f"has '{depth}' twice under '{level}', first on line {same[0].heading}."
        yield Problem(at.path, at.line, message, "Join the two.")


def _empty_parts(parts: list[_Part], path: str) -> Iterator[Problem]:
    filled = {part.level for part in parts if part.lines}
    for part in parts:
        if not part.lines and (part.depth != "fact" or part.level not in filled):
            name = part.level if part.depth == "fact" else part.depth
            message = f"has the heading '{name}' with no text under it."
            yield Problem(path, part.heading, message, "Write the text or remove it.", "warning")


def _sections(parts: list[_Part]) -> tuple[dict[str, Raw], Lines]:
    sections: dict[str, Raw] = {}
    below: dict[str | int, Lines] = {}
    for level in dict.fromkeys(part.level for part in parts if part.lines):
        mine = [part for part in parts if part.level == level]
        paragraphs = [_paragraph(part) for part in mine if part.lines]
        sections[level] = [value for value, _ in paragraphs]
        places: dict[str | int, Lines] = {at: lines for at, (_, lines) in enumerate(paragraphs)}
        below[level] = Lines(mine[0].heading, places)
    return sections, Lines(min((part.heading for part in parts), default=1), below)


def _paragraph(part: _Part) -> tuple[dict[str, Raw], Lines]:
    """Split a part into sentences, each with the line on which it begins."""
    starts: list[int] = []
    text = ""
    for line in part.lines:
        starts.append(len(text))
        text += line.text.strip() + " "
    spans = tuple(sentence_spans(text))
    sentences: list[Raw] = [" ".join(text[start:end].split()) for start, end in spans]
    numbers = [part.lines[bisect_right(starts, start) - 1].number for start, _ in spans]
    places: dict[str | int, Lines] = {at: Lines(number) for at, number in enumerate(numbers)}
    lines = Lines(part.lines[0].number, {"sentences": Lines(part.lines[0].number, places)})
    return {"depth": part.depth, "sentences": sentences}, lines
