"""The words of the page in English and Spanish, from one catalogue per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from tutor.core.terms import Language

_MONTHS: Mapping[Language, str] = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio"
    " julio agosto septiembre octubre noviembre diciembre",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue of one language."""

    language: Language
    texts: Mapping[str, str | Mapping[str, str]]

    def __call__(self, key: str, **slots: object) -> str:
        """Give a text with its slots filled.

        A text that depends on a number has the forms `one` and `other`; the slot `count` or `done`
        chooses between them.
        """
        text = self.texts[key]
        if not isinstance(text, str):
            number = slots.get("count", slots.get("done"))
            text = text["one" if number == 1 else "other"]
        return text.format(**slots)

    def known(self, key: str, otherwise: str) -> str:
        """Give the text of a name of an open vocabulary, or what stands for any other."""
        return self(key if key in self.texts else otherwise)

    def day(self, day: date) -> str:
        """Write a date in words."""
        month = _MONTHS[self.language].split()[day.month - 1]
        if self.language == "en":
            return f"{day.day} {month} {day.year}"
        return f"{day.day} de {month} de {day.year}"


@cache
def words(language: Language) -> Words:
    """Give the words of a language."""
    path = Path(__file__).parent / "locales" / f"{language}.yaml"
    return Words(language, yaml.safe_load(path.read_text(encoding="utf-8")))


def language_of(locale: str | None) -> Language:
    """Choose the language of the page for a browser's locale, such as `es-MX`."""
    return "es" if (locale or "").lower().replace("_", "-").split("-")[0] == "es" else "en"
