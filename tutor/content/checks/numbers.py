"""The numbers and months that a text states, in figures or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tutor.core.terms import Language

_ENGLISH = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_SPANISH = (
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres "
    "veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
)
_TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
_ENGLISH_MONTHS = (
    "January February March April May June July August September October November December"
)
_SPANISH_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_HUNDREDS = (
    "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos"
)


def _numbered(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: first + at * step for at, word in enumerate(words.split())}


# "one", "un" and "una" are left out: they are mostly articles and pronouns.
_WORDS: Mapping[Language, Mapping[str, int]] = {
    "en": {**_numbered(_ENGLISH, 2), **_numbered(_TENS["en"], 30, 10)},
    "es": {
        **_numbered(_SPANISH, 2),
        **_numbered(_TENS["es"], 30, 10),
        **_numbered(_HUNDREDS, 200, 100),
        **_numbered(_HUNDREDS.replace("tos", "tas"), 200, 100),
        "veintiun": 21,
        "cien": 100,
        "ciento": 100,
    },
}
_MULTIPLIERS: Mapping[Language, Mapping[str, int]] = {
    "en": {"hundred": 100, "thousand": 1000},
    "es": {"mil": 1000},
}
_ONE = frozenset({"one", "un", "uno", "una"})
_CONNECTORS: Mapping[Language, str] = {"en": "and", "es": "y"}
_BACK_REFERENCES = frozenset(
    {"the", "these", "those", "both", "los", "las", "estos", "estas", "esos", "esas"}
)
_MONTHS: Mapping[Language, tuple[str, ...]] = {
    "en": tuple(_numbered(_ENGLISH_MONTHS, 1)),
    "es": tuple(_numbered(_SPANISH_MONTHS, 1)),
}
_ENGLISH_MONTH = re.compile(
    r"\b(January|February|April|June|July|August|September|October|November|December)\b"
    r"|(?:\b(?:in|of|late|early|by|since|until|last|next|mid)[ -]|\d\s)(March|May)\b"
    r"|\b(March|May)(?=\s\d)"
)
_SPANISH_MONTH = re.compile(rf"\b({'|'.join((*_MONTHS['es'], 'setiembre'))})\b", re.IGNORECASE)
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITALISED = re.compile(r"(?<=[a-zñáéíóú] )[A-Z][a-zéó]+\b")
_ACCENTS = str.maketrans("áéíóú", "aeiou")
_TOKEN = re.compile(r"[^\W\d_]+|[.,;:!?()]")


def facts_in(text: str, language: Language) -> frozenset[str]:
    """Give the numbers (as figures) and months (in English) that a text states."""
    figures = (_normal(found[0], language) for found in _FIGURES.finditer(text))
    words = (str(number) for number in _numbers_in_words(text, language))
    return frozenset((*figures, *words, *_months(text, language)))


def _normal(figure: str, language: Language) -> str:
    """Write a figure without separators of thousands and with a decimal point."""
    thousands = "," if language == "en" else "."
    if re.fullmatch(rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+", figure):
        return figure.replace(thousands, "")
    return figure.replace(",", ".")


def _months(text: str, language: Language) -> Iterator[str]:
    if language == "en":
        for found in _ENGLISH_MONTH.finditer(text):
            yield next(group for group in found.groups() if group)
        return
    for found in _SPANISH_MONTH.finditer(text):
        name = found[0].lower().replace("setiembre", "septiembre")
        yield _MONTHS["en"][_MONTHS["es"].index(name)]


def _numbers_in_words(text: str, language: Language) -> Iterator[int]:
    """Add up runs of number words: thirty-three, doscientos cinco, two hundred."""
    words, multipliers = _WORDS[language], _MULTIPLIERS[language]
    text = _CAPITALISED.sub(_name_or_word, text)
    total: int | None = None
    before, joined = "", ""
    for token in _TOKEN.findall(_unaccented(text)):
        value = words.get(token, 0)
        if token in _ONE and total is not None and total % 10 == 0:
            value = 1
        if token in multipliers:
            total = (total or 1) * multipliers[token]
        elif value and before in _BACK_REFERENCES and value == 2:
            pass  # "the two men" points back at people and states no number
        elif value and total is not None and _fits(total, value, joined):
            total += value
        elif value or token != _CONNECTORS[language] or total is None:
            if total is not None:
                yield total
            total = value or None
        joined = token if token == _CONNECTORS[language] else ""
        before = token
    if total is not None:
        yield total


def _name_or_word(found: re.Match[str]) -> str:
    """Leave out a number that is part of a name, as in "the Three Forks"."""
    word = _unaccented(found[0])
    return "" if any(word in words for words in _WORDS.values()) else found[0]


def _fits(total: int, value: int, joined: str) -> bool:
    """Say whether a number word goes on with the number so far: thirty three, not two three."""
    room = 10 ** len(str(value))
    tens = total % 100 >= 20 and total % 10 == 0 and value < 10
    return tens or (total >= 100 and total % room == 0 and (not joined or total % 100 == 0))


def _unaccented(text: str) -> str:
    return text.lower().translate(_ACCENTS)
