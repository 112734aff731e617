"""Laws that hold for any exchange."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import START
from tests.storage.strategies import exchanges
from tests.storage.writers import begin
from tutor.core.events import Exchange
from tutor.core.learner import LearnerModel
from tutor.ports import SessionRecord
from tutor.storage import SqlExchangeLog, open_log

numbers = count()


@pytest.fixture(scope="module")
def lasting_log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlExchangeLog]:
    """Give one log for all examples of a test."""
    log = open_log(f"sqlite:///{tmp_path_factory.mktemp('log')}/tutor.db")
    yield log
    log.close()


@settings(max_examples=100, deadline=None)
@given(drawn=exchanges())
def test_any_exchange_comes_back_byte_for_byte(
    lasting_log: SqlExchangeLog, drawn: Exchange
) -> None:
    _check_round_trip(lasting_log, drawn)


def test_any_exchange_comes_back_byte_for_byte_from_postgresql(postgres_url: str) -> None:
    log = open_log(postgres_url)

    @settings(max_examples=30, deadline=None)
    @given(drawn=exchanges())
    def check(drawn: Exchange) -> None:
        _check_round_trip(log, drawn)

    check()
    log.close()


@settings(max_examples=100, deadline=None)
@given(name=st.text())
def test_any_name_finds_its_student_again(lasting_log: SqlExchangeLog, name: str) -> None:
    first = lasting_log.student(name, START)
    assert lasting_log.student(name, START) == first


def _check_round_trip(log: SqlExchangeLog, drawn: Exchange) -> None:
    number = next(numbers)
    talk = begin(log, f"student {number}")
    places = {"id": f"{drawn.id}{number}", "student": talk.student, "session": talk.id}
    exchange = drawn.model_copy(update={**places, "ordinal": 0})
    log.append(exchange, LearnerModel(ordinal=1))
    (stored,) = log.recent(talk.id, 5)
    assert stored.model_dump_json() == exchange.model_dump_json()
    assert stored == exchange
    assert next(log.exchanges(talk.student)) == exchange
    record = log.session(talk.id)
    assert isinstance(record, SessionRecord)
    assert len(record.title) <= 80
