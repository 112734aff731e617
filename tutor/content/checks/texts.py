"""Every text inside a pack with its place, for checks that hold for all texts alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from tutor.content.source_map import Kind, Place
from tutor.core.lesson import LessonPack, Localised, LocalisedList


class Part(NamedTuple):
    """A text or a localised text somewhere inside an item."""

    kind: Kind
    id: str
    place: Place
    value: str | Localised | LocalisedList

    @property
    def owner(self) -> str:
        """Name the item as messages do."""
        return name_item(self.kind, self.id)


def name_item(kind: Kind, item_id: str) -> str:
    """Name an item as messages do."""
    if kind == "glossary":
        return f"glossary entry {int(item_id) + 1}"
    return f"{kind} '{item_id}'" if item_id else f"the {kind}"


def parts_of_pack(pack: LessonPack) -> Iterator[Part]:
    """Give every text and every localised text of a pack."""
    for kind, item_id, item in _items(pack):
        yield from parts_of(kind, item_id, item)


def parts_of(kind: Kind, item_id: str, item: BaseModel) -> Iterator[Part]:
    """Give every text and every localised text inside an item."""
    waiting: list[tuple[Place, object]] = [((), item)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, str | Localised | LocalisedList):
            yield Part(kind, item_id, place, value)
        if isinstance(value, BaseModel):
            fields = type(value).model_fields
            waiting.extend(((*place, name), getattr(value, name)) for name in fields)
        elif isinstance(value, tuple):
            waiting.extend(((*place, at), entry) for at, entry in enumerate(value))
        elif isinstance(value, dict):
            waiting.extend(((*place, key), entry) for key, entry in value.items())


def field_name(place: Place) -> str:
    """Name the last field on the way to a value, without languages and list positions."""
    names = [step for step in place if isinstance(step, str) and step not in {"en", "es"}]
    return names[-1] if names else ""


def _items(pack: LessonPack) -> Iterator[tuple[Kind, str, BaseModel]]:
    yield "pack", "", pack.manifest
    yield from (("concept", concept.id, concept) for concept in pack.concepts)
    yield from (("passage", passage.id, passage) for passage in pack.passages)
    yield from (("question", question.id, question) for question in pack.questions)
    yield from (("dispute", dispute.id, dispute) for dispute in pack.disputes)
    yield from (("person", person.id, person) for person in pack.people)
    yield from (("route", "", route) for route in (pack.route,) if route is not None)
    yield from (("film", film.id, film) for film in pack.films)
    yield from (("glossary", str(at), entry) for at, entry in enumerate(pack.glossary))
