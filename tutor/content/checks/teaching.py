"""What a pack needs to teach: samples, paraphrases, help, levels, questions, honest voices."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.content.checks.languages import LANGUAGE_NAMES
from tutor.content.source_map import Place, SourceMap
from tutor.core.lesson import Expectation, LessonPack
from tutor.core.terms import LEVELS
from tutor.errors import Problem

_PARAPHRASES = 3


def check_samples(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report expectations without an accepted and a rejected sample in each language."""
    for question_id, place, expectation in _expectations(pack):
        for name in ("accepted", "rejected"):
            for language in pack.manifest.languages:
                if not getattr(expectation, name).get(language):
                    message = f"expectation '{expectation.id}' has no {name} sample in "
                    message += f"{LANGUAGE_NAMES[language]}."
                    remedy = f"Add a student's answer to '{name}.{language}'."
                    where = (*place, name)
                    yield sources.error("question", question_id, where, message, remedy)


def check_paraphrases(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report expectations with few ways to say the idea, or none."""
    for question_id, place, expectation in _expectations(pack):
        where = (*place, "says")
        if not expectation.says.all:
            message = f"expectation '{expectation.id}' does not say its idea."
            yield sources.error("question", question_id, where, message, "Add it to 'says'.")
            continue
        for language in pack.manifest.languages:
            count = len(expectation.says.get(language))
            if count < _PARAPHRASES:
                message = f"expectation '{expectation.id}' says its idea in {count} way(s) in "
                message += f"{LANGUAGE_NAMES[language]}."
                remedy = f"Write {_PARAPHRASES} or more in 'says.{language}'."
                yield sources.warning("question", question_id, where, message, remedy)


def check_scaffolds(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report expectations without hint, prompt or assertion."""
    for question_id, place, expectation in _expectations(pack):
        for name in ("hint", "prompt", "assertion"):
            text = getattr(expectation, name)
            if not (text.en or text.es):
                message = f"expectation '{expectation.id}' has no {name}."
                where = (*place, name)
                yield sources.warning("question", question_id, where, message, f"Add '{name}'.")


def check_concepts_asked(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report concepts that no question asks for."""
    asked = {question.concept for question in pack.questions}
    asked |= {expectation.concept for _, _, expectation in _expectations(pack)}
    for concept in pack.concepts:
        if concept.id not in asked:
            message = f"concept '{concept.id}' has no question."
            remedy = "Write one, or remove the concept."
            yield sources.warning("concept", concept.id, ("id",), message, remedy)


def check_levels(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report passages that lack a level in one of their languages."""
    for passage in pack.passages:
        for language, variant in passage.variants.items():
            lacking = [level for level in LEVELS if level not in variant.sections]
            if lacking:
                names = ", ".join(f"'{level}'" for level in lacking)
                message = f"passage '{passage.id}' has no {names} in {LANGUAGE_NAMES[language]}."
                remedy = f"Add '## {lacking[0]}' and its text."
                place = ("variants", language)
                yield sources.warning("passage", passage.id, place, message, remedy)


def check_dramatizations(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report invented scenes that the figure would tell as its own memory."""
    for passage in pack.passages:
        if passage.kind == "dramatization" and passage.voice != "guide":
            message = f"passage '{passage.id}' is a dramatization in the figure's voice."
            yield sources.error("passage", passage.id, ("voice",), message, "Write 'voice: guide'.")


def _expectations(pack: LessonPack) -> Iterator[tuple[str, Place, Expectation]]:
    for question in pack.questions:
        for at, expectation in enumerate(question.expectations):
            yield question.id, ("expectations", at), expectation
