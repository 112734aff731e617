"""A JSON object in what a model said: fenced, in prose or bare."""

from __future__ import annotations

import json

_DECODER = json.JSONDecoder()


def find_object(text: str) -> str | None:
    """Give the text of the first whole object that is not empty, or None."""
    start = text.find("{")
    while start >= 0:
        try:
            found, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            found, end = None, start + 1
        if found:
            return text[start:end]
        start = text.find("{", end)
    return None
