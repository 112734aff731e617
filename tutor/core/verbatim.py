"""Words of a source letter for letter, whatever the white space and the shape of its marks."""

from __future__ import annotations

import re

_GAP = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*")
_CURLY = str.maketrans("‘’ʼ“”", "'''\"\"")  # noqa: RUF001  # the marks are meant


def plain(text: str) -> str:
    """Give a text with single spaces and straight marks of quotation."""
    return " ".join(text.translate(_CURLY).split())


def holds_words(text: str, words: str) -> bool:
    """Tell whether a text, plain, holds words; `…` and `[...]` may leave some out."""
    told = plain(words)
    parts = [part for part in _GAP.split(told) if part]
    return _in_order(parts, text) or _in_order([told.rstrip(".,;:!?")], text)


def _in_order(parts: list[str], text: str) -> bool:
    at = 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return bool(parts) and all(parts)
