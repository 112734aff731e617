"""What is checked in material that could be built: each check gives problems, none stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from tutor.content.checks.cited_entries import check_cited_entries, check_quotes
from tutor.content.checks.cited_facts import check_cited_facts
from tutor.content.checks.dates import check_date
from tutor.content.checks.facts import check_facts
from tutor.content.checks.films import check_departures, check_films
from tutor.content.checks.ids import check_ids, check_persona_ids
from tutor.content.checks.languages import check_languages, check_translations
from tutor.content.checks.plain_text import check_plain_text
from tutor.content.checks.quotations import check_quotations
from tutor.content.checks.reading_bands import check_reading_bands
from tutor.content.checks.references import (
    check_lessons,
    check_media,
    check_passage_concepts,
    check_personas,
    check_prerequisites,
    check_question_references,
)
from tutor.content.checks.routes import check_route
from tutor.content.checks.slots import check_slot_speakers, check_slots
from tutor.content.checks.teaching import (
    check_concepts_asked,
    check_dramatizations,
    check_levels,
    check_paraphrases,
    check_samples,
    check_scaffolds,
)
from tutor.content.checks.texts import Part, parts_of, parts_of_pack
from tutor.content.source_map import SourceMap
from tutor.core.entries import Entries
from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.core.terms import LANGUAGES, Language
from tutor.errors import Problem

PACK_CHECKS: tuple[Callable[[LessonPack, SourceMap], Iterable[Problem]], ...] = (
    check_ids,
    check_passage_concepts,
    check_prerequisites,
    check_question_references,
    check_lessons,
    check_media,
    check_languages,
    check_slots,
    check_quotations,
    check_samples,
    check_paraphrases,
    check_scaffolds,
    check_concepts_asked,
    check_levels,
    check_dramatizations,
    check_departures,
    check_films,
    check_route,
    check_facts,
    check_reading_bands,
)


def check_pack(
    pack: LessonPack, sources: SourceMap, personas: frozenset[str] | None
) -> Iterator[Problem]:
    """Give what is wrong with a pack. `personas` are the ids there are; None: not known."""
    for check in PACK_CHECKS:
        yield from check(pack, sources)
    for part in parts_of_pack(pack):
        yield from _check_part(part, pack.manifest.languages, sources)
    if personas is not None:
        yield from check_personas(pack, sources, personas)
        yield from check_slot_speakers(pack, sources, personas)


def check_against_entries(
    pack: LessonPack, sources: SourceMap, entries: Entries
) -> Iterator[Problem]:
    """Give what a pack says of journals and a file of their entries does not bear out."""
    yield from check_cited_entries(pack, sources, entries)
    yield from check_quotes(pack, sources, entries)
    yield from check_cited_facts(pack, sources, entries)


def check_persona(persona: Persona, sources: SourceMap, file_stem: str) -> Iterator[Problem]:
    """Give what is wrong with a persona whose file has this name."""
    yield from check_persona_ids(persona, sources, file_stem)
    for part in parts_of("persona", "", persona):
        yield from _check_part(part, LANGUAGES, sources)


def _check_part(part: Part, languages: Sequence[Language], sources: SourceMap) -> Iterator[Problem]:
    if isinstance(part.value, str):
        yield from check_date(part, sources)
        yield from check_plain_text(part, sources)
    else:
        yield from check_translations(part, languages, sources)
