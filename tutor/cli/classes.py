"""`tutor classes`: classes, their codes and their students, from the machine that keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import click
from pydantic import ValidationError

from tutor.app import Tutor
from tutor.classroom.classroom import Classroom, Code
from tutor.classroom.housekeeping import FEWEST
from tutor.core.classes import Class, Member, Policy, show_code
from tutor.core.people import OPERATOR
from tutor.core.reading_copy import write_copy
from tutor.core.terms import LANGUAGES, Language
from tutor.errors import NotFoundError, SettingsError
from tutor.settings import Settings

_data_dir = click.option("--data-dir", type=click.Path(path_type=Path), default=None)
_days = click.option(
    "--days", type=click.IntRange(1, 366), default=7, show_default=True,
    help="How long the code lets newcomers in.",
)  # fmt: skip
_copy = click.option(
    "--copy", type=click.Choice(LANGUAGES), default=None,
    help="A page of HTML to read, with headings in this language, instead of JSON.",
)  # fmt: skip
_in_class = click.option("--class", "room", default=None, help="Of this class, by name or id.")


@click.group(name="classes")
def command() -> None:
    """Make classes, hand out codes, and look after their students."""


@contextmanager
def opened(data_dir: Path | None) -> Iterator[Tutor]:
    """Open the tutor over a data folder, and close it."""
    tutor = Tutor(Settings.from_environment(data_dir=data_dir))
    try:
        yield tutor
    finally:
        tutor.close()


@command.command()
@click.argument("name")
@click.option("--teacher", required=True, help="Name of the teacher's account.")
@click.option("--lesson", default="bird-woman", show_default=True, help="Id of a lesson pack.")
@_days
@_data_dir
def add(*, name: str, teacher: str, lesson: str, days: int, data_dir: Path | None) -> None:
    """Make the class NAME of a teacher, and print its first code."""
    with opened(data_dir) as tutor:
        pack, room = tutor.pack(lesson), tutor.classroom
        account = room.account_named(OPERATOR, teacher)
        made = room.add_class(OPERATOR, name, pack.id, teacher=account.id)
        _tell_code(made, room.new_code(OPERATOR, made.id, timedelta(days=days)))


@command.command(name="list")
@_data_dir
def list_(*, data_dir: Path | None) -> None:
    """List every class with its teacher, lesson, students and door."""
    with opened(data_dir) as tutor:
        room = tutor.classroom
        teachers = {account.id: account.name for account in room.accounts(OPERATOR)}
        for found in room.classes(OPERATOR):
            seats = len(room.roster(OPERATOR, found.id))
            door = _door(found, tutor.clock())
            teacher = teachers.get(found.teacher, found.teacher)
            click.echo(
                f"{found.name} · {found.id} · {teacher} · {found.lesson} · "
                f"{seats} student(s) · {door}"
            )


@command.command()
@click.argument("room")
@_days
@_data_dir
def code(*, room: str, days: int, data_dir: Path | None) -> None:
    """Print a new join code of the class ROOM; the last one opens nothing any more."""
    with opened(data_dir) as tutor:
        found = _class(tutor.classroom, room)
        _tell_code(found, tutor.classroom.new_code(OPERATOR, found.id, timedelta(days=days)))


@command.command()
@click.argument("room")
@click.option("--off", is_flag=True, help="Let newcomers in again.")
@_data_dir
def pause(*, room: str, off: bool, data_dir: Path | None) -> None:
    """Keep newcomers out of the class ROOM; who sits there stays."""
    with opened(data_dir) as tutor:
        found = _class(tutor.classroom, room)
        tutor.classroom.pause(OPERATOR, found.id, paused=not off)
        click.echo(f"class '{found.name}': {'open' if off else 'paused'}")


@command.command()
@click.argument("room")
@_data_dir
def roster(*, room: str, data_dir: Path | None) -> None:
    """List who sits in the class ROOM: nickname, id, day of joining."""
    with opened(data_dir) as tutor:
        for member in tutor.classroom.roster(OPERATOR, _class(tutor.classroom, room).id):
            click.echo(f"{member.nickname} · {member.student} · {member.joined:%Y-%m-%d}")


@command.command()
@click.argument("room")
@click.option("--person", type=click.Choice(["first", "third"]), help="How the figure speaks.")
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES))
@click.option("--level-min", type=float, help="Lowest reading level, US school grade.")
@click.option("--level-max", type=float, help="Highest reading level, US school grade.")
@click.option("--help-limit", type=click.Choice(["hint", "prompt", "assert"]))
@click.option("--outside-model/--no-outside-model", default=None)
@click.option("--transcripts", type=click.Choice(["teacher", "summaries"]))
@click.option("--retention-days", type=int)
@_data_dir
def policy(*, room: str, data_dir: Path | None, **wanted: object) -> None:
    """Show what is settled for the class ROOM, or settle it differently."""
    changes = {name: value for name, value in wanted.items() if value not in (None, ())}
    with opened(data_dir) as tutor:
        found = _class(tutor.classroom, room)
        settled = _changed(found.policy, changes)
        if changes:
            tutor.classroom.set_policy(OPERATOR, found.id, settled)
        click.echo(settled.model_dump_json(indent=2))


@command.command()
@click.argument("room")
@click.argument("nickname")
@click.option(
    "--address",
    default="http://127.0.0.1:8501",
    show_default=True,
    help="Where browsers find the page.",
)
@_data_dir
def ticket(*, room: str, nickname: str, address: str, data_dir: Path | None) -> None:
    """Print an address that opens the seat of NICKNAME in the class ROOM once, within minutes.

    It works inside a frame of another site, where no cookie is kept: name the site in
    TUTOR_FRAME_ANCESTORS. The seat is made where there is none.
    """
    with opened(data_dir) as tutor:
        found = _class(tutor.classroom, room)
        made = tutor.classroom.ticket(OPERATOR, found.id, nickname)
        click.echo(f"{address.rstrip('/')}/?embed=true&ticket={made.token}")


@command.command()
@click.argument("student")
@_in_class
@_data_dir
def key(*, student: str, room: str | None, data_dir: Path | None) -> None:
    """Print a new return key of a STUDENT, by nickname or id."""
    with opened(data_dir) as tutor:
        member = _member(tutor.classroom, student, room)
        new = tutor.classroom.new_key(OPERATOR, member.student)
        click.echo(f"'{member.nickname}': {show_code(new)}")


@command.command()
@click.argument("student")
@_in_class
@_copy
@_data_dir
def takeout(
    *, student: str, room: str | None, copy: Language | None, data_dir: Path | None
) -> None:
    """Print all that is kept of a STUDENT, by nickname or id, as JSON or to read."""
    with opened(data_dir) as tutor:
        member = _member(tutor.classroom, student, room)
        kept = tutor.classroom.takeout(OPERATOR, member.student)
        click.echo(write_copy(kept, copy) if copy else kept)


@command.command()
@click.argument("student")
@_in_class
@_data_dir
@click.confirmation_option(prompt="This deletes the student's talks and learner model. Go on?")
def forget(*, student: str, room: str | None, data_dir: Path | None) -> None:
    """Delete a STUDENT, by nickname or id, everywhere."""
    with opened(data_dir) as tutor:
        member = _member(tutor.classroom, student, room)
        count = tutor.classroom.forget(OPERATOR, member.student)
        click.echo(f"'{member.nickname}': {count} exchange(s) deleted")


@command.command()
@click.argument("room")
@click.option("--with-students", is_flag=True, help="Delete its students too, everywhere.")
@_data_dir
@click.confirmation_option(prompt="This removes the class. Go on?")
def remove(*, room: str, with_students: bool, data_dir: Path | None) -> None:
    """Remove the class ROOM."""
    with opened(data_dir) as tutor:
        found = _class(tutor.classroom, room)
        gone = tutor.classroom.remove_class(OPERATOR, found.id, with_students=with_students)
        click.echo(f"class '{found.name}': removed with {gone} student(s)")


@command.command(name="send-alerts")
@_data_dir
def send_alerts(*, data_dir: Path | None) -> None:
    """Send the alerts that are due, once; `tutor serve` does it all the time."""
    with opened(data_dir) as tutor:
        click.echo(f"{tutor.send_alerts()} alert(s) sent")


@command.command()
@_data_dir
def referrals(*, data_dir: Path | None) -> None:
    """Count how often a student was told where to find help, by month and of nobody."""
    with opened(data_dir) as tutor:
        for month in tutor.classroom.housekeeping.referrals(OPERATOR):
            told = f"fewer than {FEWEST}" if month.count is None else str(month.count)
            click.echo(f"{month.month} · {told}")


def _class(room: Classroom, name: str) -> Class:
    """Find a class by id or name.

    Raises:
        NotFoundError: there is none, or more than one of this name.
    """
    found = [c for c in room.classes(OPERATOR) if name in (c.id, c.name)]
    if len(found) != 1:
        raise NotFoundError(
            f"class '{name}': there are {len(found)} of this name. Give the id of one; "
            "`tutor classes list` shows them."
        )
    return found[0]


def _member(room: Classroom, student: str, class_name: str | None) -> Member:
    """Find a student by id or nickname, in one class or all.

    Raises:
        NotFoundError: there is none, or more than one of this nickname.
    """
    rooms = [_class(room, class_name)] if class_name else room.classes(OPERATOR)
    seats = [member for found in rooms for member in room.roster(OPERATOR, found.id)]
    members = [member for member in seats if student in (member.student, member.nickname)]
    if len(members) != 1:
        raise NotFoundError(
            f"student '{student}': there are {len(members)} of this nickname. Name the class with "
            "--class, or give the id; `tutor classes roster CLASS` shows them."
        )
    return members[0]


def _changed(settled: Policy, changes: dict[str, object]) -> Policy:
    try:
        return Policy.model_validate(settled.model_dump() | changes)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the policy"
        raise SettingsError(f"{place}: {first['msg']}. Nothing is changed.") from error


def _tell_code(found: Class, made: Code) -> None:
    click.echo(
        f"class '{found.name}': {show_code(made.code)} until {made.expires:%Y-%m-%d %H:%M} UTC"
    )


def _door(found: Class, at: datetime) -> str:
    if found.is_open(at):
        return f"open until {found.code_expires:%Y-%m-%d}"
    return "paused" if found.paused else "the code has ended"
