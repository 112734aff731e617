"""The composition root: settings become adapters, and a `Tutor` joins them. Reads the clock."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from time import perf_counter
from typing import Literal
from uuid import uuid4

import tutor
from tutor.content import find_pack, find_persona, load_pack, load_persona
from tutor.core.events import Exchange, Segment, Versions
from tutor.core.grading import GRADER_VERSION
from tutor.core.learner import LEARNER_VERSION, LearnerModel, replay, update
from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.core.policy import POLICY_VERSION
from tutor.core.prepared import PreparedLesson, prepare_lesson
from tutor.core.progress import Progress, show_progress
from tutor.core.terms import Language
from tutor.core.turn import Turn, view_turn
from tutor.dialogue import Parts, Place, exchange, greet
from tutor.engines.embedded import EmbeddedEngine
from tutor.errors import PlaceTakenError, SettingsError
from tutor.ports import Engine, ExchangeLog, Retriever, SessionRecord
from tutor.retrieval import HybridRetriever, LexicalIndex, open_retriever
from tutor.settings import MESSAGE_LIMIT, Settings, silence_telemetry
from tutor.storage import open_log

HISTORY = 6
"""Exchanges of the talk that a turn looks back on."""
TRIES = 4
"""How often a turn is made again when another window took its place."""
WARM_WAIT_S = 30.0
Show = Callable[[Segment], None]


def _unseen(_segment: Segment) -> None:
    """Show a segment to nobody."""


def _now() -> datetime:
    return datetime.now(UTC)


class Tutor:
    """The tutor on this machine: its material, its log and its engine. Threads may share it."""

    def __init__(
        self, settings: Settings | None = None, *, clock: Callable[[], datetime] = _now
    ) -> None:
        silence_telemetry()
        self.settings = settings or Settings.from_environment()
        self.clock = clock
        self._lock = RLock()
        self._packs: dict[Path, LessonPack] = {}
        self._personas: dict[str, Persona] = {}
        self._lessons: dict[tuple[str, str], PreparedLesson] = {}
        self._retrievers: dict[str, Retriever] = {}
        self._session_locks: dict[str, RLock] = {}
        self._engine = _choose_engine(self.settings)

    @cached_property
    def log(self) -> ExchangeLog:
        """Give the exchange log; opened when it is first needed."""
        return open_log(self.settings.database)

    def packs(self) -> tuple[LessonPack, ...]:
        """Give the packs of the lessons folder that can be used, in order of their ids."""
        root = self.settings.lessons_dir
        folders = sorted(path.parent for path in root.glob("*/pack.yaml"))
        return tuple(self.pack(str(folder)) for folder in folders)

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

    def open(
        self,
        *,
        student: str,
        pack: str,
        persona: str,
        language: Literal["auto"] | Language = "auto",
    ) -> Conversation:
        """Start a talk. The same student's learner model goes on from where it was.

        Raises:
            NotFoundError: no such pack or persona.
            InvalidPackError: their files cannot be used.
            StorageError: the database cannot be used.
        """
        lesson = self._lesson(self.pack(pack), self.persona(persona))
        at = self.clock()
        record = self.log.student(student, at)
        session = SessionRecord(
            id=uuid4().hex, student=record.id, pack=pack, persona=persona, started=at
        )
        self.log.start_session(session)
        content = lesson.pack.model_dump_json()
        self.log.keep_pack(lesson.pack.id, lesson.pack.version, content, at)
        return Conversation(self, session, lesson, language)

    def resume(self, session_id: str, *, student: str) -> Conversation | None:
        """Go on with an earlier talk of this student, or None where there is none."""
        session = self.log.session(session_id)
        owner = self.log.student(student, self.clock())
        if session is None or session.student != owner.id:
            return None
        lesson = self._lesson(self.pack(session.pack), self.persona(session.persona))
        return Conversation(self, session, lesson, "auto")

    def sessions(self, student: str) -> tuple[SessionRecord, ...]:
        """Give a student's talks that hold a message, newest first."""
        return self.log.sessions(self.log.student(student, self.clock()).id)

    def rate(self, exchange_id: str, rating: int) -> None:
        """Record a thumbs up (1) or down (0)."""
        self.log.rate(exchange_id, rating, self.clock())

    def progress(self, student: str, pack: str, language: Language) -> Progress:
        """Show a student what the tutor believes, and why."""
        model = self.log.learner(self.log.student(student, self.clock()).id)
        ids = [r.exchange for concept in model.concepts.values() for r in concept.references]
        said = self.log.messages(tuple(dict.fromkeys(ids)))
        return show_progress(model, self.pack(pack), language, self.clock(), said)

    def takeout(self, student: str) -> str:
        """Give all that is kept of a student, as JSON."""
        record = self.log.student(student, self.clock())
        exchanges = [e.model_dump(mode="json") for e in self.log.exchanges(record.id)]
        model = self.log.learner(record.id)
        kept = {"learner_model": model.model_dump(mode="json"), "exchanges": exchanges}
        return json.dumps(kept, ensure_ascii=False, indent=2)

    def forget(self, student: str) -> int:
        """Delete a student everywhere; gives the number of exchanges deleted."""
        return self.log.forget(self.log.student(student, self.clock()).id)

    def rebuild(self, *, mend: bool) -> Rebuilt:
        """Fold every student's log anew and compare with the projections, bit for bit."""
        students, differing = 0, []
        for record in self.log.students():
            students += 1
            folded = replay(self.log.exchanges(record.id))
            if folded.model_dump_json() != self.log.learner(record.id).model_dump_json():
                differing.append(record.id)
                if mend:
                    self.log.rebuild(record.id, folded)
        return Rebuilt(students, tuple(differing))

    def warm(self) -> None:
        """Load and compute what the first answer would wait for."""
        for pack in self.packs():
            retriever = self.retriever(pack)
            if isinstance(retriever, HybridRetriever):
                retriever.wait(WARM_WAIT_S)
            for persona in self.personas(str(pack.id)):
                self._lesson(pack, persona)
        _ = self.log

    def retriever(self, pack: LessonPack) -> Retriever:
        """Give the retriever of a pack; indexed when it is first needed."""
        with self._lock:
            if pack.version not in self._retrievers:
                self._retrievers[pack.version] = (
                    open_retriever(pack, self.settings.data_dir)
                    if self.settings.index == "hybrid"
                    else LexicalIndex(pack)
                )
            return self._retrievers[pack.version]

    def parts(self, lesson: PreparedLesson) -> Parts:
        """Give what a turn works with."""
        return Parts(lesson, self.retriever(lesson.pack), self._engine, MESSAGE_LIMIT)

    def versions(self, lesson: PreparedLesson) -> Versions:
        """Give the stamp of what makes an exchange now."""
        return Versions(
            app=tutor.__version__,
            pack=lesson.pack.version,
            persona=lesson.persona.version,
            policy=POLICY_VERSION,
            grader=GRADER_VERSION,
            learner=LEARNER_VERSION,
            index=self.retriever(lesson.pack).version,
        )

    def session_lock(self, session_id: str) -> RLock:
        """Give the lock under which one talk's turns are made, one after the other."""
        with self._lock:
            return self._session_locks.setdefault(session_id, RLock())

    def close(self) -> None:
        """Let go of the database and the index."""
        for retriever in self._retrievers.values():
            if isinstance(retriever, HybridRetriever):
                retriever.close()
        if "log" in self.__dict__:
            self.log.close()

    def _lesson(self, pack: LessonPack, persona: Persona) -> PreparedLesson:
        key = (pack.version, persona.version)
        with self._lock:
            if key not in self._lessons:
                self._lessons[key] = prepare_lesson(pack, persona)
            return self._lessons[key]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What folding every log anew has shown."""

    students: int
    differing: tuple[str, ...]


@dataclass
class Conversation:
    """One talk of one student with one figure."""

    tutor: Tutor
    session: SessionRecord
    lesson: PreparedLesson
    preferred: Literal["auto"] | Language = "auto"
    last: Turn = field(init=False)
    """The last turn made in this process."""
    _turns: int = field(default=0, init=False)

    @property
    def session_id(self) -> str:
        """Give the talk's id."""
        return self.session.id

    @property
    def pack(self) -> LessonPack:
        """Give the pack."""
        return self.lesson.pack

    @property
    def persona(self) -> Persona:
        """Give the persona."""
        return self.lesson.persona

    @property
    def language(self) -> Language:
        """Give the student's standing language."""
        return self._standing(self.tutor.log.learner(self.session.student), ())

    def greet(self, *, at: datetime | None = None, show: Show = _unseen) -> Turn:
        """Open the visit."""

        def make(place: Place, parts: Parts) -> Exchange:
            return greet(place, parts, show)

        return self._take_turn(make, at)

    def reply(self, text: str, *, at: datetime | None = None, show: Show = _unseen) -> Turn:
        """Answer a message. `show` is called with each segment once it has been checked.

        Raises:
            StorageError: the exchange could not be recorded; what was said before is kept.
        """

        def make(place: Place, parts: Parts) -> Exchange:
            return exchange(place, parts, text, show)

        return self._take_turn(make, at)

    def turns(self, limit: int = 20) -> tuple[Turn, ...]:
        """Give the last turns of the talk, oldest first."""
        model = self.tutor.log.learner(self.session.student)
        recent = self.tutor.log.recent(self.session.id, limit)
        return tuple(view_turn(record, model, record.position) for record in recent)

    def _take_turn(self, make: Callable[[Place, Parts], Exchange], at: datetime | None) -> Turn:
        started = perf_counter()
        parts = self.tutor.parts(self.lesson)
        with self.tutor.session_lock(self.session.id):
            for attempt in range(TRIES):
                place = self._place(at or self.tutor.clock())
                made = make(place, parts)
                moved = update(place.model, made)
                try:
                    self.tutor.log.append(made, moved)
                except PlaceTakenError:
                    if attempt + 1 == TRIES:
                        raise
                    continue
                break
        spent = round((perf_counter() - started) * 1000.0, 2)
        shown = made.model_copy(update={"timings_ms": made.timings_ms | {"total": spent}})
        turn = view_turn(shown, moved, self._turns)
        self._turns += 1
        self.last = turn
        return turn

    def _place(self, at: datetime) -> Place:
        log = self.tutor.log
        model = log.learner(self.session.student)
        history = log.recent(self.session.id, HISTORY)
        return Place(
            exchange_id=uuid4().hex,
            student=self.session.student,
            session=self.session.id,
            position=history[-1].position + 1 if history else 0,
            ordinal=model.ordinal,
            at=at,
            versions=self.tutor.versions(self.lesson),
            model=model,
            standing=self._standing(model, history),
            follow=self.preferred == "auto",
            history=history,
        )

    def _standing(self, model: LearnerModel, history: tuple[Exchange, ...]) -> Language:
        """Give the language so far: of this talk, as asked for, of earlier talks, of the pack."""
        if history:
            return history[-1].plan.language
        if self.preferred != "auto":
            return self.preferred
        return model.language or self.pack.manifest.languages[0]


def _choose_engine(settings: Settings) -> Engine:
    if settings.model == "embedded":
        return EmbeddedEngine()
    raise SettingsError(
        f"TUTOR_MODEL is '{settings.model}', and this version answers with 'embedded' only. "
        "Unset it to use the embedded engine."
    )
