"""Remedies for a name that is not known: the closest one that is."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_SHOWN = 8


def suggest(word: str, known: Iterable[str]) -> str:
    """Name the closest known word, or what there is."""
    names = sorted(set(known))
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    if not names:
        return "There is none yet."
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"There is {', '.join(names[:_SHOWN])}{more}."
