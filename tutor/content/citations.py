"""A pack against a file of journal entries: what the entries bear out, and what they do not."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.content.checks import check_against_entries
from tutor.content.checks.cited_entries import list_elsewhere
from tutor.content.entries import EntriesReading
from tutor.content.reading import PackReading
from tutor.errors import Problem


@dataclass(frozen=True, slots=True)
class CitationReading:
    """What comparing a pack with a file of entries gave."""

    problems: tuple[Problem, ...]
    """Errors, warnings, and notes of what was accepted though it stands under another name."""
    not_in_file: tuple[str, ...]
    """Sources that are no entries of the file, which is claimed of none of them to be wrong."""


def check_citations(reading: PackReading, entries: EntriesReading) -> CitationReading:
    """Compare a pack with a file of entries; the file's own problems come first."""
    if reading.pack is None or not entries.entries.all:
        return CitationReading(entries.problems, ())
    pack, sources = reading.pack, reading.sources
    found = sorted(
        check_against_entries(pack, sources, entries.entries),
        key=lambda p: (p.path, p.line, p.message),
    )
    not_in_file = list_elsewhere(pack, entries.entries)
    return CitationReading((*entries.problems, *found), not_in_file)
