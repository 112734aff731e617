"""`tutor research`: fit and measure the learner model, make turns of the log again."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from pydantic import TypeAdapter

from tutor.app import Tutor
from tutor.replaying import Replayed
from tutor.research.attempts import FORMAT, Attempts, read_attempts
from tutor.research.evaluation import (
    Report,
    check_apart,
    evaluate,
    split_students,
    write_predictions,
)
from tutor.research.fitting import (
    compare_with_defaults,
    fit,
    read_fitted,
    write_fitted,
)
from tutor.research.measures import Measures
from tutor.settings import Settings

_EVALUATE = f"""Predict held-out students' answers, each before it is known, and say how well.

\b
solo    each student alone in an empty store; default coefficients
cold    train students streamed first, difficulties learned online; default coefficients
fitted  the same stream; coefficients fitted on the train students, or of a file

Columns of ATTEMPTS: {FORMAT}.
"""
_FILE = click.Path(path_type=Path)


@click.group(name="research")
def command() -> None:
    """Fit the learner model to a log of attempts, measure it, and make turns again."""


@command.command(name="fit", help=f"Learn coefficients from ATTEMPTS ({FORMAT}).")
@click.argument("attempts", type=_FILE)
@click.option("--out", type=_FILE, help="Write them here; else they are printed as JSON.")
def fit_(*, attempts: Path, out: Path | None) -> None:
    """Learn coefficients from a log."""
    fitted, _ = fit(read_attempts(attempts))
    if out is None:
        click.echo(fitted.model_dump_json(indent=2))
        return
    write_fitted(out, fitted)
    click.echo(f"{fitted.events} events of {fitted.students} student(s); written to {out}")
    click.echo(f"{'term':<20} {'default':>8} {'fitted':>8}")
    for name, (default, found) in compare_with_defaults(fitted).items():
        click.echo(f"{name:<20} {default:>8.3f} {found:>8.3f}")


@command.command(name="evaluate", help=_EVALUATE)
@click.argument("attempts", type=_FILE)
@click.option("--fit", "refit", is_flag=True, help="Fit coefficients on the train students too.")
@click.option("--coefficients", type=_FILE, help="Use the coefficients of this file as well.")
@click.option("--test", type=_FILE, help="Test on this log, and train on all of ATTEMPTS.")
@click.option(
    "--test-fraction",
    type=click.FloatRange(0.0, 1.0, min_open=True, max_open=True),
    default=0.2,
    show_default=True,
    help="Share of the students held out.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--predictions", type=_FILE, help="Write each test event with its prediction here.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate_(  # noqa: PLR0913 - one parameter for each option
    *,
    attempts: Path,
    refit: bool,
    coefficients: Path | None,
    test: Path | None,
    test_fraction: float,
    seed: int,
    predictions: Path | None,
    as_json: bool,
) -> None:
    """Predict held-out students' answers, each before it is known, and say how well."""
    if refit and coefficients is not None:
        raise click.UsageError("--fit and --coefficients exclude each other. Choose one.")
    given = None if coefficients is None else read_fitted(coefficients)
    train, held = _split(read_attempts(attempts), test, test_fraction, seed)
    evaluated = evaluate(train, held, refit=refit, given=given)
    if predictions is not None:
        write_predictions(predictions, evaluated)
    if as_json:
        click.echo(evaluated.report.model_dump_json())
    else:
        _print_table(evaluated.report)


@command.command(name="replay")
@click.option("--exchange", "exchange_id", required=True, help="The id of the turn in the log.")
@click.option("--data-dir", type=_FILE, default=None)
def replay_(*, exchange_id: str, data_dir: Path | None) -> None:
    """Make a turn again from the log and compare it with what was said, byte for byte.

    A model's words come from the record of its calls; nothing is asked anew.
    """
    tutor = Tutor(Settings.from_environment(data_dir=data_dir, model="embedded"))
    try:
        replayed = tutor.replay(exchange_id)
    finally:
        tutor.close()
    _print_replayed(replayed)
    if not replayed.same:
        sys.exit(1)


def _print_replayed(replayed: Replayed) -> None:
    made, again = replayed.exchange, replayed.again
    click.echo(f"exchange {made.id}, turn {made.position} of its talk, {made.engine}")
    if replayed.changed:
        click.echo(f"changed since: {', '.join(replayed.changed)}")
    if replayed.missed or replayed.unused:
        click.echo(f"{replayed.missed} request(s) not on record, {replayed.unused} not asked")
    for name in replayed.differing:
        click.echo(f"- {name}: {_as_json(getattr(made, name))}")
        click.echo(f"+ {name}: {_as_json(getattr(again, name))}")
    click.echo("the same, byte for byte" if replayed.same else "not the same")


def _as_json(value: object) -> str:
    return TypeAdapter(object).dump_json(value).decode()


def _split(
    attempts: Attempts, test: Path | None, fraction: float, seed: int
) -> tuple[Attempts, Attempts]:
    if test is None:
        return split_students(attempts, fraction, seed)
    held = read_attempts(test)
    check_apart(attempts, held)
    return attempts, held


def _print_table(report: Report) -> None:
    for name, size in (("train", report.train), ("test", report.test)):
        click.echo(
            f"{name:<6} {size.students} student(s), {size.events} events, "
            f"{size.concepts} concept(s), {size.items} item(s)"
        )
    click.echo(f"{'':<7} {'AUC':>6} {'log loss':>9} {'RMSE':>7} {'calibration error':>18}")
    for name, found in (("solo", report.solo), ("cold", report.cold), ("fitted", report.fitted)):
        if found is not None:
            click.echo(f"{name:<7} {_line(found)}")
    click.echo(
        f"{report.us_per_event:.1f} µs an event (predict and update), "
        f"{report.bytes_per_student} bytes a student, {report.calibration_bins} bins; "
        f"share of success {report.base_rate:.3f}"
    )
    if report.skipped_rows:
        click.echo(f"{report.skipped_rows} row(s) without skill_name left out")


def _line(found: Measures) -> str:
    area = "  none" if found.auc is None else f"{found.auc:.4f}"
    return f"{area} {found.log_loss:>9.4f} {found.rmse:>7.4f} {found.calibration_error:>18.4f}"
