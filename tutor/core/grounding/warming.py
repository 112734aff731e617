"""Loading what the checks of sentences look up, before the first of them is needed."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.core.events import Plan
from tutor.core.grounding.sentences import Frame, SentenceCheck
from tutor.core.grounding.tokens import read
from tutor.core.lesson import LessonPack, render_person
from tutor.core.persona import Persona
from tutor.core.statements import Statement
from tutor.core.terms import Language
from tutor.core.wire_lines import Sentence

_CHECKED = 20
"""Sentences that are checked, which loads the lists; all are read, which fills the caches."""


def warm_checks(pack: LessonPack, persona: Persona) -> None:
    """Read a pack's sentences and check some of them against themselves."""
    for language in pack.manifest.languages:
        facts = list(_facts(pack, language))
        for fact in facts:
            read(fact.text, language)
        frame = _frame(pack, persona, language)
        for fact in facts[:_CHECKED]:
            check = SentenceCheck({"f1": fact}, frame)
            check(Sentence(fact.text, "guide", ("f1",)))


def _facts(pack: LessonPack, language: Language) -> Iterable[Statement]:
    """Give the sentences of the middle level as a historian says them."""
    for passage in pack.passages:
        for paragraph in passage.paragraphs(language, "standard"):
            for sentence in paragraph.sentences:
                text = render_person(sentence, None, passage.teller)
                yield Statement(text, "guide", (passage.id,), passage.segment_kind)


def _frame(pack: LessonPack, persona: Persona, language: Language) -> Frame:
    plan = Plan(
        move="explain", reason="covered", language=language, reading_level=9.0, level="standard",
        depth="fact", focus=(), presentation="story", person="first", max_sentences=4,
    )  # fmt: skip
    return Frame(plan, pack, persona)
