"""What a question asks for, and which of that a sentence gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from tutor.core.terms import Language
from tutor.retrieval.words import fold

Sought = Literal["number", "time", "place", "person", "name", "color", "reason", "manner", ""]

PLAIN: frozenset[Sought] = frozenset({"number", "time", "place", "name", "color"})
"""What can be seen in a sentence without understanding it."""

_ENGLISH = """
color: (?:what|which|wat) colou?rs?\\b
name: \\bnames?\\b|\\bnamed\\b|\\bwh?at\\b.*\\bcalled\\b|\\bcall (?:him|her|it|them)\\b|\\bnickname
number: \\bhow (?:many|much|old|tall|big|long|far|high|deep|heavy|fast|cold|hot|large|wide|often)\\b
number: \\bhow (?:\\w+ )?(?:wide|loud|strong|rich)\\b|\\bage\\b
time: ^\\W*when\\b|\\bwhen (?:did|was|were|is|do|does|could|will)\\b
time: \\b(?:what|which|wat) (?:year|day|date|month|time)\\b
place: \\bwhere\\b|\\bwheres\\b|\\b(?:what|which) (?:place|town|city|country|state|river)\\b
person: \\bwho\\b|\\bwhos\\b|\\bwhose\\b|\\bwhom\\b
reason: \\bwhy\\b|\\bwhys\\b|\\bhow come\\b
manner: \\bhow\\b|\\bhows\\b
"""
_SPANISH = """
color: \\b(?:de )?(?:que|cual) .{0,12}color
name: \\bnombres?\\b|\\bllam(?:a|aba|aban|an|as|abas)\\b|\\bapodo|\\bdice[ns]? a\\b
number: \\bcuant[oa]s?\\b|\\bque tan(?:to|ta)?\\b|\\bque edad\\b|\\bedad\\b
time: \\bcuando\\b.*\\?|^\\W*cuando\\b|\\bque (?:ano|dia|fecha|mes|hora)\\b
place: \\ba?donde\\b|\\bque (?:lugar|pueblo|ciudad|pais|estado|rio)\\b
person: \\bquien(?:es)?\\b
reason: ^\\W*porque\\b|\\b(?:por|x) ?que\\b|\\bp?xq\\b|\\bpq\\b|\\bpara que\\b
manner: \\bcomo\\b
"""
_MONTHS: dict[Language, str] = {
    "en": "january february march april june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
}
_NUMBERS: dict[Language, str] = {
    "en": "two three four five six seven eight nine ten eleven twelve fifteen sixteen twenty "
    "thirty forty fifty hundred thousand half dozen",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce quince dieciseis "
    "veinte treinta cuarenta cincuenta cien mil medio media docena",
}
_TIMES: dict[Language, str] = {
    "en": "year years day days month months week weeks hour hours minutes summer winter fall spring"
    " morning afternoon night evening",
    "es": "ano anos dia dias mes meses semana semanas hora horas minutos verano invierno otono"
    " primavera manana tarde noche",
}
_COLORS: dict[Language, str] = {
    "en": "black white blue red green yellow brown gray grey orange pink purple gold golden dark",
    "es": "negro negra blanco blanca azul azules rojo roja verde amarillo cafe marron gris dorado",
}
_NAMED: dict[Language, str] = {
    "en": r"\b(?:names?|named|called|calls?|nickname|mean(?:s|ing)?)\b",
    "es": r"\b(?:nombres?|llam\w+|apodo|significa\w*|puso|pusieron)\b",
}
_PLACED: dict[Language, str] = {
    "en": r"\b(?:in|at|near|to|from|on|among|beside|of|along|up|down|across) (?:the |a )?[A-Z]",
    "es": r"\b(?:en|a|al|hasta|desde|de|del|junto|cerca|entre|por) (?:el |la |los |las )?[A-Z]",
}


def _read_patterns(table: str) -> tuple[tuple[Sought, re.Pattern[str]], ...]:
    rows = (row.split(": ", 1) for row in table.strip().splitlines())
    return tuple((_KINDS[kind], re.compile(pattern)) for kind, pattern in rows)


_KINDS: dict[str, Sought] = {
    "color": "color",
    "name": "name",
    "number": "number",
    "time": "time",
    "place": "place",
    "person": "person",
    "reason": "reason",
    "manner": "manner",
}
_PATTERNS: dict[Language, tuple[tuple[Sought, re.Pattern[str]], ...]] = {
    "en": _read_patterns(_ENGLISH),
    "es": _read_patterns(_SPANISH),
}


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b")


_GIVES: dict[Language, tuple[tuple[Sought, re.Pattern[str]], ...]] = {
    language: (
        ("time", _any_of(_MONTHS[language] + " " + _TIMES[language])),
        ("time", re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")),
        ("color", _any_of(_COLORS[language])),
        ("name", re.compile(_NAMED[language])),
    )
    for language in _PATTERNS
}
_COUNTS = {language: _any_of(_NUMBERS[language]) for language in _PATTERNS}
_DATE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(rf"\b\d{{1,2}} (?:{'|'.join(_MONTHS['en'].split())}|may)\b(?: \d{{4}})?"),
    "es": re.compile(rf"\b\d{{1,2}} de (?:{'|'.join(_MONTHS['es'].split())})\b(?: de \d{{4}})?"),
}
_YEAR = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")


def read_sought(text: str, language: Language) -> Sought:
    """Tell what a question asks for; the first kind that fits."""
    folded = fold(text)
    return next((kind for kind, pattern in _PATTERNS[language] if pattern.search(folded)), "")


def read_given(text: str, language: Language) -> frozenset[Sought]:
    """Tell which of the plain kinds a sentence gives. A date is no number."""
    folded = fold(text)
    given = {kind for kind, pattern in _GIVES[language] if pattern.search(folded)}
    undated = _YEAR.sub("", _DATE[language].sub("", folded))
    if re.search(r"\d", undated) or _COUNTS[language].search(undated):
        given.add("number")
    if _DATE[language].search(folded):
        given.add("time")
    if re.search(_PLACED[language], text):
        given.add("place")
    return frozenset(given)


_PERSONS: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "you u ur your yours r ya i my me we us our"
        " she her he him his they them their it its".split()
    ),
    "es": frozenset("tu tus te ti contigo usted ustedes ella ellos les le mi me nos su".split()),
}
_PAST: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:did|didnt|was|were|wasnt|werent|had|could|would|\w{2,}ed)\b"),
    "es": re.compile(
        r"\b(?:fue|fueron|fui|era|eran|hizo|dijo|vio|dio|hubo|\w*[a-z]{2}(?:aron|ieron|yeron|aba|aban"
        r"|abas|[^u]ia|ian|ias|aste|iste|amos|imos))\b"
    ),
}
_LETTERS = re.compile(r"[^\W\d_]+")
_ACCENTED_PAST = re.compile(r"\w{2,}\u00f3\b")
_PRESENT: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:is|are|do|does|can|will|should|has|have|happens|whats|whos)\b"),
    "es": re.compile(
        r"\b(?:es|son|hay|puede|pueden|tiene|tienen|hace|hacen|existe|existen|esta|estan|que|como"
        r"|cuant[oa]s?|quien|donde|cual)\b"
    ),
}


def is_general(text: str, language: Language) -> bool:
    """Tell a question about the world at large: in the present, and of no person's doings."""
    folded = fold(text)
    if _PAST[language].search(folded) or _PERSONS[language] & set(folded.split()):
        return False
    if language == "es" and _ACCENTED_PAST.search(text.lower()):
        return False
    return bool(_PRESENT[language].search(folded))


def find_names(texts: Iterable[str]) -> frozenset[str]:
    """Give the folded words that stand with a capital letter inside sentences and never without."""
    capital: set[str] = set()
    small: set[str] = set()
    for text in texts:
        first, *rest = _LETTERS.findall(text) or [""]
        small.add(first)
        small.update(rest)
        capital.update(rest)
    shown = {fold(word) for word in capital if word[0].isupper()}
    hidden = {fold(word) for word in small if word and not word[0].isupper()}
    return frozenset(w for w in shown - hidden if len(w) > 2)  # no "I", no initials
