"""Dramatizations stand beside the record that they depart from, whether passage or scene card."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.content.source_map import SourceMap
from tutor.content.suggestions import suggest
from tutor.core.films import Film, SceneCard
from tutor.core.lesson import LessonPack
from tutor.errors import Problem


def check_departures(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report dramatizations without a record beside them, and records that are none."""
    for passage in pack.passages:
        place = ("departs_from",)
        if passage.kind == "dramatization" and not passage.departs_from:
            message = f"passage '{passage.id}' is a dramatization and names no record beside it."
            remedy = "Add 'departs_from: [passages that tell what the record says]'."
            yield sources.error("passage", passage.id, ("kind",), message, remedy)
        if passage.kind != "dramatization" and passage.departs_from:
            message = f"passage '{passage.id}' departs from the record and is no dramatization."
            remedy = "Write 'kind: dramatization', or remove the line."
            yield sources.error("passage", passage.id, place, message, remedy)
        for message, remedy in _no_records(f"passage '{passage.id}'", passage.departs_from, pack):
            yield sources.error("passage", passage.id, place, message, remedy)


def check_films(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report cards that cannot be told as they are, and say how many are drafts."""
    seen = set(pack.passage_by_id)
    for film in pack.films:
        for at, card in enumerate(film.cards):
            yield from _check_card(pack, sources, film.id, at, card)
            if card.id in seen:
                message = f"card '{card.id}' has the id of another card or passage."
                remedy = "Give it an id of its own."
                yield sources.error("film", film.id, ("cards", at, "id"), message, remedy)
            seen.add(card.id)
        yield from _drafts(film, sources)


def _check_card(
    pack: LessonPack, sources: SourceMap, film: str, at: int, card: SceneCard
) -> Iterator[Problem]:
    place = ("cards", at)
    described = bool(card.description.en or card.description.es)
    if described != bool(card.departs_from):
        lacking = "departs_from" if described else "description"
        message = f"card '{card.id}' has no '{lacking}', so it is a draft and not shown."
        yield sources.warning("film", film, place, message, f"Write '{lacking}'.")
    if _clock(card.end) < _clock(card.start):
        message = f"card '{card.id}' ends before it begins."
        yield sources.error("film", film, (*place, "to"), message, "Exchange the two times.")
    for message, remedy in _no_records(f"card '{card.id}'", card.departs_from, pack):
        yield sources.error("film", film, (*place, "departs_from"), message, remedy)


def _drafts(film: Film, sources: SourceMap) -> Iterator[Problem]:
    drafts = sum(card.is_draft for card in film.cards)
    if drafts:
        message = f"film '{film.id}': {drafts} of {len(film.cards)} cards are drafts and not shown."
        yield sources.note("film", film.id, (), message)


def _no_records(owner: str, names: tuple[str, ...], pack: LessonPack) -> Iterator[tuple[str, str]]:
    known = {p.id: p for p in pack.passages if p.kind != "dramatization"}
    for name in names:
        if name in pack.passage_by_id and name not in known:
            yield (
                f"{owner} departs from '{name}', which is no record but a dramatization.",
                ("Name a passage that tells what the record says."),
            )
        elif name not in known:
            yield (
                f"{owner} departs from '{name}', which the pack does not have.",
                suggest(name, known),
            )


def _clock(code: str) -> tuple[float, ...]:
    return tuple(float(part) for part in code.split(":"))
