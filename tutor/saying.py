"""Saying a reply: what an engine words, each segment checked before it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from tutor.core.events import Citation, Segment
from tutor.core.grounding import check_segment
from tutor.core.phrases import phrase
from tutor.core.prepared import PreparedLesson
from tutor.core.safety import screen_segment
from tutor.ports import Account, Brief, Engine

Show = Callable[[Segment], None]


@dataclass(frozen=True, slots=True)
class Said:
    """What was shown, and how it came about."""

    segments: tuple[Segment, ...]
    first: float
    """When the first segment was shown, by the clock of `perf_counter`."""
    account: Account | None


def say(
    engine: Engine,
    brief: Brief,
    lesson: PreparedLesson,
    citations: tuple[Citation, ...],
    show: Show,
) -> Said:
    """Show what may be shown; say that the record is silent where nothing may."""
    shown: list[Segment] = []
    first = 0.0
    words = engine.compose(brief)
    account: Account | None = None
    try:
        while True:
            try:
                segment = next(words)
            except StopIteration as end:
                account = end.value
                break
            problems = check_segment(segment, citations, lesson.pack, lesson.persona, brief.plan)
            if problems or screen_segment(segment.text) is not None:
                continue
            show(segment)
            first = first or perf_counter()
            shown.append(segment)
    finally:
        words.close()
    if not shown:
        shown.append(Segment(voice="guide", text=phrase("unknown", brief.plan.language)))
        show(shown[-1])
        first = perf_counter()
    return Said(tuple(shown), first, account)
