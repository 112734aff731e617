"""The sections of a passage: its text in one language at one level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tutor.content.source_map import Place
from tutor.core.lesson import Paragraph, Passage, render_person
from tutor.core.terms import Language, Level


class Section(NamedTuple):
    """One language's text at one level."""

    passage: str
    language: Language
    level: Level
    paragraphs: tuple[Paragraph, ...]

    @property
    def place(self) -> Place:
        """Give the section's place in its passage."""
        return ("variants", self.language, "sections", self.level)

    @property
    def name(self) -> str:
        """Name the section as messages do."""
        return f"'{self.level}' ({self.language})"

    def sentences(self) -> Iterator[tuple[Place, str]]:
        """Give each sentence as it is written, with its place in the passage."""
        for at, paragraph in enumerate(self.paragraphs):
            for number, sentence in enumerate(paragraph.sentences):
                yield (*self.place, at, "sentences", number), sentence

    def text(self) -> str:
        """Give the whole text in the third person."""
        return " ".join(render_person(s, None, None) for _, s in self.sentences())


def sections_of(passage: Passage) -> Iterator[Section]:
    """Give the sections of every language of a passage."""
    for language, variant in passage.variants.items():
        for level, paragraphs in variant.sections.items():
            yield Section(passage.id, language, level, paragraphs)
