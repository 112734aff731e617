"""The journal of security: who came in, whose role changed, what was taken out or deleted.

Ids and kinds only: no words of a student, no nickname, no code, key, token or address.
"""

from __future__ import annotations

import json
import logging
from typing import Literal

JOURNAL = "tutor.security"
"""The one name that security events are logged under."""

Happening = Literal[
    "alert not sent",
    "alert sent",
    "class removed",
    "forgotten",
    "key renewed",
    "link made",
    "password chosen",
    "role changed",
    "shut out",
    "sign-in failed",
    "signed in",
    "slowed down",
    "swept",
    "taken out",
]

_log = logging.getLogger(JOURNAL)
_GRAVE = frozenset({"alert not sent", "sign-in failed", "slowed down"})


def note(happening: Happening, **about: str | int | None) -> None:
    """Log a security event on one line, as JSON: nothing in it can begin another line."""
    level = logging.WARNING if happening in _GRAVE else logging.INFO
    _log.log(level, "%s", json.dumps({"event": happening} | about, sort_keys=False))


class OneLine(logging.Formatter):
    """Writes a record on one line; what is raised is named by its kind and place, not its words.

    A message of an error may hold what a student has written, and a line break in it would begin a
    line that looks like another record.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        said = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[0] is not None:
            said += f" [{_where(record)}]"
        return "".join(
            letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in said
        )


def _where(record: logging.LogRecord) -> str:
    kind, _, trace = record.exc_info or (None, None, None)
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = kind.__name__ if kind else "error"
    if trace is None:
        return name
    return f"{name} at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"


def write_one_line_each() -> None:
    """Send this program's log to standard error, one line a record."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    ours = logging.getLogger("tutor")
    ours.handlers = [handler]
    ours.propagate = False
    _log.setLevel(logging.INFO)
