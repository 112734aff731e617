"""The crisis screen: what a student discloses about themselves, and the fixed text that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from tutor.core.safety.book import (
    Category,
    find_labels,
    load_book,
    load_patterns,
    sentences_of,
)
from tutor.core.safety.normalise import fold_text
from tutor.core.terms import LANGUAGES, Language

_URGENCY: tuple[Category, ...] = ("self_harm", "abuse", "threat")
_REMEMBERED = 3
_SHORT = 5
_LONGEST_CONFIRMATION = 80


@dataclass(frozen=True, slots=True)
class Screen:
    """What the crisis screen decided, and the id of the pattern that decided it."""

    action: Literal["none", "support"]
    category: Category | None = None
    language: Language | None = None
    pattern: str | None = None


NOTHING = Screen("none")

Reading: TypeAlias = dict[Language, tuple[str, ...]]
"""The sentences of a message as each language's patterns match them."""


def screen_message(text: str, recent: Sequence[str] = ()) -> Screen:
    """Decide whether a message discloses a crisis.

    Args:
        text: what the student wrote, in any form.
        recent: the student's own messages before it, oldest first. A crisis among them does not
            fire again by itself; one that was only hinted at fires once it is confirmed, and
            words sent in pieces are read together.
    """
    folded = fold_text(text)
    reading = _read(folded)
    found = _screen_reading(reading)
    if found.action == "support":
        return found
    earlier = tuple(fold_text(message) for message in recent[-_REMEMBERED:])
    if _confirms(reading):
        return _confirmed((reading, *(_read(message) for message in reversed(earlier))))
    return _screen_pieces(earlier[-1], folded) if earlier else NOTHING


def support_text(language: Language, category: Category | None, region: str = "us") -> str:
    """Give the fixed text that answers a crisis, outside the persona, with the region's lines."""
    book = load_book(language)
    lines = book.help_lines.get(region, book.help_lines["us"]).model_dump()
    return " ".join(book.support[category or "self_harm"]).format_map(lines)


def _read(folded: str) -> Reading:
    return {language: sentences_of(folded, language) for language in LANGUAGES}


def _screen_reading(reading: Reading) -> Screen:
    """Give the most urgent of what fired; the first word of two equals decides."""
    fired = [screen for language in reading for screen in _fired(reading[language], language)]
    return min(fired, key=lambda screen: _rank(screen, reading), default=NOTHING)


def _fired(sentences: tuple[str, ...], language: Language) -> list[Screen]:
    patterns = load_patterns(language)
    found = [
        Screen("support", patterns.categories[label], language, label)
        for sentence in sentences
        for label in find_labels(sentence, patterns.crisis)
    ]
    return [*found, *_echoed(sentences, language)]


def _echoed(sentences: tuple[str, ...], language: Language) -> list[Screen]:
    """Find a student who asks the figure for a wish to die and says that it is theirs too."""
    shelf = load_patterns(language).echoes
    told = (*sentences[:1], *(first + then for first, then in pairwise(sentences)))
    return [
        Screen("support", "self_harm", language, label)
        for text in told
        for label in find_labels(text, shelf)
    ]


def _rank(screen: Screen, reading: Reading) -> tuple[int, int]:
    """Order by urgency, then by how much of the message is in the pattern's language."""
    language = screen.language or "en"
    common = load_book(language).common
    urgency = _URGENCY.index(screen.category) if screen.category else len(_URGENCY)
    return urgency, -sum(word in common for line in reading[language] for word in line.split())


def _hinted(reading: Reading) -> Screen:
    for language, sentences in reading.items():
        shelf = load_patterns(language).borderline
        if any(find_labels(sentence, shelf) for sentence in sentences):
            return Screen("support", "self_harm", language, "borderline")
    return NOTHING


def _confirms(reading: Reading) -> bool:
    """Say whether a message means what was said before; only a short one does."""
    if any(len(line) > _LONGEST_CONFIRMATION for lines in reading.values() for line in lines):
        return False
    return any(
        find_labels(sentence, load_patterns(language).confirmations)
        for language, sentences in reading.items()
        for sentence in sentences
    )


def _confirmed(readings: tuple[Reading, ...]) -> Screen:
    """Find what a confirmation confirms, newest message first."""
    for reading in readings:
        for found in (_screen_reading(reading), _hinted(reading)):
            if found.action == "support":
                return found
    return NOTHING


def _screen_pieces(previous: str, folded: str) -> Screen:
    """Read a short message together with the one before, unless that one fired itself."""
    if len(folded.split()) > _SHORT or _screen_reading(_read(previous)).action == "support":
        return NOTHING
    return _screen_reading(_read(f"{previous.rstrip('.!?; ')} {folded}"))
