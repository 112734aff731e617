"""A large vocabulary is not compared word by word, and mends what a small one mends."""

from __future__ import annotations

import random

import pytest
from wordfreq import top_n_list

from tests.benchmarks.encyclopedia import misspell, spell_by_ear
from tutor.core.terms import Language
from tutor.retrieval import spelling
from tutor.retrieval.spelling import Speller
from tutor.retrieval.words import tokenize, words_of

COUNT = 20_000


@pytest.mark.parametrize("language", ["en", "es"])
def test_comparing_with_the_likeliest_words_finds_what_comparing_with_all_finds(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [w for w in top_n_list(language, COUNT) if w.isascii() and w.isalpha() and len(w) > 4]
    counts = dict.fromkeys(known, 3)
    some = Speller(counts, words_of(language))
    monkeypatch.setattr(spelling, "SMALL", 10 * COUNT)
    every = Speller(counts, words_of(language))
    dice = random.Random(5)
    chosen = " ".join(dice.sample(known, 150))
    slips = tokenize(misspell(chosen, dice) + " " + spell_by_ear(chosen, language, dice))
    pairs = list(zip(some.correct(slips), every.correct(slips), strict=True))
    assert any(word != slip.folded for (word, _), slip in zip(pairs, slips, strict=True))
    assert sum(a == b for a, b in pairs) / len(pairs) >= 0.99
