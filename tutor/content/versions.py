"""Versions of packs and personas: a hash of what they say, not of how the files look."""

from __future__ import annotations

import hashlib
import json

from pydantic import BaseModel

from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona

_DIGITS = 16


def stamp_pack(pack: LessonPack) -> LessonPack:
    """Give the pack with the version of its content."""
    return pack.model_copy(update={"version": _content_hash(pack)})


def stamp_persona(persona: Persona) -> Persona:
    """Give the persona with the version of its content."""
    return persona.model_copy(update={"version": _content_hash(persona)})


def _content_hash(value: BaseModel) -> str:
    """Hash a value. Defaults are left out, so a new optional field changes no version."""
    content = value.model_dump(mode="json", exclude={"version"}, exclude_defaults=True)
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:_DIGITS]
