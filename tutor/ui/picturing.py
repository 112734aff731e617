"""Portraits and the page's own picture."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tutor.app import Tutor
from tutor.core.persona import Persona

ASSETS = Path(__file__).parent / "assets"
FAVICON = ASSETS / "favicon.png"
STYLE = ASSETS / "page.css"


def portrait(tutor: Tutor, persona: Persona) -> str | None:
    """Give a persona's portrait as SVG text or a path, or None where there is none."""
    return _read(tutor.settings.personas_dir, persona.portrait) if persona.portrait else None


@cache
def _read(folder: Path, name: str) -> str | None:
    path = (folder / name).resolve()
    if not path.is_file() or not path.is_relative_to(folder.resolve()):
        return None
    return path.read_text(encoding="utf-8") if path.suffix == ".svg" else str(path)
