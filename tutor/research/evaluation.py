"""How well the learner model predicts students it has not been fitted on.

* `solo`: each test student alone in an empty store, default coefficients. Nothing is known of the
  difficulty of concepts and questions but what this one student's answers show.
* `cold`: default coefficients, nothing fitted. The train students are streamed first, then the
  test students; difficulties are learned online by Elo on the way, test students' own included.
* `fitted`: the same stream with coefficients fitted on the train students (or read from a file).

Students are held out whole. Within a stream, events come in the order of `order_id`, each predicted
before any row of the same answer is learned.
"""

from __future__ import annotations

import csv
from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from time import process_time

import numpy as np

from tutor.core.events import Fact
from tutor.core.mastery import DEFAULT_PARAMETERS, sigmoid, weigh
from tutor.errors import AttemptsError
from tutor.research.attempts import Attempt, Attempts
from tutor.research.fitting import Fitted, fit, outcomes
from tutor.research.measures import BINS, Measures, Numbers, measure
from tutor.research.tracing import Tracer, trace


class Size(Fact):
    """How much a log holds."""

    students: int
    events: int
    concepts: int
    items: int


class Report(Fact):
    """What an evaluation found."""

    train: Size
    test: Size
    skipped_rows: int
    """Rows without a concept."""
    base_rate: float
    """Share of success among the test events."""
    calibration_bins: int = BINS
    solo: Measures
    cold: Measures
    fitted: Measures | None
    us_per_event: float
    """Processor time of one prediction and its update in µs, mean over the test events, cold."""
    bytes_per_student: int
    """Mean size of a test student's stored state."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A report, with the predictions that it rests on in the order of the stream."""

    report: Report
    rows: tuple[Attempt, ...]
    cold: Numbers
    fitted: Numbers | None

    @property
    def best(self) -> Numbers:
        """Give the fitted predictions, or the cold ones where nothing was fitted."""
        return self.cold if self.fitted is None else self.fitted


def split_students(attempts: Attempts, fraction: float, seed: int) -> tuple[Attempts, Attempts]:
    """Hold out a share of the students, drawn by seed whatever the order of the rows.

    Raises:
        AttemptsError: there are fewer than two students.
    """
    users = attempts.users
    if len(users) < 2:
        raise AttemptsError(
            f"the log has only the student '{users[0]}', so none can be held out. Give a log of "
            "several students, or a second log with --test."
        )
    count = min(len(users) - 1, max(1, round(fraction * len(users))))
    drawn = np.random.default_rng(seed).permutation(len(users))[:count]
    held = {users[place] for place in drawn}
    train, test = attempts.of(set(users) - held), attempts.of(held)
    return replace(train, skipped=attempts.skipped), test


def check_apart(train: Attempts, test: Attempts) -> None:
    """Make sure that no student is in both logs.

    Raises:
        AttemptsError: some are.
    """
    both = sorted(set(train.users) & set(test.users))
    if both:
        named = ", ".join(f"'{user}'" for user in both[:3])
        raise AttemptsError(
            f"{len(both)} student(s) are in both logs ({named}), so nobody is held out. Take them "
            "out of one, or give them other ids where they are other people."
        )


def evaluate(
    train: Attempts, test: Attempts, *, refit: bool = False, given: Fitted | None = None
) -> Evaluated:
    """Predict every test event solo, cold, and with fitted or given coefficients."""
    tracer = _stream(Tracer(), train.rows)
    started = process_time()
    cold = predict_stream(tracer, test.rows)
    spent = process_time() - started
    warm = _warm(train, refit=refit, given=given)
    fitted = None if warm is None else predict_stream(warm, test.rows)
    correct = outcomes(test.rows)
    sizes = [tracer.students[user].size() for user in test.users]
    report = Report(
        train=_size(train),
        test=_size(test),
        skipped_rows=train.skipped + test.skipped,
        base_rate=round(float(correct.mean()), 5),
        solo=measure(correct, predict_solo(test.rows)),
        cold=measure(correct, cold),
        fitted=None if fitted is None else measure(correct, fitted),
        us_per_event=round(1e6 * spent / len(correct), 2),
        bytes_per_student=round(fmean(sizes)),
    )
    return Evaluated(report, test.rows, cold, fitted)


def _warm(train: Attempts, *, refit: bool, given: Fitted | None) -> Tracer | None:
    """Give a tracer with other coefficients that has seen the train students."""
    if refit:
        return fit(train)[1]
    return None if given is None else _stream(Tracer(given.parameters), train.rows)


def _stream(tracer: Tracer, rows: Sequence[Attempt]) -> Tracer:
    for _ in trace(tracer, rows):
        pass
    return tracer


def predict_stream(tracer: Tracer, rows: Sequence[Attempt]) -> Numbers:
    """Predict each event before it is learned, by the tracer's coefficients."""
    coefficients = tracer.parameters.coefficients
    intercept, weights = coefficients.intercept, coefficients.weights
    said = array("d")
    for _, terms in trace(tracer, rows):
        said.append(sigmoid(weigh(terms, intercept, weights)))
    return np.frombuffer(said, dtype=np.float64)


def predict_solo(rows: Sequence[Attempt]) -> Numbers:
    """Predict each student's events from that student's alone."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        places[row.user].append(place)
    said = np.empty(len(rows))
    for own in places.values():
        said[own] = predict_stream(Tracer(DEFAULT_PARAMETERS), [rows[place] for place in own])
    return said


def _size(attempts: Attempts) -> Size:
    rows = attempts.rows
    return Size(
        students=len(attempts.users),
        events=len(rows),
        concepts=len({row.concept for row in rows}),
        items=len({row.item for row in rows if row.item}),
    )


def write_predictions(path: Path, evaluated: Evaluated) -> None:
    """Write the test events with their predictions (fitted where there are such, else cold)."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("order_id", "user_id", "skill_name", "correct", "p"))
            for row, p in zip(evaluated.rows, evaluated.best.tolist(), strict=True):
                writer.writerow(
                    (row.order_text, row.user, row.concept, f"{row.correct:g}", f"{p:.9g}")
                )
    except OSError as error:
        raise AttemptsError(
            f"{path}: {error.strerror}. Name a file in a folder that is there."
        ) from None
