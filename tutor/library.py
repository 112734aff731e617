"""The material on this machine: packs, personas, and what is prepared and indexed from them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from threading import RLock

from tutor.content import (
    find_pack,
    find_persona,
    is_source_pack,
    load_pack,
    load_persona,
    load_source_pack,
)
from tutor.core.entries import SourcePack
from tutor.core.grounding import warm_checks
from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.core.prepared import PreparedLesson, prepare_lesson
from tutor.errors import InvalidPackError
from tutor.ports import Embedder, Retriever
from tutor.retrieval import HashedEmbedder, HybridRetriever, LexicalIndex, open_retriever
from tutor.settings import Settings

WARM_WAIT_S = 30.0

_log = logging.getLogger(__name__)


class Library:
    """Packs and personas, each read once. Threads may share it."""

    def __init__(self, settings: Settings, embedder: Embedder | None = None) -> None:
        self.settings = settings
        self._embedder = embedder
        self._lock = RLock()
        self._packs: dict[Path, LessonPack] = {}
        self._personas: dict[str, Persona] = {}
        self._lessons: dict[tuple[str, str], PreparedLesson] = {}
        self._retrievers: dict[str, Retriever] = {}
        self._inside: dict[str, Retriever] = {}
        self._sources: tuple[SourcePack, ...] | None = None

    def packs(self) -> tuple[LessonPack, ...]:
        """Give the packs of the lessons folder that can be used, in order of their ids."""
        root = self.settings.lessons_dir
        folders = sorted(path.parent for path in root.glob("*/pack.yaml"))
        return tuple(self.pack(str(folder)) for folder in folders if not is_source_pack(folder))

    def sources(self) -> tuple[SourcePack, ...]:
        """Give the source packs of the lessons folder that can be used; read when first asked for.

        A broken one costs no answer: it is logged and left out.
        """
        with self._lock:
            if self._sources is None:
                self._sources = tuple(self._read_sources())
            return self._sources

    def _read_sources(self) -> Iterator[SourcePack]:
        for path in sorted(self.settings.lessons_dir.glob("*/pack.yaml")):
            try:
                if is_source_pack(path.parent):
                    yield load_source_pack(path.parent)
            except InvalidPackError as error:
                _log.warning("%s", error)

    def pack(self, name_or_folder: str) -> LessonPack:
        """Give a pack by id or folder.

        Raises:
            NotFoundError: there is no such pack.
            InvalidPackError: its files cannot be used.
        """
        folder = find_pack(name_or_folder, self.settings.lessons_dir).resolve()
        with self._lock:
            if folder not in self._packs:
                self._packs[folder] = load_pack(folder)
            return self._packs[folder]

    def persona(self, persona_id: str) -> Persona:
        """Give a persona by id; NotFoundError where there is none."""
        with self._lock:
            if persona_id not in self._personas:
                path = find_persona(persona_id, self.settings.personas_dir)
                self._personas[persona_id] = load_persona(path)
            return self._personas[persona_id]

    def personas(self, pack: str) -> tuple[Persona, ...]:
        """Give the personas that a pack names and that are there."""
        known = self.pack(pack).manifest.personas
        there = [p for p in known if (self.settings.personas_dir / f"{p}.yaml").is_file()]
        return tuple(self.persona(persona_id) for persona_id in there)

    def lesson(self, pack: LessonPack, persona: Persona) -> PreparedLesson:
        """Give a pack and a persona prepared for teaching."""
        key = (pack.version, persona.version)
        with self._lock:
            if key not in self._lessons:
                self._lessons[key] = prepare_lesson(pack, persona)
            return self._lessons[key]

    def retriever(self, pack: LessonPack) -> Retriever:
        """Give the retriever of a pack; indexed when it is first needed."""
        with self._lock:
            if pack.version not in self._retrievers:
                self._retrievers[pack.version] = open_retriever(
                    pack, self.settings.data_dir, self._embedder
                )
            return self._retrievers[pack.version]

    def inside_retriever(self, pack: LessonPack) -> Retriever:
        """Give the retriever of a pack that asks no server for vectors."""
        if self._embedder is None or isinstance(self._embedder, HashedEmbedder):
            return self.retriever(pack)
        with self._lock:
            if pack.version not in self._inside:
                self._inside[pack.version] = LexicalIndex(pack)
            return self._inside[pack.version]

    def name(self, pack: str) -> str:
        """Name a pack so that it is found again from any folder."""
        folder = find_pack(pack, self.settings.lessons_dir).resolve()
        return folder.name if folder.parent == self.settings.lessons_dir.resolve() else str(folder)

    def warm_checks(self) -> None:
        """Prepare what the first sentences of a chat model would wait for."""
        for pack in self.packs():
            for persona in self.personas(pack.id)[:1]:
                warm_checks(pack, persona)

    def warm(self) -> None:
        """Load and compute what the first answer would wait for."""
        for pack in self.packs():
            retriever = self.retriever(pack)
            if isinstance(retriever, HybridRetriever):
                retriever.wait(WARM_WAIT_S)
            for persona in self.personas(str(pack.id)):
                lesson = self.lesson(pack, persona)
                for grader in lesson.graders.values():
                    for language in pack.manifest.languages:
                        grader.cut.shift(language)

    def close(self) -> None:
        """Let go of the indexes."""
        for retriever in self._retrievers.values():
            if isinstance(retriever, HybridRetriever):
                retriever.close()
