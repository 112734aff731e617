"""The crisis screen: what a student discloses about themselves, and the fixed text that answers."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

from tutor.core.safety.book import (
    Category,
    find_labels,
    load_book,
    load_patterns,
    sentences_of,
)
from tutor.core.safety.concern import Severity
from tutor.core.safety.decoding import decode_text
from tutor.core.safety.normalise import fold_text
from tutor.core.safety.weighing import main_language, weigh
from tutor.core.terms import LANGUAGES, Language

_URGENCY: tuple[Category, ...] = ("self_harm", "abuse", "threat")
_REMEMBERED = 3
_SHORT = 5
_LONGEST_CONFIRMATION = 80
_LOOKED_BACK = 5
"""Messages before this one whose hints count."""
ALARM, HINT = 0.52, 0.25
"""How likely the linear model must find a crisis to answer it, and to add a line to the answer."""
DOUBT = 0.03
"""How likely it must find one that is worded; else the tutor answers, with the line."""
_SHORTEST_WEIGHED = 4
"""Words below which a message is too short to be weighed."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the crisis screen decided, and the id of the pattern that decided it."""

    action: Literal["none", "check_in", "support"]
    """`check_in`: the tutor answers, and adds one line."""
    category: Category | None = None
    language: Language | None = None
    pattern: str | None = None
    """The reviewed rule, or how the linear model weighed the message."""
    severity: Severity | None = None
    wording: str | None = None
    """The words that decided it, as the patterns read them."""


_ASKED = re.compile(
    r"(?:\w+,? )?(?:(?:did|do|were|was|have|had) (?:you|u|ya|he|she|they|york|lewis|clark)\b"
    r"|alguna vez|querias|quisiste|pensaste|sentiste|te (?:dolia|sentias|sentiste|dio|daba)\b)"
)
_SPEAKS_OF_SELF = re.compile(r"\b(?:i|im|id|ive|ill|me|my|mine|we|us|our|yo|m|mi|mis|nos)\b")
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
    read_so = (folded, *(fold_text(hidden) for hidden in decode_text(text)))
    fired = [found for said in read_so if (found := _screen_reading(_read(said))) != NOTHING]
    if fired:
        return _doubted(fired[0], folded) if len(read_so) == 1 else fired[0]
    earlier = tuple(fold_text(message) for message in recent[-_LOOKED_BACK:])
    if _confirms(_read(folded)):
        before = reversed(earlier[-_REMEMBERED:])
        return _confirmed((_read(folded), *(_read(message) for message in before)))
    pieces = _screen_pieces(earlier[-1], folded) if earlier else NOTHING
    return pieces if pieces != NOTHING else _weighed(folded, earlier)


def support_text(language: Language, category: Category | None, region: str = "us") -> str:
    """Give the fixed text that answers a crisis, outside the persona, with the region's lines."""
    book = load_book(language)
    lines = book.help_lines.get(region, book.help_lines["us"]).model_dump()
    return " ".join(book.support[category or "self_harm"]).format_map(lines)


@functools.lru_cache(maxsize=64)
def _read(folded: str) -> Reading:
    return {language: sentences_of(folded, language) for language in LANGUAGES}


def _screen_reading(reading: Reading) -> Screen:
    """Give the most urgent of what fired; the first word of two equals decides."""
    fired = [screen for language in reading for screen in _fired(reading[language], language)]
    return min(fired, key=lambda screen: _rank(screen, reading), default=NOTHING)


def _fired(sentences: tuple[str, ...], language: Language) -> list[Screen]:
    patterns = load_patterns(language)
    found = [
        Screen("support", patterns.categories[label], language, label, "urgent", sentence.strip())
        for sentence in sentences
        for label in find_labels(sentence, patterns.crisis)
    ]
    return [*found, *_echoed(sentences, language)]


def _echoed(sentences: tuple[str, ...], language: Language) -> list[Screen]:
    """Find a student who asks the figure for a wish to die and says that it is theirs too."""
    shelf = load_patterns(language).echoes
    told = (*sentences[:1], *(first + then for first, then in pairwise(sentences)))
    return [
        Screen("support", "self_harm", language, label, "urgent", text.strip())
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
        for sentence in sentences:
            if find_labels(sentence, shelf):
                said = sentence.strip()
                return Screen("support", "self_harm", language, "borderline", "high", said)
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


def _weighed(folded: str, earlier: Sequence[str]) -> Screen:
    """Hear what no pattern holds; hints told over several messages are taken together."""
    found = _hear(folded)
    if found.action != "check_in":
        return found
    before = [_hear(message) for message in earlier if _screen_reading(_read(message)) == NOTHING]
    if any(screen.action == "check_in" for screen in before):
        return replace(found, action="support", severity="high")
    return found


def _is_only_hint(folded: str) -> bool:
    """Tell whether a short message says what becomes a crisis only once it is confirmed."""
    return len(folded.split()) <= _SHORT + 1 and _hinted(_read(folded)) != NOTHING


def _is_only_asked(folded: str) -> bool:
    """Tell whether a message asks how it was for someone and speaks of nobody here."""
    return bool(_ASKED.match(folded)) and not _SPEAKS_OF_SELF.search(folded)


def _doubted(found: Screen, folded: str) -> Screen:
    """Lower an alarm whose message is, as a whole, surely ordinary: `my mom will kill me lol`."""
    if _likelihood(folded) >= DOUBT:
        return found
    return replace(found, action="check_in", severity="low")


def _likelihood(folded: str) -> float:
    shares = weigh(folded)
    return sum(shares[category] for category in _URGENCY)


def _hear(folded: str) -> Screen:
    if len(folded.split()) < _SHORTEST_WEIGHED:
        return NOTHING
    shares, likely = weigh(folded), _likelihood(folded)
    if likely < HINT:
        return NOTHING
    category = max(_URGENCY, key=lambda heard: shares[heard])
    language, how = main_language(folded), f"weighed {likely:.2f}"
    if likely >= ALARM and not _is_only_hint(folded) and not _is_only_asked(folded):
        return Screen("support", category, language, how, "high", folded)
    return Screen("check_in", category, language, how, "low", folded)
