"""Facts of a pack, each altered in one thing so that it claims another: for `altered`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations

from tutor.core.grounding.keys import lemma_of
from tutor.core.grounding.operators import class_of, phrases_of
from tutor.core.terms import Language
from tutor.core.text import FUNCTION_WORDS, fold

_NAME = re.compile(r"\b[A-ZÁÉÍÓÚÑ][\w’'-]+(?: [A-ZÁÉÍÓÚÑ][\w-]+)*")
_LISTED = re.compile(r"^(?:,? (?:and|or|y|e|o) |, |,? (?:and|y) (?:the|los|las|el|la) )$")
_MEETS = re.compile(r"\b(?:with|met|between|enem\w+|con|entre|encontr\w+)\b", re.IGNORECASE)
"""Where it is the same whoever is named first."""
_NUMBER = re.compile(r"(?<![\d/])\b\d+(?:,\d{3})*\b(?!\s?/\d|[.,]\d)")
_UNITS: dict[Language, str] = {
    "en": "minute/hour minutes/hours hour/day hours/days day/week days/weeks week/month"
    " weeks/months month/year months/years year/month years/months feet/miles foot/mile mile/foot"
    " miles/feet dollars/cents pounds/gallons gallons/pounds degrees/feet inches/feet acres/miles",
    "es": "minuto/hora minutos/horas hora/día horas/días día/semana días/semanas semana/mes"
    " semanas/meses mes/año meses/años año/mes años/meses pies/millas milla/pie millas/pies"
    " kilómetros/metros metros/kilómetros dólares/centavos libras/galones galones/libras"
    " grados/pies",
}
_DROPPED: dict[Language, str] = {
    "en": "not never only almost nearly probably perhaps maybe possibly likely some most few often"
    " sometimes usually mostly hardly partly before supposedly",
    "es": "no nunca solo casi probablemente quizá quizás posiblemente algunos algunas apenas"
    " siempre generalmente antes",
}
_PHRASES: dict[Language, str] = {
    "en": r"more than |less than |fewer than |at least |up to |some of |most of "
    r"|part of |about (?=\d)",
    "es": r"más de |menos de |al menos |por lo menos |tal vez |parte de |a veces |un[oa]s (?=\d)",
}
_HINGE: dict[Language, str] = {
    "en": r"\b(?:but|because|so|while|although|whereas)\b",
    "es": r"\b(?:pero|porque|aunque|mientras|sino|por eso|así que)\b",
}
_NOUN: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?P<det>the|a|his|her|my|our|their|several|many) (?P<noun>[a-z]+)\b"),
    "es": re.compile(
        r"\b(?P<det>el|la|los|las|un|una|su|sus|mi|mis|varios|varias) (?P<noun>[a-záéíóúñ]+)\b"
    ),
}
_OWN: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?<!of )\bmy (?:little |own )?[a-z]+(?: [A-Z]\w+)*"),
    "es": re.compile(r"\b(?P<to>a|para|con|de) mi (?:pequeño |propio )?[a-záéíóúñ]+(?: [A-Z]\w+)*"),
}
_TOLD: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"^.{5,80}? (?:that|whether) (?P<said>[^,;]{15,}.*)$"),
    "es": re.compile(r"^.{5,80}? (?:que|si) (?P<said>[^,;]{15,}.*)$"),
}
_FRAMING = frozenset({"belief", "telling", "doubt", "denial"})
_DENIED: dict[Language, tuple[str, str]] = {
    "en": (r"\b(?P<verb>was|were|had|could|is|are|did|would)\b(?! not)", r"\g<verb> not"),
    "es": (
        r"(?<!no )(?<!se )\b(?P<verb>era|eran|fue|fueron|había|tenía|estaba|estaban|podía|pudo)\b",
        r"no \g<verb>",
    ),
}
_FACING: dict[Language, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"^(?P<one>[A-Z]\w+) (?P<verb>\w+ed|gave|told|sent|paid|took|saw) me\b",
         r"I \g<verb> \g<one>"),
        (r"^I (?P<verb>\w+ed|gave|told|sent|paid|took|saw) (?P<one>[A-Z]\w+)\b",
         r"\g<one> \g<verb> me"),
    ),
    "es": ((r"^(?P<one>[A-Z]\w+) me (?P<verb>\w+)ó\b", r"Yo \g<verb>é a \g<one>"),),
}  # fmt: skip
"""The figure and another, each in the other's place."""


def name_swaps(text: str, language: Language) -> Iterator[str]:
    """Exchange two names."""
    spans = [found.span() for found in _NAME.finditer(text) if _is_name(found, language)]
    for one, other in combinations(spans, 2):
        between = text[one[1] : other[0]]
        listed = _LISTED.match(between) or _MEETS.search(text)
        if text[slice(*one)] != text[slice(*other)] and not listed:
            yield _exchange(text, one, other)


def _is_name(found: re.Match[str], language: Language) -> bool:
    head = found[0].split()[0]
    month = re.fullmatch(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*", head)
    return bool(found.start()) and month is None and head != "I"


def number_swaps(text: str, language: Language) -> Iterator[str]:
    """Exchange two numbers."""
    spans = [found.span() for found in _NUMBER.finditer(text)]
    for one, other in combinations(spans, 2):
        said = text[slice(*one)], text[slice(*other)]
        if said[0] != said[1] and _is_year(said[0]) == _is_year(said[1]):
            yield _exchange(text, one, other)


def _is_year(number: str) -> bool:
    return re.fullmatch(r"(?:1[5-9]|20)\d\d", number) is not None


def numbers_changed(text: str, language: Language) -> Iterator[str]:
    """Say one more."""
    for found in _NUMBER.finditer(text):
        more = str(int(found[0].replace(",", "")) + 1)
        yield text[: found.start()] + more + text[found.end() :]


def units_changed(text: str, language: Language) -> Iterator[str]:
    """Say another unit of time or measure."""
    units = dict(pair.split("/") for pair in _UNITS[language].split())
    for found in re.finditer(r"\b[^\W\d]+\b", text):
        if found[0] in units and re.search(r"(?:\d|\w) $", text[: found.start()]):
            yield text[: found.start()] + units[found[0]] + text[found.end() :]


def operators_dropped(text: str, language: Language) -> Iterator[str]:
    """Leave out what says how sure, how many, or that it is not."""
    words = "|".join(_DROPPED[language].split())
    for found in re.finditer(rf"\b(?:(?:{words}) |{_PHRASES[language]})", text, re.IGNORECASE):
        before, behind = text[: found.start()], text[found.end() :]
        alone = phrases_of(found[0], language) or class_of(found[0].strip(), language)
        if alone:
            yield before + behind if before else behind[:1].upper() + behind[1:]


def nouns_across(text: str, language: Language) -> Iterator[str]:
    """Exchange two nouns that stand on two sides of "but" or "because"."""
    for one, other in _nouns(text, language):
        if re.search(_HINGE[language], text[one[1] : other[0]]):
            yield _exchange(text, one, other)


def nouns_beside(text: str, language: Language) -> Iterator[str]:
    """Exchange two nouns of one part of a sentence."""
    for one, other in _nouns(text, language):
        between = text[one[1] : other[0]]
        if not re.search(rf"{_HINGE[language]}|[;:]| (?:and|or|y|e|o) ", between):
            yield _exchange(text, one, other)


def _nouns(text: str, language: Language) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Give the places of nouns that may stand for each other."""
    found = [each for each in _NOUN[language].finditer(text) if _is_noun(each, text, language)]
    for one, other in combinations(found, 2):
        same = one["noun"].endswith("s") == other["noun"].endswith("s")
        fits = one["det"] == other["det"] if language == "es" else same
        if one["noun"] != other["noun"] and fits:
            yield one.span("noun"), other.span("noun")


def _is_noun(found: re.Match[str], text: str, language: Language) -> bool:
    """Tell whether a word behind an article is likely a noun, by what stands behind it."""
    following = re.match(r" ([^\W\d]+)", text[found.end() :])
    if language == "es":
        noun = found["noun"]
        return noun not in FUNCTION_WORDS["es"] and lemma_of(noun, "es") == fold(noun)
    return following is None or fold(following[1]) in FUNCTION_WORDS["en"]


def kin_for_self(text: str, language: Language) -> Iterator[str]:
    """Put the figure in the place of what is the figure's."""
    for found in _OWN[language].finditer(text):
        said = "me" if language == "en" else f"{found['to']} mí"
        if found.start() and said != "con mí":
            yield text[: found.start()] + said + text[found.end() :]


def frames_dropped(text: str, language: Language) -> Iterator[str]:
    """Say as certain what somebody only says, supposes or does not know."""
    found = _TOLD[language].match(text)
    if found is None:
        return
    frame = text[: found.start("said")]
    framing = {c for word in re.findall(r"\w+", frame) for c in class_of(word.lower(), language)}
    if framing & _FRAMING:
        yield found["said"][:1].upper() + found["said"][1:]


def denials_added(text: str, language: Language) -> Iterator[str]:
    """Deny a verb."""
    pattern, put = _DENIED[language]
    for found in re.finditer(pattern, text):
        yield text[: found.start()] + found.expand(put) + text[found.end() :]


def figures_turned(text: str, language: Language) -> Iterator[str]:
    """Let the figure do what is done to the figure, and the reverse."""
    for pattern, put in _FACING[language]:
        if re.search(pattern, text):
            yield re.sub(pattern, put, text)


def _exchange(text: str, one: tuple[int, int], other: tuple[int, int]) -> str:
    parts = text[: one[0]], text[slice(*other)], text[one[1] : other[0]], text[slice(*one)]
    return "".join(parts) + text[other[1] :]


KINDS: dict[str, Callable[[str, Language], Iterator[str]]] = {
    "names exchanged": name_swaps,
    "numbers exchanged": number_swaps,
    "number changed": numbers_changed,
    "unit changed": units_changed,
    "operator dropped": operators_dropped,
    "nouns exchanged across but, because": nouns_across,
    "nouns exchanged in one part": nouns_beside,
    "kin for the figure": kin_for_self,
    "frame dropped": frames_dropped,
    "denial added": denials_added,
    "figure and another turned round": figures_turned,
}
