"""`tutor lessons import`: what others made, as material of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from tutor.content import import_entries


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
