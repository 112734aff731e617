"""What is named is there: concepts, passages, questions, personas, media."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tutor.content.checks.texts import name_item
from tutor.content.source_map import Kind, Place, SourceMap
from tutor.content.suggestions import suggest
from tutor.core.lesson import Expectation, LessonPack, Misconception, Question
from tutor.errors import Problem

_WANTED: Mapping[str, Kind] = {
    "concept": "concept",
    "concepts": "concept",
    "prerequisites": "concept",
    "support": "passage",
    "source": "passage",
    "questions": "question",
}


class _Reference(NamedTuple):
    """A name, where it stands and who names it; what it names follows from the field."""

    kind: Kind
    id: str
    place: Place
    name: str
    owner: str

    @property
    def wanted(self) -> Kind:
        field = self.place[-1] if isinstance(self.place[-1], str) else self.place[-2]
        return _WANTED[str(field)]


def check_passage_concepts(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report concepts that passages and disputes name and the pack does not have."""
    for passage in pack.passages:
        named = _each("passage", passage.id, ("concepts",), passage.concepts)
        yield from _unmet(pack, sources, named)
    for dispute in pack.disputes:
        named = _each("dispute", dispute.id, ("concepts",), dispute.concepts)
        yield from _unmet(pack, sources, named)


def check_prerequisites(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report prerequisites that do not exist or lead back to their own concept."""
    for concept in pack.concepts:
        named = _each("concept", concept.id, ("prerequisites",), concept.prerequisites)
        yield from _unmet(pack, sources, named)
    for cycle in _cycles({concept.id: concept.prerequisites for concept in pack.concepts}):
        message = f"concept '{cycle[0]}' requires itself: {' → '.join(cycle)}."
        remedy = "Remove one of these prerequisites."
        yield sources.error("concept", cycle[0], ("prerequisites",), message, remedy)


def check_question_references(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report concepts and passages that questions name and the pack does not have."""
    for question in pack.questions:
        yield from _unmet(pack, sources, _question_references(question))


def check_lessons(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report passages and questions that lessons name and the pack does not have."""
    for at, lesson in enumerate(pack.manifest.lessons):
        owner, place = f"lesson '{lesson.id}'", ("lessons", at)
        source = (lesson.source,) if lesson.source is not None else ()
        passages = (_Reference("pack", "", (*place, "source"), name, owner) for name in source)
        yield from _unmet(pack, sources, passages)
        questions = _each("pack", "", (*place, "questions"), lesson.questions, owner)
        yield from _unmet(pack, sources, questions)


def check_media(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report pictures that the manifest names and the folder does not have."""
    names = [name.removeprefix("media/") for name in pack.manifest.media]
    for at, name in enumerate(names):
        if name not in sources.media:
            message = f"the pack names '{name}', which is not in its folder 'media'."
            remedy = suggest(name, sources.media)
            yield sources.error("pack", "", ("media", at), message, remedy)


def check_personas(
    pack: LessonPack, sources: SourceMap, known: frozenset[str]
) -> Iterator[Problem]:
    """Report personas that the manifest and passages name and that do not exist."""
    named: list[tuple[Kind, str, Place, str]] = [
        ("pack", "", ("personas", at), name) for at, name in enumerate(pack.manifest.personas)
    ]
    named += [("passage", p.id, ("teller",), p.teller) for p in pack.passages if p.teller]
    named += [
        ("passage", p.id, ("known_to", at), name)
        for p in pack.passages
        for at, name in enumerate(p.known_to)
    ]
    for kind, item_id, place, name in named:
        if name not in known:
            message = f"{name_item(kind, item_id)} names persona '{name}', which does not exist."
            yield sources.error(kind, item_id, place, message, suggest(name, known))


def _each(
    kind: Kind, item_id: str, place: Place, names: Iterable[str], owner: str = ""
) -> Iterator[_Reference]:
    owner = owner or name_item(kind, item_id)
    for at, name in enumerate(names):
        yield _Reference(kind, item_id, (*place, at), name, owner)


def _question_references(question: Question) -> Iterator[_Reference]:
    of: Kind = "question"
    owner = name_item(of, question.id)
    yield _Reference(of, question.id, ("concept",), question.concept, owner)
    yield from _each(of, question.id, ("support",), question.support)
    parts: list[tuple[Place, Expectation | Misconception]] = []
    parts += [(("expectations", at), part) for at, part in enumerate(question.expectations)]
    parts += [(("misconceptions", at), part) for at, part in enumerate(question.misconceptions)]
    for place, part in parts:
        owner = f"{type(part).__name__.lower()} '{part.id}'"
        yield _Reference(of, question.id, (*place, "concept"), part.concept, owner)
        yield from _each(of, question.id, (*place, "support"), part.support, owner)


def _unmet(
    pack: LessonPack, sources: SourceMap, references: Iterable[_Reference]
) -> Iterator[Problem]:
    """Report names without their item. An item that is too broken to load counts as there."""
    for reference in references:
        wanted, name = reference.wanted, reference.name
        known = _ids(pack, wanted)
        if name not in known and not sources.copies(wanted, name):
            message = f"{reference.owner} names {wanted} '{name}', which the pack does not have."
            remedy = suggest(name, known)
            yield sources.error(reference.kind, reference.id, reference.place, message, remedy)


def _ids(pack: LessonPack, kind: Kind) -> Mapping[str, object]:
    if kind == "concept":
        return pack.concept_by_id
    return pack.passage_by_id if kind == "passage" else pack.question_by_id


def _cycles(after: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Give each cycle once, as the way from its first concept back to it."""
    reported: set[str] = set()
    for start in after:
        way = _way_back(start, after)
        if way and start not in reported:
            reported.update(way)
            yield way


def _way_back(start: str, after: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give the shortest way from a concept back to itself; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for name in after.get(way[-1], ()):
            if name == start:
                return (*way, name)
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
