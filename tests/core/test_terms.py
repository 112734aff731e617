from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.core.terms import (
    LANGUAGES,
    LEVEL_GRADES,
    LEVELS,
    level_for,
    other_language,
)


@given(st.floats(2, 11.99))
def test_every_grade_lies_in_the_band_of_its_level(grade: float) -> None:
    low, high = LEVEL_GRADES[level_for(grade)]
    assert low <= grade < high


def test_the_bands_meet_without_gap_in_the_order_of_the_levels() -> None:
    bands = [LEVEL_GRADES[level] for level in LEVELS]
    assert [low for low, _ in bands[1:]] == [high for _, high in bands[:-1]]


@given(st.floats(-5, 20), st.floats(-5, 20))
def test_a_higher_grade_has_no_lower_level(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert LEVELS.index(level_for(low)) <= LEVELS.index(level_for(high))


def test_the_other_language_of_the_other_is_the_first() -> None:
    for language in LANGUAGES:
        assert other_language(language) != language
        assert other_language(other_language(language)) == language
