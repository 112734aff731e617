"""What is not the contrary: "not sick" says no more than "well", "not far" no more than "near"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tutor.core.grounding.keys import key_of
from tutor.core.grounding.tokens import Text, Token
from tutor.core.terms import Language

_PAIRS: dict[Language, str] = {
    "en": "sick/well ill/well far/near far/close forget/remember free/enslaved free/slave"
    " full/empty alive/dead wet/dry awake/asleep heavy/light slow/fast short/long easy/hard"
    " easy/difficult weak/strong late/early cheap/expensive poor/rich small/large small/big new/old"
    " calm/violent flat/steep low/high shallow/deep hot/cold warm/cold thin/fat safe/dangerous"
    " thick/thin hungry/full first/last open/closed guilty/innocent alone/together true/false"
    " loud/quiet clean/dirty whole/broken hidden/open wild/tame",
    "es": "enfermo/sano lejos/cerca lejos/cercano olvidar/recordar libre/esclavizado libre/esclavo"
    " lleno/vacio vivo/muerto mojado/seco despierto/dormido pesado/ligero lento/rapido corto/largo"
    " facil/dificil debil/fuerte tarde/temprano barato/caro pobre/rico pequeno/grande nuevo/viejo"
    " tranquilo/violento plano/empinado bajo/alto hondo/profundo caliente/frio flaco/gordo"
    " seguro/peligroso grueso/delgado primero/ultimo abierto/cerrado culpable/inocente"
    " verdadero/falso limpio/sucio entero/roto salvaje/manso",
}
_DENIAL: dict[Language, str] = {"en": "not", "es": "no"}
_BETWEEN = 3
"""How far behind a denial the word may stand that it denies, in words."""


def affirm(text: str, facts: Sequence[Text], language: Language) -> str:
    """Put the word of a fact in the place of its contrary denied."""
    for found in _denied(text, language):
        others = _contraries(language).get(key_of(found["word"], language), frozenset())
        own = next((t for fact in facts for t in _affirmed(fact) if t.key in others), None)
        if own is not None:
            said = f"{found['between']}{own.word}"
            return f"{text[: found.start()]}{said}{text[found.end() :]}"
    return text


def contrary_problems(said: Text, facts: Sequence[Text]) -> list[str]:
    """Say which word is the contrary of one of the facts, which do not have it themselves."""
    known = {token.key for fact in facts for token in fact.tokens}
    contraries = _contraries(said.language)
    return [
        f"says '{token.word}' for its contrary"
        for token in said.tokens
        if token.key not in known and contraries.get(token.key, frozenset()) & known
    ]


def _denied(text: str, language: Language) -> Iterator[re.Match[str]]:
    """Find each denial with each of the words close behind it."""
    for denial in re.finditer(rf"\b{_DENIAL[language]}\b ", text):
        for count in range(_BETWEEN):
            behind = rf"{denial[0]}(?P<between>(?:[^\W\d]+ ){{{count}}})(?P<word>[^\W\d]+)"
            found = re.compile(behind).match(text, denial.start())
            if found is not None:
                yield found


def _affirmed(fact: Text) -> list[Token]:
    """Give the words of a fact in whose clause nothing is denied or doubted."""
    unsure = {t.clause for t in fact.tokens if t.classes & {"denial", "few", "doubt", "if", "will"}}
    return [t for t in fact.tokens if t.kind in ("word", "free") and t.clause not in unsure]


@cache
def _contraries(language: Language) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _PAIRS[language].split():
        one, other = (key_of(word, language) for word in pair.split("/"))
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {key: frozenset(others) for key, others in found.items()}
