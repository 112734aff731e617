"""Spelling corrected to the pack's own words, for slips and for words spelt by ear.

A word is compared with the words of the pack and the everyday words of the language, by its letters
and by its sound (optimal string alignment, rapidfuzz): with all of them in a pack of some thousand
words, otherwise with those that share pairs of letters with it. A symmetric-delete dictionary
(symspell) knows letters only and has a longest edit; `tests.benchmarks.retrieval_quality` shows
both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from tutor.retrieval.neighbours import Neighbours, nearest_places
from tutor.retrieval.phonetics import sound_keys
from tutor.retrieval.words import Token, Words

SHORTEST = 4
"""Letters a word needs to be corrected."""
EVERYDAY_ZIPF = 4.3
LETTERS, SOUND = 0.7, 0.3
FARTHEST = 0.31
CUTOFF = 0.55
"""Distances above it count as 1 and are not worked out, which is twice as fast."""
NOT_OURS = 0.06
"""Handicap of a word that the pack does not have."""
OFTEN = 0.008
"""Bonus for each doubling of the count in the pack of a word that has a subject."""
SMALL = 6_000
"""Words with all of which a word is compared."""
COMPARED = 300
"""Words of a larger vocabulary with which a word is compared."""
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
        bonus = [0.0 if words.is_stop(w) else -OFTEN * np.log2(1 + counts[w]) for w in own]
        self._handicap = np.array(bonus + [NOT_OURS] * len(others), dtype=np.float64)
        self._letters_near = self._sounds_near = None
        if len(self._candidates) > SMALL:
            self._letters_near = Neighbours(self._candidates)
            self._sounds_near = Neighbours(self._sounds)
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
        sound = sound_keys([word], self._words.language)[0]
        places = self._choose(word, sound)
        letters = _distances([word], [self._candidates[i] for i in places])[0]
        sounds = _distances([sound], [self._sounds[i] for i in places])[0]
        costs = LETTERS * letters + SOUND * sounds + self._handicap[places]
        best = int(costs.argmin())
        limit = FARTHEST if len(word) > SHORTEST else FARTHEST - 0.05
        return self._candidates[places[best]] if costs[best] <= limit else word

    def _choose(self, word: str, sound: str) -> Sequence[int]:
        """Choose the candidates that a word is compared with."""
        if self._letters_near is None or self._sounds_near is None:
            return range(len(self._candidates))
        alike = LETTERS * self._letters_near.compare(word)
        alike += SOUND * self._sounds_near.compare(sound)
        return sorted(nearest_places(alike, COMPARED).tolist())

    def _is_right(self, word: str) -> bool:
        if len(word) < SHORTEST or not word.isalpha() or word in self._counts:
            return True
        if self._words.is_stop(word) or self._words.zipf(word):
            return True
        return self._words.stems([word])[0] in self._stems

    def _find_name_variants(self, own: Sequence[str]) -> dict[str, str]:
        """Map rare spellings of a name (no word of the language) to the pack's usual one."""
        names = [w for w in own if len(w) > 6 and not self._words.zipf(w)]
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for name, sound in zip(names, sound_keys(names, self._words.language), strict=True):
            groups[sound[:2] if len(names) > SMALL else ""].append(name)
        variants: dict[str, str] = {}
        for group in groups.values():
            variants |= self._pair_names(group)
        return variants

    def _pair_names(self, names: Sequence[str]) -> dict[str, str]:
        sounds = sound_keys(names, self._words.language)
        cost = LETTERS * _distances(names, names) + SOUND * _distances(sounds, sounds)
        counts = np.array([self._counts[w] for w in names])
        stems = np.array(self._words.stems(names))
        usable = (cost <= NAME_FARTHEST) & (counts[None, :] >= NAME_RATIO * counts[:, None])
        usable &= stems[None, :] != stems[:, None]
        best = np.where(usable, cost, np.inf).argmin(axis=1)
        return {names[i]: names[j] for i, j in enumerate(best) if usable[i, j]}


def _distances(left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32]:
    """Give the normalised optimal-string-alignment distance of every pair."""
    distances = cdist(
        left, right, scorer=OSA.normalized_distance, score_cutoff=CUTOFF, dtype=np.float32
    )
    return np.asarray(distances, dtype=np.float32)
