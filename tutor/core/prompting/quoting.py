"""A student's words as data in a prompt: on one line, bounded, without marks or private details."""

from __future__ import annotations

import re

from tutor.core.prompting.size import cut

_PRIVATE = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|www\.\S+|(?<!\w)@\w{3,}|\+?\d(?:[\s().-]{0,2}\d){6,}"
)
"""Addresses and telephone numbers; dates and years are shorter."""
_NAMED = re.compile(
    r"\b((?:my name(?:'s| is)|me llamo|mi nombre es) )\w+(?: [A-ZÁÉÍÓÚÑ]\w+)*", re.IGNORECASE
)
_MARKS = re.compile(r"[<>\[\]{}`#|]+")


def quote_student(text: str, characters: int) -> str:
    """Give a student's words fit to stand between tags."""
    plain = _MARKS.sub(" ", _PRIVATE.sub("…", text))
    return cut(_NAMED.sub(r"\1…", plain), characters)
