"""What the documentation tells one to type works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.talking import ROOT, environment

PAGES = ("README.md", "lessons/README.md", "personas/README.md", ".github/CONTRIBUTING.md")
BLOCK = re.compile(r"^```(?:console|sh|bash)\n(.*?)^```", re.MULTILINE | re.DOTALL)
STARTS = re.compile(r"^(?:\$ )?((?:echo [^|]*\| )?tutor (?:chat|lessons|admin|--)[^#\n]*)")
OURS = re.compile(r"\[[^\]]*\]\(([^)#:]+)(?:#[^)]*)?\)")


def commands() -> list[str]:
    """Give the commands in the pages that leave nothing behind but what is in the data folder."""
    found = {}
    for page in PAGES:
        path = ROOT / page
        for block in BLOCK.findall(path.read_text("utf-8") if path.is_file() else ""):
            for line in block.splitlines():
                if match := STARTS.match(line.strip()):
                    found[match[1].strip()] = page
    return list(found)


@pytest.mark.parametrize("command", commands())
def test_the_commands_of_the_pages_run(command: str, tmp_path: Path) -> None:
    if re.search(r"\b[A-Z]{4,}\b", command.rpartition("|")[2]):
        pytest.skip("the command has a place to be filled in")
    folder = tmp_path / "bin"
    folder.mkdir()
    tutor = folder / "tutor"
    tutor.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tutor "$@"\n')
    tutor.chmod(0o755)
    done = subprocess.run(
        ["sh", "-c", command],
        input="",
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
        cwd=ROOT,
        env=environment(
            PATH=f"{folder}:{os.environ['PATH']}", TUTOR_DATA_DIR=str(tmp_path / "data")
        ),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("page", PAGES)
def test_links_within_the_repository_lead_somewhere(page: str) -> None:
    path = ROOT / page
    if not path.is_file():
        pytest.skip(f"{page} is not written yet")
    for target in OURS.findall(path.read_text("utf-8")):
        assert (path.parent / target).exists(), f"{page}: {target}"


def test_every_command_has_a_line_of_help() -> None:
    from tutor.cli import cli  # noqa: PLC0415 - loads every command

    for name in ("admin", "chat", "classes", "doctor", "lessons", "research", "serve"):
        command = cli.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.help
        for child in getattr(command, "commands", {}).values():
            assert child.help, f"{name} {child.name}"
