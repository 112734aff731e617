"""The last exchanges in a bounded form, so that the prompt does not grow with the talk."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.events import Exchange
from tutor.core.prompting.quoting import quote_student
from tutor.core.prompting.size import cut

REMEMBERED = 2
"""Exchanges that the model is shown."""
STUDENT, TUTOR = 70, 90
"""Characters of each side."""


def write_history(history: Sequence[Exchange], tag: str) -> str:
    """Write the last exchanges, the student's words between tags; empty at the start of a talk."""
    lines: list[str] = []
    for exchange in history[-REMEMBERED:]:
        if exchange.message and exchange.screened == "none":
            lines.append(f"<{tag}>{quote_student(exchange.message, STUDENT)}</{tag}>")
        said = " ".join(segment.text for segment in exchange.segments)
        lines.append(f"Told: {cut(said, TUTOR)}")
    return "\n".join(["Earlier", *lines, ""]) if lines else ""
