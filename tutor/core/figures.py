"""The dates, numbers and names of a text, which every student is told alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tutor.core.lesson import Passage, render_person
from tutor.core.matching import alike
from tutor.core.quantities import quantities
from tutor.core.text import fold, words

_NAME = re.compile(r"(?<=[a-záéíóúñ,:] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,}")


def names_of(passage: Passage) -> frozenset[str]:
    """Give the names that a passage holds at any level in any language, folded."""
    return frozenset().union(
        *(
            _names(sentence)
            for variant in passage.variants.values()
            for paragraphs in variant.sections.values()
            for paragraph in paragraphs
            for sentence in paragraph.sentences
        )
    )


@lru_cache(maxsize=8192)
def _names(sentence: str) -> frozenset[str]:
    """Give the words written with a capital inside a sentence, months left out."""
    text = render_person(sentence, None, None)
    return frozenset(fold(word) for word in _NAME.findall(text) if not quantities(word))


@lru_cache(maxsize=8192)
def figures(sentence: str, names: frozenset[str]) -> frozenset[str]:
    """Give the numbers, years, months and names of a sentence, each in one spelling."""
    said = words(sentence)
    named = {name for name in names if any(alike(name, fold(word)) for word in said)}
    return quantities(sentence) | named


def cover(
    sentences: Sequence[str], chosen: Iterable[int], wanted: Iterable[str], names: frozenset[str]
) -> list[int]:
    """Add to the sentences chosen those that hold the figures wanted, as few as will do.

    Args:
        sentences: of one paragraph, in order.
        chosen: places of those to be told.
        wanted: figures that are to be told, where the paragraph has them.
        names: the names of the passage.
    """
    held = [figures(sentence, names) for sentence in sentences]
    kept = set(chosen)
    there: set[str] = set().union(*held)
    missing = (there & set(wanted)).difference(*(held[place] for place in kept))
    while missing:
        best = max(range(len(held)), key=lambda place: len(held[place] & missing))
        kept.add(best)
        missing -= held[best]
    return sorted(kept)
