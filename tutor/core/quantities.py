"""Numbers, years and months in a text, so that 1804 is not taken for 1805."""

from __future__ import annotations

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


def quantities(text: str) -> frozenset[str]:
    """Give the quantities of a text: numbers, years and months, each in one spelling."""
    found: set[str] = set()
    for word in words(text):
        if word.isdigit():
            found.add(str(int(word)))
        elif word in _NUMBERS:
            found.add(str(_NUMBERS[word]))
        elif word in _MONTHS:
            found.add(f"month {_MONTHS[word]}")
    return frozenset(found)


def contradicts(answer: str, references: list[str]) -> bool:
    """Tell whether an answer gives a quantity where every reference with one gives another."""
    said = quantities(answer)
    if not said:
        return False
    known = [quantities(reference) for reference in references]
    stated = [numbers for numbers in known if numbers]
    return bool(stated) and not any(said & numbers for numbers in stated)
