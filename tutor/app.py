"""The composition root: settings become adapters, and a `Tutor` joins them. Reads the clock."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from time import perf_counter
from typing import Literal
from uuid import uuid4
from weakref import WeakValueDictionary

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
from tutor.core.safety import screen_message
from tutor.core.terms import Language
from tutor.core.turn import Turn, view_turn
from tutor.dialogue import Parts, Place, exchange, exchange_unrecorded, greet
from tutor.engines.embedded import EmbeddedEngine
from tutor.errors import NotFoundError, PlaceTakenError, SettingsError
from tutor.ports import Engine, ExchangeLog, Retriever, SessionRecord, StudentRecord
from tutor.retrieval import HybridRetriever, LexicalIndex, open_retriever
from tutor.settings import MESSAGE_LIMIT, Settings, silence_telemetry
from tutor.storage import open_log

HISTORY = 6
"""Exchanges of the talk that a turn looks back on."""
TRIES = 40
"""How often a turn is made again when another program took its place. Windows of this program
wait for each other; two scripts that talk as one student at full speed lose many races in a row.
"""
WARM_WAIT_S = 30.0
ALL_TALKS = 1_000_000
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
        self._log: ExchangeLog | None = None
        self._student_locks: WeakValueDictionary[str, RLock] = WeakValueDictionary()
        self._engine = _choose_engine(self.settings)

    @property
    def log(self) -> ExchangeLog:
        """Give the exchange log; opened when it is first needed."""
        with self._lock:
            if self._log is None:
                self._log = open_log(self.settings.database)
            return self._log

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
            id=uuid4().hex, student=record.id, pack=self._name(pack), persona=persona, started=at
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
        """Give all that is kept of a student, as JSON.

        Raises:
            NotFoundError: there is no such student.
        """
        record = self._known_student(student)
        exchanges = [
            e.model_dump(mode="json") | {"rating": self.log.rating(e.id)}
            for e in self.log.exchanges(record.id)
        ]
        kept = {
            "student": {"id": record.id, "name": record.name},
            "learner_model": self.log.learner(record.id).model_dump(mode="json"),
            "talks": [asdict(talk) for talk in self.log.sessions(record.id, ALL_TALKS)],
            "exchanges": exchanges,
        }
        return json.dumps(kept, ensure_ascii=False, indent=2, default=datetime.isoformat)

    def forget(self, student: str) -> int:
        """Delete a student everywhere; gives the number of exchanges deleted.

        Raises:
            NotFoundError: there is no such student.
        """
        return self.log.forget(self._known_student(student).id)

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
                lesson = self._lesson(pack, persona)
                for grader in lesson.graders.values():
                    for language in pack.manifest.languages:
                        grader.key(language)
        screen_message("warm")
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

    def turn_lock(self, student_id: str) -> RLock:
        """Give the lock under which one student's turns are made, one after the other."""
        with self._lock:
            return self._student_locks.setdefault(student_id, RLock())

    def close(self) -> None:
        """Let go of the database and the index."""
        for retriever in self._retrievers.values():
            if isinstance(retriever, HybridRetriever):
                retriever.close()
        if self._log is not None:
            self._log.close()

    def _name(self, pack: str) -> str:
        """Name a pack so that it is found again from any folder."""
        folder = find_pack(pack, self.settings.lessons_dir).resolve()
        return folder.name if folder.parent == self.settings.lessons_dir.resolve() else str(folder)

    def _known_student(self, name: str) -> StudentRecord:
        for record in self.log.students():
            if record.name == name:
                return record
        raise NotFoundError(
            f"there is no student '{name}' here. Check the name, and the folder of --data-dir."
        )

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
    _turns: int = field(default=0, init=False)
    _model: LearnerModel = field(default=LearnerModel(), init=False)
    """As it was after the last exchange made here."""
    _history: tuple[Exchange, ...] = field(default=(), init=False)

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

    def unsaved(self, text: str) -> Turn:
        """Give the turn that stands for a message that `reply` could not record."""
        place = self._place(self.tutor.clock(), self._model, self._history)
        made = exchange_unrecorded(place, self.tutor.parts(self.lesson), text)
        return self._view(made, place.model)

    def turns(self, limit: int = 20) -> tuple[Turn, ...]:
        """Give the last turns of the talk, oldest first."""
        model = self.tutor.log.learner(self.session.student)
        recent = self.tutor.log.recent(self.session.id, limit)
        return tuple(view_turn(record, model, record.position) for record in recent)

    def _take_turn(self, make: Callable[[Place, Parts], Exchange], at: datetime | None) -> Turn:
        started = perf_counter()
        parts = self.tutor.parts(self.lesson)
        with self.tutor.turn_lock(self.session.student):
            made, moved = self._record(make, parts, at or self.tutor.clock())
        self._model, self._history = moved, (made,)
        spent = round((perf_counter() - started) * 1000.0, 2)
        return self._view(
            made.model_copy(update={"timings_ms": made.timings_ms | {"total": spent}}), moved
        )

    def _record(
        self, make: Callable[[Place, Parts], Exchange], parts: Parts, at: datetime
    ) -> tuple[Exchange, LearnerModel]:
        """Make an exchange and put it into the log; made anew where its place was taken."""
        log = self.tutor.log
        for attempt in range(TRIES):
            model = log.learner(self.session.student)
            place = self._place(at, model, log.recent(self.session.id, HISTORY))
            made = make(place, parts)
            moved = update(model, made)
            try:
                log.append(made, moved)
            except PlaceTakenError:
                if attempt + 1 == TRIES:
                    raise
                continue
            break
        return made, moved

    def _view(self, made: Exchange, model: LearnerModel) -> Turn:
        turn = view_turn(made, model, self._turns)
        self._turns += 1
        return turn

    def _place(self, at: datetime, model: LearnerModel, history: tuple[Exchange, ...]) -> Place:
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
