"""A throw-away PostgreSQL from the machine's own programs.

`postgres_url` gives every test an empty database; the server starts at the first use,
once for each test process, and is stopped and deleted at its end. Tests are skipped, with the
reason, on a machine without PostgreSQL.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest

START_S = 30
NOBODY = 65534
DATABASE = "tutor_test"


class NoServerError(Exception):
    """There is no PostgreSQL here, or it does not start."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server that trusts everyone on this machine."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    def address(self, database: str) -> str:
        """Give libpq's address of a database, over the Unix socket."""
        return f"postgresql://tutor@/{database}?host={self.folder}&port={self.port}"

    def stop(self) -> None:
        """Stop the server and delete its files."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(START_S)
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def start_server() -> Server | str:
    """Start the server of this process; gives the reason where there is none."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        server = _start(folder)
    except (NoServerError, OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        return f"no PostgreSQL: {error}"
    atexit.register(server.stop)
    return server


@pytest.fixture
def postgres_url() -> str:
    """Give the address of an empty database."""
    server = start_server()
    if isinstance(server, str):
        pytest.skip(server)
    _empty(server)
    return f"postgresql+psycopg://tutor:unguessed@127.0.0.1:{server.port}/{DATABASE}"


def _empty(server: Server) -> None:
    """Undo what the last test did; much faster than another database."""
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [DATABASE]
        )
        connection.execute(f"ALTER DATABASE {DATABASE} RESET ALL")
    with psycopg.connect(server.address(DATABASE), autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def _start(folder: Path) -> Server:
    if os.name != "posix":
        raise NoServerError("only started on Unix")
    user = NOBODY if os.geteuid() == 0 else None
    if user is not None:
        os.chown(folder, user, user)
    _make_cluster(folder, user)
    port, log = _free_port(), folder / "log"
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": folder,
        "fsync": "off",
        "max_connections": 200,
    }
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [_program("postgres"), "-D", str(folder / "data"), *options],
            user=user,
            group=user,
            cwd=folder,
            env=_environment(),
            stdout=output,
            stderr=output,
        )
    server = Server(folder, port, process)
    _await(server, log)
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")
    return server


def _make_cluster(folder: Path, user: int | None) -> None:
    program = [_program("initdb"), "-D", str(folder / "data"), "-U", "tutor", "-A", "trust"]
    made = subprocess.run(
        [*program, "-E", "UTF8", "--locale=C", "--no-sync"],
        user=user,
        group=user,
        cwd=folder,
        env=_environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    if made.returncode:
        raise NoServerError(f"initdb failed: {made.stderr.decode(errors='replace')[-300:]}")


def _await(server: Server, log: Path) -> None:
    until = monotonic() + START_S
    while not _answers(server):
        if server.process.poll() is not None or monotonic() > until:
            server.process.kill()
            server.process.wait()
            said = log.read_text(errors="replace")[-300:]
            raise NoServerError(f"the server does not start: {said}")
        sleep(0.05)


def _answers(server: Server) -> bool:
    try:
        psycopg.connect(server.address("postgres")).close()
    except psycopg.OperationalError:
        return False
    return True


def _program(name: str) -> str:
    """Find a server program; the newest version of Debian's folders where PATH has none."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted(folders, key=lambda folder: int(folder.parent.name), reverse=True)
    for place in (os.environ.get("PATH"), *(str(folder) for folder in newest)):
        found = shutil.which(name, path=place)
        if found:
            return str(Path(found).resolve())
    raise NoServerError(f"'{name}' is not installed")


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
