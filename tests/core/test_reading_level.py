from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import make_evidence, make_exchange
from tests.core.lifelike import logs
from tests.core.situations import make_reading
from tutor.core.events import Exchange
from tutor.core.reading_level import (
    HIGHEST,
    LOWEST,
    POOLED_WORDS,
    PRIOR_VARIANCE,
    SHORT,
    ReadingLevel,
    declare_grade,
    move_reading_level,
)
from tutor.core.terms import LEVELS, level_for


def heard(act: str, grade: float, **changes: Any) -> Exchange:
    reading = make_reading(act, **changes)
    return make_exchange(reading=reading, heard_grade=grade, evidence=())


@pytest.mark.parametrize("known", [ReadingLevel(), ReadingLevel(grade=11.5, variance=0.3)])
@pytest.mark.parametrize("shown", [6.0, 8.5, 11.5])
def test_simpler_brings_the_level_down_at_once_however_sure_the_tutor_was(
    known: ReadingLevel, shown: float
) -> None:
    level = move_reading_level(known, heard("request_simpler", shown))
    assert LEVELS.index(level_for(level.grade)) < LEVELS.index(level_for(shown))


def test_simpler_stays_while_the_student_goes_on_asking() -> None:
    level = move_reading_level(ReadingLevel(grade=10.0), heard("request_simpler", 10.0))
    asked = level_for(level.grade)
    for _ in range(20):
        level = move_reading_level(level, heard("question", level.grade))
    assert level_for(level.grade) == asked


def test_deeper_and_right_answers_raise_and_not_understanding_lowers() -> None:
    known = ReadingLevel()
    right = make_exchange(heard_grade=6.0, evidence=(make_evidence(outcome=0.9),))
    assert move_reading_level(known, heard("request_deeper", 6.0)).grade > known.grade
    assert move_reading_level(known, right).grade > known.grade
    assert move_reading_level(known, heard("clarification", 6.0)).grade < known.grade
    assert move_reading_level(known, heard("dont_know", 6.0)).grade < known.grade


def test_assisted_and_wrong_answers_say_nothing_of_reading() -> None:
    for evidence in (make_evidence(assisted=True, outcome=1.0), make_evidence(outcome=0.2)):
        told = make_exchange(heard_grade=6.0, evidence=(evidence,))
        assert move_reading_level(ReadingLevel(), told).grade == ReadingLevel().grade


def test_writing_says_nothing_before_enough_of_it_is_pooled() -> None:
    level, written = ReadingLevel(), heard("question", 6.0, lix=70.0, words=POOLED_WORDS // 3)
    grades = []
    for _ in range(3):
        level = move_reading_level(level, written)
        grades.append(level.grade)
    assert grades[:2] == [6.0, 6.0]
    assert 6.0 < grades[2] < 8.0
    assert level.pooled_words == 0


def test_short_questions_say_nothing_of_their_writer() -> None:
    level, asked = ReadingLevel(grade=9.0), heard("question", 9.0, lix=5.0, words=SHORT - 1)
    for _ in range(40):
        level = move_reading_level(level, asked)
    assert level.grade == 9.0


def test_eight_long_messages_of_a_strong_writer_reach_the_highest_level_one_band_at_a_time() -> (
    None
):
    level, written = ReadingLevel(), heard("question", 6.0, lix=62.0, words=16)
    grades = [level.grade]
    for _ in range(8):
        level = move_reading_level(level, written)
        grades.append(level.grade)
    assert level_for(grades[1]) == level_for(grades[0])
    assert level_for(grades[-1]) == "advanced"


def test_asking_what_a_word_means_lowers_the_level() -> None:
    asked = heard("question", 6.0, topic="term:interpreter")
    assert move_reading_level(ReadingLevel(), asked).grade < ReadingLevel().grade


@settings(deadline=None, max_examples=30)
@given(logs())
def test_grade_and_variance_stay_within_their_bounds(log: list[Exchange]) -> None:
    level = ReadingLevel()
    for exchange in log:
        level = move_reading_level(level, exchange)
        assert LOWEST <= level.grade <= HIGHEST
        assert 0.0 < level.variance <= PRIOR_VARIANCE
        assert level.pooled_words < POOLED_WORDS


acts = st.sampled_from(("request_deeper", "clarification", "dont_know", "answer", "question"))


@settings(deadline=None, max_examples=60)
@given(logs(), acts, st.floats(1, 13), st.integers(0, 200), st.floats(0, 120))
def test_no_message_moves_the_level_by_more_than_one_band_nor_alone(
    log: list[Exchange], act: str, shown: float, words: int, lix: float
) -> None:
    level = ReadingLevel()
    for exchange in log:
        level = move_reading_level(level, exchange)
    reading = make_reading(act, words=words, lix=lix)
    said = make_exchange(reading=reading, heard_grade=shown)
    moved = move_reading_level(level, said)
    change = LEVELS.index(level_for(moved.grade)) - LEVELS.index(level_for(level.grade))
    assert abs(change) <= 1
    assert change in (0, level.leaning)


@settings(deadline=None, max_examples=60)
@given(st.floats(2, 12), acts, st.floats(1, 13))
def test_the_first_message_moves_no_declared_level_out_of_its_band(
    grade: float, act: str, shown: float
) -> None:
    start = declare_grade(ReadingLevel(), grade)
    said = make_exchange(reading=make_reading(act, words=200, lix=110.0), heard_grade=shown)
    assert level_for(move_reading_level(start, said).grade) == level_for(start.grade)


def test_two_signs_in_a_row_move_the_level_and_signs_that_disagree_do_not() -> None:
    start = ReadingLevel(grade=7.8, variance=3.0)
    right = make_exchange(heard_grade=7.8, evidence=(make_evidence(outcome=1.0),))
    once = move_reading_level(start, right)
    assert level_for(once.grade) == "standard"
    assert level_for(move_reading_level(once, right).grade) == "advanced"
    lost = move_reading_level(once, heard("clarification", 7.8))
    assert level_for(move_reading_level(lost, right).grade) == "standard"


def test_simpler_moves_by_one_band_even_where_the_tutor_believes_more() -> None:
    level = move_reading_level(
        ReadingLevel(grade=11.0, variance=4.0), heard("request_simpler", 9.0)
    )
    assert level_for(level.grade) == "standard"


def test_an_easy_text_understood_says_less_than_a_hard_one() -> None:
    def after(shown: float) -> float:
        right = make_exchange(heard_grade=shown, evidence=(make_evidence(outcome=1.0),))
        return move_reading_level(ReadingLevel(grade=6.5), right).grade

    assert 6.5 < after(2.0) < after(6.5) < after(7.5)


def test_a_declared_grade_is_the_start_and_a_new_one_is_weighed_with_what_was_seen() -> None:
    start = declare_grade(ReadingLevel(), 9.0)
    assert (start.grade, start.declared) == (9.0, 9.0)
    assert declare_grade(start, 9.0) == start
    seen = move_reading_level(start, heard("clarification", 9.0))
    again = declare_grade(seen, 4.0)
    assert 4.0 < again.grade < seen.grade
    assert declare_grade(ReadingLevel(), 0.0).grade == LOWEST
    assert declare_grade(ReadingLevel(), 99.0).grade == HIGHEST
