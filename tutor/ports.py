"""What the dialogue needs of the world. Adapters fill these; none of them decides anything."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from tutor.core.events import Assessment, Event, Exchange, Plan, Segment, Wording
from tutor.core.learner import LearnerModel
from tutor.core.lesson import LessonPack, Passage, Question
from tutor.core.persona import Persona
from tutor.core.terms import Language, Level, SourceKind

if TYPE_CHECKING:  # these load the word lists, which an index does without
    from tutor.core.drafting import Drafts, HelpDraft, IdeaDraft, MistakeDraft, TextDraft
    from tutor.core.grading import PreparedQuestion


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the material. Filters cut after ranking, never before."""

    text: str
    language: Language
    limit: int = 8
    kinds: frozenset[SourceKind] | None = None
    until: str | None = None
    """The persona's horizon (ISO date): passages that begin after it are left out."""
    context: str = ""
    """The question before this one, for "and why?"; weighs less than `text`."""
    listener: str | None = None
    """The persona whom the question calls "you"."""
    outward: str = ""
    """What may leave for an outside model in place of the text, where it holds personal data."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage or dispute (`dispute:ID`) that fits, best first in `Found.hits`."""

    id: str
    score: float
    """Fused score; comparable within one search only."""
    coverage: float
    """Rarity-weighted share of the question's words that the passage holds, 0..1."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `answerable` in 0..1: how sure it is that the material answers."""

    hits: tuple[Hit, ...]
    answerable: float
    corrected: str
    """The question with its spelling corrected to the pack's own words."""
    route: str
    """`lexical` or `hybrid`."""


class Retriever(Protocol):
    """Finds the passages of one pack."""

    @property
    def version(self) -> str:
        """Name the way of ranking, for the exchange's stamp."""
        ...

    def find(self, query: Query) -> Found:
        """Rank the pack's passages for a question. Never raises for any text."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """Name model and version: vectors of different names are never compared."""
        ...

    @property
    def weight(self) -> float:
        """Give what its similarity counts beside words, both standardised."""
        ...

    def embed(self, texts: Sequence[str], *, wait_s: float | None = None) -> NDArray[np.float32]:
        """Embed texts as unit vectors, one row each, all of one length.

        Args:
            texts: none of them empty.
            wait_s: how long the caller can wait, in seconds; None for as long as it takes.

        Raises:
            EmbeddingError: the model did not answer in time, or not as it should.
        """
        ...


class Engine(Protocol):
    """Words a plan."""

    @property
    def name(self) -> str:
        """Name the engine as `learner.engine` and the log show it."""
        ...

    def compose(self, brief: Brief) -> Generator[Segment, None, Account | None]:
        """Word the plan, one segment after the other; closing it gives the rest up.

        Returns:
            What a language model had to do with it; None where none was asked.
        """
        ...


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One talk of a student with a persona."""

    id: str
    student: str
    pack: str
    persona: str
    started: datetime
    exchanges: int = 0
    title: str = ""
    """The student's first question, for the list of earlier talks."""


@dataclass(frozen=True, slots=True)
class StudentRecord:
    """A student as the log knows one: a random id and the name they go by on this machine."""

    id: str
    name: str


class ExchangeLog(Protocol):
    """The append-only log and its projections. Every method raises StorageError on trouble."""

    def student(self, name: str, at: datetime) -> StudentRecord:
        """Find the student of this name, or make one."""
        ...

    def start_session(self, record: SessionRecord) -> None:
        """Open a session."""
        ...

    def session(self, session_id: str) -> SessionRecord | None:
        """Give a session, or None."""
        ...

    def sessions(self, student_id: str, limit: int = 50) -> tuple[SessionRecord, ...]:
        """Give a student's sessions that hold at least one message, newest first."""
        ...

    def learner(self, student_id: str) -> LearnerModel:
        """Give the projected learner model; a fresh one for a new student."""
        ...

    def recent(self, session_id: str, limit: int) -> tuple[Exchange, ...]:
        """Give the last exchanges of a session, oldest first."""
        ...

    def last(self, student_id: str) -> Exchange | None:
        """Give the last exchange of a student in any session, or None."""
        ...

    def times(self, student_id: str, limit: int) -> tuple[datetime, ...]:
        """Give when a student's last messages came, newest first."""
        ...

    def exchanges(self, student_id: str) -> Iterator[Exchange]:
        """Give every exchange of a student in the order of the log."""
        ...

    def events(self, student_id: str) -> Iterator[Event]:
        """Give every exchange and assessment of a student in the order of the log."""
        ...

    def exchange(self, exchange_id: str) -> Exchange | None:
        """Give an exchange, or None."""
        ...

    def students(self) -> Iterator[StudentRecord]:
        """Give every student."""
        ...

    def append(
        self, exchange: Exchange, model: LearnerModel, raw: Mapping[str, str] | None = None
    ) -> None:
        """Record an exchange and the learner model after it, in one transaction.

        Args:
            exchange: at the place after the log's last event.
            model: the learner model after it.
            raw: what a model was sent and what came, by SHA-256.

        Raises:
            PlaceTakenError: another exchange or assessment has this place in the session or log.
        """
        ...

    def append_assessment(
        self, assessment: Assessment, model: LearnerModel, raw: Mapping[str, str] | None = None
    ) -> None:
        """Record a model's assessment and the learner model after it, in one transaction.

        Raises:
            PlaceTakenError: another exchange or assessment has this place in the student's log.
            StorageError: the exchange is unknown, another student's or assessed already.
        """
        ...

    def raw_text(self, digest: str) -> str | None:
        """Give what was sent to a model or came from it, by SHA-256, or None."""
        ...

    def messages(self, exchange_ids: Sequence[str]) -> dict[str, str]:
        """Give the students' words of some exchanges, by exchange id."""
        ...

    def keep_pack(self, pack_id: str, version: str, content_json: str, at: datetime) -> None:
        """Keep the material that exchanges are made from; the same version is kept once."""
        ...

    def pack_content(self, pack_id: str, version: str) -> str | None:
        """Give the kept material of a version as JSON, or None."""
        ...

    def rate(self, exchange_id: str, rating: int, at: datetime) -> None:
        """Record a thumbs up (1) or down (0); the newest counts."""
        ...

    def rating(self, exchange_id: str) -> int | None:
        """Give the newest rating of an exchange, or None."""
        ...

    def rebuild(self, student_id: str, model: LearnerModel) -> None:
        """Replace a projection with the model that the log gives."""
        ...

    def forget(
        self, student_id: str, *, quotes: bool = False, unless_since: datetime | None = None
    ) -> int:
        """Delete a student everywhere; gives the number of exchanges deleted.

        Args:
            student_id: of the student.
            quotes: open alerts, which stay without whose they are, keep their words.
            unless_since: leave everything as it is if the student has said something since.
        """
        ...

    def wipe(self) -> None:
        """Leave nothing that was deleted in the files beside the database."""
        ...

    def around(self, exchange_id: str, turns: int) -> tuple[Exchange, ...]:
        """Give an exchange with so many before and after it in its talk; nothing if it is gone."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


class DraftGuard(Protocol):
    """Checks what a model drafted by the checks that authored material is held to."""

    def check_section(
        self, passage: Passage, language: Language, level: Level, title: str, text: str
    ) -> tuple[str, ...]:
        """Report what a text would bring into its passage as the section of a level."""
        ...

    def check_claim(self, passage: Passage, language: Language, text: str) -> tuple[str, ...]:
        """Report what a sentence says that its passage does not."""
        ...

    def check_words(self, language: Language, text: str) -> tuple[str, ...]:
        """Report a text that is empty, marked up or in another language."""
        ...


class Drafter(Protocol):
    """Drafts material from a passage, for an author to judge. What fails a check is reported."""

    @property
    def name(self) -> str:
        """Name the model, as every draft does."""
        ...

    def draft_levels(self, passage: Passage, language: Language) -> Drafts[TextDraft]:
        """Draft the passage's text at the other levels, from the one that is written."""
        ...

    def draft_translation(self, passage: Passage, language: Language) -> Drafts[TextDraft]:
        """Draft the passage's text in another language, level by level."""
        ...

    def draft_expectations(self, passage: Passage, language: Language) -> Drafts[IdeaDraft]:
        """Draft ideas that a good answer about the passage holds."""
        ...

    def draft_misconceptions(self, passage: Passage, language: Language) -> Drafts[MistakeDraft]:
        """Draft wrong ideas about what the passage tells, and what it says against them."""
        ...

    def draft_hints(
        self, passage: Passage, question: Question, language: Language
    ) -> Drafts[HelpDraft]:
        """Draft hint, prompt and assertion for each expectation of a question."""
        ...


@dataclass(frozen=True, slots=True)
class Brief:
    """All that an engine is given: the plan, the permitted passages and what was said lately."""

    plan: Plan
    scripted: tuple[Segment, ...]
    """The embedded wording of the plan: authored, checked and always right."""
    persona: Persona
    pack: LessonPack
    passages: tuple[str, ...] = ()
    history: tuple[Exchange, ...] = field(default=())
    message: str = ""
    """The student's words, personal data masked here and in the history."""
    open_question: PreparedQuestion | None = None
    """The question that is open after this reply."""
    hidden: frozenset[str] = frozenset()
    """Its expectations that this reply may not give away."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a language model had to do with a reply."""

    wording: Wording
    raw: Mapping[str, str]
    """What was sent and what came back, by SHA-256."""
