"""A persona as values: who speaks, what they can know, and what they leave to the guide."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field

from tutor.core.lesson import Authored, Identifier, Label, Localised, LocalisedList, Review, When
from tutor.core.terms import Language, Level, Person


class NameUse(Authored):
    """A form of the name and who uses it."""

    name: str
    used_by: Localised


class Horizon(Authored):
    """The last date and the places that the figure can know of."""

    until: When
    places: Label = Localised()


class Topic(Authored):
    """Something that the guide answers instead of the figure."""

    id: Identifier
    asks: LocalisedList
    says: Localised
    support: tuple[Identifier, ...] = ()


class Levelled(Authored):
    """A text at three levels in each language; a plain text is the same at every level."""

    simple: Localised
    standard: Localised
    advanced: Localised

    def get(self, level: Level, language: Language) -> str:
        """Give the text at this level in this language."""
        chosen: Localised = getattr(self, level)
        return chosen.get(language)


def _every_level(value: object) -> object:
    if isinstance(value, dict) and not {"simple", "standard", "advanced"} & value.keys():
        return {"simple": value, "standard": value, "advanced": value}
    return value


LevelledText = Annotated[
    Levelled, BeforeValidator(_every_level, json_schema_input_type=Localised | Levelled)
]


class Greeting(Authored):
    """What opens a talk: says in the first turn that this is a program."""

    first: LevelledText
    third: LevelledText


class Anachronism(Authored):
    """Words for things that the figure cannot know, and what the guide says of them."""

    id: Identifier
    words: LocalisedList
    says: Localised = Localised()


class Persona(Authored):
    """A historical figure that the tutor can voice."""

    id: Identifier
    name: Label
    names: tuple[NameUse, ...] = ()
    role: Localised
    horizon: Horizon
    knows: LocalisedList = LocalisedList()
    voice: Localised = Localised()
    person: Person = "first"
    review: Review = Review()
    restricted: tuple[Topic, ...] = ()
    accountability: tuple[Topic, ...] = ()
    anachronisms: tuple[Anachronism, ...] = ()
    greeting: Greeting
    starters: LocalisedList = LocalisedList()
    portrait: str | None = None
    portrait_alt: Localised = Localised()
    version: str = Field(default="", exclude=True)

    def is_named_in(self, text: str) -> bool:
        """Tell whether a text speaks of the figure by name, as nobody does of themselves."""
        return self._own_names.search(text) is not None

    @cached_property
    def _own_names(self) -> re.Pattern[str]:
        names = {use.name for use in self.names} | {self.name.en or "", self.name.es or ""}
        written = "|".join(re.escape(name) for name in sorted(names) if name)
        return re.compile(rf"\b(?:{written})\b")
