"""How much a message sounds like a disclosure or like other conduct: a small linear model.

It hears wordings that no pattern holds. Its weights are fitted by `tests/benchmarks/fit_screen.py`.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from tutor.core.safety.book import load_patterns, sentences_of
from tutor.core.safety.clues import BUCKETS, Buckets, find_clues
from tutor.core.terms import LANGUAGES, Language

Heard = Literal[
    "self_harm", "abuse", "threat", "harm", "companionship", "homework", "jailbreak", "ordinary"
]
HEARD: tuple[Heard, ...] = (
    "self_harm", "abuse", "threat", "harm", "companionship", "homework", "jailbreak", "ordinary",
)  # fmt: skip
"""In the order of the columns of the weights."""
WEIGHTS = "weights.npz"
LONGEST = 120
LONGEST_TEXT = 4_000
"""Words and characters of a message that are weighed."""
Shares: TypeAlias = Mapping[Heard, float]
"""How likely each is, together 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The fitted model: one row a bucket, one column a thing heard, and what each begins with."""

    of_clue: npt.NDArray[np.float32]
    of_any: npt.NDArray[np.float32]


@functools.cache
def load_weights() -> Weights:
    """Read the shipped weights: whole numbers, and what one of them is worth."""
    raw = resources.files(__package__).joinpath(WEIGHTS).read_bytes()
    with np.load(io.BytesIO(raw), allow_pickle=False) as held:
        whole = np.zeros((BUCKETS, len(HEARD)), np.float32)
        whole[held["rows"]] = held["of_clue"] * held["step"]
        return Weights(whole, held["of_any"].astype(np.float32))


@functools.lru_cache(maxsize=64)
def weigh(folded: str) -> Shares:
    """Weigh a folded message whole and sentence by sentence; the least ordinary counts."""
    folded = folded[:LONGEST_TEXT]
    language = main_language(folded)
    sentences = [line.split() for line in sentences_of(folded, language)]
    whole = [word for words in sentences for word in words][:LONGEST]
    parts = [whole, *(words for words in sentences if 3 <= len(words) < len(whole))]
    weighed = [_shares(find_clues(words, language)) for words in parts[:12] if words]
    if not weighed:
        return dict(zip(HEARD, [*[0.0] * (len(HEARD) - 1), 1.0], strict=True))
    worst = min(weighed, key=lambda shares: float(shares[-1]))
    return dict(zip(HEARD, (float(share) for share in worst), strict=True))


def clues_of(folded: str) -> Buckets:
    """Give the clues of a whole folded message, as it is weighed."""
    language = main_language(folded)
    words = [word for line in sentences_of(folded, language) for word in line.split()]
    return find_clues(words[:LONGEST], language)


def main_language(folded: str) -> Language:
    """Tell the language that most words of a message belong to."""
    words = folded[:LONGEST_TEXT].split()

    def known(language: Language) -> int:
        lexicon = load_patterns(language).lexicon
        return sum(word in lexicon.known or word in lexicon.words for word in words)

    return max(LANGUAGES, key=known)


def _shares(clues: Buckets) -> npt.NDArray[np.float32]:
    weights = load_weights()
    sums = weights.of_clue[clues].sum(axis=0) / np.sqrt(max(1, len(clues))) + weights.of_any
    grown = np.exp(sums - sums.max())
    shares: npt.NDArray[np.float32] = grown / grown.sum()
    return shares
