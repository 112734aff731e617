"""Checking a segment before a student sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tutor.core.events import Citation, Plan, Segment
from tutor.core.language import read_language
from tutor.core.lesson import LessonPack
from tutor.core.matching import alike
from tutor.core.persona import Persona
from tutor.core.terms import Language
from tutor.core.text import content_stems, words

SUPPORTED = 0.5
"""Share of a figure's sentence (in content words) that its passages must hold."""

_QUOTED = re.compile(r"[“\"«]([^”\"»]{2,})[”\"»]")
_NAMED = re.compile(r"(?<=\S )[A-ZÁÉÍÓÚÑ][\w'’-]*(?: (?:of|the|and|y|de|la) (?=[A-ZÁÉÍÓÚÑ]))?")
"""Names and titles, which belong to no language."""
_YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def check_segment(
    segment: Segment,
    citations: Sequence[Citation],
    pack: LessonPack,
    persona: Persona,
    plan: Plan,
) -> tuple[str, ...]:
    """Give what is wrong with a segment; empty where it may be shown."""
    problems = []
    cited = [c for c in citations if c.id in segment.support]
    if segment.kind != "none" and not segment.support:
        problems.append("a claim without a passage")
    if len(cited) < len(set(segment.support)):
        problems.append("cites a passage that is not there")
    if segment.voice == "figure" and segment.kind != "none":
        problems += _unsupported(segment, cited, plan)
        problems += _beyond_horizon(segment, persona)
    problems += _misquoted(segment, cited, pack)
    if not is_in_language(segment.text, plan):
        problems.append(f"not in '{plan.language}'")
    return tuple(problems)


def _unsupported(segment: Segment, cited: Sequence[Citation], plan: Plan) -> list[str]:
    known = frozenset[str]().union(*(_stems(each.text, plan.language) for each in cited))
    problems = []
    for sentence in _SENTENCE.split(segment.text):
        said = _stems(sentence, plan.language)
        held = sum(stem in known or any(alike(stem, k) for k in known) for stem in said)
        if said and held / len(said) < SUPPORTED:
            problems.append("a sentence that its passages do not support")
    return problems


@lru_cache(maxsize=1024)
def _stems(text: str, language: Language) -> frozenset[str]:
    return frozenset(content_stems(text, language))


def _beyond_horizon(segment: Segment, persona: Persona) -> list[str]:
    last = int(persona.horizon.until[:4])
    beyond = [year for year in _YEAR.findall(segment.text) if int(year) > last]
    return [f"the figure speaks of {beyond[0]}, after the horizon"] if beyond else []


def _misquoted(segment: Segment, cited: Sequence[Citation], pack: LessonPack) -> list[str]:
    """Find quotation marks around words that stand in no cited passage or quote."""
    known = [" ".join(words(citation.text)) for citation in cited]
    for passage_id in segment.support:
        passage = pack.passage_by_id.get(passage_id)
        known += [" ".join(words(quote.text)) for quote in passage.quotes] if passage else []
    for quoted in _QUOTED.findall(segment.text):
        plain = " ".join(words(quoted))
        if plain and not any(plain in text for text in known):
            return ["quotation marks around words that no passage holds"]
    return []


def is_in_language(text: str, plan: Plan) -> bool:
    """Tell whether a text is in the plan's language, names and quotations apart."""
    plain = _NAMED.sub(" ", _QUOTED.sub(" ", text))
    heard = read_language(plain, plan.language)
    return heard.language == plan.language or not heard.sure
