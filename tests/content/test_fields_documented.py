"""Every field that an author may write stands in the guide for authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cli.talking import ROOT
from tutor.content import schemas
from tutor.core.entries import Entry, SourceManifest

GUIDE = (ROOT / "lessons/README.md").read_text("utf-8")
CODE = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", GUIDE, re.DOTALL))
SCHEMAS = {name: schema for name, schema in schemas().items() if name != "persona.yaml"} | {
    "a source pack's pack.yaml": SourceManifest.model_json_schema(),
    "entries.jsonl": Entry.model_json_schema(),
}


def fields(schema: Any) -> Iterator[str]:
    """Give the names of every field of a schema, those of its parts too."""
    if isinstance(schema, dict):
        properties = schema.get("properties", {})
        yield from (name for name in properties if isinstance(properties, dict))
        for part in schema.values():
            yield from fields(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from fields(part)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_field_of_a_pack_is_documented(name: str) -> None:
    found = set(fields(SCHEMAS[name]))
    assert len(found) >= 3
    missing = {f for f in found if not re.search(rf"(?<![\w-]){re.escape(f)}(?![\w-])", CODE)}
    assert missing == set()
