"""`tutor chat`: the headless contract, and a pleasant talk in the terminal."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click
from pydantic.main import IncEx

from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.core.turn import Turn
from tutor.errors import StorageError
from tutor.settings import Settings

_LOG = logging.getLogger(__name__)
_HIDDEN: dict[str, IncEx | bool] = {
    "notes": True,
    "exchange": True,
    "at": True,
    "message": True,
    "citations": {"__all__": {"cited"}},
}
"""What the page needs and the contract does not have."""
_LINE_LIMIT = 1_000_000
"""Bytes of a line that are read; the rest of a longer one is passed over."""
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2999, 12, 31, tzinfo=UTC)


@click.command(name="chat")
@click.option(
    "--json", "as_json", is_flag=True, help="Read a message a line, print an object a turn."
)
@click.option("--pack", default="bird-woman", show_default=True, help="A pack's id, or any folder.")
@click.option("--persona", default="sacajawea", show_default=True, help="A persona's id.")
@click.option("--student", default="me", show_default=True, help="Whose learner model goes on.")
@click.option(
    "--language", type=click.Choice(["auto", "en", "es"]), default="auto", show_default=True
)
@click.option("--model", default=None, help="'embedded', or PROVIDER:MODEL.")
@click.option("--data-dir", type=click.Path(path_type=Path), default=None)
def command(  # noqa: PLR0913 - an argument for each option
    *, as_json: bool, pack: str, persona: str, student: str, language: str, model: str | None,
    data_dir: Path | None,
) -> None:  # fmt: skip
    """Talk with a figure."""
    _log_warnings()
    settings = Settings.from_environment(data_dir=data_dir, model=model)
    tutor = Tutor(settings)
    try:
        talk = tutor.open(student=student, pack=pack, persona=persona, language=language)  # type: ignore[arg-type]  # click.Choice has checked it
        if as_json:
            _speak_json(talk)
        else:
            _speak(talk)
    finally:
        tutor.close()


def _log_warnings() -> None:
    """Write warnings to standard error; the handler cuts, as libraries set their own levels."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    logging.basicConfig(handlers=[handler], format="%(levelname)s %(message)s")


def _speak_json(talk: Conversation) -> None:
    _print(talk.greet())
    failed: StorageError | None = None
    for message, at in _messages(sys.stdin.buffer):
        try:
            _print(talk.reply(message, at=at))
        except StorageError as error:
            failed = error
            _LOG.error("%s", error)
            _print(talk.unsaved(message))
    if failed is not None:
        raise failed


def _messages(stream: BinaryIO) -> Iterator[tuple[str, datetime | None]]:
    """Read a message a line: plain text, or an object with `text` and perhaps `at`."""
    while line := stream.readline(_LINE_LIMIT):
        rest = line
        while len(rest) == _LINE_LIMIT and not rest.endswith(b"\n"):
            rest = stream.readline(_LINE_LIMIT)
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        yield _message(text.removeprefix("\ufeff"))


def _message(line: str) -> tuple[str, datetime | None]:
    if not line.lstrip().startswith("{"):
        return line, None
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return line, None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        _LOG.warning('a line holds no \'text\'; write {"text": "..."} or plain text')
        return "", None
    return given["text"], _time(given.get("at"))


def _time(written: object) -> datetime | None:
    if written is None:
        return None
    try:
        at = datetime.fromisoformat(str(written))
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        at = None
    if at is None or not EARLIEST <= at <= LATEST:
        _LOG.warning("'at' is no ISO 8601 time that can be used; the time now is used")
        return None
    return at


def _print(turn: Turn) -> None:
    sys.stdout.write(turn.model_dump_json(exclude=_HIDDEN) + "\n")
    sys.stdout.flush()


def _speak(talk: Conversation) -> None:
    name = talk.persona.name.get(talk.language)
    click.echo(click.style("(Write a message; an empty line or Ctrl-D ends the talk.)", dim=True))
    _show(talk.greet(), name)
    while True:
        try:
            text = input(click.style("\nYou: ", bold=True))
        except EOFError:
            break
        if not text.strip():
            break
        _show(_answer(talk, text), name)
    click.echo()


def _answer(talk: Conversation, text: str) -> Turn:
    try:
        return talk.reply(text)
    except StorageError as error:
        _LOG.error("%s", error)
        return talk.unsaved(text)


def _show(turn: Turn, name: str) -> None:
    numbers = {citation.id: place for place, citation in enumerate(turn.citations, start=1)}
    for segment in turn.segments:
        speaker = (
            name if segment.voice == "figure" else {"en": "Guide", "es": "Guía"}[turn.language]
        )
        colour = "yellow" if segment.voice == "figure" else "cyan"
        marks = "".join(f" [{numbers[p]}]" for p in segment.support if p in numbers)
        click.echo(f"\n{click.style(speaker + ':', fg=colour, bold=True)} {segment.text}{marks}")
    for citation in turn.citations:
        click.echo(
            click.style(f"  [{numbers[citation.id]}] {citation.title}. {citation.source}", dim=True)
        )
