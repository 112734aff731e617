"""Words hidden in a code: one pass of base64, hexadecimal, ROT13 or writing backwards."""

from __future__ import annotations

import base64
import binascii
import codecs
import re

from tutor.core.safety.book import load_patterns
from tutor.core.safety.normalise import fold_text
from tutor.core.terms import LANGUAGES

_BASE64 = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{11,}={0,2}")
_HEX = re.compile(r"(?<![A-Za-z0-9])(?:[0-9a-fA-F]{2}[ :]?){8,}(?![A-Za-z0-9])")
_LETTERS = re.compile(r"[^\W\d_]|[\s'.,!?]")
_LEAST_LETTERS = 0.8
_LONGEST = 600
"""Letters of a message that are decoded."""
_LONG, _HALF = 4, 0.5
"""Letters of a longer word, and the share of them that must be known for a text to be readable."""


def decode_text(text: str) -> tuple[str, ...]:
    """Give what a message says once decoded, where that reads as words; usually nothing."""
    text = text[:_LONGEST]
    hidden = [said for found in _BASE64.findall(text) if (said := _from_base64(found))]
    hidden += [said for found in _HEX.findall(text) if (said := _from_hex(found))]
    if _readable(text) < _HALF:
        turned = (codecs.encode(text, "rot13"), text[::-1])
        hidden += [said for said in turned if _readable(said) > _HALF]
    return tuple(hidden)


def _from_base64(found: str) -> str | None:
    try:
        return _as_words(base64.b64decode(found + "=" * (-len(found) % 4), validate=True))
    except binascii.Error:
        return None


def _from_hex(found: str) -> str | None:
    return _as_words(bytes.fromhex(re.sub(r"[ :]", "", found)))


def _as_words(raw: bytes) -> str | None:
    try:
        said = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    letters = len(_LETTERS.findall(said))
    return said if said and letters >= _LEAST_LETTERS * len(said) else None


def _readable(text: str) -> float:
    """Give the share of a text's longer words that a language's patterns know; two at least."""
    words = [word for word in fold_text(text).split() if len(word) >= _LONG]
    known = (load_patterns(language).lexicon.known for language in LANGUAGES)
    count = max(sum(word in some for word in words) for some in known)
    return count / len(words) if count > 1 else 0.0
