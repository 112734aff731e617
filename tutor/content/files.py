"""Authored files as text: what may be read, how large, in which encoding."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tutor.errors import Problem

MAX_TEXT_BYTES = 1_000_000
MAX_MEDIA_BYTES = 20_000_000
MAX_FILES = 250_000
_MEDIA = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".srt", ".vtt", ".yaml", ".md"})
_AT_TOP = frozenset(
    {
        "pack.yaml",
        "concepts.yaml",
        "disputes.yaml",
        "glossary.yaml",
        "people.yaml",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "LICENSE.md",
        "LICENSE.txt",
    }
)


class Listing(NamedTuple):
    """The files of a pack as paths from its folder, sorted, and what is wrong with them."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]

    def under(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Give the files right in a folder of the pack that end so."""
        return tuple(
            name
            for name in self.files
            if name.startswith(f"{folder}/") and name.count("/") == 1 and name.endswith(suffix)
        )


def list_files(folder: Path) -> Listing:
    """List a pack's files. Links that leave the folder and odd files are problems, not files."""
    files: list[str] = []
    problems: list[Problem] = []
    for found in _walk(folder, folder):
        if isinstance(found, Problem):
            problems.append(found)
        elif len(files) == MAX_FILES:
            message = f"holds more than {MAX_FILES} files."
            problems.append(Problem(str(folder), 1, message, "Split the pack."))
            break
        else:
            files.append(found)
            problems.extend(_name_problems(folder, found))
    return Listing(tuple(sorted(files)), tuple(problems))


def read_text(path: Path) -> str | Problem:
    """Read a text file as NFC with plain line ends, or say why it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_TEXT_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Problem(str(path), 1, f"cannot be read: {reason}.", "See to its permissions.")
    if len(data) > MAX_TEXT_BYTES:
        message = f"is larger than {MAX_TEXT_BYTES // 1000} kB."
        return Problem(str(path), 1, message, "Split it into several files.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Problem(str(path), line, "is not UTF-8 text.", "Save the file as UTF-8.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def _walk(folder: Path, root: Path) -> Iterator[str | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield Problem(str(folder), 1, f"cannot be listed: {reason}.", "See to its permissions.")
        return
    for entry in entries:
        path = Path(entry.path)
        refusal = _refusal(entry, root)
        if refusal is not None:
            yield refusal
        elif entry.is_dir():
            yield from _walk(path, root)
        else:
            yield path.relative_to(root).as_posix()


def _refusal(entry: os.DirEntry[str], root: Path) -> Problem | None:
    if entry.name.startswith("."):
        return Problem(entry.path, 1, "is hidden and is not read.", "Remove it.", "warning")
    if entry.is_symlink() and entry.is_dir():
        return Problem(entry.path, 1, "is a link to a folder.", "Copy the folder here.")
    if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root.resolve()):
        return Problem(entry.path, 1, "is a link that leaves the pack.", "Copy the file here.")
    if not entry.is_dir() and not entry.is_file():
        return Problem(entry.path, 1, "is no file that can be read.", "Remove it.")
    return None


def _name_problems(folder: Path, name: str) -> Iterator[Problem]:
    path = folder / name
    top, _, rest = name.partition("/")
    nested = "/" in rest
    if top == "media" and rest:
        if path.suffix.lower() not in _MEDIA:
            yield _unknown(path, "a kind of file that a pack does not show")
        elif path.stat().st_size > MAX_MEDIA_BYTES:
            message = f"is larger than {MAX_MEDIA_BYTES // 1_000_000} MB."
            yield Problem(str(path), 1, message, "Make it smaller.")
    elif name in _AT_TOP or (top == "passages" and not nested and rest.endswith(".md")):
        return
    elif not (top == "questions" and not nested and rest.endswith(".yaml")):
        yield _unknown(path, "not a file that a pack knows, so it is not read")


def _unknown(path: Path, what: str) -> Problem:
    remedy = f"Rename it to {path.stem}.yaml." if path.suffix == ".yml" else "Remove or rename it."
    return Problem(str(path), 1, f"is {what}.", remedy, "warning")
