"""Each level reads about as hard as it is meant to."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.content.checks.sections import sections_of
from tutor.content.source_map import SourceMap
from tutor.core.lesson import LessonPack
from tutor.core.readability import reading_grade
from tutor.core.terms import LEVEL_GRADES, Level
from tutor.errors import Problem

_SLACK_GRADES = 1.5


def band_of(level: Level) -> tuple[float, float]:
    """Give the US school grades that a section of a level may read at, both ends included."""
    low, high = LEVEL_GRADES[level]
    return low - _SLACK_GRADES, high + _SLACK_GRADES


def check_reading_bands(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report sections that read easier or harder than their level, with some slack."""
    for passage in pack.passages:
        for section in sections_of(passage):
            low, high = LEVEL_GRADES[section.level]
            lowest, highest = band_of(section.level)
            grade = reading_grade(section.text(), section.language)
            if lowest <= grade <= highest:
                continue
            hard = grade > high
            message = f"passage '{passage.id}' reads at grade {grade:.1f} in {section.name}, "
            message += f"which is for grades {low:g} to {high:g}."
            remedy = "Use shorter sentences and words." if hard else "Say it in fuller sentences."
            yield sources.warning("passage", passage.id, section.place, message, remedy)
