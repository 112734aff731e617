"""`tutor serve`: the command around `tutor.cli.serve`."""

from __future__ import annotations

from pathlib import Path

import click

from tutor.cli.serve import serve


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8501, show_default=True, help="The port, or the next one free.")
@click.option("--data-dir", type=click.Path(path_type=Path, file_okay=False), default=None)
@click.option("--open/--no-open", "open_browser", default=True, help="Show the page in a browser.")
def command(*, host: str, port: int, data_dir: Path | None, open_browser: bool) -> None:
    """Open the tutor's page on this machine."""
    serve(host, port, data_dir, open_browser=open_browser)
