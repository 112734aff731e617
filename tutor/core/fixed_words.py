"""Replies that are the same for everybody: to a cry for help, to harm, to no words, to too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from tutor.core.events import Reading
from tutor.core.phrases import phrase
from tutor.core.reading import is_wordless
from tutor.core.rules import Rules
from tutor.core.safety import (
    Category,
    Concern,
    answer_request,
    find_concerns,
    note_on,
    reply_to,
    support_text,
)
from tutor.core.terms import Language, Move, SpeechAct

RECENT = 5
"""Messages before this one that the screen sees."""
_SHORT = 6
"""Words of a request for the answer to the open question."""

ASKS_FOR_HUMAN = "asks for a human being"
"""Why a student is told who will see it."""


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
    rules: Rules = Rules(),  # noqa: B008 - frozen
) -> FixedWords | None:
    """Give the fixed reply to a message, or None where the tutor is to answer.

    Args:
        text: the message, cleaned.
        concerns: what the screen found in it.
        standing: the student's language so far.
        limit: characters that a message may have.
        pending: a question is open, so a plain request for its answer is the tutor's to read.
        rules: what the talk has to keep to.
    """
    support = find_support(concerns) or _find_human(concerns, rules)
    if support is not None:
        return support
    if is_wordless(text) and "?" not in text:
        return FixedWords("redirect", phrase("empty", standing), standing)
    if len(text) > limit:
        words = phrase("too_long", standing, limit=str(limit))
        return FixedWords("redirect", words, standing, concerns=concerns)
    found = (_find_reply(concern, text, rules, pending=pending) for concern in concerns)
    reply = next((words for words in found if words), None)
    return replace(reply, concerns=concerns) if reply else None


def slow_down(
    fixed: FixedWords | None, concerns: tuple[Concern, ...], language: Language
) -> FixedWords:
    """Give the reply to one message too many in a minute; who needs a person still gets theirs."""
    if fixed is not None and (fixed.is_support or fixed.reason == ASKS_FOR_HUMAN):
        return fixed
    words = phrase("too_fast", language)
    return FixedWords("redirect", words, language, "one message too many in a minute", concerns)


def find_support(concerns: Sequence[Concern]) -> FixedWords | None:
    """Give the reviewed reply to a cry for help, None where there is none."""
    crisis = next((concern for concern in concerns if concern.kind == "crisis"), None)
    if crisis is None:
        return None
    category = next((one for one in get_args(Category) if one == crisis.category), None)
    text = support_text(crisis.language, category)
    return FixedWords("support", text, crisis.language, concerns=tuple(concerns))


def _find_human(concerns: Sequence[Concern], rules: Rules) -> FixedWords | None:
    """Give the reply to a student who asks for a human being, in the student's own language."""
    asked = next((concern for concern in concerns if concern.kind == "asks_for_human"), None)
    if asked is None or any(concern.kind == "harm" for concern in concerns):
        return None
    said = answer_request(asked.language, seated=rules.seated)
    notes = find_notes(concerns, asked.language)
    text = " ".join((said, *notes))
    return FixedWords("redirect", text, asked.language, ASKS_FOR_HUMAN, tuple(concerns))


def find_notes(
    concerns: Sequence[Concern],
    language: Language,
    reading: Reading | None = None,
    before: Reading | None = None,
) -> tuple[str, ...]:
    """Give the lines said before an answer.

    They say where help is, that personal data is better not typed, and, once in a row, that the
    reply keeps to another language than the student's; `before` is the reading of the last message.
    """
    notes = tuple(note for one in concerns if (note := note_on(one.kind, language)))
    if reading is None or reading.refused is None:
        return notes
    told = before is not None and before.refused is not None and reading.wants_language is None
    return notes if told else (*notes, phrase("only_language", language))


def _find_reply(concern: Concern, text: str, rules: Rules, *, pending: bool) -> FixedWords | None:
    """Give the fixed reply to harm, companionship or homework, None where there is none."""
    language = rules.permit(concern.language)
    said = reply_to(concern.kind, language)
    if said is None or (concern.kind == "homework" and pending and len(text.split()) <= _SHORT):
        return None
    move: Move = "decline" if concern.kind == "harm" else "redirect"
    return FixedWords(move, said, language, f"{concern.kind}: {concern.category}")


def unsaved_words(text: str, recent: Sequence[str], standing: Language) -> FixedWords:
    """Say that a message could not be saved; a cry for help is answered all the same."""
    support = find_support(find_concerns(text, list(recent)[-RECENT:]))
    said = phrase("unsaved", standing)
    return support or FixedWords("redirect", said, standing, "could not be saved")
