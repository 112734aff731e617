"""`tutor admin`: look after the data on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tutor.app import Tutor
from tutor.core.people import OPERATOR, STAFF, Role
from tutor.core.reading_copy import write_copy
from tutor.core.terms import LANGUAGES, Language
from tutor.errors import InUseError
from tutor.settings import Settings

_data_dir = click.option("--data-dir", type=click.Path(path_type=Path), default=None)
_address = click.option(
    "--address", default="http://127.0.0.1:8501", show_default=True,
    help="Where browsers find the page.",
)  # fmt: skip


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
@click.option(
    "--copy", type=click.Choice(LANGUAGES), default=None,
    help="A page of HTML to read, with headings in this language, instead of JSON.",
)  # fmt: skip
@_data_dir
def takeout(*, student: str, copy: Language | None, data_dir: Path | None) -> None:
    """Print all that is kept of a STUDENT, as JSON or to read."""
    tutor = Tutor(Settings.from_environment(data_dir=data_dir))
    kept = tutor.takeout(student)
    click.echo(write_copy(kept, copy) if copy else kept)
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


@command.command(name="add-teacher")
@click.argument("name")
@click.option(
    "--role", type=click.Choice([role.value for role in STAFF]), default=Role.TEACHER.value,
    show_default=True,
)  # fmt: skip
@_address
@_data_dir
def add_teacher(*, name: str, role: str, address: str, data_dir: Path | None) -> None:
    """Make an account, and print the link with which NAME chooses a password."""
    tutor = Tutor(Settings.from_environment(data_dir=data_dir))
    try:
        invited = tutor.classroom.add_account(OPERATOR, name, Role(role))
    finally:
        tutor.close()
    click.echo(f"'{invited.account.name}' ({role}): {welcome(address, invited.link)}")


@command.command(name="first-link")
@_address
@_data_dir
def first_link(*, address: str, data_dir: Path | None) -> None:
    """Print the link that makes the first administrator: once, within a day."""
    tutor = Tutor(Settings.from_environment(data_dir=data_dir))
    try:
        link = tutor.classroom.doors.offer_first_link(again=True)
    finally:
        tutor.close()
    if link is None:
        raise InUseError(
            "the accounts: there is an administrator. Ask them, or use `tutor admin add-teacher`."
        )
    click.echo(welcome(address, link))


@command.command(name="renew-link")
@click.argument("name")
@_address
@_data_dir
def renew_link(*, name: str, address: str, data_dir: Path | None) -> None:
    """Print a link with which the account NAME chooses another password."""
    tutor = Tutor(Settings.from_environment(data_dir=data_dir))
    try:
        account = tutor.classroom.account_named(OPERATOR, name)
        link = tutor.classroom.invite_again(OPERATOR, account.id).link
    finally:
        tutor.close()
    click.echo(f"'{name}': {welcome(address, link)}")


@command.command()
@_data_dir
@click.option("--dry-run", is_flag=True, help="Only count what would be deleted.")
def sweep(*, data_dir: Path | None, dry_run: bool) -> None:
    """Delete what has ended: sessions, guests, and students silent longer than was promised."""
    tutor = Tutor(Settings.from_environment(data_dir=data_dir))
    try:
        done = tutor.classroom.housekeeping.sweep(OPERATOR, dry_run=dry_run)
    finally:
        tutor.close()
    click.echo(
        f"{'would delete' if dry_run else 'deleted'}: {done.tokens} session(s) and link(s), "
        f"{done.guests} guest(s), {done.students} student(s), {done.alerts} alert(s)"
    )


def welcome(address: str, link: str) -> str:
    """Give the address behind which a one-time token is used."""
    return f"{address.rstrip('/')}/welcome?link={link}"
