"""`tutor lessons import`: what others made, as material of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from tutor.content import find_pack, import_entries, load_pack
from tutor.content.subtitles import PAUSE_S, import_film
from tutor.settings import Settings


@click.group(name="import")
def command() -> None:
    """Take in journals to read on in, and films to compare with the record."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", "folder", type=click.Path(path_type=Path), required=True)
@click.option("--title", help="The edition, as students see it; by default the entries' years.")
@click.option("--replace", is_flag=True, help="Replace the entries of a source pack.")
def journals(*, file: Path, folder: Path, title: str | None, replace: bool) -> None:
    """Make a source pack of FILE: JSON lines with id, author, date and text.

    Students read on in it from every citation of one of its entries, and it can be searched.
    """
    folder = folder.expanduser().absolute()
    entries = import_entries(file, folder, title, replace=replace).entries.all
    authors = sorted({entry.author for entry in entries})
    days = sorted(entry.date for entry in entries)
    click.echo(f"{folder}: {len(entries)} entries, {days[0]} to {days[-1]}")
    click.echo(f"  by {', '.join(authors)}")
    click.echo("  Say in pack.yaml which edition this is, its licence and who made it.")


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--pack", required=True, help="The lesson pack: an id or a folder.")
@click.option("--title", required=True, help="The film's title.")
@click.option(
    "--pause",
    type=click.FloatRange(min=0.1),
    default=PAUSE_S,
    show_default=True,
    help="Silence in seconds after which a new scene begins.",
)
def film(*, file: Path, pack: str, title: str, pause: float) -> None:
    """Make drafts of scene cards of FILE, the subtitles (.srt or .vtt) of a film that you have.

    A card is shown once you have described its scene and named the passages with the record.
    """
    folder = find_pack(pack, Settings.from_environment().lessons_dir)
    load_pack(folder)
    path = import_film(file, folder, title, pause)
    count = next(
        len(film.cards) for film in load_pack(folder).films if path.stem == f"{film.id}.cards"
    )
    click.echo(f"{path}: {count} scene(s), all drafts")
    click.echo("  Describe a scene and name in 'departs_from' the passages with the record.")
