"""Days and names of a passage stand in the journal entries it cites, or are marked as others'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from tutor.content.checks.cited_entries import entries_of
from tutor.content.checks.sections import sections_of
from tutor.content.source_map import SourceMap
from tutor.core.entries import Entries, Entry
from tutor.core.lesson import LessonPack, Passage, Person
from tutor.core.material import date_in_words
from tutor.core.period_dates import full_dates, names_day
from tutor.core.text import fold
from tutor.errors import Problem

_ALIKE = 75.0
"""Likeness (0..100) from which a name is another spelling of the same: Missouries, Missouri."""
_SHORT = 4
"""A name this short must be spelt the same."""
_CAPITALS = r"[A-ZÁÉÍÓÚÑ][\w’-]+"
_NAME = re.compile(rf"(?<=[\w,;’] )(?:[\"“«(]?)({_CAPITALS}(?: {_CAPITALS})*)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_NAMES = frozenset(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday captain capt sergeant president"
    " indian indians native i im american americans english french spanish".split()
)


def check_cited_facts(pack: LessonPack, sources: SourceMap, entries: Entries) -> Iterator[Problem]:
    """Report days and names that no entry of the passage holds. Others' works claim nothing."""
    for passage in pack.passages:
        cited = entries_of(passage, entries)
        if not cited:
            continue
        marked = {fold(name) for name in passage.elsewhere}
        missing = [*_days_missing(passage, cited, marked)]
        missing += _names_missing(passage, pack.people, cited, marked)
        if missing:
            message = (
                f"passage '{passage.id}' says {', '.join(missing)}, which no cited entry says."
            )
            remedy = "Cite the entry that does, or add it to 'elsewhere'."
            yield sources.warning("passage", passage.id, ("sources",), message, remedy)


def _days_missing(passage: Passage, cited: tuple[Entry, ...], marked: set[str]) -> Iterator[str]:
    """Give the full dates of the text that are neither an entry's nor named in one."""
    days = {
        day
        for section in sections_of(passage)
        for day in full_dates(section.text(), section.language)
    }
    known = {entry.date for entry in cited} | {source.date for source in passage.sources}
    for day in sorted(days):
        named = any(names_day(entry.text, day) for entry in cited)
        if day.isoformat() in known or named:
            continue
        if not {day.isoformat(), date_in_words(day.isoformat(), "en")} & marked:
            yield date_in_words(day.isoformat(), "en")


def _names_missing(
    passage: Passage, people: Iterable[Person], cited: tuple[Entry, ...], marked: set[str]
) -> Iterator[str]:
    """Give the names of the English text that no entry holds in any spelling."""
    text = fold(" ".join((*(e.text for e in cited), *(s.author for s in passage.sources))))
    held = frozenset(_WORD.findall(text))
    same = _spellings(people)
    for name in dict.fromkeys(_names_in(passage)):
        known = {fold(name)} & marked or _stands_whole(fold(name), same, held, text)
        words = [word for word in fold(name).split() if word not in _NO_NAMES]
        if not known and not all(_stands_whole(word, same, held, text) for word in words):
            yield name


def _names_in(passage: Passage) -> Iterator[str]:
    """Give runs of capitalised words in the middle of a sentence, as a historian tells it."""
    for section in sections_of(passage):
        for found in _NAME.finditer(section.text() if section.language == "en" else ""):
            yield re.sub(r"’s?$", "", found[1])


def _stands_whole(
    name: str, same: Mapping[str, frozenset[str]], held: frozenset[str], text: str
) -> bool:
    """Tell whether a name, or another name of who bears it, stands in a text."""
    return any(_stands(variant, held, text) for variant in {name, *same.get(name, ())})


def _spellings(people: Iterable[Person]) -> Mapping[str, frozenset[str]]:
    """Map each word of a person's names to all names that can stand for it in a text.

    Words such as "she" and "her" stand for nobody in a text of the time.
    """
    found: dict[str, frozenset[str]] = {}
    for person in people:
        names = (*person.names.all, *person.period)
        telling = frozenset(
            fold(name)
            for name in names
            if " " in name or name[:1].isupper() or name in person.period
        )
        for name in person.names.all:
            for word in (name, *_WORD.findall(name)):
                if word[:1].isupper():
                    found[fold(word)] = found.get(fold(word), frozenset()) | telling
    return found


def _stands(name: str, held: frozenset[str], text: str) -> bool:
    """Tell whether a name stands in a text, a word of it spelt as writers of the time spelt."""
    if " " in name:
        return name in text
    if name in held or len(name) <= _SHORT:
        return name in held
    return process.extractOne(name, held, scorer=ratio, score_cutoff=_ALIKE) is not None
