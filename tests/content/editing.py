"""Changes authored files as an author's slip would."""

from __future__ import annotations

from pathlib import Path


def replace(folder: Path, name: str, old: str, new: str) -> None:
    """Replace text in a file, once; text that is not there is a mistake of the test."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
