"""YAML with the line of every value, and without the parts of YAML that surprise teachers.

A plain `no`, `1804` or `1804-11-04` stays the text that was written; only `null`, `~` and nothing
at all mean no value. Fields that hold numbers or true/false read them from their text. Anchors,
aliases, tags, doubled keys and deep nesting are problems.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import yaml

from tutor.content.source_map import Lines
from tutor.errors import Problem

Raw: TypeAlias = "str | list[Raw] | dict[str, Raw] | None"
MAX_DEPTH = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_REMEDIES = (
    ("mapping values are not allowed", "Put quotation marks around a text that holds ': '."),
    ("cannot start any token", "Indent with spaces, not tabs, and quote a text that begins so."),
    ("expected ',' or", "Close the bracket, and quote a text that holds a comma, bracket or ': '."),
    ("expected the node content", "Quote a text that begins with a sign such as , ] or }."),
    ("found undefined", "Quote a text that begins with * & or !."),
    ("while scanning a simple key", "Write 'name: value', with a space after the colon."),
    ("did not find expected key", "Indent it like its neighbours, and quote a text with marks."),
    ("expected <block end>", "Indent it like its neighbours, and quote a text with marks."),
    ("unknown escape", "Use single quotation marks around a text that holds a backslash."),
    ("unexpected end of stream", "Close the quotation mark or bracket that was opened."),
)


class Document(NamedTuple):
    """What a YAML text says, the lines of it, and what is wrong with it."""

    value: Raw
    lines: Lines
    problems: tuple[Problem, ...]


def read_yaml(text: str, path: str, first_line: int = 1) -> Document:
    """Read one YAML document. `first_line` is the text's place in its file, from 1."""
    builder = _Builder(text, path, first_line)
    try:
        value, lines = builder.document()
    except yaml.MarkedYAMLError as error:
        value, lines = None, Lines(first_line)
        builder.problems.append(_syntax_problem(error, path, first_line))
    except yaml.reader.ReaderError as error:
        value, lines = None, Lines(first_line)
        builder.problems.append(_character_problem(error, text, path, first_line))
    except _TooDeepError as error:
        value, lines = None, Lines(first_line)
        builder.report(error.line, f"nests deeper than {MAX_DEPTH} levels.", "Write it flatter.")
    return Document(value, lines._replace(path=path), tuple(builder.problems))


class _TooDeepError(Exception):
    """The document nests deeper than MAX_DEPTH."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


class _Builder:
    """Builds values and lines from the parser's events."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.problems: list[Problem] = []
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        self._path = path
        self._first_line = first_line

    def document(self) -> tuple[Raw, Lines]:
        """Build the only document; None for an empty text."""
        value, lines = None, Lines(self._first_line)
        seen = False
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent) and seen:
                line = self._line(event)
                self.report(line, "begins a second document.", "Remove the line '---'.")
                break
            if isinstance(event, yaml.DocumentStartEvent):
                seen = True
                value, lines = self._node(next(self._events), 0)
        return value, lines

    def report(self, line: int, message: str, remedy: str) -> None:
        """Note a problem and go on."""
        self.problems.append(Problem(self._path, line, message, remedy))

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return self._first_line + (int(mark.line) if mark else 0)

    def _node(self, event: yaml.Event, depth: int) -> tuple[Raw, Lines]:
        if depth > MAX_DEPTH:
            raise _TooDeepError(self._line(event))
        if isinstance(event, yaml.AliasEvent):
            message = f"uses the alias '*{event.anchor}'."
            self.report(self._line(event), message, "Write the value out.")
            return None, Lines(self._line(event))
        self._refuse_decoration(event)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event), Lines(self._line(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _refuse_decoration(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self.report(self._line(event), f"uses the anchor '&{anchor}'.", "Remove it.")
        if tag is not None:
            self.report(self._line(event), f"uses the tag '{tag}'.", "Remove it.")

    def _sequence(self, start: yaml.Event, depth: int) -> tuple[Raw, Lines]:
        values: list[Raw] = []
        below: dict[str | int, Lines] = {}
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value, below[len(values)] = self._node(event, depth + 1)
            values.append(value)
        return values, Lines(self._line(start), below)

    def _mapping(self, start: yaml.Event, depth: int) -> tuple[Raw, Lines]:
        values: dict[str, Raw] = {}
        below: dict[str | int, Lines] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = self._line(event)
            key = self._key(event, depth)
            value, lines = self._node(next(self._events), depth + 1)
            if key in values:
                first = below[key].line
                self.report(line, f"'{key}' stands twice, first on line {first}.", "Keep one.")
            elif key is not None:
                values[key] = value
                below[key] = Lines(line, lines.below)
        return values, Lines(self._line(start), below)

    def _key(self, event: yaml.Event, depth: int) -> str | None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_decoration(event)
            return str(event.value)
        self._node(event, depth + 1)
        self.report(self._line(event), "has a list or a group as a name.", "Write a plain name.")
        return None


def _scalar(event: yaml.ScalarEvent) -> str | None:
    value = str(event.value)
    return None if event.implicit[0] and value in _NOTHING else value


def _syntax_problem(error: yaml.MarkedYAMLError, path: str, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = first_line + (int(mark.line) if mark else 0)
    what = ", ".join(part for part in (error.problem, error.context) if part)
    remedy = next((r for sign, r in _REMEDIES if sign in what), "Compare with lessons/README.md.")
    return Problem(path, line, f"is not readable as YAML: {what}.", remedy)


def _character_problem(
    error: yaml.reader.ReaderError, text: str, path: str, first_line: int
) -> Problem:
    line = first_line + text[: error.position].count("\n")
    return Problem(path, line, "holds a control character.", "Delete it and type the text again.")
