"""Who speaks: the figure as I, the guide of the figure by name, neither to the student."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.core.events import Plan
from tutor.core.grounding.quotes import without_quotes
from tutor.core.grounding.tokens import group_words, listener_words, read, self_words
from tutor.core.persona import Persona
from tutor.core.statements import Statement
from tutor.core.terms import Language, Voice

_FIRST_PERSON = re.compile(
    r"\b(?!(?:aquí|allí|ahí|así|café|qué|bebé|uapití|percé|hincapié|pie|josé|maní"
    r"|jamás)\b)[a-záéíóúñ]{2,}[éí]\b"
)
"""Spanish preterites of a speaker, such as `saqué`; some nouns end so too."""
_IRREGULAR = frozenset(
    "di vi fui hice puse vine tuve pude quise dije traje supe estuve anduve soy estoy he"
    " tengo".split()
)
_WE = re.compile(
    r"\b(?!últimos|extremos|tramos|ramos|primos|mismos|próximos|máximos"
    r"|ánimos)[a-záéíóúñ]{2,}(?:amos|emos|imos|íamos|ábamos)\b"
)
_ADDRESS = re.compile(
    r"\b(?:dime|mira|verás|imagina|imagínate|imaginen|recuerda|escucha|fíjate|cuéntame|mándame"
    r"|escribe aquí|pueden"
    r" leer\w*|remember|imagine|listen|please|dear|hello|hi)\b[,:! ]",
    re.IGNORECASE,
)


_PARTY = frozenset(
    "captain captains party expedition men corps group crew boats canoes camp fort hunters company"
    " village villages people capitan capitanes grupo expedicion hombres cuerpo equipo tripulacion"
    " botes canoas campamento fuerte cazadores aldea aldeas pueblo gente".split()
)
"""Whom a member of the expedition, or of a village, may call us."""
_DOING = frozenset("we nosotros nosotras".split())
_FILLER = re.compile(
    r"^(?:you see|ver[aá]s|pues mira|pues|bueno|well|yes|no|s[ií]), |"
    r"^(?:imagina|imagine|picture) (?=una?\b)|\byou (?:can|could|may|might)"
    r"(?: still| even)? (?:find|see|read|learn|tell)\b",
    re.IGNORECASE,
)
_READERS = re.compile(
    r"\b(?:our|nuestro|nuestros) (?:own )?(?:time|times|day|days|tiempo|tiempos|días)\b|"
    r"\b(?:tells?|told|gives?|gave|leaves?|left|shows?|lets?) us\b"
    r"|\bwe (?:can|cannot|can't|can’t|do not|don't|don’t)(?: still)?"
    r" (?:be|know|read|see|find|tell|hear)\b|\bwe (?:know|have|hear)\b"
    r"|\b(?:podemos|sabemos|tenemos|conocemos|leemos|oímos|nos (?:da|dan|dice|dicen|deja|dejan))\b",
    re.IGNORECASE,
)
"""How a historian speaks of today's readers."""


def without_fillers(text: str) -> str:
    """Give a sentence without what only speaks to its reader: "you see", "you can still find"."""
    return _FILLER.sub(" ", text)


def is_self(text: str, language: Language) -> bool:
    """Tell whether a speaker speaks of themselves."""
    said = read(text, language)
    return said.says(self_words(language)) or (language == "es" and does_it(text))


def does_it(text: str) -> bool:
    """Tell whether a Spanish speaker is the subject: `yo`, or a verb such as `saqué`."""
    said = read(text, "es")
    return said.says(_IRREGULAR | {"yo"}) or bool(_FIRST_PERSON.search(text.lower()))


def is_group(text: str, language: Language) -> bool:
    """Tell whether a speaker speaks of themselves and others."""
    said = read(text, language)
    return said.says(group_words(language)) or (language == "es" and bool(_WE.search(text.lower())))


def speaker_problems(
    text: str, voice: Voice, cited: Sequence[Statement], persona: Persona, plan: Plan
) -> list[str]:
    """Say who speaks as they must not."""
    language = plan.language
    plain = without_fillers(without_quotes(text))
    own = " ".join(fact.text for fact in cited)
    first = voice == "figure" and plan.person == "first"
    problems = []
    listener = listener_words(language)
    spoken_to = read(plain, language).says(listener - {"te"}) or _ADDRESS.search(plain)
    if spoken_to and not read(own, language).says(listener) and not _ADDRESS.search(own):
        problems.append("speaks to the student")
    if first and persona.is_named_in(plain) and not persona.is_named_in(own):
        problems.append("FIGURE speaks of itself by name")
    if not first and (is_self(plain, language) or is_group(_READERS.sub(" ", plain), language)):
        problems.append("GUIDE speaks as I")
    if (
        first
        and is_self(plain, language)
        and not (is_self(own, language) or is_group(own, language))
    ):
        problems.append("says of the figure what the facts say of others")
    party = is_group(own, language) or is_self(own, language) or read(own, language).says(_PARTY)
    if first and _does_as_group(plain, language) and not party and _of_people(cited, language):
        problems.append("says of us what the facts say of others")
    return problems


def _does_as_group(text: str, language: Language) -> bool:
    """Tell whether "we" do something, rather than that it is done to us or is ours."""
    said = read(text, language)
    return said.says(_DOING) or (language == "es" and bool(_WE.search(text.lower())))


def _of_people(cited: Sequence[Statement], language: Language) -> bool:
    """Tell whether each fact begins with somebody's name."""
    heads = [read(fact.text, language).telling for fact in cited]
    named = [[token for token in head if token.kind != "day"] for head in heads]
    return all(head and head[0].kind == "name" for head in named)
