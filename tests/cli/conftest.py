"""The tiny pack, and one long talk with the shipped one that many tests look at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.talking import Finished, Said, run
from tests.packs import write_tiny_pack

HOSTILE: tuple[bytes, ...] = (
    b"",
    b"   \t ",
    b"{}",
    b'{"text": 5}',
    b'{"text": null, "at": null}',
    b'{"text": "hello"',
    b"[1, 2]",
    b'"hello"',
    b"null",
    b"{" * 3000,
    b'{"a":' * 3000,
    b'{"text": "' + b"\\ud800" + b' hi"}',
    b'{"text": "a\\nb\\u0000c\\rd"}',
    b'{"text": "hi", "at": "no time"}',
    b'{"text": "hi", "at": 5}',
    b'{"text": "hi", "at": "0001-01-01T00:00:00+14:00"}',
    b'{"text": "hi", "at": "9999-12-31T23:59:59-12:00"}',
    b'{"text": "hi", "more": [1]}',
    b"\x00",
    b"why\x00were you hired",
    b"\xff\xfe\xfa",
    b"caf\xe9 \xc3",
    b"a" * 10_000,
    b"why " * 2_500,
    "😀😀😀👩‍👩‍👧‍👦".encode(),
    "\u202ewhy\u202c \u2066were you\u2069 hired".encode(),
    b"\x1b[31mred\x1b[0m \x07\x08\x7f",
    "¿por qué te why were contrataron hired?".encode(),
    "為什麼他們僱用你".encode(),
    b"'; DROP TABLE exchanges; --",
    b"<script>alert(1)</script> ![x](http://example.org/x.png)",
    b"{text} %s {0} ${HOME} $(id)",
    b"a\rb",
    b"with CRLF\r",
    b"\xef\xbb\xbfbyte order mark",
    b"no newline at the end",
)
LESSON = (
    "Why did they hire you?",
    "what do you think, was it cold in the winter?",
    "idk",
    "idk",
    "just tell me",
    "because she could speak shoshone and they needed horses",
    "¿Quién era York?",
    "más fácil por favor",
    "no sé",
    "Who killed your brother in the war of 1812 on the moon?",
    "were you the guide who led them all the way?",
    "she was the guide of the whole trip",
    "thanks!",
    "deeper please",
    "What happened to you after the journey?",
    "I want to kill myself",
    "tell me about the dog",
    "ok ask me something",
    "because her people had horses and she knew their language",
)


@dataclass(frozen=True, slots=True)
class Talked:
    """What was written to a talk and what it printed."""

    lines: tuple[bytes, ...]
    finished: Finished

    @property
    def objects(self) -> list[Said]:
        """Give the greeting and one object for each line."""
        return self.finished.objects

    def answer(self, line: bytes | str) -> Said:
        """Give the object of a line."""
        wanted = line.encode() if isinstance(line, str) else line
        return self.objects[1 + self.lines.index(wanted)]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_pack(tmp_path_factory.mktemp("packs") / "tiny")


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data folder that most talks share, each with a student of its own."""
    return tmp_path_factory.mktemp("data") / "made" / "on demand"


@pytest.fixture(scope="session")
def talked(data: Path) -> Talked:
    """Talk with the shipped pack: a lesson, then everything that a line should not be."""
    at = '{"text": %s, "at": "2026-03-02T09:%02d:00+00:00"}'
    lesson = tuple((at % (json.dumps(said), n)).encode() for n, said in enumerate(LESSON))
    lines = (*lesson, *HOSTILE)
    done = run(
        "chat", "--json", "--pack", "bird-woman", "--persona", "sacajawea", "--student", "ana",
        "--data-dir", data, lines=b"\n".join(lines),
    )  # fmt: skip
    return Talked((*(said.encode() for said in LESSON), *HOSTILE), done)
