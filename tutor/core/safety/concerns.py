"""Everything that a message calls for care about, the gravest first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tutor.core.safety.concern import Concern, Kind
from tutor.core.safety.conduct import find_conduct
from tutor.core.safety.crisis import screen_message
from tutor.core.safety.human import find_request
from tutor.core.safety.normalise import fold_text
from tutor.core.safety.personal import mask_personal
from tutor.core.safety.weighing import main_language

_GRAVITY: tuple[Kind, ...] = (
    "crisis", "harm", "check_in", "asks_for_human", "personal_data", "companionship", "homework",
    "jailbreak", "long_use", "night_use",
)  # fmt: skip

_LONGEST = 4_000
"""Characters of a message in which anything but a crisis is looked for."""


def find_concerns(
    text: str, recent: Sequence[str] = (), roster: Collection[str] = ()
) -> tuple[Concern, ...]:
    """Find what a message calls for care about.

    Args:
        text: what the student wrote.
        recent: the student's own messages before it, oldest first.
        roster: names of people of the class.
    """
    part = text[:_LONGEST]
    found = [*_crisis(text, recent), *find_conduct(part), *_personal(part, roster)]
    found += find_request(part)
    return tuple(sorted(found, key=lambda concern: _GRAVITY.index(concern.kind)))


def _crisis(text: str, recent: Sequence[str]) -> list[Concern]:
    screen = screen_message(text, recent)
    if screen.action == "none":
        return []
    concern = Concern(
        kind="crisis" if screen.action == "support" else "check_in",
        category=screen.category or "self_harm",
        severity=screen.severity or "high",
        wording=screen.wording or fold_text(text),
        rule=screen.pattern or "",
        language=screen.language or main_language(fold_text(text)),
    )
    return [concern]


def _personal(text: str, roster: Collection[str]) -> list[Concern]:
    """Tell that there is personal data, and of which kind; never repeat it."""
    masked, spans = mask_personal(text, roster)
    if not spans:
        return []
    concern = Concern(
        kind="personal_data",
        category=spans[0].what,
        severity="low",
        wording=masked,
        rule=spans[0].what,
        language=main_language(fold_text(masked)),
    )
    return [concern]
