"""What is indexed of a pack: several small documents for each passage and dispute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tutor.core.addressing import speaks_to_figure
from tutor.core.lesson import Dispute, LessonPack, Passage, render_person
from tutor.core.terms import LANGUAGES, Language

Field = Literal["ask", "title", "text"]

DISPUTE_PREFIX = "dispute:"


@dataclass(frozen=True, slots=True)
class Document:
    """One text that stands for a passage or dispute (`owner`)."""

    owner: str
    field: Field
    text: str
    sentences: tuple[str, ...]
    said_to: str | None = None
    """The figure whom an ask calls "you"."""


def pack_languages(pack: LessonPack) -> tuple[Language, ...]:
    """Give the languages in which the pack has something to find."""
    written = {language for p in pack.passages for language in p.variants}
    return tuple(x for x in LANGUAGES if x in written or x in pack.manifest.languages)


def list_owners(pack: LessonPack) -> tuple[str, ...]:
    """Give the ids of everything that can be found: passages, then `dispute:ID`."""
    return tuple(p.id for p in pack.passages) + tuple(DISPUTE_PREFIX + d.id for d in pack.disputes)


def list_documents(pack: LessonPack, language: Language) -> tuple[Document, ...]:
    """Give the documents of a pack in one language, in the order of `list_owners`."""
    speakers = pack.manifest.personas
    found = [d for p in pack.passages for d in _of_passage(p, language, speakers)]
    found += [d for x in pack.disputes for d in _of_dispute(x, language)]
    return tuple(found)


def list_terms(pack: LessonPack, language: Language) -> tuple[str, ...]:
    """Give the names and terms that somebody may ask for with nothing else: titles, people."""
    terms = [entry.term.get(language) for entry in pack.glossary]
    terms += [name for person in pack.people for name in person.names.get(language)]
    terms += [p.variant(language).title for p in pack.passages]
    return (*terms, *(dispute.title.get(language) for dispute in pack.disputes))


def _of_passage(
    passage: Passage, language: Language, speakers: tuple[str, ...]
) -> Iterator[Document]:
    variant = passage.variant(language)
    for ask in variant.asks:
        yield _ask(passage.id, ask, language, passage.teller)
    place = passage.place.get(language) if passage.place else ""
    heading = " ".join((variant.title, place, *(t.replace("-", " ") for t in passage.tags)))
    yield _one(passage.id, "title", heading)
    for paragraphs in variant.sections.values():
        written = (s for paragraph in paragraphs for s in paragraph.sentences)
        told = tuple(render_every_person(s, passage.teller, speakers) for s in written)
        yield Document(passage.id, "text", " ".join(told), told)


def _of_dispute(dispute: Dispute, language: Language) -> Iterator[Document]:
    owner = DISPUTE_PREFIX + dispute.id
    yield _one(owner, "ask", dispute.question.get(language))
    for ask in dispute.asks.get(language):
        yield _ask(owner, ask, language, dispute.teller)
    yield _one(owner, "title", dispute.title.get(language))
    for account in dispute.accounts:
        parts = (account.holder, account.claim, account.evidence)
        told = tuple(part.get(language) for part in parts)
        yield Document(owner, "text", " ".join(told), told)


def _ask(owner: str, ask: str, language: Language, teller: str | None) -> Document:
    return Document(owner, "ask", ask, (ask,), teller if speaks_to_figure(ask, language) else None)


def _one(owner: str, field: Field, text: str) -> Document:
    return Document(owner, field, text, (text,))


def render_every_person(sentence: str, teller: str | None, speakers: tuple[str, ...]) -> str:
    """Render a sentence in the third person, followed by the words that "I" brings in."""
    text = render_person(sentence, None, teller)
    for speaker in dict.fromkeys((teller, *speakers)):
        spoken = render_person(sentence, speaker, teller) if speaker else text
        if spoken != text:
            known = set(text.split())
            text = " ".join((text, *(w for w in spoken.split() if w not in known)))
    return text
