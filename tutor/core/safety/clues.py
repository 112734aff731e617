"""What the linear screen counts in a message: words, pairs, pieces of words, senses and pairs."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tutor.core.safety.senses import find_senses
from tutor.core.safety.sounds import sound_of
from tutor.core.terms import Language

BUCKETS = 1 << 16
SHORTEST, LONGEST = 3, 5
"""Letters of a piece of a word, its edges counted."""
NEAR, FAR = 2, 8
"""Words within which senses count in their order, and in any."""
_LONGEST_WORD = 16
Buckets: TypeAlias = npt.NDArray[np.intp]


def find_clues(words: Sequence[str], language: Language) -> Buckets:
    """Give the buckets that a sentence's words fall into, each once, in order."""
    found = {bucket for word in words for bucket in _of_word(word, language)}
    found.update(_bucket(clue) for clue in _of_neighbours(words))
    found.update(_bucket(clue) for clue in _of_senses(words, language))
    return np.fromiter(sorted(found), dtype=np.intp, count=len(found))


def _of_neighbours(words: Sequence[str]) -> Iterator[str]:
    framed = ("^", *words, "$")
    for first, then in pairwise(framed):
        yield f"2 {first} {then}"
    for first, third in zip(framed, framed[2:], strict=False):
        yield f"3 {first} _ {third}"


def _of_senses(words: Sequence[str], language: Language) -> Iterator[str]:
    """Give senses and which stand near each other; no language, so that one teaches the other."""
    placed = find_senses(words, language)
    for at, (place, sense) in enumerate(placed):
        yield f"4 {sense}"
        for later, other in placed[at + 1 :]:
            if later - place > FAR:
                break
            if other != sense:
                yield f"5 {min(sense, other)} {max(sense, other)}"
                if later - place <= NEAR:
                    yield f"6 {sense} {other}"


@functools.lru_cache(maxsize=8_192)
def _of_word(word: str, language: Language) -> tuple[int, ...]:
    """Give the buckets of a word and of its pieces; the same few thousand make most messages."""
    heard = f"<{sound_of(word[:_LONGEST_WORD], language)}>"
    pieces = {
        heard[start : start + size]
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(len(heard) - size + 1)
    }
    return (_bucket(f"1 {word}"), *(_bucket(f"0 {piece}") for piece in sorted(pieces)))


def _bucket(clue: str) -> int:
    return zlib.crc32(clue.encode()) % BUCKETS
