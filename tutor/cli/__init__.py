"""The command line: one file per group, each loaded when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

import tutor
from tutor.errors import TutorError

_HOMES = {
    "admin": ("tutor.cli.admin", "Accounts, projections, forgetting and takeout."),
    "chat": ("tutor.cli.chat", "Talk with a figure in the terminal, or by JSON lines."),
    "classes": ("tutor.cli.classes", "Make classes, hand out codes, look after students."),
    "doctor": ("tutor.cli.doctor", "Say what is set up, what works and what a model costs."),
    "lessons": ("tutor.cli.lessons", "Check, try and search lesson packs."),
    "research": ("tutor.cli.research", "Fit the learner model to a log of attempts, measure it."),
    "serve": ("tutor.cli.serve", "Open the tutor's page on this machine."),
}


class _LazyGroup(click.Group):
    """Commands that are imported when they are called, so that --help stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _HOMES:
            return None
        command: click.Command = import_module(_HOMES[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in sorted(_HOMES.items())])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(tutor.__version__, prog_name="tutor")
def cli() -> None:
    """Living History Tutor: talk with a historical figure who teaches from cited sources."""


def main() -> None:
    """Run the command line; what goes wrong is said in one sentence, with exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        cli(standalone_mode=False)
    except TutorError as error:
        click.echo(f"tutor: {error}", err=True)
        sys.exit(1)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
