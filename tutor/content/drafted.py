"""The checks of packs, asked of drafts: what is wrong with a text before anyone takes it over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from tutor.content.checks.facts import check_facts
from tutor.content.checks.numbers import facts_in
from tutor.content.checks.plain_text import check_plain_text
from tutor.content.checks.quotations import check_quotations
from tutor.content.checks.reading_bands import check_reading_bands
from tutor.content.checks.sections import sections_of
from tutor.content.checks.slots import check_slots
from tutor.content.checks.texts import parts_of
from tutor.content.sentences import split_sentences
from tutor.content.source_map import SourceMap
from tutor.core.language import read_language
from tutor.core.lesson import LessonPack, Manifest, Paragraph, Passage, Variant
from tutor.core.matching import alike
from tutor.core.terms import Language, Level
from tutor.core.text import content_stems, fold, words
from tutor.core.verbatim import holds_words, plain
from tutor.errors import Problem

RESTS = 0.6
"""Share of a claim's telling words that its passage must hold."""
_CHECKS: tuple[Callable[[LessonPack, SourceMap], Iterable[Problem]], ...] = (
    check_slots, check_quotations, check_facts, check_reading_bands,
)  # fmt: skip
_QUOTED = re.compile(r"“([^“”]+)”|«([^«»]+)»|\"([^\"]+)\"")
_NAME = re.compile(r"(?<=[a-záéíóúñ,;] )[A-ZÁÉÍÓÚÑ][\w'’-]+")
_LEAST_WORDS = 4
"""Words from which the language of a text is sure to show."""


class PackGuard:
    """`ports.DraftGuard` by the checks that authored packs are held to."""

    def check_section(
        self, passage: Passage, language: Language, level: Level, title: str, text: str
    ) -> tuple[str, ...]:
        """Report what a text would bring into its passage as the section of a level."""
        before = set(_problems_of(passage))
        drafted = _with_section(passage, language, level, title, text)
        brought = [problem for problem in _problems_of(drafted) if problem not in before]
        lost = _lost_quotations(passage, language, level, text)
        names = _new_names(passage, language, text)
        found = (*brought, *lost, *_wrong_language(text, language), *names)
        return tuple(dict.fromkeys(found))

    def check_claim(self, passage: Passage, language: Language, text: str) -> tuple[str, ...]:
        """Report what a sentence says that its passage does not."""
        problems = [*self.check_words(language, text), *_new_names(passage, language, text)]
        told = " ".join(s.text() for s in sections_of(passage) if s.language == language)
        new = facts_in(text, language) - facts_in(told, language)
        problems += [f"states {fact}, which the passage does not" for fact in sorted(new)]
        if _rests_on(text, told, language) < RESTS:
            problems.append("says what the passage does not say")
        quotes = tuple(plain(quote.text) for quote in passage.quotes)
        for quoted in _quotations(text):
            if not any(holds_words(quote, quoted) for quote in quotes):
                problems.append(f"puts '{quoted}' in quotation marks, which is no quotation")
        return tuple(problems)

    def check_words(self, language: Language, text: str) -> tuple[str, ...]:
        """Report a text that is empty, marked up or in another language."""
        if not text.strip():
            return ("is empty",)
        return (*_marks(text), *_wrong_language(text, language))


def _with_section(
    passage: Passage, language: Language, level: Level, title: str, text: str
) -> Passage:
    """Give the passage with a text put into it as it would be written."""
    known: Mapping[Level, tuple[Paragraph, ...]] = {}
    asks: tuple[str, ...] = ()
    if language in passage.variants:
        known, asks = passage.variants[language].sections, passage.variants[language].asks
    section = (Paragraph(sentences=split_sentences(text)),)
    variant = Variant(title=title, asks=asks, sections={**known, level: section})
    return passage.model_copy(update={"variants": {**passage.variants, language: variant}})


def _problems_of(passage: Passage) -> Iterator[str]:
    """Give what the checks of packs find in one passage."""
    manifest = Manifest.model_validate({"id": "draft", "title": {"en": "Draft"}})
    pack = LessonPack(manifest=manifest, version="draft", concepts=(), passages=(passage,))
    sources = SourceMap()
    for check in _CHECKS:
        yield from (problem.message for problem in check(pack, sources))
    for part in parts_of("passage", passage.id, passage):
        yield from (problem.message for problem in check_plain_text(part, sources))


def _lost_quotations(
    passage: Passage, language: Language, level: Level, text: str
) -> Iterator[str]:
    """Report quotations of the same level in another language that a translation changes."""
    if language in passage.variants:
        return
    kept = plain(text)
    for section in sections_of(passage):
        for quoted in _quotations(section.text()) if section.level == level else ():
            if not holds_words(kept, quoted):
                yield f"does not keep the quotation '{quoted}'"


def _quotations(text: str) -> Iterator[str]:
    for found in _QUOTED.finditer(text):
        yield next(group for group in found.groups() if group is not None)


def _wrong_language(text: str, language: Language) -> tuple[str, ...]:
    own = _QUOTED.sub(" ", text)
    other: Language = "es" if language == "en" else "en"
    heard = read_language(own, language)
    if len(words(own)) >= _LEAST_WORDS and heard.sure and heard.language == other:
        return (f"is not written in '{language}'",)
    return ("mixes two languages",) if heard.mixed else ()


def _marks(text: str) -> tuple[str, ...]:
    """Report marks that a student would see as marks."""
    paragraph = Paragraph(sentences=(text,))
    parts = parts_of("passage", "draft", paragraph)
    return tuple(
        problem.message for part in parts for problem in check_plain_text(part, SourceMap())
    )


def _new_names(passage: Passage, language: Language, text: str) -> Iterator[str]:
    """Report capitalised words inside a sentence that no text of the passage holds.

    A translation writes names and months its own way: only texts of one language are compared.
    """
    if language not in passage.variants:
        return
    known = {w for s in sections_of(passage) if s.language == language for w in words(s.text())}
    known |= {w for quote in passage.quotes for w in words(f"{quote.text} {quote.author}")}
    for name in dict.fromkeys(_NAME.findall(_QUOTED.sub(" ", text))):
        parts = words(name)
        if not all(any(alike(part, word) for word in known) for part in parts):
            yield f"names '{name}', which the passage does not"


def _rests_on(text: str, told: str, language: Language) -> float:
    """Give the share of a text's telling words that another text holds, 0..1."""
    known = set(content_stems(fold(told), language))
    said = set(content_stems(text, language))
    held = sum(any(alike(stem, other) for other in known) for stem in said)
    return held / len(said) if said else 0.0
