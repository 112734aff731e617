"""Checking a sentence that a language model wrote, before a student sees it.

A sentence passes only where everything that it claims stands in the facts that it cites: a check
that is not sure turns it away, since the authored sentence that stands in is always right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tutor.core.events import Plan
from tutor.core.grading import ACCEPTED, PreparedQuestion
from tutor.core.grounding.claims import claim_problems
from tutor.core.grounding.form import form_problems
from tutor.core.grounding.secrets import secret_problems
from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.core.statements import Statement
from tutor.core.terms import Voice
from tutor.core.wire_lines import Sentence


@dataclass(frozen=True, slots=True)
class Frame:
    """What a model's sentences are checked against besides the facts."""

    plan: Plan
    pack: LessonPack
    persona: Persona
    marks: tuple[str, ...] = ()
    """Canary and tag: no sentence may hold them."""
    open_question: PreparedQuestion | None = None
    """The question that is open after the reply."""
    hidden: frozenset[str] = field(default=frozenset())
    """Its expectations that the reply may not give away."""


class SentenceCheck:
    """The checks of one request: its facts by id, and what surrounds them."""

    def __init__(self, facts: Mapping[str, Statement], frame: Frame) -> None:
        self._facts = facts
        self._frame = frame

    def __call__(self, sentence: Sentence, before: Sequence[str] = ()) -> tuple[str, ...]:
        """Give what is wrong with a sentence; empty where it may be shown.

        Args:
            sentence: as the model wrote it.
            before: the sentences of this reply that passed.
        """
        known = [self._facts[fact] for fact in sentence.ids if fact in self._facts]
        if not sentence.ids or len(known) < len(sentence.ids):
            return ("cites no fact" if not sentence.ids else "cites a fact that is not there",)
        voice = self.voice_of(sentence)
        if voice == "figure" and any(fact.voice == "guide" for fact in known):
            return ("FIGURE tells what only GUIDE may tell",)
        if any(text == sentence.text for text in before):
            return ("says it twice",)
        problems = form_problems(sentence.text, known, self._frame.plan)
        problems += secret_problems(
            sentence.text,
            self._frame.marks,
            tuple(self._facts),
            known,
        )
        if not problems:
            problems = claim_problems(
                sentence.text,
                voice,
                known,
                self._frame.persona,
                self._frame.pack,
                self._frame.plan,
            )
        return tuple(problems or self._leaks(sentence.text, known))

    def voice_of(self, sentence: Sentence) -> Voice:
        """Give who says a sentence: who it names, else whoever may tell all its facts."""
        if sentence.voice is not None:
            return sentence.voice
        known = [self._facts[fact] for fact in sentence.ids if fact in self._facts]
        return "guide" if any(fact.voice == "guide" for fact in known) else "figure"

    def _leaks(self, text: str, known: Sequence[Statement]) -> list[str]:
        """Find an idea of the open question that this reply may not give away."""
        question, language = self._frame.open_question, self._frame.plan.language
        if question is None or not self._frame.hidden:
            return []
        key = question.key(language)
        if key is None:
            return []
        found = key.puts(text, self._frame.hidden)
        given = {idea for idea, score in found.items() if score >= ACCEPTED}
        if not given:
            return []
        told = key.puts(" ".join(fact.text for fact in known), given)
        return ["gives an answer away"] if any(told[idea] < ACCEPTED for idea in given) else []
