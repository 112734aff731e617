"""What is written in one of the pack's languages is written in all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.content.checks.texts import Part, field_name
from tutor.content.source_map import SourceMap
from tutor.core.lesson import LessonPack, Localised, LocalisedList
from tutor.core.terms import LANGUAGES, Language
from tutor.errors import Problem

LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "es": "Spanish"}
_ANSWERS = frozenset({"says", "accepted", "rejected"})


def check_languages(pack: LessonPack, sources: SourceMap) -> Iterator[Problem]:
    """Report passages that lack one of the pack's languages or have one it does not declare."""
    declared = pack.manifest.languages
    for passage in pack.passages:
        for language in declared:
            if language not in passage.variants:
                message = f"passage '{passage.id}' has no {LANGUAGE_NAMES[language]} file."
                remedy = f"Write {passage.id}.{language}.md."
                yield sources.warning("passage", passage.id, (), message, remedy)
        for language in passage.variants:
            if language not in declared:
                message = f"passage '{passage.id}' is in {LANGUAGE_NAMES[language]}, which is not"
                message += " among the pack's languages."
                place = ("variants", language)
                remedy = "Add the language to pack.yaml or remove the file."
                yield sources.warning("passage", passage.id, place, message, remedy)


def check_translations(
    part: Part, declared: Sequence[Language], sources: SourceMap
) -> Iterator[Problem]:
    """Report a text that lacks one of the declared languages."""
    if not isinstance(part.value, Localised | LocalisedList):
        return
    name = field_name(part.place)
    if isinstance(part.value, LocalisedList) and _is_answers(part, name):
        return
    written = [language for language in LANGUAGES if getattr(part.value, language)]
    lacking = [language for language in declared if language not in written]
    if not written and part.value.model_fields_set and part.kind != "film":
        message = f"{part.owner} says nothing for '{name}'."
        yield sources.warning(part.kind, part.id, part.place, message, "Write it or remove it.")
    for language in lacking if written else ():
        message = f"{part.owner} has no {LANGUAGE_NAMES[language]} for '{name}'."
        remedy = f"Add '{language}: ...' to it."
        yield sources.warning(part.kind, part.id, part.place, message, remedy)


def _is_answers(part: Part, name: str) -> bool:
    """Say whether the samples' own check looks at this list."""
    return name in _ANSWERS and "expectations" in part.place
