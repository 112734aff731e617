"""Dated entries of journals: what others wrote, to be read and checked, never told by a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tutor.core.lesson import Authored, Identifier, Label, Localised
from tutor.core.period_dates import names_day
from tutor.core.terms import Language
from tutor.core.text import fold

KEEPS_A_JOURNAL = 5
"""Entries from which an author counts as one whose journal is here, not as a guest in it."""
_JOINTS = re.compile(r"\s*(?:,|;|&|\band\b|\by\b)\s*")
_JOURNAL = re.compile(r"\b(?:journals?|diar(?:y|ies|io|ios))\b")


class Entry(Authored):
    """What one hand wrote under one date, in its own words and spelling."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False, strict=True)

    id: str
    author: str
    date: str
    """ISO day."""
    text: str


class Entries(BaseModel):
    """Entries in the order in which they stand in their edition."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    all: tuple[Entry, ...]

    @cached_property
    def _place(self) -> dict[str, int]:
        return {entry.id: place for place, entry in enumerate(self.all)}

    @cached_property
    def _by_day(self) -> dict[str, tuple[Entry, ...]]:
        days: dict[str, list[Entry]] = {}
        for entry in self.all:
            days.setdefault(entry.date, []).append(entry)
        return {day: tuple(entries) for day, entries in days.items()}

    @cached_property
    def _hands(self) -> frozenset[str]:
        counts: dict[str, int] = {}
        for entry in self.all:
            for name in people_of(entry.author):
                counts[name] = counts.get(name, 0) + 1
        return frozenset(name for name, count in counts.items() if count >= KEEPS_A_JOURNAL)

    def get(self, entry_id: str) -> Entry | None:
        """Give the entry of this id, or None."""
        place = self._place.get(entry_id)
        return None if place is None else self.all[place]

    def knows(self, author: str) -> bool:
        """Tell whether this author's journal is here."""
        return bool(people_of(author) & self._hands)

    def on(self, author: str, when: str) -> tuple[Entry, ...]:
        """Give an author's entries of a day, a month, a year or a span of them (ISO)."""
        hands = people_of(author)
        days = self._by_day.get(when, ()) if len(when) == 10 else tuple(self._within(when))
        return tuple(entry for entry in days if people_of(entry.author) & hands)

    def near(self, when: str) -> tuple[Entry, ...]:
        """Give what any hand wrote on a day, the day before and the day after."""
        if len(when) != 10:
            return ()
        day = date.fromisoformat(when)
        days = (day + timedelta(days=step) for step in (0, -1, 1))
        return tuple(e for d in days for e in self._by_day.get(d.isoformat(), ()))

    def continued(self, author: str, when: str) -> tuple[Entry, ...]:
        """Give entries beside a day that go on under their heading with that day's account."""
        day = date.fromisoformat(when) if len(when) == 10 else None
        if day is None or not self.knows(author):
            return ()
        return tuple(e for e in self.near(when) if names_day(e.text, day))

    def beside(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """Give the entries before and after one, in the edition's order."""
        place = self._place[entry.id]
        before = self.all[place - 1] if place else None
        return before, self.all[place + 1] if place + 1 < len(self.all) else None

    def _within(self, when: str) -> Iterator[Entry]:
        first, _, last = when.partition("/")
        last = last or first
        for entry in self.all:
            if first <= entry.date and entry.date[: len(last)] <= last:
                yield entry


class SourceManifest(Authored):
    """What `pack.yaml` says of a source pack: entries to read and search, never taught from."""

    kind: Literal["sources"]
    id: Identifier
    title: Localised
    work: Label
    """What the entries are, as a citation names it."""
    language: Language = "en"
    """Of the entries."""
    licence: str = ""
    authors: tuple[str, ...] = ()


class SourcePack(BaseModel):
    """A source pack: who made it of what, and its entries."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    manifest: SourceManifest
    entries: Entries


def people_of(author: str) -> frozenset[str]:
    """Give the surnames of an author's name: `Clark` and `William Clark` are one."""
    folded = fold(author.partition("(")[0])
    return frozenset(part.split()[-1] for part in _JOINTS.split(folded) if part.split())


def is_journal(*names: str | None) -> bool:
    """Tell whether a work is somebody's journal by its name, in either language."""
    return any(_JOURNAL.search(fold(name)) for name in names if name)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Give an entry's paragraphs, the lines of its edition joined and its first line kept."""
    head, _, rest = text.strip().partition("\n")
    blocks: Iterable[str] = re.split(r"\n\s*\n", rest)
    joined = (" ".join(block.split()) for block in (head, *blocks))
    return tuple(block for block in joined if block)
