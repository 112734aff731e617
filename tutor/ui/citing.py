"""The numbers of an answer's sources, and which voice speaks where. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tutor.core.events import Segment
from tutor.core.terms import SegmentKind

_SENTENCE = re.compile(r"[.!?…][\"”»'’)]*(?=\s|$)")


def number_sources(segments: Iterable[Segment]) -> dict[str, int]:
    """Number the passages an answer rests on in order of first use, from 1."""
    ids = dict.fromkeys(source for segment in segments for source in segment.support)
    return {source: number for number, source in enumerate(ids, start=1)}


def kind_of(source: str, segments: Sequence[Segment]) -> SegmentKind:
    """Name the kind of what an answer takes from a source."""
    return next((segment.kind for segment in segments if source in segment.support), "none")


def reads_on(segment: Segment, following: Segment) -> bool:
    """Tell whether a piece belongs to the paragraph of the one before it.

    A model's answer comes sentence by sentence; paragraphs that an author wrote stay apart.
    """
    if following.kind == "none" or (segment.voice, segment.kind) != (
        following.voice,
        following.kind,
    ):
        return False
    return min(len(_SENTENCE.findall(each.text)) for each in (segment, following)) <= 1


def paragraphs(segments: Sequence[Segment]) -> list[tuple[Segment, ...]]:
    """Group the pieces of an answer that read as one paragraph."""
    groups: list[tuple[Segment, ...]] = []
    for segment in segments:
        if groups and reads_on(groups[-1][-1], segment):
            groups[-1] = (*groups[-1], segment)
        else:
            groups.append((segment,))
    return groups


def same_voice(segments: Sequence[Segment]) -> list[tuple[Segment, ...]]:
    """Group the pieces of an answer that one voice says in a row."""
    groups: list[tuple[Segment, ...]] = []
    for segment in segments:
        if groups and groups[-1][0].voice == segment.voice:
            groups[-1] = (*groups[-1], segment)
        else:
            groups.append((segment,))
    return groups
