"""How well the learner model predicts, beside other tracers, on students of published models.

    python -m tests.benchmarks.tracing [ATTEMPTS.csv ...] [--seed 1] [--students 600]

Without a file: classes simulated by Bayesian knowledge tracing (no questions), by performance
factors over an item response model, and by difficulty, ability and history with forgetting, on real
time stamps. A file has the columns of `tutor research evaluate`. A fifth of the students is held
out. Prints AUC, log loss, expected calibration error (10 bins of equal width) and processor time.
"BKT, class means" is told the means that the BKT class was drawn from, and so is no fair rival.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from tests.benchmarks.reference_tracers import (
    CLASS_MEANS,
    OATUTOR,
    cells_of_best_lr,
    cells_of_pfa,
    fit_and_predict,
    predict_by_bkt,
    predict_by_elo,
)
from tests.benchmarks.simulated_attempts import MODELS, simulate
from tutor.research.attempts import Attempts, read_attempts
from tutor.research.evaluation import evaluate, split_students
from tutor.research.fitting import outcomes
from tutor.research.measures import Measures, Numbers, measure

LEAST = 0.005
"""AUC by which ours may fall short of a fitted tracer."""
Row = tuple[str, Measures, float]


def rows_of(train: Attempts, test: Attempts) -> Iterator[Row]:
    """Measure every tracer: name, figures, and µs an event (of training and testing)."""
    correct, known = outcomes(test.rows), outcomes(train.rows)
    events = len(correct) + len(known)

    def timed(name: str, predict: Callable[[], Numbers], over: int) -> Row:
        started = process_time()
        said = predict()
        return name, measure(correct, said), 1e6 * (process_time() - started) / over

    started = process_time()
    report = evaluate(train, test, refit=True).report
    spent = 1e6 * (process_time() - started) / events
    assert report.fitted is not None
    yield "ours, solo", report.solo, report.us_per_event
    yield "ours, cold", report.cold, report.us_per_event
    yield "ours, fitted", report.fitted, spent
    yield timed("BKT, hand-set, cold", lambda: predict_by_bkt(test.rows, OATUTOR), len(correct))
    yield timed("(BKT, class means)", lambda: predict_by_bkt(test.rows, CLASS_MEANS), len(correct))
    yield timed("Elo, cold", lambda: predict_by_elo(train.rows, test.rows), events)
    for name, cells in (("PFA, fitted", cells_of_pfa), ("Best-LR, fitted", cells_of_best_lr)):
        yield timed(
            name,
            lambda cells=cells: fit_and_predict(
                list(cells(train.rows)), known, list(cells(test.rows))
            ),
            events,
        )


def print_table(name: str, attempts: Attempts, seed: int) -> bool:
    """Print the table of one log; tells whether ours holds its ground."""
    train, test = split_students(attempts, 0.2, seed)
    print(f"{name}: {len(train.users)}/{len(test.users)} students, "
          f"{len(train.rows)}/{len(test.rows)} events")  # fmt: skip
    print(f"  {'':<20} {'AUC':>6} {'log loss':>9} {'ECE':>7} {'µs':>7}")
    area: dict[str, float] = {}
    for tracer, found, spent in rows_of(train, test):
        area[tracer] = found.auc or 0.5
        print(f"  {tracer:<20} {area[tracer]:>6.4f} {found.log_loss:>9.4f} "
              f"{found.calibration_error:>7.4f} {spent:>7.1f}")  # fmt: skip
    cold = max(area["BKT, hand-set, cold"], area["Elo, cold"])
    fitted = max(area["PFA, fitted"], area["Best-LR, fitted"])
    holds = area["ours, cold"] >= cold and area["ours, fitted"] >= fitted - LEAST
    print(f"  cold {area['ours, cold'] - cold:+.4f}, fitted {area['ours, fitted'] - fitted:+.4f} "
          f"against the best of the others: {'holds' if holds else 'FALLS SHORT'}")  # fmt: skip
    return holds


def main() -> None:
    """Measure on the files named, or on simulated classes; ends with 1 where ours falls short."""
    parser = argparse.ArgumentParser()
    parser.add_argument("attempts", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--students", type=int, default=600)
    options = parser.parse_args()
    held = [print_table(str(path), read_attempts(path), options.seed) for path in options.attempts]
    for model in () if options.attempts else MODELS:
        log = simulate(model, students=options.students, events=80, concepts=20, seed=options.seed)
        held.append(print_table(model, log, options.seed))
    raise SystemExit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
