"""The closed vocabularies that the whole program shares."""

from __future__ import annotations

from typing import Literal, get_args

Language = Literal["en", "es"]
Level = Literal["simple", "standard", "advanced"]
Depth = Literal["fact", "cause", "perspective", "argument"]
SourceKind = Literal[
    "journal", "letter", "document", "oral_tradition", "scholarship", "dramatization"
]
Certainty = Literal["documented", "inferred", "contested"]
SegmentKind = Literal["documented", "inferred", "contested", "tradition", "dramatized", "none"]
Voice = Literal["figure", "guide"]
Person = Literal["first", "third"]
Mood = Literal["stuck", "bored"]
Presentation = Literal["story", "map", "document", "list"]
SpeechAct = Literal[
    "question",
    "answer",
    "clarification",
    "request_simpler",
    "request_deeper",
    "request_answer",
    "dont_know",
    "preference",
    "social",
    "off_topic",
    "unsafe",
]
Move = Literal[
    "explain",
    "ask",
    "pump",
    "hint",
    "prompt",
    "assert",
    "refute",
    "review",
    "recap",
    "redirect",
    "decline",
    "support",
]

LANGUAGES: tuple[Language, ...] = get_args(Language)
LEVELS: tuple[Level, ...] = get_args(Level)
DEPTHS: tuple[Depth, ...] = get_args(Depth)

LEVEL_GRADES: dict[Level, tuple[float, float]] = {
    "simple": (2.0, 5.0),
    "standard": (5.0, 8.0),
    "advanced": (8.0, 12.0),
}
"""The reading levels in US school grades, lower bound included, upper bound not."""


def level_for(grade: float) -> Level:
    """Name the level that a text for this US school grade is written at."""
    if grade < LEVEL_GRADES["standard"][0]:
        return "simple"
    return "standard" if grade < LEVEL_GRADES["advanced"][0] else "advanced"


def other_language(language: Language) -> Language:
    """Name the language a bilingual gloss is given in."""
    return "es" if language == "en" else "en"
