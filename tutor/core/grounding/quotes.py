"""Quotation marks of a model's sentence: only around words that a cited fact quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.core.lesson import LessonPack
from tutor.core.statements import Statement
from tutor.core.verbatim import holds_words, plain

_QUOTED = re.compile(r"[“\"«]([^”\"»]*)[”\"»]|\u2018([^’]{3,})’|(?<=\s)'([^']{3,})'")
_NAMED = re.compile(r"(?<=[a-záéíóúñ,;] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{3,}\b(?=['’]s\b|\s)")
_SPOKEN = re.compile(r"—\s?[¡¿A-ZÁÉÍÓÚÑ]|[“\"«][^”\"»]*$")

_REPORTS = re.compile(
    r"\b(?:wr(?:ote|itten|ites?|iting)|sa(?:y|ys|id|ying)|call(?:s|ed|ing)?|describ\w+|not(?:ed|es|ing)"
    r"|record\w*|remark\w*|suppos\w+|word\w*|name\w*|phrase\w*|pa(?:y|id|ying)|add(?:ed|s|ing)"
    r"|mention\w*|report\w*|declar\w+|according|credit\w*|journal|letter|list\w*|put|term\w*|speaks?"
    r"|spoke|t(?:ell|ells|old)|explain\w*|entr(?:y|ies)|mean\w*|complain\w*|answer\w*|warn\w*|refer\w*|spelled|identif\w+"
    r"|escrib\w+|cont[óoa]\w*|explic\w+|escrit\w+|dij\w+|dec\w+|dic\w+|llam\w+|describ\w+|anot\w+|registr\w+|palabra\w*"
    r"|seg[uú]n|mencion\w+|diario|carta|nombr\w+|habl\w+|respond\w+|apunt\w+|se[nñ]al\w+)\b",
    re.IGNORECASE,
)
"""How a sentence says whose words it quotes."""


def without_quotes(text: str) -> str:
    """Give a sentence without what it quotes."""
    return _QUOTED.sub(" ", text)


def _is_person(word: str, pack: LessonPack) -> bool:
    """Tell whether a word is part of a person's name."""
    return word[:1].isupper() and any(
        word in name.split() for person in pack.people for name in person.names.all
    )


def quote_problems(text: str, cited: Sequence[Statement], pack: LessonPack) -> list[str]:
    """Say which quotation is none."""
    quoted = [next(filter(None, groups), "") for groups in _QUOTED.findall(text)]
    known = [next(filter(None, g), "") for fact in cited for g in _QUOTED.findall(fact.text)]
    passages = [pack.passage_by_id.get(p) for fact in cited for p in fact.support]
    known += [quote.text for passage in passages if passage for quote in passage.quotes]
    if _SPOKEN.search(_QUOTED.sub(" ", text)):
        return ["puts words into a mouth"]
    told = any(_REPORTS.search(_QUOTED.sub(" ", fact.text)) for fact in cited)
    if quoted and told and not _REPORTS.search(_QUOTED.sub(" ", text)):
        return ["quotes without saying whom"]
    for words in quoted:
        bare = words.strip(" ,.;:")
        if not bare or not any(
            holds_words(plain(each).casefold(), bare.casefold()) for each in known
        ):
            return ["quotes what no fact quotes"]
        sources = [
            fact.text for fact in cited if holds_words(plain(fact.text).casefold(), bare.casefold())
        ]
        named = _NAMED.findall(_QUOTED.sub(" ", text))
        lead = text.split(maxsplit=1)[0].removesuffix("'s").removesuffix("’s")
        if sources and _is_person(lead, pack) and not any(lead in source for source in sources):
            return ["says that another wrote it"]
        if sources and named and not any(named[0] in source for source in sources):
            return ["says that another wrote it"]
    return []
