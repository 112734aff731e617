"""Replies that are the same for everybody: to a cry for help, to no words, to too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.core.phrases import phrase
from tutor.core.reading import is_wordless
from tutor.core.safety import screen_message, support_text
from tutor.core.terms import Language, Move, SpeechAct

RECENT = 5
"""Messages before this one that the crisis screen sees."""


@dataclass(frozen=True, slots=True)
class FixedWords:
    """A reply with which nothing is graded and the dialogue stays as it is."""

    move: Move
    text: str
    language: Language
    reason: str = "answered with fixed words"

    @property
    def is_support(self) -> bool:
        """Tell whether a student in distress is answered."""
        return self.move == "support"

    @property
    def act(self) -> SpeechAct:
        """Give the speech act that the message is recorded as."""
        return "unsafe" if self.is_support else "social"


def find_fixed_words(
    text: str, recent: Sequence[str], standing: Language, limit: int
) -> FixedWords | None:
    """Give the fixed reply to a message, or None where the tutor is to answer.

    Args:
        text: the message, cleaned.
        recent: the student's messages before it, oldest first.
        standing: the student's language so far.
        limit: characters that a message may have.
    """
    support = find_support(text, recent, standing)
    if support is not None:
        return support
    if is_wordless(text) and "?" not in text:
        return FixedWords("redirect", phrase("empty", standing), standing)
    if len(text) > limit:
        words = phrase("too_long", standing, limit=str(limit))
        return FixedWords("redirect", words, standing)
    return None


def find_support(text: str, recent: Sequence[str], standing: Language) -> FixedWords | None:
    """Give the reviewed reply to a cry for help, None where there is none."""
    screen = screen_message(text, list(recent)[-RECENT:])
    if screen.action != "support":
        return None
    language = screen.language or standing
    return FixedWords("support", support_text(language, screen.category), language)


def unsaved_words(text: str, recent: Sequence[str], standing: Language) -> FixedWords:
    """Say that a message could not be saved; a cry for help is answered all the same."""
    support = find_support(text, recent, standing)
    said = phrase("unsaved", standing)
    return support or FixedWords("redirect", said, standing, "could not be saved")
