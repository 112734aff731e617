"""Finding which of many short phrases a message resembles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from rapidfuzz.fuzz import ratio

from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import FUNCTION_WORDS, fold, has_negation, stem, words

FUZZY = 84.0
"""How alike two stems must be (Indel similarity, 0..100) to count as one misspelt word."""
_POINTING = frozenset("you your he him his she her they them why how who when where".split())


def alike(one: str, other: str) -> bool:
    """Tell whether two stems are the same word, one slip of the pen allowed in longer ones."""
    if one == other:
        return True
    return min(len(one), len(other)) >= 5 and ratio(one, other, score_cutoff=FUZZY) > 0


@dataclass(frozen=True, slots=True)
class Match:
    """The key of the phrase most like the message, and how like it is (0..1)."""

    key: str
    score: float


class PhraseIndex:
    """Phrases by key in both languages, compared by rarity-weighted words."""

    def __init__(self, phrases: Iterable[tuple[str, Language, str]]) -> None:
        self._phrases: dict[Language, list[tuple[str, frozenset[str], bool]]] = defaultdict(list)
        counts: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
        for key, language, phrase in phrases:
            stems = frozenset(_stems(phrase, language))
            if stems:
                self._phrases[language].append((key, stems, has_negation(phrase, language)))
                counts[language].update(stems)
        self._rarity = {
            language: {s: log(1.0 + (len(self._phrases[language]) + 1) / n) for s, n in c.items()}
            for language, c in counts.items()
        }
        self._unseen = {
            language: log(2.0 + len(self._phrases[language])) for language in LANGUAGES
        }

    def best(self, text: str, language: Language) -> Match | None:
        """Give the phrase most like a text, or None where no word is shared."""
        found = self.rank(text, language)
        return found[0] if found else None

    def rank(self, text: str, language: Language) -> list[Match]:
        """Rank the keys by their most similar phrase, best first."""
        asked = set(_stems(text, language))
        negated = has_negation(text, language)
        best: dict[str, float] = {}
        for key, stems, denies in self._phrases[language]:
            score = self._similarity(asked, stems, language)
            if negated != denies:
                score *= 0.8
            if score > best.get(key, 0.0):
                best[key] = score
        ranked = [Match(key, score) for key, score in best.items()]
        return sorted(ranked, key=lambda match: (-match.score, match.key))

    def _similarity(self, asked: set[str], stems: frozenset[str], language: Language) -> float:
        shared_phrase = {s for s in stems if s in asked or any(alike(s, a) for a in asked)}
        if not shared_phrase:
            return 0.0
        shared_asked = {a for a in asked if a in stems or any(alike(a, s) for s in stems)}
        recall = self._weigh(shared_phrase, language) / self._weigh(stems, language)
        precision = self._weigh(shared_asked, language) / self._weigh(asked, language)
        return 2 * precision * recall / (precision + recall)

    def _weigh(self, stems: Iterable[str], language: Language) -> float:
        rarity, unseen = self._rarity[language], self._unseen[language]
        return sum(rarity.get(s, unseen) * (0.35 if s in _POINTING else 1.0) for s in stems)


def _stems(text: str, language: Language) -> list[str]:
    function_words = FUNCTION_WORDS[language]
    return [
        stem(word, language)
        for word in words(text)
        if word not in function_words or word in _POINTING
    ]


def mentions(text: str, vocabulary: Iterable[str]) -> bool:
    """Tell whether a text holds one of these words or phrases as whole words."""
    padded = f" {' '.join(words(text))} "
    return any(f" {' '.join(words(fold(term)))} " in padded for term in vocabulary)
