"""What a grown-up is told of an alert who is not on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.core.alerts import Alert, Severity, worst_of

_EN = {
    Severity.CRISIS: "a student may be in danger",
    Severity.CONCERN: "a student may need a grown-up",
    Severity.NOTE: "a student would like a word",
}
_ES = {
    Severity.CRISIS: "un estudiante puede estar en peligro",
    Severity.CONCERN: "un estudiante puede necesitar a un adulto",
    Severity.NOTE: "un estudiante quiere hablar con alguien",
}
QUOTED = 300
"""Characters of a student's words that are told, where they are told at all."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message about one or several alerts of one student."""

    id: str
    """Of its first alert."""
    severity: Severity
    class_name: str | None
    at: str
    """When it was first said: ISO 8601 in UTC."""
    alerts: int
    page: str
    words: tuple[str, ...]
    """The student's own, where the operator wants them told."""
    subject: str
    text: str


def write_notice(
    alerts: Sequence[Alert], class_name: str | None, *, page: str, words: bool
) -> Notice:
    """Write a message: class, how urgent, when and where to look; no words unless wanted.

    Args:
        alerts: of one student, the oldest first; at least one.
        class_name: None for a student without a class.
        page: its address; may be empty.
        words: tell what the student wrote.
    """
    worst = worst_of(alerts)
    room = _plain(class_name) if class_name else None
    at = f"{alerts[0].at:%Y-%m-%dT%H:%M:%SZ}"
    said = tuple(_plain(alert.quote)[:QUOTED] for alert in alerts) if words else ()
    lines = [
        f"Living History Tutor: {_EN[worst]}.",
        f"Living History Tutor: {_ES[worst]}.",
        "",
        f"Class / Clase: {room or '-'}",
        f"Severity / Gravedad: {worst.value}",
        f"Time / Hora: {at} (UTC)",
        f"Messages / Mensajes: {len(alerts)}",
        f"Page / Página: {page or '-'}",
        *(f"“{one}”" for one in said),
    ]
    subject = f"Living History Tutor: {worst.value} · {room or '-'}"
    return Notice(
        alerts[0].id, worst, room, at, len(alerts), page, said, subject, "\n".join(lines) + "\n"
    )


def _plain(text: str) -> str:
    """Give a text on one line, without marks that are not seen: a header may not be broken."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
