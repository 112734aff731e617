"""Person slots are well formed: `{she|I}`, `{clark:Clark|I}`, `{they|lewis:we|clark:we}`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.content.checks.sections import Section, sections_of
from tutor.content.source_map import SourceMap
from tutor.content.suggestions import suggest
from tutor.core.lesson import LessonPack
from tutor.errors import Problem

_SLOT = re.compile(r"\{([^{}|]*(?:\|[^{}|]*)+)\}")
_SPEAKER = re.compile(r"([a-z][a-z0-9-]*):")
_SHOWN = re.compile(r"\{[^{}]*\}?|[^{}]{0,20}[|}]")


def check_slots(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report braces that are not closed, nested, or without a bar."""
    for passage in pack.passages:
        for section in sections_of(passage):
            for place, sentence in section.sentences():
                yield from _check_sentence(section, place, sentence, sources)
        yield from _check_teller(passage.id, passage.teller, tuple(sections_of(passage)), sources)


def check_slot_speakers(
    pack: LessonPack, sources: SourceMap, known: frozenset[str]
) -> Iterator[Problem]:
    """Report speakers of slots that are no persona."""
    for passage in pack.passages:
        for section in sections_of(passage):
            for place, sentence in section.sentences():
                for name in {n for n in _all_speakers(sentence) if n} - known:
                    message = f"passage '{passage.id}' names persona '{name}' in braces, "
                    message += "which does not exist."
                    remedy = suggest(name, known)
                    yield sources.error("passage", passage.id, place, message, remedy)


def _speakers(slot: str) -> list[str | None]:
    """Give who speaks in a slot, in its order; None for the passage's teller."""
    third, *others = slot.split("|")
    owner = _SPEAKER.match(third)
    named = (_SPEAKER.match(other) or owner for other in others)
    return [match[1] if match else None for match in named]


def _says_twice(slot: str) -> bool:
    """Tell whether a slot has two wordings for one speaker."""
    speakers = _speakers(slot)
    return len(set(speakers)) < len(speakers)


def _all_speakers(sentence: str) -> set[str | None]:
    return {name for slot in _SLOT.findall(sentence) for name in _speakers(slot)}


def _check_sentence(
    section: Section, place: tuple[str | int, ...], sentence: str, sources: SourceMap
) -> Iterator[Problem]:
    rest = _SLOT.sub(lambda slot: slot[0] if _says_twice(slot[1]) else "", sentence)
    if any(mark in rest for mark in "{}|"):
        found = _SHOWN.search(rest)
        shown = found[0].strip() if found else rest
        message = f"passage '{section.passage}' has broken braces at '{shown}'."
        remedy = "Write {she|I}: two braces, a bar between, none inside another."
        yield sources.error("passage", section.passage, place, message, remedy)


def _check_teller(
    passage_id: str, teller: str | None, sections: tuple[Section, ...], sources: SourceMap
) -> Iterator[Problem]:
    """Report slots for a teller that the passage does not name."""
    for section in sections if teller is None else ():
        for place, sentence in section.sentences():
            if None in _all_speakers(sentence):
                message = f"passage '{passage_id}' has braces but no 'teller'."
                remedy = "Add for example 'teller: sacajawea'."
                yield sources.warning("passage", passage_id, place, message, remedy)
                return
