"""Small logs of attempts for the tests of research."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from tutor.research.attempts import Attempt, Attempts


def make_attempt(order: float, user: str = "ana", **changes: object) -> Attempt:
    """Build a right answer on fractions."""
    made = Attempt(order, user, "fractions", 1.0, None, None, f"{order:g}")
    return replace(made, **changes)  # type: ignore[arg-type]


def in_order(rows: Iterable[Attempt]) -> Attempts:
    """Put rows into a log, as reading a file does."""
    return Attempts(tuple(sorted(rows, key=lambda row: (row.order, row.user))))


def write_log(path: Path, rows: Sequence[Attempt]) -> Path:
    """Write rows as a file with every column."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("order_id", "user_id", "skill_name", "correct", "item", "timestamp"))
        for row in rows:
            seconds = "" if row.hours is None else repr(row.hours * 3600)
            writer.writerow(
                (row.order_text, row.user, row.concept, row.correct, row.item or "", seconds)
            )
    return path


@st.composite
def logs(draw: st.DrawFn, students: int = 3, longest: int = 25) -> Attempts:
    """Give a log of some students; an order that stands twice is one answer on two concepts."""
    rows = []
    for number in range(students):
        order, hours = 0.0, 0.0
        for _ in range(draw(st.integers(1, longest))):
            order += draw(st.integers(0, 2))
            hours += draw(st.floats(0, 500))
            rows.append(
                make_attempt(
                    order,
                    f"s{number}",
                    concept=draw(st.sampled_from(("fractions", "decimals", "angles"))),
                    correct=draw(st.sampled_from((0.0, 0.25, 1.0))),
                    item=draw(st.sampled_from((None, "q1", "q2"))),
                    hours=draw(st.sampled_from((None, hours))),
                )
            )
    return in_order(rows)
