"""Scenes of a film as cards, for "film against record": always made for a story."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from tutor.core.authored import Authored, Identifier, Label, Localised, LocalisedList

Timecode = Annotated[str, Field(pattern=r"^\d\d:[0-5]\d:[0-5]\d(?:\.\d{1,3})?$")]
"""A place in a film: hours, minutes and seconds, e.g. 00:12:05.250."""


class SceneCard(Authored):
    """One scene of a film. Until it is described and set beside the record it is a draft."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=True
    )

    id: Identifier
    start: Timecode = Field(alias="from")
    end: Timecode = Field(alias="to")
    title: Localised = Localised()
    transcript: tuple[str, ...] = ()
    """What is spoken, for the teacher; never told."""
    description: Localised = Localised()
    departs_from: tuple[Identifier, ...] = ()
    """The passages that hold the record."""
    asks: LocalisedList = LocalisedList()

    @property
    def is_draft(self) -> bool:
        """Tell whether it may not be shown yet."""
        return not ((self.description.en or self.description.es) and self.departs_from)


class Film(Authored):
    """The scene cards of one film, for a teacher who has it."""

    id: Identifier
    """The name of its file, without the ending."""
    title: Label
    author: str | None = None
    """Who made it."""
    kind: Literal["dramatization"] = "dramatization"
    cards: tuple[SceneCard, ...] = ()
