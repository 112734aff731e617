"""Whole packs from folders, with every problem at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tutor.content.checks import check_pack
from tutor.content.files import Listing, list_files
from tutor.content.films import CARDS_SUFFIX, read_films, tell_scenes
from tutor.content.items import read_items, read_manifest
from tutor.content.passages import read_passages
from tutor.content.routes import ROUTE_FILE, read_route
from tutor.content.source_map import Origin, SourceMap, map_sources
from tutor.content.versions import stamp_pack
from tutor.core.lesson import Concept, Dispute, GlossaryEntry, LessonPack, Person, Question
from tutor.errors import InvalidPackError, Problem


@dataclass(frozen=True, slots=True)
class PackReading:
    """What reading a folder gave. The pack is None where `blocking` holds an error."""

    pack: LessonPack | None
    sources: SourceMap
    blocking: tuple[Problem, ...]
    """Errors for which no pack could be built."""
    found: tuple[Problem, ...]
    """Errors and warnings that a pack can be used with."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Give every problem once, by file and line."""
        return _in_order((*self.blocking, *self.found))


def load_pack(folder: Path, *, bare: bool = False) -> LessonPack:
    """Load a pack.

    Args:
        folder: the pack's.
        bare: it is searched and does not teach: passages may be mere texts.

    Raises:
        InvalidPackError: no pack could be built; it holds all that is wrong with the files.
    """
    draft, _, problems = _assemble(folder, bare=bare)
    wrong = tuple(problem for problem in problems if problem.severity == "error")
    if wrong:
        found = wrong if bare else examine_pack(folder).problems
        raise InvalidPackError(str(folder), found)
    return stamp_pack(tell_scenes(draft))


def read_pack(
    folder: Path, personas: Path | None = None
) -> tuple[LessonPack | None, tuple[Problem, ...]]:
    """Give the pack, or None where none could be built, and every problem of its files."""
    reading = examine_pack(folder, personas)
    return reading.pack, reading.problems


def examine_pack(folder: Path, personas: Path | None = None) -> PackReading:
    """Read a folder and check it; `personas` is the folder in which its figures must be."""
    draft, sources, problems = _assemble(folder)
    blocking = tuple(problem for problem in problems if problem.severity == "error")
    mild = tuple(problem for problem in problems if problem.severity == "warning")
    checked = tuple(check_pack(draft, sources, _persona_ids(personas)))
    pack = None if blocking else stamp_pack(tell_scenes(draft))
    return PackReading(pack, sources, blocking, (*mild, *checked))


def _assemble(
    folder: Path, *, bare: bool = False
) -> tuple[LessonPack, SourceMap, tuple[Problem, ...]]:
    """Build a draft of all that can be built, the places of it, and what cannot."""
    listing = list_files(folder)
    draft, origins, problems = _read_files(folder, listing, bare=bare)
    media = frozenset(n.removeprefix("media/") for n in listing.files if n.startswith("media/"))
    sources = map_sources(str(folder), origins, media)
    return draft, sources, (*listing.problems, *problems)


def _read_files(
    folder: Path, listing: Listing, *, bare: bool
) -> tuple[LessonPack, tuple[Origin, ...], tuple[Problem, ...]]:
    """Read every file. Questions keep the order of files and lists."""
    manifest, origin, wrong = read_manifest(folder / "pack.yaml")

    def top(name: str) -> tuple[Path, ...]:
        return (folder / name,) if name in listing.files else ()

    texts = tuple(folder / name for name in listing.under("passages", ".md"))
    passages = read_passages(texts, manifest.languages, bare=bare)
    concepts = read_items(top("concepts.yaml"), Concept, "concept")
    topics = tuple(folder / name for name in listing.under("questions", ".yaml"))
    questions = read_items(topics, Question, "question")
    disputes = read_items(top("disputes.yaml"), Dispute, "dispute")
    glossary = read_items(top("glossary.yaml"), GlossaryEntry, "glossary")
    people = read_items(top("people.yaml"), Person, "person")
    cards = tuple(folder / name for name in listing.under("media", CARDS_SUFFIX))
    films = read_films(cards)
    route = read_route(folder / ROUTE_FILE)
    draft = LessonPack(
        manifest=manifest,
        version="",
        concepts=concepts.values,
        passages=passages.values,
        questions=questions.values,
        disputes=disputes.values,
        glossary=glossary.values,
        people=people.values,
        films=films.values,
        route=next(iter(route.values), None),
    )
    parts = (concepts, passages, questions, disputes, glossary, people, films, route)
    origins = (origin, *(o for part in parts for o in part.origins))
    return draft, origins, (*wrong, *(p for part in parts for p in part.problems))


def _persona_ids(folder: Path | None) -> frozenset[str] | None:
    if folder is None:
        return None
    return frozenset(path.stem for path in folder.glob("*.yaml"))


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.path, p.line, p.message)))
