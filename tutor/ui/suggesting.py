"""What a student could say next: questions to begin with, to go on with, and ways out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.core.terms import Language
from tutor.core.text import fold
from tutor.core.turn import Turn

_FOLLOW_UPS = 2


def starters(persona: Persona, language: Language) -> tuple[str, ...]:
    """Give the questions to begin with."""
    return persona.starters.get(language)


def follow_ups(
    pack: LessonPack, persona: Persona, turns: Sequence[Turn], language: Language
) -> tuple[str, ...]:
    """Give two questions that were not asked yet: starters first, then what passages answer."""
    asked = {fold(turn.message) for turn in turns if turn.message}
    told = {source for turn in turns for segment in turn.segments for source in segment.support}
    candidates = [*persona.starters.get(language), *_asks(pack, told, language)]
    fresh = (text for text in candidates if fold(text) not in asked)
    return tuple(dict.fromkeys(fresh))[:_FOLLOW_UPS]


def _asks(pack: LessonPack, told: set[str], language: Language) -> Iterable[str]:
    for passage in pack.passages:
        if passage.id not in told and passage.voice == "figure":
            yield from (_as_question(text, language) for text in passage.variant(language).asks[:1])


def _as_question(text: str, language: Language) -> str:
    """Write a way of asking, kept in small letters, as a sentence."""
    core = text.strip().rstrip("?").lstrip("¿")
    core = core[:1].upper() + core[1:]
    return f"¿{core}?" if language == "es" else f"{core}?"
