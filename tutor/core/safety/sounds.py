"""How a word sounds, so that one written by ear is found: `nife`, `boi a aser`, `wite truk`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tutor.core.terms import Language

_ENGLISH = (
    ("^kn", "n"), ("^wr", "r"), ("wh", "w"), ("ph", "f"), ("ght", "t"), ("tch", "ch"),
    ("dge", "j"), ("sc(?=[iey])", "s"), ("c(?=[iey])", "s"), ("ck", "k"), ("ch", "ç"), ("c", "k"),
    ("q", "k"), ("x", "ks"), ("z", "s"), ("ea|ie|ei", "e"), ("oa|ow$", "o"), ("oo|ou", "u"),
    ("ay|ai|ey", "a"), ("y$", "i"),
)  # fmt: skip
_SPANISH = (
    ("ch", "ç"), ("sh", "ç"), ("x(?=[aeiou])", "j"), ("qu|k|c(?![eiç])", "k"), ("c|z", "s"),
    ("g(?=[ei])", "j"), ("gu(?=[ei])", "g"), ("h", ""), ("v|w", "b"), ("ll|y(?=[aeiou])", "y"),
    ("^i(?=[aeou])", "y"), ("y$", "i"), ("rr", "r"), ("n(?=[bp])", "m"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_RULES: Mapping[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    "en": tuple((re.compile(spelt), heard) for spelt, heard in _ENGLISH),
    "es": tuple((re.compile(spelt), heard) for spelt, heard in _SPANISH),
}


def sound_of(word: str, language: Language) -> str:
    """Give a folded word as it sounds, roughly; two words may sound alike."""
    for spelt, heard in _RULES[language]:
        word = spelt.sub(heard, word)
    return _TWICE.sub(r"\1", word)
