"""A pack and a persona prepared for reading and grading: computed once, then only looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tutor.core.addressing import speaks_to_figure
from tutor.core.grading import PreparedQuestion, prepare_questions
from tutor.core.lesson import GlossaryEntry, LessonPack
from tutor.core.matching import PhraseIndex, find_alike
from tutor.core.persona import Persona, Topic
from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import content_stems, fold, stem, words

_NAME = re.compile(r"(?<=[^\W\dA-Z_,;] )[A-ZÁÉÍÓÚÑ][\w'’-]+(?: [A-ZÁÉÍÓÚÑ][\w'’-]+)*")
"""Capitals inside a sentence."""


@dataclass(frozen=True, slots=True)
class PreparedLesson:
    """What one talk is about: the material, the speaker and the indexes over both."""

    pack: LessonPack
    persona: Persona
    topics: PhraseIndex
    """Keys `restricted:ID`, `accountability:ID` and `dispute:ID`."""
    premises: PhraseIndex
    """Keys are misconception ids."""
    concept_words: PhraseIndex
    anachronisms: tuple[tuple[str, tuple[str, ...]], ...]
    graders: dict[str, PreparedQuestion]
    terms: dict[str, GlossaryEntry] = field(default_factory=dict)
    """Glossary entries by folded term, of both languages."""
    vocabulary: dict[Language, frozenset[str]] = field(default_factory=dict)
    """Stems of every word of the material."""
    names: frozenset[str] = frozenset()
    """Folded names of people and places, which are the same in both languages."""

    def knows_word(self, word: str) -> bool:
        """Tell whether a folded word, or one a slip away, stands in the material."""
        for language in LANGUAGES:
            stems = self.vocabulary[language]
            wanted = stem(word, language)
            if wanted in stems or find_alike(wanted, stems) is not None:
                return True
        return False

    def term_in(self, text: str) -> str | None:
        """Give the longest glossary term that a folded text holds, or None."""
        padded = f" {text} "
        held = [term for term in self.terms if f" {term} " in padded or f" {term}s " in padded]
        return max(held, key=len, default=None)

    def topic(self, key: str) -> Topic | None:
        """Give the persona's topic of a key such as `restricted:ceremony`, or None."""
        kind, _, topic_id = key.partition(":")
        topics = {
            "restricted": self.persona.restricted,
            "accountability": self.persona.accountability,
        }.get(kind, ())
        return next((topic for topic in topics if topic.id == topic_id), None)


def prepare_lesson(pack: LessonPack, persona: Persona) -> PreparedLesson:
    """Prepare a pack and persona."""
    return PreparedLesson(
        pack=pack,
        persona=persona,
        topics=PhraseIndex(_topic_phrases(pack, persona)),
        premises=PhraseIndex(_premise_phrases(pack)),
        concept_words=PhraseIndex(_concept_phrases(pack)),
        anachronisms=tuple((a.id, a.words.all) for a in persona.anachronisms),
        graders=prepare_questions(pack.questions, pack.people, persona.id),
        terms={
            fold(term): entry
            for entry in pack.glossary
            for term in (entry.term.en, entry.term.es)
            if term
        },
        vocabulary={language: _vocabulary(pack, language) for language in LANGUAGES},
        names=_names(pack),
    )


def _topic_phrases(pack: LessonPack, persona: Persona) -> Iterator[tuple[str, Language, str]]:
    for language in LANGUAGES:
        for kind, topics in (
            ("restricted", persona.restricted),
            ("accountability", persona.accountability),
        ):
            for topic in topics:
                for ask in topic.asks.get(language):
                    yield f"{kind}:{topic.id}", language, ask
        for dispute in pack.disputes:
            others = dispute.teller not in (None, persona.id)
            for ask in (*dispute.asks.get(language), dispute.question.get(language)):
                if not (others and speaks_to_figure(ask, language)):
                    yield f"dispute:{dispute.id}", language, ask


def _premise_phrases(pack: LessonPack) -> Iterator[tuple[str, Language, str]]:
    for language in LANGUAGES:
        for misconception in pack.misconception_by_id.values():
            for text in (*misconception.premises.get(language), *misconception.says.get(language)):
                yield misconception.id, language, text


def _concept_phrases(pack: LessonPack) -> Iterator[tuple[str, Language, str]]:
    for language in LANGUAGES:
        for concept in pack.concepts:
            yield concept.id, language, concept.title.get(language)
        for passage in pack.passages:
            for ask in passage.variant(language).asks:
                yield passage.concepts[0], language, ask


def _vocabulary(pack: LessonPack, language: Language) -> frozenset[str]:
    stems: set[str] = set()
    for concept in pack.concepts:
        for phrase in (concept.title.get(language), *concept.words.get(language)):
            stems.update(content_stems(phrase, language))
    for passage in pack.passages:
        variant = passage.variant(language)
        for phrase in (variant.title, *variant.asks):
            stems.update(content_stems(phrase, language))
        for paragraphs in variant.sections.values():
            for paragraph in paragraphs:
                stems.update(content_stems(" ".join(paragraph.sentences), language))
    for dispute in pack.disputes:
        for phrase in (dispute.question.get(language), *dispute.asks.get(language)):
            stems.update(content_stems(phrase, language))
    return frozenset(stems)


def _names(pack: LessonPack) -> frozenset[str]:
    """Find names that stand in both languages, and English ones of several words."""
    found = {language: set(_written_names(pack, language)) for language in LANGUAGES}
    places = {name for name in found["en"] if " " in name}
    return frozenset(" ".join(words(name)) for name in places | (found["en"] & found["es"]))


def _written_names(pack: LessonPack, language: Language) -> Iterator[str]:
    for passage in pack.passages:
        for paragraphs in passage.variant(language).sections.values():
            for paragraph in paragraphs:
                yield from _NAME.findall(" ".join(paragraph.sentences))
