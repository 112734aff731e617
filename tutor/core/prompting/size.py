"""How many tokens a text is likely to cost, and cutting texts to a size."""

from __future__ import annotations

from math import ceil

from tutor.core.terms import Language

CHARACTERS: dict[Language, float] = {"en": 4.0, "es": 3.3}
"""Characters of a token, about."""


def estimate_tokens(text: str, language: Language) -> int:
    """Estimate the tokens of a text; tokenisers differ by a tenth or two."""
    return ceil(len(text) / CHARACTERS[language])


def cut(text: str, characters: int) -> str:
    """Give a text on one line, cut at a word to so many characters, the ellipsis included."""
    line = " ".join(text.split())
    if len(line) <= characters:
        return line
    kept = line[: characters - 1].rpartition(" ")[0] or line[: characters - 1]
    return f"{kept}…"


def cut_sentences(text: str, characters: int) -> str:
    """Give the first whole sentences of a text that fit into so many characters."""
    line = " ".join(text.split())
    if len(line) <= characters:
        return line
    end = line.rfind(". ", 0, characters)
    return line[: end + 1] if end > 0 else cut(line, characters)
