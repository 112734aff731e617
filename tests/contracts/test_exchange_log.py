"""The contract of `ports.ExchangeLog`, kept by SQLite and PostgreSQL alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import MetaData, Text, cast, select

from tests.builders import START, make_exchange
from tests.storage.seats import sit_down
from tests.storage.writers import assess, begin, say
from tutor.core.learner import LearnerModel, replay, update
from tutor.errors import PlaceTakenError, StorageError
from tutor.ports import ExchangeLog, SessionRecord
from tutor.storage import SqlExchangeLog, open_log


def test_it_is_an_exchange_log(log: SqlExchangeLog) -> None:
    port: ExchangeLog = log
    assert list(port.students()) == []


def test_a_name_is_one_student(log: SqlExchangeLog) -> None:
    ana, ben = log.student("Ana", START), log.student("Ben", START)
    assert log.student("Ana", START + timedelta(days=1)) == ana
    assert ana.id != ben.id
    assert "Ana" not in ana.id
    assert {student.name for student in log.students()} == {"Ana", "Ben"}


@pytest.mark.parametrize("name", ["", "José Ñandú", "a\0b", "\udcff", "x" * 5000, "'; DROP TABLE"])
def test_any_name_will_do(log: SqlExchangeLog, name: str) -> None:
    assert log.student(name, START) == log.student(name, START)


def test_students_are_given_beyond_one_batch(
    log: SqlExchangeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.storage.log.BATCH", 3)
    for number in range(7):
        log.student(f"student {number}", START)
    assert len({student.id for student in log.students()}) == 7


def test_a_new_student_has_a_fresh_learner_model(log: SqlExchangeLog) -> None:
    assert log.learner(log.student("Ana", START).id) == LearnerModel()
    assert log.learner("nobody") == LearnerModel()


def test_an_exchange_and_its_learner_model_are_there_after_append(log: SqlExchangeLog) -> None:
    talk = begin(log)
    said = [say(log, talk) for _ in range(5)]
    assert log.recent(talk.id, 3) == tuple(said[-3:])
    assert log.recent(talk.id, 50) == tuple(said)
    assert log.recent("no session", 3) == ()
    assert list(log.exchanges(talk.student)) == said
    assert log.learner(talk.student) == replay(said)


def test_the_log_goes_on_over_sessions(log: SqlExchangeLog) -> None:
    first = begin(log)
    second = SessionRecord("second", first.student, "bird-woman", "york", START)
    log.start_session(second)
    for ordinal, (talk, position) in enumerate([(first, 0), (second, 0), (first, 1), (second, 1)]):
        model = log.learner(first.student)
        exchange = make_exchange(
            student=first.student, session=talk.id, ordinal=ordinal, position=position
        )
        log.append(exchange, update(model, exchange))
    assert [e.ordinal for e in log.exchanges(first.student)] == [0, 1, 2, 3]
    assert [e.ordinal for e in log.recent("second", 9)] == [1, 3]


def test_exchanges_stream_in_order_beyond_one_batch(
    log: SqlExchangeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.storage.log.BATCH", 3)
    talk = begin(log)
    for _ in range(9):
        say(log, talk)
    stream = log.exchanges(talk.student)
    assert next(stream).ordinal == 0
    say(log, talk)
    assert [exchange.ordinal for exchange in stream] == list(range(1, 10))


def test_the_words_of_exchanges_are_found_by_id(
    log: SqlExchangeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.storage.log.BATCH", 2)
    talk = begin(log)
    greeting = make_exchange(student=talk.student, session=talk.id, message=None, reading=None)
    log.append(greeting, update(LearnerModel(), greeting))
    said = [say(log, talk) for _ in range(4)]
    wanted = [greeting.id, "unknown", *(exchange.id for exchange in said[1:])]
    assert log.messages(wanted) == {exchange.id: exchange.message for exchange in said[1:]}
    assert log.messages([]) == {}


def test_a_place_in_the_students_log_is_taken_once(log: SqlExchangeLog) -> None:
    talk = begin(log)
    said = say(log, talk)
    again = said.model_copy(update={"id": "other", "position": 7})
    with pytest.raises(PlaceTakenError):
        log.append(again, update(LearnerModel(), again))
    assert list(log.exchanges(talk.student)) == [said]
    assert log.learner(talk.student) == replay([said])


def test_a_place_in_the_session_is_taken_once_and_nothing_is_half_written(
    log: SqlExchangeLog,
) -> None:
    talk = begin(log)
    said = say(log, talk)
    again = make_exchange(student=talk.student, session=talk.id, ordinal=1, position=0)
    with pytest.raises(PlaceTakenError):
        log.append(again, update(log.learner(talk.student), again))
    assert list(log.exchanges(talk.student)) == [said]
    assert log.learner(talk.student) == replay([said])
    record = log.session(talk.id)
    assert record is not None
    assert record.exchanges == 1


def test_a_place_not_yet_reached_is_refused(log: SqlExchangeLog) -> None:
    talk = begin(log)
    early = make_exchange(student=talk.student, session=talk.id, ordinal=3)
    with pytest.raises(PlaceTakenError):
        log.append(early, LearnerModel(ordinal=4))
    assert list(log.exchanges(talk.student)) == []


def test_a_model_that_lags_behind_the_exchange_is_refused(log: SqlExchangeLog) -> None:
    talk = begin(log)
    exchange = make_exchange(student=talk.student, session=talk.id)
    with pytest.raises(StorageError, match="learner model ends at 0"):
        log.append(exchange, LearnerModel())


def test_what_could_not_be_read_again_is_refused(log: SqlExchangeLog) -> None:
    talk = begin(log)
    odd = make_exchange(student=talk.student, session=talk.id, timings_ms={"total": float("inf")})
    with pytest.raises(StorageError, match=r"timings_ms\.total"):
        log.append(odd, LearnerModel(ordinal=1))
    assert say(log, talk).ordinal == 0


def test_a_session_is_found_with_its_title_and_count(log: SqlExchangeLog) -> None:
    talk = begin(log)
    assert log.session(talk.id) == talk
    assert log.session("none") is None
    greeting = make_exchange(student=talk.student, session=talk.id, message=None, reading=None)
    log.append(greeting, update(LearnerModel(), greeting))
    assert log.sessions(talk.student) == ()
    question = make_exchange(
        student=talk.student, session=talk.id, ordinal=1, message="  Who was York? " + "y" * 90
    )
    log.append(question, update(log.learner(talk.student), question))
    say(log, talk)
    (found,) = log.sessions(talk.student)
    assert (found.exchanges, len(found.title), found.title[:14]) == (3, 80, "Who was York? ")
    assert found == log.session(talk.id)


def test_sessions_come_newest_first(log: SqlExchangeLog) -> None:
    first = begin(log)
    say(log, first)
    for number in range(1, 4):
        started = START + timedelta(hours=number)
        talk = SessionRecord(f"talk {number}", first.student, "bird-woman", "lewis", started)
        log.start_session(talk)
        model = log.learner(first.student)
        exchange = make_exchange(
            student=first.student, session=talk.id, ordinal=model.ordinal, position=0
        )
        log.append(exchange, update(model, exchange))
    assert [talk.id for talk in log.sessions(first.student, 2)] == ["talk 3", "talk 2"]
    assert len(log.sessions(first.student)) == 4


def test_a_session_starts_once_and_for_a_known_student(log: SqlExchangeLog) -> None:
    talk = begin(log)
    with pytest.raises(StorageError, match="already"):
        log.start_session(talk)
    with pytest.raises(StorageError, match="not in the log"):
        log.start_session(SessionRecord("other", "nobody", "bird-woman", "york", START))


def test_a_session_is_one_students(log: SqlExchangeLog) -> None:
    talk, other = begin(log), log.student("Ben", START)
    stray = make_exchange(student=other.id, session=talk.id)
    with pytest.raises(StorageError, match="not one of student"):
        log.append(stray, update(LearnerModel(), stray))
    assert log.recent(talk.id, 5) == ()
    assert log.learner(other.id) == LearnerModel()


def test_the_newest_rating_counts(log: SqlExchangeLog) -> None:
    said = say(log, begin(log))
    assert log.rating(said.id) is None
    log.rate(said.id, 1, START)
    log.rate(said.id, 0, START + timedelta(seconds=5))
    log.rate(said.id, 1, START + timedelta(seconds=1))
    assert log.rating(said.id) == 0
    with pytest.raises(StorageError, match="no exchange 'none'"):
        log.rate("none", 1, START)


def test_forgetting_a_student_leaves_no_row(log: SqlExchangeLog) -> None:
    ana, ben = begin(log, "Ana"), begin(log, "Ben")
    for talk in (ana, ben):
        for _ in range(3):
            log.rate(say(log, talk).id, 1, START)
        exchange = say(log, talk)
        assess(log, exchange)
        model = log.learner(talk.student)
        asked = make_exchange(student=talk.student, session=talk.id, ordinal=5, position=5)
        log.append(asked, update(model, asked), {"c0ffee": f"words of {talk.student}"})
        sit_down(log, talk.student)
    assert log.forget(ana.student) == 5
    assert _rows_naming(log, ana.student) == []
    assert {name for name, _ in _rows_naming(log, ben.student)} == {
        "students", "sessions", "exchanges", "assessments", "raw_texts", "learner_models",
        "ratings", "memberships", "overrides", "tokens", "alerts", "reads",
    }  # fmt: skip
    assert log.forget(ana.student) == 0
    assert log.learner(ben.student).ordinal == 6
    assert log.raw_text("c0ffee") == f"words of {ben.student}"
    assert log.student("Ana", START).id != ana.student


def test_a_tab_left_open_cannot_bring_a_forgotten_student_back(log: SqlExchangeLog) -> None:
    talk = begin(log)
    say(log, talk)
    model = log.learner(talk.student)
    log.forget(talk.student)
    for exchange, after in (
        (make_exchange(student=talk.student, session=talk.id, ordinal=1), model),
        (make_exchange(student=talk.student, session=talk.id), LearnerModel()),
    ):
        with pytest.raises(StorageError):
            log.append(exchange, update(after, exchange))
    assert _rows_naming(log, talk.student) == []


def test_the_content_of_a_pack_version_is_kept_once(log: SqlExchangeLog) -> None:
    assert log.pack_content("bird-woman", "v1") is None
    log.keep_pack("bird-woman", "v1", '{"id": "bird-woman", "ñ": "\\u0000"}', START)
    log.keep_pack("bird-woman", "v1", "another content", START)
    log.keep_pack("bird-woman", "v2", "{}", START)
    assert log.pack_content("bird-woman", "v1") == '{"id": "bird-woman", "ñ": "\\u0000"}'
    assert log.pack_content("bird-woman", "v2") == "{}"


def test_a_log_is_there_again_after_it_was_closed(log: SqlExchangeLog) -> None:
    talk = begin(log)
    said = say(log, talk)
    log.close()
    again = open_log(log.engine.url.render_as_string(hide_password=False), create=False)
    assert again.recent(talk.id, 5) == (said,)
    assert again.session(talk.id) == SessionRecord(
        talk.id, talk.student, "bird-woman", "sacajawea", START, 1, said.message or ""
    )
    again.close()


def _rows_naming(log: SqlExchangeLog, student: str) -> list[tuple[str, str]]:
    """Give table and column of every value, in every table there is, that names the student."""
    found = MetaData()
    with log.engine.connect() as connection:
        found.reflect(connection)
        return [
            (table.name, column.name)
            for table in found.tables.values()
            for column in table.columns
            for _ in connection.execute(
                select(column).where(cast(column, Text).contains(student, autoescape=True))
            )
        ]


def test_the_last_exchange_and_the_times_are_those_of_the_student_in_any_session(
    log: SqlExchangeLog,
) -> None:
    talk = begin(log)
    assert (log.last(talk.student), log.times(talk.student, 3)) == (None, ())
    first = say(log, talk)
    other = replace(talk, id="another talk")
    log.start_session(other)
    second = say(log, other)
    begin(log, "Ben")
    assert log.last(talk.student) == second
    assert log.times(talk.student, 3) == (second.at, first.at)
    assert log.times(talk.student, 1) == (second.at,)
