"""The composition root: settings become adapters, and a `Tutor` joins them. Reads the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from secrets import token_bytes
from threading import RLock
from typing import TYPE_CHECKING, Literal
from uuid import uuid4
from weakref import WeakValueDictionary

import tutor
from tutor.classroom.journal import note
from tutor.content import PackGuard
from tutor.conversation import HISTORY, Conversation
from tutor.core.events import DialogueState, Exchange, Versions
from tutor.core.grading import GRADER_VERSION
from tutor.core.learner import LEARNER_VERSION
from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.core.policy import POLICY_VERSION
from tutor.core.prepared import PreparedLesson
from tutor.core.progress import Progress, show_progress
from tutor.core.rules import Rules
from tutor.core.safety import names_to_mask, screen_message
from tutor.core.terms import Language
from tutor.dialogue import Parts
from tutor.engines.assessing import Assessor
from tutor.engines.chat import ChatEngine
from tutor.engines.drafting import ModelDrafter
from tutor.engines.embedded import EmbeddedEngine
from tutor.engines.embedding import OpenAIEmbedder
from tutor.engines.opening import find_companies, open_model, set_limits
from tutor.health import Watch
from tutor.library import Library
from tutor.model import ChatModel, Limits
from tutor.ports import Drafter, Embedder, Engine, ExchangeLog, Retriever, SessionRecord
from tutor.records import Rebuilt, known_student, rebuild, takeout
from tutor.replaying import Replayed, Workshop, kept_pack, replay_exchange
from tutor.retrieval import HashedEmbedder
from tutor.settings import MESSAGE_LIMIT, Settings, silence_telemetry
from tutor.storage import (
    SqlAlerts,
    SqlClasses,
    SqlClassTalks,
    SqlExchangeLog,
    SqlGuesses,
    SqlPeople,
    SqlTokens,
    open_log,
)

if TYPE_CHECKING:
    from tutor.classroom.classroom import Classroom
    from tutor.storage.transactions import Transactions

SETTLE_S = 5.0
"""How long closing waits for a model that still reads."""


def _now() -> datetime:
    return datetime.now(UTC)


class Tutor:
    """The tutor on this machine: its material, its log and its engine. Threads may share it."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        clock: Callable[[], datetime] = _now,
        engine: Engine | None = None,
        chat_model: ChatModel | None = None,
    ) -> None:
        """Join the adapters that the settings ask for.

        Args:
            settings: of the environment where none are given.
            clock: gives the time, with its zone.
            engine: words the replies instead of the settings' one.
            chat_model: stands for the model of the settings.
        """
        self.settings = settings or Settings.from_environment()
        silence_telemetry(traced=self.settings.tracing == "on")
        self.clock = clock
        self.library = Library(self.settings, _choose_embedder(self.settings))
        self._lock = RLock()
        self._log: SqlExchangeLog | None = None
        self._classroom: Classroom | None = None
        self._told: list[Callable[[str], object]] = []
        self._student_locks: WeakValueDictionary[str, RLock] = WeakValueDictionary()
        self._served = None if chat_model else open_model(self.settings, lambda: clock().date())
        self._chat_model = chat_model or self._served
        self._engine = engine or _choose_engine(self._chat_model, set_limits(self.settings))
        self._assessor = Assessor(self._chat_model, self) if self._chat_model else None
        self._embedder = _choose_embedder(self.settings)
        self.watch = Watch(
            self.settings, self.library, self._transactions, clock, tutor.__version__
        )

    @property
    def log(self) -> ExchangeLog:
        """Give the exchange log; opened when it is first needed."""
        return self._open_log()

    @property
    def classroom(self) -> Classroom:
        """Give the classroom over the same database; opened when it is first needed."""
        with self._lock:
            if self._classroom is None:
                self._classroom = _open_classroom(self._open_log(), self.clock, self.settings)
            return self._classroom

    def send_alerts(self) -> int:
        """Send the alerts that are due by the second channel; gives how many were delivered."""
        from tutor.classroom.sending import open_channel  # noqa: PLC0415 - mail, only where set

        return open_channel(self.settings, self._open_log().transactions, self.clock).send_due()

    def on_forgotten(self, tell: Callable[[str], object]) -> None:
        """Have somebody told the name of each student whom this program deletes."""
        self._told.append(tell)

    @property
    def companies(self) -> tuple[str, ...]:
        """Name whose servers get a student's words where no class forbids it."""
        return find_companies(self.settings)

    def packs(self) -> tuple[LessonPack, ...]:
        """Give the packs of the lessons folder that can be used, in order of their ids."""
        return self.library.packs()

    def pack(self, name_or_folder: str) -> LessonPack:
        """Give a pack by id or folder.

        Raises:
            NotFoundError: there is no such pack.
            InvalidPackError: its files cannot be used.
        """
        return self.library.pack(name_or_folder)

    def personas(self, pack: str) -> tuple[Persona, ...]:
        """Give the personas that a pack names and that are there."""
        return self.library.personas(pack)

    def open(
        self,
        *,
        student: str,
        pack: str,
        persona: str,
        language: Literal["auto"] | Language = "auto",
        declared_grade: float | None = None,
    ) -> Conversation:
        """Start a talk. The same student's learner model goes on from where it was.

        Args:
            student: the student's name here.
            pack: an id or a folder.
            persona: an id.
            language: to reply in; `auto` follows the student.
            declared_grade: US school grade from a roster; the reading level starts there.

        Raises:
            NotFoundError: no such pack or persona.
            InvalidPackError: their files cannot be used.
            StorageError: the database cannot be used.
        """
        lesson = self._lesson(pack, persona)
        at = self.clock()
        record = self.log.student(student, at)
        session = SessionRecord(
            id=uuid4().hex,
            student=record.id,
            pack=self.library.name(pack),
            persona=persona,
            started=at,
        )
        self.log.start_session(session)
        content = lesson.pack.model_dump_json()
        self.log.keep_pack(lesson.pack.id, lesson.pack.version, content, at)
        return Conversation(self, session, lesson, language, declared_grade)

    def resume(self, session_id: str, *, student: str) -> Conversation | None:
        """Go on with an earlier talk of this student, or None where there is none."""
        session = self.log.session(session_id)
        owner = self.log.student(student, self.clock())
        if session is None or session.student != owner.id:
            return None
        lesson = self._lesson(session.pack, session.persona)
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
        """Give all that is kept of a student, as JSON; NotFoundError where there is none."""
        note("taken out")
        return takeout(self.log, student)

    def forget(self, student: str, *, quotes: bool = False) -> int:
        """Delete a student everywhere; gives the number of exchanges deleted.

        Args:
            student: the student's name here.
            quotes: open alerts, which stay without whose they are, keep their words.

        Raises:
            NotFoundError: there is no such student.
        """
        deleted = self.log.forget(known_student(self.log, student).id, quotes=quotes)
        note("forgotten", exchanges=deleted)
        return deleted

    def rebuild(self, *, mend: bool) -> Rebuilt:
        """Fold every student's log anew and compare with the projections, bit for bit."""
        return rebuild(self.log, mend=mend)

    def replay(self, exchange_id: str) -> Replayed:
        """Make a turn again from the log, with a model that says what it said.

        Raises:
            NotFoundError: the log has no such exchange, or not its pack.
        """
        shop = Workshop(
            log=self.log,
            lesson=self._lesson_of,
            parts=self.parts,
            engine=_choose_replaying_engine,
            versions=self.versions,
            history=HISTORY,
            names=self.names,
        )
        return replay_exchange(exchange_id, shop)

    def warm(self) -> None:
        """Load and compute what the first answer would wait for."""
        if self._served is not None:
            self._served.warm()
        self.library.warm()
        if self._chat_model is not None:
            self.library.warm_checks()
        screen_message("warm")
        _ = self.log

    def drafter(self) -> Drafter | None:
        """Give what drafts material for authors, or None where there is no chat model."""
        return ModelDrafter(self._chat_model, PackGuard()) if self._chat_model else None

    def rules(self, student_id: str) -> Rules:
        """Give what a student's talks have to keep to, as their teacher has settled it now."""
        log = self._open_log()
        return SqlClasses(log.transactions).rules(student_id)

    def parts(self, lesson: PreparedLesson, rules: Rules) -> Parts:
        """Give what a turn may work with: nothing of another company where the rules say so."""
        engine = self._engine if rules.outside_model else EmbeddedEngine()
        return Parts(lesson, self._retriever(lesson, rules), engine, MESSAGE_LIMIT)

    def versions(self, lesson: PreparedLesson, rules: Rules) -> Versions:
        """Give the stamp of what makes an exchange now."""
        return Versions(
            app=tutor.__version__,
            pack=lesson.pack.version,
            persona=lesson.persona.version,
            policy=POLICY_VERSION,
            grader=GRADER_VERSION,
            learner=LEARNER_VERSION,
            index=self._retriever(lesson, rules).version,
        )

    def names(self, student_id: str) -> frozenset[str]:
        """Give the names of a student's class, where anything may leave for an outside model."""
        if isinstance(self._engine, EmbeddedEngine) and self._embedder is None:
            return frozenset()
        return names_to_mask(SqlClasses(self._open_log().transactions).classmates(student_id))

    def _retriever(self, lesson: PreparedLesson, rules: Rules) -> Retriever:
        if rules.outside_model:
            return self.library.retriever(lesson.pack)
        return self.library.inside_retriever(lesson.pack)

    def turn_lock(self, student_id: str) -> RLock:
        """Give the lock under which one student's turns are made, one after the other."""
        with self._lock:
            return self._student_locks.setdefault(student_id, RLock())

    def answered(self, made: Exchange, before: DialogueState, lesson: PreparedLesson) -> None:
        """Let the chat model, where there is one, read an unsure answer again; does not wait."""
        if self._assessor is not None and made.rules.outside_model:
            self._assessor.take(made, before, lesson, names=self.names(made.student))

    def settle(self, wait_s: float = SETTLE_S) -> None:
        """Wait until the chat model has read what it was given, at most so many seconds."""
        if self._assessor is not None:
            self._assessor.settle(wait_s)

    def close(self) -> None:
        """Let go of the database and the index, once the chat model has had its say."""
        if self._assessor is not None:
            self._assessor.close(SETTLE_S)
        if self._served is not None:
            self._served.close()
        self.library.close()
        if self._log is not None:
            self._log.close()

    def _lesson_of(self, made: Exchange) -> PreparedLesson:
        """Give the material that an exchange was made from."""
        pack = kept_pack(self.log, made)
        return self.library.lesson(pack, self.library.persona(made.persona))

    def _open_log(self) -> SqlExchangeLog:
        with self._lock:
            if self._log is None:
                self._log = open_log(self.settings.database)
                self._log.on_forgotten = self._told
            return self._log

    def _transactions(self) -> Transactions:
        return self._open_log().transactions

    def _lesson(self, pack: str, persona: str) -> PreparedLesson:
        return self.library.lesson(self.library.pack(pack), self.library.persona(persona))


def _open_classroom(
    log: SqlExchangeLog, clock: Callable[[], datetime], settings: Settings
) -> Classroom:
    """Join the stores of people and classes; hashes are loaded only where there are doors."""
    from tutor.classroom.classroom import Classroom, Outside  # noqa: PLC0415
    from tutor.classroom.locks import Lock  # noqa: PLC0415
    from tutor.classroom.ports import Stores  # noqa: PLC0415

    shared = log.transactions
    stores = Stores(
        people=SqlPeople(shared),
        tokens=SqlTokens(shared),
        guesses=SqlGuesses(shared),
        classes=SqlClasses(shared),
        alerts=SqlAlerts(shared),
        talks=SqlClassTalks(shared),
    )
    outside = Outside(
        clock,
        token_bytes,
        Lock(),
        partial(takeout, log),
        retention_days=settings.retention_days,
        domains=tuple(settings.oidc_domains.split()),
    )
    return Classroom(stores, log, outside)


def _choose_embedder(settings: Settings) -> Embedder | None:
    """Give what turns texts into vectors, or None where words alone are searched."""
    if settings.index == "lexical" or settings.embedding == "none":
        return None
    if settings.embedding == "hashed":
        return HashedEmbedder()
    model = settings.embedding.removeprefix("openai:")
    return OpenAIEmbedder(model, settings.embedding_base_url, settings.embedding_key)


def _choose_engine(model: ChatModel | None, limits: Limits) -> Engine:
    return ChatEngine(model, limits) if model is not None else EmbeddedEngine()


def _choose_replaying_engine(model: ChatModel | None) -> Engine:
    """Give an engine for which no time passes: a record is never late."""
    return ChatEngine(model, clock=lambda: 0.0) if model is not None else EmbeddedEngine()
