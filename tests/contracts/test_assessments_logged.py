"""The contract of `ports.ExchangeLog` for what language models say."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import given, settings

from tests.builders import START, make_assessment, make_exchange
from tests.storage.strategies import assessments
from tests.storage.writers import assess, begin, say
from tutor.core.events import Assessment
from tutor.core.learner import LearnerModel, replay, update
from tutor.errors import PlaceTakenError, StorageError
from tutor.storage import SqlExchangeLog, open_log


def test_exchanges_and_assessments_come_in_the_order_of_the_log(
    log: SqlExchangeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.storage.log.BATCH", 2)
    talk = begin(log)
    said = [say(log, talk), say(log, talk)]
    events = [*said, assess(log, said[1]), assess(log, said[0]), say(log, talk)]
    assert list(log.events(talk.student)) == events
    assert [e.ordinal for e in log.events(talk.student)] == [0, 1, 2, 3, 4]
    assert [e.ordinal for e in log.exchanges(talk.student)] == [0, 1, 4]
    assert log.recent(talk.id, 9) == (*said, events[-1])
    assert log.learner(talk.student) == replay(events)
    assert list(log.events("nobody")) == []


def test_an_exchange_is_found_by_its_id(log: SqlExchangeLog) -> None:
    said = say(log, begin(log))
    assert log.exchange(said.id) == said
    assert log.exchange("none") is None


def test_a_place_is_taken_once_by_an_exchange_or_an_assessment(log: SqlExchangeLog) -> None:
    talk = begin(log)
    said = say(log, talk)
    model = log.learner(talk.student)
    assessed = assess(log, said)
    late = make_exchange(student=talk.student, session=talk.id, ordinal=1, position=1)
    with pytest.raises(PlaceTakenError):
        log.append(late, update(model, late))
    again = say(log, talk)
    other = make_assessment(student=talk.student, exchange=again.id, ordinal=2)
    with pytest.raises(PlaceTakenError):
        log.append_assessment(other, update(update(model, assessed), other))
    assert list(log.events(talk.student)) == [said, assessed, again]


def test_an_exchange_is_assessed_once(log: SqlExchangeLog) -> None:
    talk = begin(log)
    said = say(log, talk)
    assessed = assess(log, said)
    with pytest.raises(StorageError, match="assessed already") as caught:
        assess(log, said, id="another")
    assert not isinstance(caught.value, PlaceTakenError)
    assert list(log.events(talk.student)) == [said, assessed]
    assert log.learner(talk.student) == replay([said, assessed])


def test_an_assessment_is_of_an_exchange_of_the_same_student(log: SqlExchangeLog) -> None:
    mine, yours = begin(log, "Ana"), begin(log, "Ben")
    said = say(log, mine)
    say(log, yours)
    with pytest.raises(StorageError, match="has no exchange"):
        assess(log, said, student=yours.student)
    with pytest.raises(StorageError, match="has no exchange"):
        assess(log, said.model_copy(update={"id": "none"}))
    assert len(list(log.events(yours.student))) == 1


def test_a_model_that_lags_behind_the_assessment_is_refused(log: SqlExchangeLog) -> None:
    said = say(log, begin(log))
    late = make_assessment(student=said.student, exchange=said.id)
    with pytest.raises(StorageError, match="not after assessment 1"):
        log.append_assessment(late, LearnerModel(ordinal=1))


def test_raw_texts_come_back_letter_for_letter(log: SqlExchangeLog) -> None:
    talk = begin(log)
    raw = {"1": "Sacajawea habló «así»\n", "2": "a\0b", "3": "\udcff", "4": "", "5": "x" * 500_000}
    first = make_exchange(student=talk.student, session=talk.id)
    log.append(first, update(LearnerModel(), first), raw)
    assert {key: log.raw_text(key) for key in raw} == raw
    assert log.raw_text("none") is None


def test_raw_texts_are_kept_with_their_event_or_not_at_all(log: SqlExchangeLog) -> None:
    talk = begin(log)
    said = say(log, talk)
    model = log.learner(talk.student)
    taken = said.model_copy(update={"id": "other", "position": 7})
    with pytest.raises(PlaceTakenError):
        log.append(taken, update(LearnerModel(), taken), {"lost": "never kept"})
    assessment = make_assessment(student=talk.student, exchange=said.id)
    log.append_assessment(assessment, update(model, assessment), {"kept": "{}"})
    with pytest.raises(StorageError, match="assessed already"):
        assess(log, said, id="another")
    assert (log.raw_text("lost"), log.raw_text("kept")) == (None, "{}")


def test_the_same_text_of_two_students_is_forgotten_with_each(log: SqlExchangeLog) -> None:
    talks = [begin(log, "Ana"), begin(log, "Ben")]
    for talk in talks:
        for ordinal in range(2):
            model = log.learner(talk.student)
            said = make_exchange(student=talk.student, session=talk.id, ordinal=ordinal)
            log.append(said, update(model, said), {"same": "the same"})
    log.forget(talks[0].student)
    assert log.raw_text("same") == "the same"
    log.forget(talks[1].student)
    assert log.raw_text("same") is None


def test_a_projection_covers_assessments_too(log: SqlExchangeLog) -> None:
    talk = begin(log)
    said = say(log, talk)
    assessed = assess(log, said)
    with pytest.raises(PlaceTakenError, match="has 2 events"):
        log.rebuild(talk.student, replay([said]))
    with log.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM learner_models")
    assert log.learner(talk.student) == replay([said, assessed])
    assert say(log, talk).ordinal == 2


def test_two_workers_assess_an_exchange_once(log: SqlExchangeLog) -> None:
    said = say(log, begin(log))
    together, told = Barrier(4), []

    def work(number: int) -> None:
        together.wait()
        with suppress(StorageError):
            told.append(assess(log, said, id=f"worker {number}").id)

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = [e.id for e in log.events(said.student) if isinstance(e, Assessment)]
    assert kept == told
    assert len(kept) == 1


def test_any_assessment_comes_back_byte_for_byte(tmp_path: Path) -> None:
    log = open_log(f"sqlite:///{tmp_path}/tutor.db")
    numbers = iter(range(10_000))

    @settings(max_examples=60, deadline=None)
    @given(drawn=assessments())
    def check(drawn: Assessment) -> None:
        number = next(numbers)
        said = say(log, begin(log, f"student {number}"))
        places = {"id": f"{drawn.id}{number}", "student": said.student, "exchange": said.id}
        assessment = drawn.model_copy(update={**places, "ordinal": 1})
        log.append_assessment(assessment, LearnerModel(ordinal=2))
        *_, stored = log.events(said.student)
        assert stored.model_dump_json() == assessment.model_dump_json()

    check()
    log.close()


def test_a_log_with_assessments_is_there_again_after_it_was_closed(log: SqlExchangeLog) -> None:
    talk = begin(log)
    said = say(log, talk)
    assessed = assess(log, said, at=START)
    log.close()
    again = open_log(log.engine.url.render_as_string(hide_password=False), create=False)
    assert list(again.events(talk.student)) == [said, assessed]
    again.close()
