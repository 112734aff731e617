"""What is indexed of a pack: several small documents for each passage and dispute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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


def _of_passage(
    passage: Passage, language: Language, speakers: tuple[str, ...]
) -> Iterator[Document]:
    variant = passage.variant(language)
    for ask in variant.asks:
        yield Document(passage.id, "ask", ask)
    place = passage.place.get(language) if passage.place else ""
    heading = " ".join((variant.title, place, *(t.replace("-", " ") for t in passage.tags)))
    yield Document(passage.id, "title", heading)
    for paragraphs in variant.sections.values():
        sentences = (s for paragraph in paragraphs for s in paragraph.sentences)
        text = " ".join(render_every_person(s, passage.teller, speakers) for s in sentences)
        yield Document(passage.id, "text", text)


def _of_dispute(dispute: Dispute, language: Language) -> Iterator[Document]:
    owner = DISPUTE_PREFIX + dispute.id
    yield Document(owner, "ask", dispute.question.get(language))
    for ask in dispute.asks.get(language):
        yield Document(owner, "ask", ask)
    yield Document(owner, "title", dispute.title.get(language))
    for account in dispute.accounts:
        parts = (account.holder, account.claim, account.evidence)
        yield Document(owner, "text", " ".join(part.get(language) for part in parts))


def render_every_person(sentence: str, teller: str | None, speakers: tuple[str, ...]) -> str:
    """Render a sentence in the third person, followed by the words that "I" brings in."""
    text = render_person(sentence, None, teller)
    for speaker in dict.fromkeys((teller, *speakers)):
        spoken = render_person(sentence, speaker, teller) if speaker else text
        if spoken != text:
            known = set(text.split())
            text = " ".join((text, *(w for w in spoken.split() if w not in known)))
    return text
