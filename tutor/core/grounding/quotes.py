"""Quotation marks of a model's sentence: only around words that a cited fact quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.core.lesson import LessonPack
from tutor.core.statements import Statement
from tutor.core.verbatim import holds_words, plain

_QUOTED = re.compile(r"[“\"«]([^”\"»]*)[”\"»]|‘([^’]{3,})’|(?<=\s)'([^']{3,})'")
_SPOKEN = re.compile(r"—\s?[¡¿A-ZÁÉÍÓÚÑ]|[“\"«][^”\"»]*$")


def without_quotes(text: str) -> str:
    """Give a sentence without what it quotes."""
    return _QUOTED.sub(" ", text)


def quote_problems(text: str, cited: Sequence[Statement], pack: LessonPack) -> list[str]:
    """Say which quotation is none."""
    quoted = [next(filter(None, groups), "") for groups in _QUOTED.findall(text)]
    known = [next(filter(None, g), "") for fact in cited for g in _QUOTED.findall(fact.text)]
    passages = [pack.passage_by_id.get(p) for fact in cited for p in fact.support]
    known += [quote.text for passage in passages if passage for quote in passage.quotes]
    if _SPOKEN.search(_QUOTED.sub(" ", text)):
        return ["puts words into a mouth"]
    for words in quoted:
        bare = words.strip(" ,.;:")
        if not bare or not any(holds_words(plain(each), bare) for each in known):
            return ["quotes what no fact quotes"]
    return []
