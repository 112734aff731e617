"""What an engine may put into words of its own: the authored sentences of a scripted reply.

A scripted reply is parted into what is said as it stands (phrases, questions, accounts of a
dispute, an author's fixed answers) and one run of statements, each with the passages it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tutor.core.events import Plan, Segment
from tutor.core.lesson import LessonPack, Passage, render_person
from tutor.core.material import depths_to, voice_for
from tutor.core.persona import Persona
from tutor.core.terms import SegmentKind, Voice

CLAIMS: frozenset[SegmentKind] = frozenset({"documented", "inferred", "tradition", "dramatized"})
"""Kinds of segments that may be put in other words; who holds a contested account stays exact."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One authored sentence that a reply may tell."""

    text: str
    """As its voice says it."""
    voice: Voice
    support: tuple[str, ...]
    kind: SegmentKind

    def segment(self) -> Segment:
        """Give the segment that says it as it stands."""
        return Segment(voice=self.voice, text=self.text, support=self.support, kind=self.kind)


@dataclass(frozen=True, slots=True)
class Script:
    """A scripted reply, parted."""

    before: tuple[Segment, ...]
    run: tuple[Statement, ...]
    """What may be put in other words; empty where nothing may."""
    after: tuple[Segment, ...]
    beside: tuple[Statement, ...] = ()
    """Further sentences of the same passages that may be told as well."""


def part_script(
    scripted: Sequence[Segment], plan: Plan, pack: LessonPack, persona: Persona, said: str = ""
) -> Script:
    """Part a scripted reply.

    Args:
        scripted: the embedded wording.
        plan: what it words.
        pack: where its sentences stand.
        persona: who speaks.
        said: what the last replies said; it is not offered again.
    """
    known = _Authored(plan, pack, persona)
    parts = [part for segment in scripted for part in known.part(segment)]
    runs = [
        (is_run, tuple(group))
        for is_run, group in groupby(parts, key=lambda part: isinstance(part, Statement))
    ]
    best = max(
        (at for at, (is_run, _) in enumerate(runs) if is_run),
        key=lambda at: len(runs[at][1]),
        default=len(runs),
    )
    run = runs[best][1] if best < len(runs) else ()
    statements = tuple(part for part in run if isinstance(part, Statement))
    spoken = said + " ".join(segment.text for segment in scripted)
    beside = known.beside(statements, spoken) if plan.move == "explain" else ()
    return Script(
        _as_segments(group for _, group in runs[:best]),
        statements,
        _as_segments(group for _, group in runs[best + 1 :]),
        beside,
    )


def join_statements(statements: Iterable[Statement]) -> tuple[Segment, ...]:
    """Say statements as they stand, those of one voice, kind and passage in one segment."""
    joined: list[Segment] = []
    for statement in statements:
        one = statement.segment()
        last = joined[-1] if joined else None
        if last and (last.voice, last.support, last.kind) == (one.voice, one.support, one.kind):
            joined[-1] = last.model_copy(update={"text": f"{last.text} {one.text}"})
        else:
            joined.append(one)
    return tuple(joined)


_Part = Segment | Statement


def _as_segments(groups: Iterable[tuple[_Part, ...]]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    for group in groups:
        statements = [part for part in group if isinstance(part, Statement)]
        segments += [part for part in group if isinstance(part, Segment)]
        segments += join_statements(statements)
    return tuple(segments)


class _Authored:
    """The sentences of a pack that a segment of a scripted reply may consist of."""

    def __init__(self, plan: Plan, pack: LessonPack, persona: Persona) -> None:
        self._plan, self._pack, self._persona = plan, pack, persona
        self._speaker = persona.id if plan.person == "first" else None
        self._fixed = {
            topic.says.get(plan.language)
            for topic in (*persona.accountability, *persona.restricted)
        }

    def part(self, segment: Segment) -> Iterator[_Part]:
        """Part a segment into statements and what stands around them."""
        if segment.kind not in CLAIMS or segment.text in self._fixed:
            yield segment
            return
        spans = _spans(segment.text, self._texts(segment))
        rest = segment.text
        for start, stop in reversed(spans):
            rest = rest[:start] + rest[stop:]
        if not spans or (rest.strip() and len(rest) > len(segment.text) / 2):
            yield segment
            return
        end = 0
        for start, stop in spans:
            if segment.text[end:start].strip():
                yield Segment(voice=segment.voice, text=segment.text[end:start].strip())
            yield Statement(segment.text[start:stop], segment.voice, segment.support, segment.kind)
            end = stop
        if segment.text[end:].strip():
            yield Segment(voice=segment.voice, text=segment.text[end:].strip())

    def beside(self, told: Sequence[Statement], spoken: str) -> tuple[Statement, ...]:
        """Give the sentences of the passages told, down to the plan's depth, not said yet."""
        ids = dict.fromkeys(p for statement in told for p in statement.support)
        passages = (self._pack.passage_by_id.get(passage_id) for passage_id in ids)
        return tuple(
            statement
            for passage in passages
            if passage is not None
            for statement in self._statements(passage)
            if statement.text not in spoken
        )

    def _statements(self, passage: Passage) -> Iterator[Statement]:
        depths = depths_to(self._plan.depth)
        for paragraph in passage.paragraphs(self._plan.language, self._plan.level):
            if paragraph.depth not in depths:
                continue
            voice = voice_for(passage, paragraph.depth, self._persona, self._plan.person)
            for sentence in paragraph.sentences:
                yield self._state(passage, sentence, voice)

    def _state(self, passage: Passage, sentence: str, voice: Voice) -> Statement:
        written = render_person(sentence, None, passage.teller)
        statement = Statement(written, voice, (passage.id,), passage.segment_kind)
        if voice == "guide" or self._speaker is None:
            return statement
        spoken = render_person(sentence, self._speaker, passage.teller)
        if self._persona.is_named_in(spoken):
            return replace(statement, voice="guide")
        return replace(statement, text=spoken)

    def _texts(self, segment: Segment) -> Iterator[str]:
        """Give the authored texts that may stand in a segment."""
        language = self._plan.language
        for passage_id in segment.support:
            passage = self._pack.passage_by_id.get(passage_id)
            for paragraph in passage.paragraphs(language, self._plan.level) if passage else ():
                for sentence in paragraph.sentences:
                    for speaker in (self._speaker, None):
                        yield render_person(sentence, speaker, passage.teller if passage else None)
        teller = next(iter(self._pack.manifest.personas), None)
        for text in self._pack.verdicts:
            yield render_person(text.get(language), None, teller)


def _spans(text: str, authored: Iterable[str]) -> list[tuple[int, int]]:
    """Find authored texts in a text, in order and without overlap, the longest first."""
    found: list[tuple[int, int]] = []
    within = {each for each in authored if each and each in text}
    for sentence in sorted(within, key=len, reverse=True):
        start = text.find(sentence)
        stop = start + len(sentence)
        if all(stop <= one or start >= other for one, other in found):
            found.append((start, stop))
    return sorted(found)
