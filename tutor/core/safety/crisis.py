"""The crisis screen: what a student discloses about themselves, and the fixed text that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class Screen:
    """What the crisis screen decided, and the id of the pattern that decided it."""

    action: Literal["none", "support"]
    category: Category | None = None
    language: Language | None = None
    pattern: str | None = None


NOTHING = Screen("none")


def screen_message(text: str, recent: Sequence[str] = ()) -> Screen:
    """Decide whether a message discloses a crisis.

    Args:
        text: what the student wrote, in any form.
        recent: the student's own messages before it, oldest first. A crisis among them does not
            fire again by itself; one that was only hinted at fires once it is confirmed, and
            words sent in pieces are read together.
    """
    folded = fold_text(text)
    found = _screen_folded(folded)
    if found.action == "support" or not recent and not _confirms(folded):
        return found
    earlier = tuple(fold_text(message) for message in recent[-_REMEMBERED:])
    if _confirms(folded):
        return _confirmed((folded, *reversed(earlier)))
    return _screen_pieces(earlier[-1:], folded)


def support_text(language: Language, category: Category | None, region: str = "us") -> str:
    """Give the fixed text that answers a crisis, outside the persona, with the region's lines."""
    book = load_book(language)
    lines = book.help_lines.get(region, book.help_lines["us"]).model_dump()
    return " ".join(book.support[category or "self_harm"]).format_map(lines)


def _screen_folded(folded: str) -> Screen:
    fired = [screen for language in LANGUAGES for screen in _fired(folded, language)]
    return min(fired, key=lambda s: _rank(s, folded), default=NOTHING)


def _fired(folded: str, language: Language) -> list[Screen]:
    patterns = load_patterns(language)
    return [
        Screen("support", patterns.categories[label], language, label)
        for sentence in sentences_of(folded, language)
        for label in find_labels(sentence, patterns.crisis)
    ]


def _rank(screen: Screen, folded: str) -> tuple[int, int]:
    """Order by urgency, then by how much of the message is in the pattern's language."""
    language = screen.language or "en"
    known = load_patterns(language).lexicon.known
    urgency = _URGENCY.index(screen.category) if screen.category else len(_URGENCY)
    return urgency, -sum(word in known for word in folded.split())


def _hinted(folded: str) -> Screen:
    for language in LANGUAGES:
        shelf = load_patterns(language).borderline
        if any(find_labels(sentence, shelf) for sentence in sentences_of(folded, language)):
            return Screen("support", "self_harm", language, "borderline-confirmed")
    return NOTHING


def _confirms(folded: str) -> bool:
    return any(
        find_labels(sentence, load_patterns(language).confirmations)
        for language in LANGUAGES
        for sentence in sentences_of(folded, language)
    )


def _confirmed(messages: tuple[str, ...]) -> Screen:
    """Find what a confirmation confirms, newest message first."""
    for message in messages:
        for found in (_screen_folded(message), _hinted(message)):
            if found.action == "support":
                return found
    return NOTHING


def _screen_pieces(previous: tuple[str, ...], folded: str) -> Screen:
    """Read a short message together with the one before, unless that one fired itself."""
    if not previous or len(folded.split()) > _SHORT:
        return NOTHING
    if _screen_folded(previous[0]).action == "support":
        return NOTHING
    return _screen_folded(f"{previous[0].rstrip('.!?;')} {folded}")
