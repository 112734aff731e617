"""A class as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from tutor.classroom.overview.seen import Band, ClassView
from tutor.core.spreadsheets import Table


def class_table(
    view: ClassView, head: tuple[str, str, str, str], title: Callable[[str], str],
    name: Callable[[Band], str],
) -> Table:  # fmt: skip
    """Give a row for each student: how far with every idea, and after how many attempts.

    Args:
        view: the class.
        head: the names of the columns student, answers, last seen and attempts.
        title: gives a concept's title.
        name: gives the word for a band.
    """
    student, answers, last, attempts = head
    concepts = [cell.concept for cell in view.rows[0].cells] if view.rows else []
    pairs = [(title(c), f"{title(c)} · {attempts}") for c in concepts]
    rows = tuple(
        (
            row.member.nickname,
            row.answers,
            row.last.isoformat(timespec="minutes") if row.last else None,
            *(value for cell in row.cells for value in (name(cell.band), cell.attempts)),
        )
        for row in view.rows
    )
    return Table((student, answers, last, *(one for pair in pairs for one in pair)), rows)
