"""Where every authored value stands: trees of line numbers that mirror the values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from tutor.errors import Problem

Kind: TypeAlias = Literal[
    "pack",
    "concept",
    "passage",
    "question",
    "dispute",
    "glossary",
    "person",
    "persona",
    "film",
    "route",
]
Place: TypeAlias = tuple[str | int, ...]
"""The way from a value to a part of it: field names, keys and list positions from 0."""


class Spot(NamedTuple):
    """A line of a file, counted from 1."""

    path: str
    line: int


class Lines(NamedTuple):
    """The line of a value and, below it, of its parts; `path` where a file begins."""

    line: int
    below: Mapping[str | int, Lines] = MappingProxyType({})
    path: str = ""

    def find(self, place: Place) -> Spot:
        """Find a part, or the nearest value around it that is written."""
        node, path = self, self.path
        for step in place:
            child = node.below.get(step)
            if child is None:
                break
            node, path = child, child.path or path
        return Spot(path, node.line)

    def at(self, place: Place) -> Lines:
        """Give the tree of a part, or an empty one on the nearest written line."""
        node = self
        for step in place:
            node = node.below.get(step, Lines(node.line))
        return node


class Origin(NamedTuple):
    """An item of a pack and where it was written."""

    kind: Kind
    id: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The places of every item of a pack, also of items too broken to load."""

    folder: str = ""
    origins: Mapping[tuple[Kind, str], tuple[Lines, ...]] = field(default_factory=dict)
    media: frozenset[str] = frozenset()
    """The files under `media/`, by their path from it."""

    def spot(self, kind: Kind, item_id: str, place: Place = ()) -> Spot:
        """Find the line of an item's part; the folder where nothing is known of the item."""
        found = self.origins.get((kind, item_id))
        return found[0].find(place) if found else Spot(self.folder, 1)

    def copies(self, kind: Kind, item_id: str) -> tuple[Spot, ...]:
        """Find every place where an item of this id is written."""
        return tuple(lines.find(("id",)) for lines in self.origins.get((kind, item_id), ()))

    def ids(self, kind: Kind) -> frozenset[str]:
        """Give the ids that are written, loadable or not."""
        return frozenset(item_id for of, item_id in self.origins if of == kind)

    def error(
        self, kind: Kind, item_id: str, place: Place, message: str, remedy: str = ""
    ) -> Problem:
        """State an error of an item's part."""
        return Problem(*self.spot(kind, item_id, place), message, remedy)

    def warning(
        self, kind: Kind, item_id: str, place: Place, message: str, remedy: str = ""
    ) -> Problem:
        """State a warning of an item's part."""
        return Problem(*self.spot(kind, item_id, place), message, remedy, "warning")

    def note(self, kind: Kind, item_id: str, place: Place, message: str) -> Problem:
        """State what was accepted of an item's part, and why."""
        return Problem(*self.spot(kind, item_id, place), message, "", "note")


def map_sources(folder: str, origins: tuple[Origin, ...], media: frozenset[str]) -> SourceMap:
    """Index origins by kind and id, in the order in which they were read."""
    found: dict[tuple[Kind, str], tuple[Lines, ...]] = {}
    for origin in origins:
        key = (origin.kind, origin.id)
        found[key] = (*found.get(key, ()), origin.lines)
    return SourceMap(folder, found, media)
