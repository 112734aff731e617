from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.relevance import choose_sentences, score_sentences

SENTENCES = (
    "I lived near the fort in the winter.",
    "My son was born on 11 February 1805.",
    "Lewis mixed snake rattle with water.",
    "The party had about 33 people.",
)


def best(query: str, said: str = "") -> str:
    scores = score_sentences(SENTENCES, query, "en", said)
    return SENTENCES[choose_sentences(scores, 1)[0]]


def test_the_sentence_that_shares_telling_words_answers_best() -> None:
    assert best("what did lewis do with the snake") == SENTENCES[2]


def test_a_question_for_a_date_or_an_amount_is_answered_with_one() -> None:
    assert best("when was it") == SENTENCES[1]
    assert best("how many were you") == SENTENCES[3]


def test_earlier_sentences_win_a_tie() -> None:
    assert best("tell me") == SENTENCES[0]


def test_what_was_just_said_gives_way() -> None:
    assert best("tell me", said=SENTENCES[0]) != SENTENCES[0]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(-5, 5), max_size=12), st.integers(0, 6))
def test_no_more_sentences_are_chosen_than_asked_for_and_in_order(
    scores: list[float], limit: int
) -> None:
    chosen = choose_sentences(scores, limit)
    assert len(chosen) == min(limit, len(scores))
    assert chosen == sorted(chosen)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.lists(st.text(max_size=60), max_size=5))
def test_any_question_gives_each_sentence_a_score(query: str, sentences: list[str]) -> None:
    assert len(score_sentences(sentences, query, "en")) == len(sentences)
