"""A lesson pack as values: what a teacher wrote, checked and immutable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tutor.core.authored import Authored, Identifier, Label, Localised, LocalisedList, When
from tutor.core.films import Film
from tutor.core.route import Route
from tutor.core.terms import Certainty, Depth, Language, Level, SegmentKind, SourceKind, Voice

__all__ = [
    "Account",
    "Authored",
    "Concept",
    "Dispute",
    "Exemplar",
    "Expectation",
    "GlossaryEntry",
    "Identifier",
    "Label",
    "Lesson",
    "LessonPack",
    "Localised",
    "LocalisedList",
    "Manifest",
    "Misconception",
    "Paragraph",
    "Passage",
    "Person",
    "Question",
    "Quote",
    "Review",
    "Source",
    "Variant",
    "When",
    "render_person",
]


class Source(Authored):
    """Where a passage comes from."""

    author: str
    work: Label
    date: When | None = None
    locator: str | None = None


class Quote(Authored):
    """Words of a source, verbatim in their own language and spelling."""

    text: str
    author: str
    date: When | None = None


class Paragraph(Authored):
    """Sentences of one depth. A sentence may hold person slots: `{she|I}`."""

    depth: Depth = "fact"
    sentences: tuple[str, ...]


class Variant(Authored):
    """A passage in one language."""

    title: str
    asks: tuple[str, ...] = ()
    sections: dict[Level, tuple[Paragraph, ...]]


class Passage(Authored):
    """One thing the tutor may say, at three levels and in two languages, with its sources."""

    id: Identifier
    concepts: tuple[Identifier, ...] = Field(min_length=1)
    kind: SourceKind
    certainty: Certainty = "documented"
    sources: tuple[Source, ...] = Field(min_length=1)
    quotes: tuple[Quote, ...] = ()
    when: When | None = None
    place: Label | None = None
    tags: tuple[Identifier, ...] = ()
    voice: Voice = "figure"
    teller: Identifier | None = None
    known_to: tuple[Identifier, ...] = ()
    """Figures who can know it; where none is named, all."""
    elsewhere: tuple[str, ...] = ()
    """Names and days of the text that are known from elsewhere than its journal entries."""
    departs_from: tuple[Identifier, ...] = ()
    """The record that a dramatization departs from."""
    variants: dict[Language, Variant]

    @property
    def segment_kind(self) -> SegmentKind:
        """Name the kind a segment resting on this passage has."""
        if self.kind == "oral_tradition":
            return "tradition"
        return "dramatized" if self.kind == "dramatization" else self.certainty

    def variant(self, language: Language) -> Variant:
        """Give this language's variant, or the only one there is."""
        return self.variants.get(language) or next(iter(self.variants.values()))

    def paragraphs(self, language: Language, level: Level) -> tuple[Paragraph, ...]:
        """Give the paragraphs at this level, or at the nearest level that is written."""
        sections = self.variant(language).sections
        for name in (level, "standard", "simple", "advanced"):
            if name in sections:
                return sections[name]
        return ()


class Concept(Authored):
    """A knowledge component: what mastery is estimated for."""

    id: Identifier
    title: Localised
    kind: Literal["content", "skill"] = "content"
    prerequisites: tuple[Identifier, ...] = ()
    words: LocalisedList = LocalisedList()


class Exemplar(Authored):
    """A teacher's verdict on a student's real words."""

    text: str
    language: Language
    counts: bool
    author: str
    date: When


class Expectation(Authored):
    """One idea that a good answer to the question holds."""

    id: Identifier
    concept: Identifier
    says: LocalisedList
    accepted: LocalisedList = LocalisedList()
    rejected: LocalisedList = LocalisedList()
    hint: Localised = Localised()
    prompt: Localised = Localised()
    assertion: Localised = Localised()
    support: tuple[Identifier, ...] = ()
    exemplars: tuple[Exemplar, ...] = ()


class Misconception(Authored):
    """A wrong idea that students hold, and what the record says against it."""

    id: Identifier
    concept: Identifier
    says: LocalisedList
    premises: LocalisedList = LocalisedList()
    refutation: Localised
    support: tuple[Identifier, ...] = ()
    exemplars: tuple[Exemplar, ...] = ()


class Question(Authored):
    """A main question: what the tutor asks, and what it listens for."""

    id: Identifier
    concept: Identifier
    main: Localised
    difficulty: float = Field(default=0.0, ge=-4.0, le=4.0)
    depth: Depth = "fact"
    expectations: tuple[Expectation, ...] = Field(min_length=1)
    misconceptions: tuple[Misconception, ...] = ()
    summary: Localised = Localised()
    support: tuple[Identifier, ...] = ()

    def expectation(self, expectation_id: str) -> Expectation:
        """Give the expectation of this id; StopIteration where there is none."""
        return next(e for e in self.expectations if e.id == expectation_id)

    def misconception(self, misconception_id: str) -> Misconception:
        """Give the misconception of this id; StopIteration where there is none."""
        return next(m for m in self.misconceptions if m.id == misconception_id)


class Account(Authored):
    """One side of a dispute: who holds it, what they hold and on what evidence."""

    id: Identifier
    holder: Localised
    claim: Localised
    evidence: Localised
    kind: SourceKind
    sources: tuple[Source, ...] = Field(min_length=1)


class Dispute(Authored):
    """A question that the sources answer differently. The tutor never rules on one."""

    id: Identifier
    title: Localised
    question: Localised
    concepts: tuple[Identifier, ...] = ()
    asks: LocalisedList = LocalisedList()
    teller: Identifier | None = None
    """The figure whom the asks call "you"."""
    accounts: tuple[Account, ...] = Field(min_length=2)
    closing: Localised = Localised()


class GlossaryEntry(Authored):
    """A key term in each language with a plain meaning."""

    term: Localised
    meaning: Localised


class Person(Authored):
    """Somebody the material speaks of, with the words that students use for them."""

    id: Identifier
    names: LocalisedList
    period: tuple[str, ...] = ()
    """How writers of the time named them, as they spelt it."""


class Review(Authored):
    """Who has read this material, and what they said of it."""

    status: Literal["unreviewed", "reviewed", "withdrawn"] = "unreviewed"
    by: str | None = None
    date: When | None = None
    note: Localised = Localised()


class Lesson(Authored):
    """One sitting of the arc: what it asks, what is read and what the student makes of it."""

    id: Identifier
    title: Localised
    supporting_questions: LocalisedList = LocalisedList()
    source: Identifier | None = None
    questions: tuple[Identifier, ...] = ()
    task: Localised = Localised()


class Manifest(Authored):
    """What `pack.yaml` says of the pack as a whole."""

    id: Identifier
    title: Localised
    languages: tuple[Language, ...] = ("en", "es")
    grades: tuple[int, int] = (4, 10)
    compelling_question: Localised = Localised()
    personas: tuple[Identifier, ...] = ()
    licence: str = ""
    authors: tuple[str, ...] = ()
    review: Review = Review()
    standards: tuple[str, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    media: tuple[str, ...] = ()


class LessonPack(BaseModel):
    """A whole lesson pack. `version` is a hash of its content and stamps every exchange."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    manifest: Manifest
    version: str
    concepts: tuple[Concept, ...]
    passages: tuple[Passage, ...]
    questions: tuple[Question, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    people: tuple[Person, ...] = ()
    films: tuple[Film, ...] = ()
    route: Route | None = None

    @property
    def id(self) -> str:
        """Give the pack's id."""
        return self.manifest.id

    @cached_property
    def concept_by_id(self) -> dict[str, Concept]:
        """Index the concepts by id."""
        return {c.id: c for c in self.concepts}

    @cached_property
    def verdicts(self) -> tuple[Localised, ...]:
        """Give the sentences in which the tutor says what is right and what is not."""
        return tuple(
            text
            for question in self.questions
            for text in (
                question.summary,
                *(expectation.assertion for expectation in question.expectations),
                *(misconception.refutation for misconception in question.misconceptions),
            )
        )

    @cached_property
    def called(self) -> tuple[str, ...]:
        """Give every name of the people."""
        return tuple(name for person in self.people for name in person.names.all)

    @cached_property
    def passage_by_id(self) -> dict[str, Passage]:
        """Index the passages by id."""
        return {p.id: p for p in self.passages}

    @cached_property
    def question_by_id(self) -> dict[str, Question]:
        """Index the questions by id."""
        return {q.id: q for q in self.questions}

    @cached_property
    def dispute_by_id(self) -> dict[str, Dispute]:
        """Index the disputes by id."""
        return {d.id: d for d in self.disputes}

    @cached_property
    def misconception_by_id(self) -> dict[str, Misconception]:
        """Index the misconceptions of every question by id."""
        return {m.id: m for q in self.questions for m in q.misconceptions}

    @cached_property
    def taught(self) -> tuple[Question, ...]:
        """Give the questions in the order of the lessons; those of no lesson come last."""
        order = {
            q: at for at, q in enumerate(q for x in self.manifest.lessons for q in x.questions)
        }
        return tuple(sorted(self.questions, key=lambda q: order.get(q.id, len(order))))

    @cached_property
    def taught_concepts(self) -> tuple[str, ...]:
        """Give the concepts' ids in the order of the lessons; those never asked come last."""
        asked = (question.concept for question in self.taught)
        return tuple(dict.fromkeys((*asked, *(concept.id for concept in self.concepts))))

    def passages_on(self, concept_id: str) -> Iterator[Passage]:
        """Give the passages that teach a concept, in the pack's order."""
        return (p for p in self.passages if concept_id in p.concepts)


_SLOT = re.compile(r"\{([^{}|]*(?:\|[^{}|]*)+)\}")
_NAMED = re.compile(r"([a-z][a-z0-9-]*):(.*)", re.DOTALL)


@lru_cache(maxsize=16384)
def render_person(sentence: str, speaker: str | None, teller: str | None) -> str:
    """Resolve the person slots of a sentence.

    The first words of a slot are a historian's. `{she|I}` reads "I" when the passage's teller
    speaks, `{Lewis and Clark|lewis:Clark and I|clark:Lewis and I}` as each of them would say it;
    `{clark:Clark|I}` is short for `{Clark|clark:I}`. `speaker` is None in the third person.
    """

    def choose(slot: re.Match[str]) -> str:
        first, *others = slot[1].split("|")
        owner, third = _named(first, teller)
        spoken = dict(_named(other, owner) for other in others)
        return third if speaker is None else spoken.get(speaker, third)

    text = _SLOT.sub(choose, sentence)
    return text[:1].upper() + text[1:]


def _named(words: str, otherwise: str | None) -> tuple[str | None, str]:
    """Split words of a slot from the name of the person who says them."""
    found = _NAMED.fullmatch(words)
    return (found[1], found[2]) if found else (otherwise, words)
