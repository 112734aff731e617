"""The packs that the tests of retrieval search."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tutor.core.lesson import LessonPack
from tutor.core.terms import LANGUAGES

BIRD_WOMAN = Path(__file__).parents[2] / "lessons" / "bird-woman"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def read_yaml(text: str) -> Any:
    """Read YAML; dates become text."""
    return _dates_as_text(yaml.safe_load(text))


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _dates_as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(v) for v in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


@cache
def bird_woman() -> LessonPack:
    """Read the shipped pack without tutor.content, which retrieval may not import."""
    passages = []
    for path in sorted((BIRD_WOMAN / "passages").glob("*.en.md")):
        name = path.name.removesuffix(".en.md")
        shared: dict[str, Any] = {}
        variants: dict[str, Any] = {}
        for language in LANGUAGES:
            file = path.with_name(f"{name}.{language}.md")
            if not file.exists():
                continue
            front, variant = _read_passage(file)
            shared = {**front, **shared}
            variants[language] = variant
        passages.append({"id": name, **shared, "variants": variants})
    parts = {name: _read_list(f"{name}.yaml") for name in ("disputes", "glossary", "people")}
    return LessonPack.model_validate(
        {
            "manifest": {"id": "bird-woman", "title": {"en": "x"}, "personas": ["sacajawea"]},
            "version": "test",
            "concepts": (),
            "passages": passages,
            **parts,
        }
    )


def _read_list(name: str) -> Any:
    file = BIRD_WOMAN / name
    return read_yaml(file.read_text("utf-8")) if file.exists() else ()


def _read_passage(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    _, head, body = file.read_text("utf-8").split("---\n", 2)
    front = read_yaml(head)
    sections: dict[str, list[Any]] = {}
    variant = {"title": front.pop("title"), "asks": front.pop("asks", ()), "sections": sections}
    depth = "fact"
    level = ""
    for line in body.splitlines():
        if line.startswith("## "):
            level, depth = line[3:].strip(), "fact"
            sections[level] = []
        elif line.startswith("### "):
            depth = line[4:].strip()
        elif line.strip():
            paragraph = {"depth": depth, "sentences": _SENTENCE_END.split(line.strip())}
            sections[level].append(paragraph)
    return front, variant
