"""The facts are the same at every level and in every language: years, months, numbers."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.content.checks.numbers import facts_in
from tutor.content.checks.sections import sections_of
from tutor.content.source_map import SourceMap
from tutor.core.lesson import LessonPack
from tutor.errors import Problem


def check_facts(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report numbers and months that a section lacks and another section states."""
    for passage in pack.passages:
        stated = {s: facts_in(s.text(), s.language) for s in sections_of(passage)}
        whole = frozenset(fact for facts in stated.values() for fact in facts)
        for section, facts in stated.items():
            if lacking := whole - facts:
                shown = ", ".join(sorted(lacking, key=_by_size))
                holder = next(s for s, has in stated.items() if has & lacking)
                message = f"passage '{passage.id}' lacks {shown} in {section.name}, "
                message += f"unlike {holder.name}."
                remedy = "Say it there too, or at no level."
                yield sources.warning("passage", passage.id, section.place, message, remedy)


def _by_size(fact: str) -> tuple[float, str]:
    return (float(fact) if fact.replace(".", "", 1).isdigit() else 0.0, fact)
