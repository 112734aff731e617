"""Made passages: words of a language as often as they are, in no order that means anything."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from wordfreq import top_n_list, word_frequency

from tutor.core.terms import Language

SENTENCES, WORDS = 8, 12
VOCABULARY = 60_000


def make_entries(count: int, languages: Sequence[Language], seed: int) -> list[dict[str, str]]:
    """Make passages of 96 words, drawn by Zipf's law from the words of wordfreq."""
    texts = {language: _make_texts(count, language, seed) for language in languages}
    return [
        {"id": f"made.{place}"} | {language: texts[language][place] for language in languages}
        for place in range(count)
    ]


def _make_texts(count: int, language: Language, seed: int) -> list[str]:
    words = [word for word in top_n_list(language, VOCABULARY) if word.isalpha()]
    share = np.array([word_frequency(word, language) for word in words])
    dice = np.random.default_rng(seed)
    drawn = dice.choice(len(words), (count, SENTENCES, WORDS), p=share / share.sum())
    return [
        " ".join(" ".join(words[i] for i in line).capitalize() + "." for line in passage)
        for passage in drawn
    ]
