"""`tutor admin`: look after the data on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tutor.app import Tutor
from tutor.settings import Settings

_data_dir = click.option("--data-dir", type=click.Path(path_type=Path), default=None)


@click.group(name="admin")
def command() -> None:
    """Look after the data on this machine."""


@command.command()
@_data_dir
@click.option("--mend", is_flag=True, help="Replace projections that differ from the log.")
def replay(*, data_dir: Path | None, mend: bool) -> None:
    """Fold every student's log anew and compare the learner models, bit for bit."""
    tutor = Tutor(Settings.from_environment(data_dir=data_dir))
    rebuilt = tutor.rebuild(mend=mend)
    tutor.close()
    click.echo(f"{rebuilt.students} student(s), {len(rebuilt.differing)} differing")
    for student in rebuilt.differing:
        click.echo(f"  {student}{' (mended)' if mend else ''}")
    if rebuilt.differing and not mend:
        sys.exit(1)


@command.command()
@click.argument("student")
@_data_dir
def takeout(*, student: str, data_dir: Path | None) -> None:
    """Print all that is kept of a STUDENT, as JSON."""
    tutor = Tutor(Settings.from_environment(data_dir=data_dir))
    click.echo(tutor.takeout(student))
    tutor.close()


@command.command()
@click.argument("student")
@_data_dir
@click.confirmation_option(prompt="This deletes the student's talks and learner model. Go on?")
def forget(*, student: str, data_dir: Path | None) -> None:
    """Delete a STUDENT everywhere."""
    tutor = Tutor(Settings.from_environment(data_dir=data_dir))
    count = tutor.forget(student)
    tutor.close()
    click.echo(f"'{student}': {count} exchange(s) deleted")
