"""Ids name one thing each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tutor.content.source_map import Kind, SourceMap
from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.errors import Problem

_REMEDY = "Give one of them another id."


def check_ids(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report ids that are used twice, and a pack id that is not its folder's name."""
    yield from _check_folder(pack, sources)
    yield from _repeated("concept", (c.id for c in pack.concepts), sources)
    yield from _repeated("question", (q.id for q in pack.questions), sources)
    yield from _repeated("dispute", (d.id for d in pack.disputes), sources)
    yield from _repeated("person", (p.id for p in pack.people), sources)
    lessons = [(("lessons", at), lesson.id) for at, lesson in enumerate(pack.manifest.lessons)]
    yield from _repeated_parts(sources, "pack", "", "lesson", lessons)
    for question in pack.questions:
        parts = [(("expectations", at), e.id) for at, e in enumerate(question.expectations)]
        yield from _repeated_parts(sources, "question", question.id, "expectation", parts)
    for dispute in pack.disputes:
        parts = [(("accounts", at), a.id) for at, a in enumerate(dispute.accounts)]
        yield from _repeated_parts(sources, "dispute", dispute.id, "account", parts)
    yield from _repeated_misconceptions(pack, sources)


def check_persona_ids(persona: Persona, sources: SourceMap, file_stem: str) -> Iterator[Problem]:
    """Report topics with the same id, and a persona whose id is not its file's name."""
    if persona.id != file_stem:
        message = f"the persona's id '{persona.id}' is not its file's name '{file_stem}'."
        yield sources.error("persona", "", ("id",), message, f"Rename it to {persona.id}.yaml.")
    topics = [(("restricted", at), t.id) for at, t in enumerate(persona.restricted)]
    topics += [(("accountability", at), t.id) for at, t in enumerate(persona.accountability)]
    topics += [(("anachronisms", at), a.id) for at, a in enumerate(persona.anachronisms)]
    yield from _repeated_parts(sources, "persona", "", "topic", topics)


def _check_folder(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    folder = Path(sources.folder).resolve().name
    if sources.folder and pack.id not in {folder, "broken"}:
        message = f"the pack's id '{pack.id}' is not its folder's name '{folder}'."
        yield sources.warning("pack", "", ("id",), message, "Give both the same name.")


def _repeated(kind: Kind, ids: Iterable[str], sources: SourceMap) -> Iterator[Problem]:
    for item_id, count in Counter(ids).items():
        for spot in sources.copies(kind, item_id)[1:] if count > 1 else ():
            first = sources.spot(kind, item_id)
            message = f"{kind} '{item_id}' stands also at {first.path}:{first.line}."
            yield Problem(spot.path, spot.line, message, _REMEDY)


def _repeated_parts(
    sources: SourceMap,
    kind: Kind,
    item_id: str,
    name: str,
    parts: Iterable[tuple[tuple[str, int], str]],
) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, part_id in parts:
        if part_id in seen:
            owner = f"{kind} '{item_id}'" if item_id else f"the {kind}"
            message = f"{owner} has the {name} '{part_id}' twice."
            yield sources.error(kind, item_id, (*place, "id"), message, _REMEDY)
        seen.add(part_id)


def _repeated_misconceptions(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Misconceptions are known by their id alone, so it is one of its kind in the pack."""
    owners: dict[str, str] = {}
    for question in pack.questions:
        for at, wrong in enumerate(question.misconceptions):
            if wrong.id in owners:
                message = (
                    f"question '{question.id}' has the misconception '{wrong.id}', "
                    f"as question '{owners[wrong.id]}' has."
                )
                place = ("misconceptions", at, "id")
                yield sources.error("question", question.id, place, message, _REMEDY)
            owners.setdefault(wrong.id, question.id)
