"""The projected learner models: derived from the log, and derived again when they are lost."""

from __future__ import annotations

import pytest

from tests.storage.writers import begin, say
from tutor.core.learner import replay
from tutor.errors import PlaceTakenError
from tutor.storage import SqlExchangeLog


def test_a_projection_is_rebuilt_from_the_log(log: SqlExchangeLog) -> None:
    talk = begin(log)
    said = [say(log, talk) for _ in range(3)]
    truth = replay(said)
    log.rebuild(talk.student, truth.model_copy(update={"pace": 0.9}))
    assert log.learner(talk.student).pace == 0.9
    log.rebuild(talk.student, truth)
    assert log.learner(talk.student) == truth


def test_a_projection_behind_the_log_is_refused(log: SqlExchangeLog) -> None:
    talk = begin(log)
    model = replay([say(log, talk)])
    say(log, talk)
    with pytest.raises(PlaceTakenError, match="has 2 events"):
        log.rebuild(talk.student, model)


@pytest.mark.parametrize(
    "harm", ["DELETE FROM learner_models", "UPDATE learner_models SET model = '{\"old\": 1}'"]
)
def test_a_lost_projection_costs_time_and_no_data(log: SqlExchangeLog, harm: str) -> None:
    talk = begin(log)
    said = [say(log, talk) for _ in range(3)]
    with log.engine.begin() as connection:
        connection.exec_driver_sql(harm)
    assert log.learner(talk.student) == replay(said)
    assert say(log, talk).ordinal == 3
