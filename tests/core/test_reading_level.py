from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.builders import make_evidence, make_exchange
from tests.core.lifelike import logs
from tests.core.situations import make_reading
from tutor.core.events import Exchange
from tutor.core.reading_level import (
    HIGHEST,
    LOWEST,
    POOLED_WORDS,
    PRIOR_VARIANCE,
    ReadingLevel,
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


@settings(deadline=None, max_examples=30)
@given(logs())
def test_grade_and_variance_stay_within_their_bounds(log: list[Exchange]) -> None:
    level = ReadingLevel()
    for exchange in log:
        level = move_reading_level(level, exchange)
        assert LOWEST <= level.grade <= HIGHEST
        assert 0.0 < level.variance <= PRIOR_VARIANCE
        assert level.pooled_words < POOLED_WORDS
