"""`tutor serve`: the page on this machine, from any folder, with no word to the outside."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from tutor.classroom.journal import write_one_line_each
from tutor.errors import SettingsError, TutorError
from tutor.settings import Settings, silence_telemetry

_PORTS_TRIED = 20
_STOP_S = 5
_APP = "tutor.ui.server:make_app"


def serve(host: str, port: int, data_dir: Path | None, *, open_browser: bool) -> None:
    """Serve the page until Ctrl-C or SIGTERM.

    Args:
        host: the address to listen on; 127.0.0.1 keeps the page on this machine.
        port: the port, or the first one free after it; 0 for any.
        data_dir: the folder for the database and the index, instead of the default.
        open_browser: show the page once it is ready.

    Raises:
        SettingsError: the address cannot be used, or none of the ports is free.
    """
    listener = _listen(host, port)
    taken = int(listener.getsockname()[1])
    _set_environment(host, taken, data_dir)
    if port not in (0, taken):
        print(f"Port {port} is in use; using {taken}.", file=sys.stderr)  # noqa: T201
    address = f"http://{_display(host)}:{taken}"
    print(f"Living History Tutor: {address}\nStop it with Ctrl-C.", flush=True)  # noqa: T201
    _offer_first_link(address)
    if open_browser:
        threading.Timer(1.0, webbrowser.open, (address,)).start()
    _run(listener)


def _offer_first_link(address: str) -> None:
    """Print the link that makes the first administrator, at the first start."""
    from tutor.app import Tutor  # noqa: PLC0415 - heavy, and `tutor serve --help` does not need it
    from tutor.cli.admin import welcome  # noqa: PLC0415

    tutor = Tutor(Settings.from_environment())
    try:
        link = tutor.classroom.doors.offer_first_link()
    except TutorError:
        return  # the page says what is wrong with the database
    finally:
        tutor.close()
    if link is not None:
        print(  # noqa: T201
            f"For classes, make the first administrator: {welcome(address, link)}\n"
            "The link works once and for a day; `tutor admin first-link` prints another.",
            flush=True,
        )


def _run(listener: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415 - heavy, and `tutor --help` does not need it

    write_one_line_each()
    config = uvicorn.Config(
        _APP,
        factory=True,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_STOP_S,
    )
    signal.signal(signal.SIGTERM, _end)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        return


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    """End with success; uvicorn has closed everything before it passes the signal on."""
    sys.exit(0)


def _listen(host: str, port: int) -> socket.socket:
    """Take the port, or the first free one after it."""
    last: OSError | None = None
    for candidate in range(port, port + (_PORTS_TRIED if port else 1)):
        try:
            return _bind(host, candidate)
        except OSError as error:
            last = error
    raise SettingsError(
        f"{host}:{port}: cannot listen there ({last}). Give another address with --host"
        " or another port with --port."
    ) from last


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    listener.set_inheritable(True)
    return listener


def _set_environment(host: str, port: int, data_dir: Path | None) -> None:
    """Tell Streamlit and the settings what was asked for."""
    silence_telemetry(traced=Settings.from_environment().tracing == "on")
    os.environ.update(
        {
            "STREAMLIT_SERVER_ADDRESS": host,
            "STREAMLIT_SERVER_PORT": str(port),
            "STREAMLIT_SERVER_HEADLESS": "true",
            "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
            "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none",
        }
    )
    if data_dir is not None:
        os.environ["TUTOR_DATA_DIR"] = str(data_dir)


def _display(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104 - shown, not listened on
        return "localhost"
    return f"[{host}]" if ":" in host else host


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8501, show_default=True, help="The port, or the next one free.")
@click.option("--data-dir", type=click.Path(path_type=Path, file_okay=False), default=None)
@click.option("--open/--no-open", "open_browser", default=True, help="Show the page in a browser.")
def command(*, host: str, port: int, data_dir: Path | None, open_browser: bool) -> None:
    """Open the tutor's page on this machine."""
    serve(host, port, data_dir, open_browser=open_browser)
