"""Numbers, years and months in a text, so that 1804 is not taken for 1805."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.text import words

_NUMBERS = {
    word: value
    for value, names in enumerate(
        (
            "zero cero", "", "two dos", "three tres", "four cuatro", "five cinco", "six seis",
            "seven siete", "eight ocho", "nine nueve", "ten diez", "eleven once", "twelve doce",
            "thirteen trece", "fourteen catorce", "fifteen quince", "sixteen dieciseis",
            "seventeen diecisiete", "eighteen dieciocho", "nineteen diecinueve", "twenty veinte",
        )
    )
    for word in names.split()
} | {
    word: 100 * value
    for value, names in enumerate(
        ("", "hundred cien ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos")
    )
    for word in names.split()
}  # fmt: skip
_MONTHS = {
    name: index
    for index, names in enumerate(
        (
            "january enero", "february febrero", "march marzo", "april abril", "mayo", "june junio",
            "july julio", "august agosto", "september septiembre", "october octubre",
            "november noviembre", "december diciembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


def number(word: str) -> str | None:
    """Give a folded number word or numeral in digits, or None."""
    if word.isdecimal():
        return str(int(word))
    return str(_NUMBERS[word]) if word in _NUMBERS else None


def quantities(text: str) -> frozenset[str]:
    """Give the quantities of a text: numbers, years and months, each in one spelling."""
    found: set[str] = set()
    last = ""
    for word in words(text):
        value = number(word)
        if value is not None and value == "100" and last.isdecimal() and 1 < int(last) < 10:
            found.discard(last)
            value = str(100 * int(last))
        if value is not None:
            found.add(value)
        elif word in _MONTHS:
            found.add(f"month {_MONTHS[word]}")
        last = value or ""
    return frozenset(found)


def contradicts(said: frozenset[str], known: Sequence[frozenset[str]]) -> bool:
    """Tell whether an answer gives another year, month or count than every reference with one.

    Zero is a denial and no count.
    """
    found = frozenset().union(*known)
    return any(
        stated and given.isdisjoint(stated)
        for kind in (_is_year, _is_month, _is_count)
        if (given := {value for value in said if kind(value)})
        for stated in [{value for value in found if kind(value)}]
    )


def _is_year(value: str) -> bool:
    return value.isdecimal() and 1000 <= int(value) < 2200


def _is_month(value: str) -> bool:
    return value.startswith("month")


def _is_count(value: str) -> bool:
    return value.isdecimal() and value != "0" and not _is_year(value)
