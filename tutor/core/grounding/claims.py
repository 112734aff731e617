"""Whether a sentence claims only what its facts say: words, who, whom, when, how many, how sure."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.events import Plan
from tutor.core.grounding.binding import binding_problems
from tutor.core.grounding.licence import Licence
from tutor.core.grounding.parts import part_problems
from tutor.core.grounding.quotes import quote_problems, without_quotes
from tutor.core.grounding.scope import scope_problems
from tutor.core.grounding.speaker import speaker_problems
from tutor.core.grounding.tokens import read
from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.core.statements import Statement
from tutor.core.terms import Voice


def claim_problems(
    text: str,
    voice: Voice,
    cited: Sequence[Statement],
    persona: Persona,
    pack: LessonPack,
    plan: Plan,
) -> list[str]:
    """Say what a sentence claims that its facts do not."""
    language = plan.language
    problems = speaker_problems(text, voice, cited, persona, plan)
    problems += quote_problems(text, cited, pack)
    if problems:
        return problems
    said = read(without_quotes(text), language)
    facts = [read(fact.text, language) for fact in cited]
    bare = [read(without_quotes(fact.text), language) for fact in cited]
    licence = Licence(said, facts, bare, persona)
    problems += licence.problems
    problems += binding_problems(licence)
    problems += scope_problems(licence)
    problems += part_problems(licence, persona, pack)
    return problems
