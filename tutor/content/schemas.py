"""JSON schemas of the authored files, for editors that complete and check while one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from pydantic import JsonValue, TypeAdapter

from tutor.core.films import Film
from tutor.core.lesson import (
    Concept,
    Dispute,
    GlossaryEntry,
    Manifest,
    Passage,
    Person,
    Question,
    Variant,
)
from tutor.core.persona import Persona
from tutor.core.route import Route

Schema: TypeAlias = dict[str, JsonValue]


def schemas() -> Mapping[str, Schema]:
    """Give a schema for each kind of file; `passage.yaml` is a passage's front matter."""
    return {
        "pack.yaml": pack_schema(),
        "concepts.yaml": _schema(TypeAdapter(tuple[Concept, ...])),
        "questions.yaml": _schema(TypeAdapter(tuple[Question, ...])),
        "disputes.yaml": _schema(TypeAdapter(tuple[Dispute, ...])),
        "glossary.yaml": _schema(TypeAdapter(tuple[GlossaryEntry, ...])),
        "people.yaml": _schema(TypeAdapter(tuple[Person, ...])),
        "cards.yaml": _schema(TypeAdapter(Film)),
        "route.yaml": _schema(TypeAdapter(Route)),
        "passage.yaml": passage_schema(),
        "persona.yaml": persona_schema(),
    }


def pack_schema() -> Schema:
    """Give the schema of `pack.yaml`."""
    return _schema(TypeAdapter(Manifest))


def persona_schema() -> Schema:
    """Give the schema of a persona's file."""
    schema = _schema(TypeAdapter(Persona))
    return {**schema, "properties": _without(schema, "version")}


def passage_schema() -> Schema:
    """Give the schema of front matter: a passage's fields but its id, and its title and asks.

    Only the title is required, because a second language's file holds no more.
    """
    passage, variant = _schema(TypeAdapter(Passage)), _schema(TypeAdapter(Variant))
    properties = {**_without(variant, "sections"), **_without(passage, "id", "variants")}
    definitions = passage.get("$defs")
    kept = {
        name: value
        for name, value in (definitions if isinstance(definitions, dict) else {}).items()
        if name not in {"Variant", "Paragraph"}
    }
    return {**passage, "$defs": kept, "properties": properties, "required": ["title"]}


def _schema(adapter: TypeAdapter[object]) -> Schema:
    return adapter.json_schema()


def _without(schema: Schema, *names: str) -> dict[str, JsonValue]:
    properties = schema["properties"]
    found = properties if isinstance(properties, dict) else {}
    return {name: value for name, value in found.items() if name not in names}
