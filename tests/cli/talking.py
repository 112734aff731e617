"""Starts the tutor as a program, as a teacher's script would, and reads what it prints."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tutor.cli import main

ROOT = Path(__file__).parents[2]
TUTOR = (sys.executable, "-m", "tutor")
WAIT_S = 90
Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finished:
    """A program that has ended."""

    code: int
    output: bytes
    errors: str

    @property
    def lines(self) -> list[str]:
        """Give the lines of standard output; each must end."""
        text = self.output.decode("utf-8")
        assert not text or text.endswith("\n")
        return text.split("\n")[:-1]

    @property
    def objects(self) -> list[Said]:
        """Give standard output, which holds nothing but an object a line."""
        return [json.loads(line) for line in self.lines]


def environment(**changes: str) -> dict[str, str]:
    """Give this process's environment without TUTOR_* and tracing, with a lexical index."""
    dropped = ("TUTOR_", "LANGSMITH_", "LANGCHAIN_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(dropped)}
    return kept | {"TUTOR_INDEX": "lexical"} | changes


def call(*arguments: object, lines: bytes | str = b"", **changes: str) -> Finished:
    """Run the tutor to its end inside this process, which is faster."""
    given = io.BytesIO(lines.encode() if isinstance(lines, str) else lines)
    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr, dict(os.environ)
    output, errors = io.BytesIO(), io.BytesIO()
    sys.argv = ["tutor", *map(str, arguments)]
    sys.stdin = io.TextIOWrapper(given)
    sys.stdout, sys.stderr = io.TextIOWrapper(output), io.TextIOWrapper(errors)
    os.environ.update(environment(**changes))
    code: object = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code or 0
    finally:
        for written in (sys.stdout, sys.stderr):
            written.flush()
            written.detach()
        sys.argv, sys.stdin, sys.stdout, sys.stderr, variables = kept
        os.environ.clear()
        os.environ.update(variables)
    assert isinstance(code, int)
    return Finished(code, output.getvalue(), errors.getvalue().decode("utf-8"))


def run(
    *arguments: object, lines: bytes | str = b"", before: Sequence[str] = (), **changes: str
) -> Finished:
    """Run the tutor to its end as a program of its own.

    Args:
        arguments: what stands after `tutor`.
        lines: standard input.
        before: what stands before the command.
        changes: variables of the environment.
    """
    given = lines.encode() if isinstance(lines, str) else lines
    done = subprocess.run(
        [*before, *TUTOR, *map(str, arguments)],
        input=given,
        capture_output=True,
        timeout=WAIT_S,
        cwd=ROOT,
        env=environment(**changes),
        check=False,
    )
    return Finished(done.returncode, done.stdout, done.stderr.decode("utf-8"))


class Talk:
    """A running `tutor chat --json`: one line in, one object out."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._in = _open(process.stdin)
        self._out = _open(process.stdout)
        self.greeting = self.hear()

    def say(self, text: str) -> Said:
        """Write a line and read its object, before anything else is written."""
        self._in.write(text.encode() + b"\n")
        self._in.flush()
        return self.hear()

    def hear(self) -> Said:
        """Read one object."""
        said: Said = json.loads(self._out.readline())
        return said

    def end(self) -> Finished:
        """Close the input and wait for the end."""
        rest, errors = self.process.communicate(timeout=WAIT_S)
        return Finished(self.process.returncode, rest, errors.decode("utf-8"))


@contextmanager
def talking(*arguments: object, **changes: str) -> Iterator[Talk]:
    """Start a talk over pipes; killed at the end where it still runs."""
    with subprocess.Popen(
        [*TUTOR, "chat", "--json", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(**changes),
    ) as process:
        try:
            yield Talk(process)
        finally:
            process.kill()


def words(said: Said) -> str:
    """Give all that a turn says."""
    return " ".join(segment["text"] for segment in said["segments"])


def is_house_form(message: str) -> bool:
    """Tell whether an error says where, what and the remedy, and is no traceback."""
    sentences = [part for part in message.replace("\n", " ").split(". ") if part.strip()]
    return "Traceback" not in message and message.startswith("tutor: ") and len(sentences) >= 2


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
