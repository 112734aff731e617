from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.simulated_attempts import simulate
from tests.research.logs import in_order, logs
from tutor.errors import AttemptsError
from tutor.research.attempts import Attempts
from tutor.research.evaluation import check_apart, evaluate, predict_solo, split_students
from tutor.research.fitting import fit

law = settings(deadline=None, max_examples=30)


@pytest.fixture(scope="module")
def log() -> Attempts:
    return simulate("pfa", students=40, events=30, concepts=5, seed=7)


@law
@given(logs(students=5), st.floats(0.01, 0.99), st.integers(0, 9))
def test_every_student_is_held_out_whole_or_not_at_all(
    log: Attempts, fraction: float, seed: int
) -> None:
    train, test = split_students(log, fraction, seed)
    assert {*train.users} | {*test.users} == {*log.users}
    assert {*train.users} & {*test.users} == set()
    assert train.rows
    assert test.rows
    assert Counter((*train.rows, *test.rows)) == Counter(log.rows)
    check_apart(train, test)


@law
@given(logs(students=4), st.integers(0, 9), st.randoms(use_true_random=False))
def test_the_order_of_students_in_the_file_changes_nothing(
    log: Attempts, seed: int, dice: Random
) -> None:
    users = list(log.users)
    dice.shuffle(users)
    moved = in_order(row for user in users for row in log.rows if row.user == user)
    one, other = (evaluate(*split_students(each, 0.5, seed)) for each in (log, moved))
    assert one.report.solo == other.report.solo
    assert one.report.cold == other.report.cold
    assert one.cold.tolist() == other.cold.tolist()


@law
@given(logs(students=3))
def test_solo_knows_nothing_of_other_students(log: Attempts) -> None:
    together = predict_solo(log.rows)
    for user in log.users:
        own = [place for place, row in enumerate(log.rows) if row.user == user]
        alone = predict_solo(log.of([user]).rows)
        assert together[own].tolist() == alone.tolist()


def test_a_fit_read_back_predicts_as_the_fit_itself(log: Attempts) -> None:
    train, test = split_students(log, 0.25, 3)
    fitted, _ = fit(train)
    again = type(fitted).model_validate_json(fitted.model_dump_json())
    refit, given_ = evaluate(train, test, refit=True), evaluate(train, test, given=again)
    assert refit.report.fitted == given_.report.fitted is not None
    assert refit.best.tolist() == given_.best.tolist()
    assert refit.report.cold == given_.report.cold


def test_fitting_and_others_answers_help_on_students_not_seen(log: Attempts) -> None:
    report = evaluate(*split_students(log, 0.25, 3), refit=True).report
    assert report.fitted is not None
    assert report.solo.auc is not None
    assert report.cold.auc is not None
    assert report.fitted.auc is not None
    assert 0.5 < report.solo.auc < report.cold.auc
    assert report.fitted.log_loss < report.cold.log_loss < report.solo.log_loss


def test_the_report_counts_what_was_read(log: Attempts) -> None:
    evaluated = evaluate(*split_students(log, 0.25, 3))
    report = evaluated.report
    assert report.train.students + report.test.students == 40
    assert report.train.events + report.test.events == len(log.rows)
    assert report.test.concepts == 5
    assert report.fitted is None
    assert report.base_rate == pytest.approx(np.mean([r.correct for r in evaluated.rows]), abs=1e-5)
    assert report.us_per_event > 0
    assert report.bytes_per_student > 0
    assert evaluated.best is evaluated.cold


def test_one_student_cannot_be_held_out(log: Attempts) -> None:
    with pytest.raises(AttemptsError, match="several students"):
        split_students(log.of([log.users[0]]), 0.2, 1)


def test_a_student_in_both_logs_is_refused(log: Attempts) -> None:
    with pytest.raises(AttemptsError, match="are in both logs"):
        check_apart(log, log.of(log.users[:1]))
