"""Whether a sentence claims only what its facts say: words, who, whom, when, how many, how sure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tutor.core.events import Plan
from tutor.core.grounding.binding import binding_problems
from tutor.core.grounding.contraries import affirm, contrary_problems
from tutor.core.grounding.licence import Licence
from tutor.core.grounding.order import order_problems
from tutor.core.grounding.parts import part_problems
from tutor.core.grounding.quotes import quote_problems, without_quotes
from tutor.core.grounding.refuting import refuting_problems
from tutor.core.grounding.scope import scope_problems
from tutor.core.grounding.seats import seat_problems
from tutor.core.grounding.speaker import speaker_problems, without_fillers
from tutor.core.grounding.tokens import read
from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.core.statements import Statement
from tutor.core.terms import Voice
from tutor.core.text import fold


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
    whole = [read(fact.text, language) for fact in cited]
    plain = read(affirm(without_fillers(without_quotes(text)), whole, language), language)
    names = frozenset(t.word for each in (plain, *whole) for t in each.tokens if t.kind == "name")
    names |= _names_in(pack.called)
    said, facts = plain.naming(names), [each.naming(names) for each in whole]
    bare = [read(without_quotes(fact.text), language).naming(names) for fact in cited]
    licence = Licence(said, facts, bare, persona)
    problems += licence.problems
    problems += binding_problems(licence)
    problems += scope_problems(licence)
    problems += refuting_problems(licence)
    problems += order_problems(licence)
    problems += seat_problems(licence)
    problems += contrary_problems(said, facts)
    problems += part_problems(licence, persona, pack)
    return problems


@lru_cache(maxsize=32)
def _names_in(called: tuple[str, ...]) -> frozenset[str]:
    """Give the words of names that are names themselves."""
    return frozenset(fold(word) for name in called for word in name.split() if word[:1].isupper())
