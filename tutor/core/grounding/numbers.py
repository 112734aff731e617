"""Number words and numerals of one language in digits."""

from __future__ import annotations

import re

from tutor.core.terms import Language

_UNITS: dict[Language, str] = {
    "en": "zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen",
    "es": "cero - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro"
    " veinticinco veintiseis veintisiete veintiocho veintinueve",
}
_TENS: dict[Language, str] = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "- treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
_MORE: dict[Language, dict[str, int]] = {
    "en": {"hundred": 100, "thousand": 1000, "dozen": 12},
    "es": {"cien": 100, "ciento": 100, "docena": 12, "mil": 1000},
}
_VALUES: dict[Language, dict[str, int]] = {
    language: {word: value for value, word in enumerate(_UNITS[language].split())}
    | {word: 10 * value for value, word in enumerate(_TENS[language].split(), start=2)}
    | _MORE[language]
    for language in ("en", "es")
}
_GROUPED = re.compile(r"[,.](?=\d{3}\b)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|º|ª)$")


def number_of(word: str, language: Language) -> str | None:
    """Give a folded number word or numeral in digits, or None."""
    bare = _ORDINAL.sub("", _GROUPED.sub("", word))
    if bare[:1].isdigit():
        return bare.replace(",", ".")
    value = _VALUES[language].get(bare)
    if value is None and "-" in bare:
        tens, _, units = bare.partition("-")
        both = [_VALUES[language].get(part) for part in (tens, units)]
        value = sum(both) if all(both) else None  # type: ignore[arg-type]
    return None if value is None or bare == "-" else str(value)
