from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.matching import PhraseIndex, alike, find_alike, mentions
from tutor.core.terms import Language

PHRASES: list[tuple[str, Language, str]] = [
    ("horses", "en", "why did you need horses"),
    ("horses", "en", "who sold the horses"),
    ("winter", "en", "was the winter cold"),
    ("paid", "en", "did they pay you"),
    ("unpaid", "en", "why did they not pay York"),
    ("horses", "es", "por qué necesitaban caballos"),
    ("winter", "es", "hacía frío en el invierno"),
]
INDEX = PhraseIndex(PHRASES)


@pytest.mark.parametrize(("key", "language", "phrase"), PHRASES)
def test_a_phrase_is_most_like_itself(key: str, language: Language, phrase: str) -> None:
    best = INDEX.best(phrase, language)
    assert best is not None
    assert best.key == key
    assert best.score == pytest.approx(1.0)


def test_one_slip_of_the_pen_still_finds_the_phrase() -> None:
    best = INDEX.best("was the wintter cold", "en")
    assert best is not None
    assert best.key == "winter"


def test_a_denial_on_one_side_makes_texts_less_alike() -> None:
    said, denied = INDEX.best("did they pay you", "en"), INDEX.best("did they not pay you", "en")
    assert said is not None
    assert denied is not None
    assert denied.score < said.score


def test_nothing_shared_is_no_match() -> None:
    assert INDEX.best("pizza", "en") is None
    assert PhraseIndex([]).best("anything", "es") is None


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_scores_lie_between_0_and_1_and_fall(text: str) -> None:
    ranked = INDEX.rank(f"winter {text}", "en")
    assert all(0.0 <= match.score <= 1.0 + 1e-9 for match in ranked)
    assert [m.score for m in ranked] == sorted((m.score for m in ranked), reverse=True)
    assert len({match.key for match in ranked}) == len(ranked)


def test_short_stems_are_compared_letter_for_letter() -> None:
    assert alike("shoshon", "shoshone")
    assert alike("boat", "boat")
    assert not alike("boat", "goat")
    assert not alike("shoshon", "hidatsa")
    assert find_alike("boat", ["goat", "coat"]) is None
    assert find_alike("interpet", ["winter", "interpret"]) == 1


def test_mentions_are_of_whole_words() -> None:
    assert mentions("Where is your dog?", ["dog", "cat"])
    assert mentions("En el RÍO Misuri", ["río misuri"])
    assert not mentions("a dogma", ["dog"])
    assert not mentions("", ["dog"])
