"""The cards of films: read from `media/*.cards.yaml`, told as dramatizations by the guide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tutor.content.items import Items, read_document
from tutor.content.sentences import split_sentences
from tutor.content.source_map import Lines, Origin
from tutor.content.validation import build
from tutor.core.films import Film, SceneCard
from tutor.core.lesson import LessonPack, Paragraph, Passage, Source, Variant
from tutor.core.terms import LANGUAGES, Language
from tutor.errors import Problem

CARDS_SUFFIX = ".cards.yaml"


def read_films(paths: Sequence[Path]) -> Items[Film]:
    """Read the cards of films. Each card that can be told is an origin of a passage too."""
    values: list[Film] = []
    origins: list[Origin] = []
    problems: list[Problem] = []
    for path in paths:
        document = read_document(path)
        name = path.name.removesuffix(CARDS_SUFFIX)
        film, wrong = build(Film, document.value, document.lines, f"film '{name}'")
        problems.extend(document.problems or wrong)
        if film is not None:
            values.append(film)
            origins.append(Origin("film", film.id, document.lines))
            origins.extend(_card_origins(film, document.lines))
            problems.extend(_name_problems(film, name, document.lines))
    return Items(tuple(values), tuple(origins), tuple(problems))


def tell_scenes(pack: LessonPack) -> LessonPack:
    """Give the pack with its finished cards among its passages."""
    told = tuple(
        _passage(film, card, pack)
        for film in pack.films
        for card in film.cards
        if is_told(card, pack)
    )
    return _with_passages(pack, (*pack.passages, *told)) if told else pack


def without_scenes(pack: LessonPack) -> LessonPack:
    """Give the pack as its author wrote it: cards are no passages."""
    cards = {card.id for film in pack.films for card in film.cards}
    kept = tuple(passage for passage in pack.passages if passage.id not in cards)
    return _with_passages(pack, kept)


def _with_passages(pack: LessonPack, passages: tuple[Passage, ...]) -> LessonPack:
    """Make the pack anew, since a copy would keep the indexes of the old passages."""
    fields = {name: getattr(pack, name) for name in LessonPack.model_fields}
    return LessonPack(**{**fields, "passages": passages})


def is_told(card: SceneCard, pack: LessonPack) -> bool:
    """Tell whether a card is finished and the record beside it is in the pack."""
    known = pack.passage_by_id
    records = [known[name] for name in card.departs_from if name in known]
    return (
        not card.is_draft
        and card.id not in known
        and len(records) == len(card.departs_from)
        and all(record.kind != "dramatization" for record in records)
    )


def _name_problems(film: Film, name: str, lines: Lines) -> Iterator[Problem]:
    if film.id != name:
        message = f"the film's id '{film.id}' is not its file's name '{name}'."
        at = lines.find(("id",))
        yield Problem(at.path, at.line, message, f"Rename it to {film.id}{CARDS_SUFFIX}.")


def _card_origins(film: Film, lines: Lines) -> Iterator[Origin]:
    for at, card in enumerate(film.cards):
        if not card.is_draft:
            yield Origin("passage", card.id, lines.at(("cards", at))._replace(path=lines.path))


def _passage(film: Film, card: SceneCard, pack: LessonPack) -> Passage:
    records = [pack.passage_by_id[name] for name in card.departs_from]
    concepts = dict.fromkeys(concept for record in records for concept in record.concepts)
    title = film.title.en or film.title.es or ""
    locator = f"{card.start}–{card.end}"
    return Passage(
        id=card.id,
        concepts=tuple(concepts),
        kind="dramatization",
        sources=(Source(author=film.author or title, work=film.title, locator=locator),),
        voice="guide",
        departs_from=card.departs_from,
        variants={
            language: _variant(film, card, language)
            for language in LANGUAGES
            if getattr(card.description, language)
        },
    )


def _variant(film: Film, card: SceneCard, language: Language) -> Variant:
    text = card.description.get(language)
    title = card.title.get(language) or f"{film.title.get(language)}, {card.start}"
    paragraph = Paragraph(sentences=split_sentences(text))
    asks = card.asks.get(language)
    return Variant(title=title, asks=asks, sections={"standard": (paragraph,)})
