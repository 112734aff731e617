"""A pack back into its folder, so that reading it gives the same version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import yaml
from pydantic import BaseModel

from tutor.content.films import CARDS_SUFFIX, without_scenes
from tutor.content.passages import OWN_FIELDS
from tutor.content.routes import ROUTE_FILE
from tutor.content.yaml_reader import Raw
from tutor.core.lesson import LessonPack, Paragraph, Passage, Question, Variant
from tutor.core.terms import Language


def write_pack(pack: LessonPack, folder: Path) -> None:
    """Write a pack. Passage and question files that it no longer has are removed; media stay."""
    files = dict(_files(pack))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for pattern in ("passages/*.md", "questions/*.yaml"):
        for path in folder.glob(pattern):
            if path.relative_to(folder).as_posix() not in files:
                path.unlink()


def _files(pack: LessonPack) -> Iterator[tuple[str, str]]:
    """Give each file's path in the pack and its text."""
    yield "pack.yaml", _yaml(_raw(pack.manifest))
    yield "concepts.yaml", _yaml([_raw(concept) for concept in pack.concepts])
    yield "disputes.yaml", _yaml([_raw(dispute) for dispute in pack.disputes])
    yield "glossary.yaml", _yaml([_raw(entry) for entry in pack.glossary])
    yield "people.yaml", _yaml([_raw(person) for person in pack.people])
    yield from _question_files(pack.questions)
    for film in pack.films:
        yield f"media/{film.id}{CARDS_SUFFIX}", _yaml(_raw(film))
    if pack.route is not None:
        yield ROUTE_FILE, _yaml(_raw(pack.route))
    for passage in without_scenes(pack).passages:
        yield from _passage_files(passage, pack.manifest.languages)


def _question_files(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    """Give a file for each run of questions on one concept; numbers keep the pack's order."""
    runs = groupby(questions, key=lambda question: question.concept)
    for number, (concept, run) in enumerate(runs, start=1):
        yield f"questions/{number:03}-{concept}.yaml", _yaml([_raw(q) for q in run])


def _passage_files(passage: Passage, languages: Sequence[Language]) -> Iterator[tuple[str, str]]:
    order = [language for language in languages if language in passage.variants]
    order += [language for language in passage.variants if language not in order]
    whole = _raw(passage)
    metadata = {k: v for k, v in whole.items() if k not in {"id", "variants"}}
    for at, language in enumerate(order):
        variant = passage.variants[language]
        own = {k: v for k, v in _raw(variant).items() if k in OWN_FIELDS}
        front = {**own, **metadata} if at == 0 else own
        text = f"---\n{_yaml(front)}---\n\n{_body(variant)}"
        yield f"passages/{passage.id}.{language}.md", text


def _body(variant: Variant) -> str:
    return "\n".join(
        f"## {level}\n\n" + "\n".join(_paragraph(p, at) for at, p in enumerate(paragraphs))
        for level, paragraphs in variant.sections.items()
    )


def _paragraph(paragraph: Paragraph, position: int) -> str:
    heading = "" if position == 0 and paragraph.depth == "fact" else f"### {paragraph.depth}\n\n"
    return f"{heading}{' '.join(paragraph.sentences)}\n"


def _raw(value: BaseModel) -> dict[str, Raw]:
    return value.model_dump(mode="json", exclude_defaults=True, by_alias=True)


class _Dumper(yaml.SafeDumper):
    """Writes values out in full: the reader refuses aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # the library's signature
        return True


def _yaml(value: object) -> str:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
