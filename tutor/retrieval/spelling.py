"""Spelling corrected to the pack's own words, for slips and for words spelt by ear.

A word is compared with every word of the pack and with the everyday words of the language, by its
letters and by its sound (optimal string alignment, rapidfuzz). For the few thousand words of a
pack that is as fast as a symmetric-delete dictionary, needs no memory, and has no longest edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from tutor.retrieval.phonetics import sound_keys
from tutor.retrieval.words import Token, Words

SHORTEST = 4
"""Letters a word needs to be corrected."""
EVERYDAY_ZIPF = 4.3
LETTERS, SOUND = 0.6, 0.4
FARTHEST = 0.28
CUTOFF = 0.55
"""Distances above it count as 1 and are not worked out, which is twice as fast."""
NOT_OURS = 0.06
"""Handicap of a word that the pack does not have."""
OFTEN = 0.008
"""Bonus for each doubling of a word's count in the pack."""
NAME_RATIO = 3
NAME_FARTHEST = 0.34


class Speller:
    """Corrects words of one language to the words of one pack."""

    def __init__(self, counts: Mapping[str, int], words: Words) -> None:
        own = [w for w in sorted(counts) if len(w) >= SHORTEST and w.isalpha()]
        others = sorted({w for w in words.common(EVERYDAY_ZIPF) if len(w) >= SHORTEST} - set(own))
        self._words = words
        self._counts = dict(counts)
        self._stems = frozenset(words.stems(counts))
        self._candidates = own + others
        self._sounds = sound_keys(self._candidates, words.language)
        bonus = [-OFTEN * np.log2(1 + counts[w]) for w in own]
        self._handicap = np.array(bonus + [NOT_OURS] * len(others), dtype=np.float64)
        self._names = self._find_name_variants(own)

    def correct(self, tokens: Sequence[Token]) -> list[str]:
        """Give the corrected folded form of each token."""
        spelt = [self._correct_word(token.folded) for token in tokens]
        variants = {w for w in spelt if w in self._names or w in self._names.values()}
        if len(variants) == 1:  # two spellings side by side are what is asked about
            return [self._names.get(word, word) for word in spelt]
        return spelt

    def _correct_word(self, word: str) -> str:
        if self._is_right(word) or not self._candidates:
            return word
        costs = self._costs(word)
        best = int(costs.argmin())
        limit = FARTHEST if len(word) > SHORTEST else FARTHEST - 0.05
        return self._candidates[best] if costs[best] <= limit else word

    def _is_right(self, word: str) -> bool:
        if len(word) < SHORTEST or not word.isalpha() or word in self._counts:
            return True
        if self._words.is_stop(word) or self._words.zipf(word):
            return True
        return self._words.stems([word])[0] in self._stems

    def _costs(self, word: str) -> NDArray[np.float64]:
        sound = sound_keys([word], self._words.language)
        letters = LETTERS * _distances([word], self._candidates)[0]
        total: NDArray[np.float64] = letters + SOUND * _distances(sound, self._sounds)[0]
        return total + self._handicap

    def _find_name_variants(self, own: Sequence[str]) -> dict[str, str]:
        """Map rare spellings of a name (no word of the language) to the pack's usual one."""
        names = [w for w in own if len(w) > 6 and not self._words.zipf(w)]
        if not names:
            return {}
        sounds = sound_keys(names, self._words.language)
        cost = LETTERS * _distances(names, names) + SOUND * _distances(sounds, sounds)
        counts = np.array([self._counts[w] for w in names])
        stems = np.array(self._words.stems(names))
        usable = (cost <= NAME_FARTHEST) & (counts[None, :] >= NAME_RATIO * counts[:, None])
        usable &= stems[None, :] != stems[:, None]
        best = np.where(usable, cost, np.inf).argmin(axis=1)
        return {names[i]: names[j] for i, j in enumerate(best) if usable[i, j]}


def _distances(left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
    """Give the normalised optimal-string-alignment distance of every pair."""
    distances = cdist(left, right, scorer=OSA.normalized_distance, score_cutoff=CUTOFF)
    return np.asarray(distances, dtype=np.float64)
