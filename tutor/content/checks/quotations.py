"""Quotation marks stand only around words that the passage's quotes hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.content.checks.sections import sections_of
from tutor.content.source_map import SourceMap
from tutor.core.lesson import LessonPack
from tutor.core.verbatim import holds_words, plain
from tutor.errors import Problem

_QUOTATION = re.compile(r"“([^“”]*)”|«([^«»]*)»|\"([^\"]*)\"")
_MARK = re.compile(r"[“”«»\"]")


def check_quotations(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report quotation marks around other words than a source's, and marks left open."""
    for passage in pack.passages:
        quotes = tuple(plain(quote.text) for quote in passage.quotes)
        for section in sections_of(passage):
            for place, sentence in section.sentences():
                for message, remedy in _faults(sentence, quotes):
                    text = f"passage '{passage.id}' {message}"
                    yield sources.error("passage", passage.id, place, text, remedy)


def _faults(sentence: str, quotes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if not _MARK.search(sentence):
        return
    for found in _QUOTATION.finditer(sentence):
        words = next(group for group in found.groups() if group is not None)
        if not any(holds_words(quote, words) for quote in quotes):
            remedy = "Add the source's exact words to 'quotes', or remove the quotation marks."
            yield f"puts '{words}' in quotation marks, which is not in its 'quotes'.", remedy
    if _MARK.search(_QUOTATION.sub("", sentence)):
        yield "has a quotation mark without its partner.", "Close the quotation, or remove it."
