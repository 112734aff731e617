"""The small language that wordings are written in (see README.md), made into expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tutor.core.text import fold

ENDS = (".", "?")
"""Tokens that end a sentence in a spelled message."""
_PIECE = re.compile(r"\(|\)|\[|\]|\||\.\.\.|[^\s()\[\]|]+")
_START = r"(?:(?<=\A)|(?<= \.)|(?<= \?))"
_END = r"(?= [.?] |\s*\Z)"
_CODE = {
    "(": "(?:",
    ")": ")",
    "[": "(?:",
    "]": ")?",
    "|": "|",
    "...": r"(?: [^ ]+){0,3}",
    "_": r" [^ .?]+(?= )",
    "^": _START,
    "$": _END,
}


def build_wording(line: str) -> str:
    """Give the regular expression of one line, for a text whose words each follow a space."""
    return "".join(_CODE.get(piece) or _word(piece) for piece in _PIECE.findall(fold(line)))


def build_wordings(lines: Iterable[str]) -> re.Pattern[str]:
    """Give one expression that finds any of the lines."""
    return re.compile("|".join(f"(?:{build_wording(line)})" for line in lines))


def words_of(line: str) -> set[str]:
    """Give the whole words that a line is made of."""
    return {piece for piece in _PIECE.findall(fold(line)) if piece.isalpha()}


def pad(tokens: Iterable[str]) -> str:
    """Put the words of a message into the form that the expressions search."""
    return "".join(f" {token}" for token in tokens) + " "


def _word(piece: str) -> str:
    return f" {re.escape(piece).replace(re.escape('*'), '[^ ]*')}(?= )"
