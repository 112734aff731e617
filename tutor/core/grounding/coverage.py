"""Whether an answer has told a statement: enough of its telling words, and all its figures."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.grounding.tokens import Token, read
from tutor.core.grounding.wordbook import same
from tutor.core.statements import Statement
from tutor.core.terms import Language

ENOUGH = 0.5
"""Share of a statement's telling words that have to be told."""


def is_told(statement: Statement, texts: Sequence[str], language: Language) -> bool:
    """Tell whether texts that cite a statement say what it says."""
    if any(statement.text in text for text in texts):
        return True
    said = [token for text in texts for token in read(text, language).telling]
    wanted = read(statement.text, language).telling
    held = [token for token in wanted if any(_says(token, own, language) for own in said)]
    figures = {"day", "number"}
    lost = [token for token in wanted if token.kind in figures and token not in held]
    return bool(said) and not lost and len(held) >= ENOUGH * len(wanted)


def _says(wanted: Token, own: Token, language: Language) -> bool:
    if wanted.day is not None:
        return own.day is not None and wanted.day.fits(own.day)
    return own.key == wanted.key or same(own.key, wanted.key, language)
