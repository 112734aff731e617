"""Replies that are the same for everybody: to a cry for help, to harm, to no words, to too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from tutor.core.phrases import phrase
from tutor.core.reading import is_wordless
from tutor.core.safety import Category, Concern, find_concerns, note_on, reply_to, support_text
from tutor.core.terms import Language, Move, SpeechAct

RECENT = 5
"""Messages before this one that the screen sees."""
_SHORT = 6
"""Words of a request for the answer to the open question."""


@dataclass(frozen=True, slots=True)
class FixedWords:
    """A reply with which nothing is graded and the dialogue stays as it is."""

    move: Move
    text: str
    language: Language
    reason: str = "answered with fixed words"
    concerns: tuple[Concern, ...] = ()
    """What the screen found in the message."""

    @property
    def is_support(self) -> bool:
        """Tell whether a student in distress is answered."""
        return self.move == "support"

    @property
    def act(self) -> SpeechAct:
        """Give the speech act that the message is recorded as."""
        return "unsafe" if self.move in ("support", "decline") else "social"

    @property
    def screened(self) -> Literal["none", "support", "declined"]:
        """Name what the screen did, for the record."""
        return "support" if self.is_support else "declined" if self.move == "decline" else "none"


def find_fixed_words(
    text: str,
    concerns: tuple[Concern, ...],
    standing: Language,
    limit: int,
    *,
    pending: bool = False,
) -> FixedWords | None:
    """Give the fixed reply to a message, or None where the tutor is to answer.

    Args:
        text: the message, cleaned.
        concerns: what the screen found in it.
        standing: the student's language so far.
        limit: characters that a message may have.
        pending: a question is open, so a plain request for its answer is the tutor's to read.
    """
    support = find_support(concerns)
    if support is not None:
        return support
    if is_wordless(text) and "?" not in text:
        return FixedWords("redirect", phrase("empty", standing), standing)
    if len(text) > limit:
        words = phrase("too_long", standing, limit=str(limit))
        return FixedWords("redirect", words, standing, concerns=concerns)
    found = (_find_reply(concern, text, pending=pending) for concern in concerns)
    reply = next((words for words in found if words), None)
    return replace(reply, concerns=concerns) if reply else None


def find_support(concerns: Sequence[Concern]) -> FixedWords | None:
    """Give the reviewed reply to a cry for help, None where there is none."""
    crisis = next((concern for concern in concerns if concern.kind == "crisis"), None)
    if crisis is None:
        return None
    category = next((one for one in get_args(Category) if one == crisis.category), None)
    text = support_text(crisis.language, category)
    return FixedWords("support", text, crisis.language, concerns=tuple(concerns))


def find_notes(concerns: Sequence[Concern], language: Language) -> tuple[str, ...]:
    """Give the lines said before an answer: where help is, and not to type personal data."""
    return tuple(note for one in concerns if (note := note_on(one.kind, language)))


def _find_reply(concern: Concern, text: str, *, pending: bool) -> FixedWords | None:
    """Give the fixed reply to harm, companionship or homework, None where there is none."""
    said = reply_to(concern.kind, concern.language)
    if said is None or (concern.kind == "homework" and pending and len(text.split()) <= _SHORT):
        return None
    move: Move = "decline" if concern.kind == "harm" else "redirect"
    return FixedWords(move, said, concern.language, f"{concern.kind}: {concern.category}")


def unsaved_words(text: str, recent: Sequence[str], standing: Language) -> FixedWords:
    """Say that a message could not be saved; a cry for help is answered all the same."""
    support = find_support(find_concerns(text, list(recent)[-RECENT:]))
    said = phrase("unsaved", standing)
    return support or FixedWords("redirect", said, standing, "could not be saved")
