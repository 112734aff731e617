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

from tutor.app import Conversation, Tutor
from tutor.core.events import Segment
from tutor.core.phrases import phrase
from tutor.core.turn import Turn
from tutor.errors import StorageError
from tutor.settings import Settings

_LOG = logging.getLogger(__name__)
_HIDDEN = {"notes", "exchange", "at", "message"}
_LINE_LIMIT = 1_000_000


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
@click.option("--data-dir", type=click.Path(path_type=Path, file_okay=False), default=None)
def command(  # noqa: PLR0913 - an argument for each option
    *, as_json: bool, pack: str, persona: str, student: str, language: str, model: str | None,
    data_dir: Path | None,
) -> None:  # fmt: skip
    """Talk with a figure."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(message)s"
    )
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


def _speak_json(talk: Conversation) -> None:
    _print(talk.greet())
    failed: StorageError | None = None
    for turn, (message, at) in enumerate(_messages(sys.stdin.buffer), start=1):
        try:
            _print(talk.reply(message, at=at))
        except StorageError as error:
            failed = error
            _LOG.error("%s", error)
            _print(_unsaved(talk, turn))
    if failed is not None:
        raise failed


def _messages(stream: BinaryIO) -> Iterator[tuple[str, datetime | None]]:
    """Read a message a line: plain text, or an object with `text` and perhaps `at`."""
    while line := stream.readline(_LINE_LIMIT):
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        yield _message(text)


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
    except ValueError:
        _LOG.warning("'at' is %r, which is no ISO 8601 time; the time now is used", written)
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _print(turn: Turn) -> None:
    sys.stdout.write(turn.model_dump_json(exclude=_HIDDEN) + "\n")
    sys.stdout.flush()


def _unsaved(talk: Conversation, number: int) -> Turn:
    """Give a turn that tells the student that nothing could be saved."""
    last = talk.last
    words = Segment(voice="guide", text=phrase("unsaved", last.language))
    return last.model_copy(
        update={"turn": number, "segments": (words,), "speech_act": "social", "move": "redirect",
                "reason": "could not be saved", "citations": (), "evidence": ()}
    )  # fmt: skip


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
        _show(talk.reply(text), name)
    click.echo()


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
