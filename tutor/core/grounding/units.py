"""Units of time, money and measure, none of which stands for another."""

from __future__ import annotations

from functools import cache

from tutor.core.grounding.keys import key_of
from tutor.core.terms import Language

_UNITS: dict[Language, str] = {
    "en": "second minute hour day week month year decade century inch foot feet yard mile kilometer"
    " meter acre ounce pound ton gallon barrel bushel cent dollar degree",
    "es": "segundo minuto hora día semana mes año década siglo pulgada pie yarda vara milla legua"
    " kilómetro metro acre onza libra tonelada galón barril centavo dólar grado",
}


def is_unit(key: str, language: Language) -> bool:
    """Tell whether a word of this key is a unit."""
    return key in _keys(language)


@cache
def _keys(language: Language) -> frozenset[str]:
    words = _UNITS[language].split()
    plural = [f"{word}s" if word[-1] in "aeiouéó" else f"{word}es" for word in words]
    every = (*words, *plural) if language == "es" else words
    return frozenset(key_of(word, language) for word in every)
