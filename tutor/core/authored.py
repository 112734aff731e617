"""What every authored value is made of: ids, dates, and texts in the pack's languages."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tutor.core.terms import Language

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$", max_length=80)]
When = Annotated[
    str,
    BeforeValidator(str),
    Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?$"),
]
"""A year, a month, a day, or two of them with a slash between (ISO 8601), e.g. 1804-11-04."""


class Authored(BaseModel):
    """A value read from an authored file: frozen, and unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Localised(Authored):
    """One text in the pack's languages."""

    en: str | None = None
    es: str | None = None

    def get(self, language: Language) -> str:
        """Give the text in this language, or in the other where this one is missing."""
        first, second = (self.en, self.es) if language == "en" else (self.es, self.en)
        return first or second or ""


class LocalisedList(Authored):
    """Several texts in each of the pack's languages."""

    en: tuple[str, ...] = ()
    es: tuple[str, ...] = ()

    def get(self, language: Language) -> tuple[str, ...]:
        """Give the texts in this language; empty where there are none."""
        return self.en if language == "en" else self.es

    @property
    def all(self) -> tuple[str, ...]:
        """Give the texts of every language."""
        return self.en + self.es


def _same_in_both(value: object) -> object:
    return {"en": value, "es": value} if isinstance(value, str) else value


Label = Annotated[Localised, BeforeValidator(_same_in_both, json_schema_input_type=str | Localised)]
"""A localised text that may be written once where it is the same in every language."""
