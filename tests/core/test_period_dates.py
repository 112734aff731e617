from __future__ import annotations

from datetime import date

import pytest

from tutor.core.period_dates import full_dates, names_day


@pytest.mark.parametrize(
    "text",
    ["4th November Sunday 1804", "Novr. 4th", "November the 4th Sunday", "4th of Novembr",
     "Sunday Nov. 4", "4 November 1804"],
)  # fmt: skip
def test_a_day_is_known_as_writers_of_the_time_put_it(text: str) -> None:
    assert names_day(text, date(1804, 11, 4))


@pytest.mark.parametrize(
    "text", ["14th November", "Novr. 24th", "4th October", "4 Novices", "November 40", "Novelty 4"]
)
def test_another_day_is_not_taken_for_it(text: str) -> None:
    assert not names_day(text, date(1804, 11, 4))


@pytest.mark.parametrize(
    "text", ["he marked 4 trees", "may 40 men", "decided 4 of them", "the junction 4 miles"]
)
def test_words_that_begin_as_a_month_are_no_month(text: str) -> None:
    for month in (3, 5, 6, 12):
        assert not names_day(text, date(1805, month, 4))


def test_full_dates_are_read_in_both_languages() -> None:
    english = "On 4 November 1804, and on May 14, 1805; in June 1806; 31 June 1806."
    assert list(full_dates(english, "en")) == [date(1804, 11, 4), date(1805, 5, 14)]
    spanish = "El 4 de noviembre de 1804 y el 14 de mayo de 1805; en 1806."
    assert list(full_dates(spanish, "es")) == [date(1804, 11, 4), date(1805, 5, 14)]
