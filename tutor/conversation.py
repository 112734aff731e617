"""One talk of one student with one figure: its turns, made one after the other and recorded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from time import perf_counter
from typing import Literal, Protocol
from uuid import uuid4

from tutor.core.events import DialogueState, Exchange, Segment, Versions
from tutor.core.learner import LearnerModel, declare, update
from tutor.core.lesson import LessonPack
from tutor.core.persona import Persona
from tutor.core.place import Place
from tutor.core.prepared import PreparedLesson
from tutor.core.rules import Rules
from tutor.core.sitting import PACE, Sitting, sit_on
from tutor.core.terms import Language
from tutor.core.turn import Turn, view_turn
from tutor.dialogue import Made, Parts, exchange, exchange_unrecorded, greet
from tutor.errors import PlaceTakenError
from tutor.ports import ExchangeLog, SessionRecord
from tutor.saying import Show

HISTORY = 6
"""Exchanges of the talk that a turn looks back on."""
TRIES = 40
"""How often a turn is made again when another program took its place. Windows of this program
wait for each other; two scripts that talk as one student at full speed lose many races in a row.
"""


def _unseen(_segment: Segment) -> None:
    """Show a segment to nobody."""


class Desk(Protocol):
    """What a talk needs of the tutor."""

    @property
    def log(self) -> ExchangeLog:
        """Give the exchange log."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """Give the clock."""

    def rules(self, student_id: str) -> Rules:
        """Give what this student's talks have to keep to, as it is settled now."""

    def parts(self, lesson: PreparedLesson, rules: Rules) -> Parts:
        """Give what a turn may work with."""

    def versions(self, lesson: PreparedLesson, rules: Rules) -> Versions:
        """Give the stamp of what makes an exchange now."""

    def names(self, student_id: str) -> frozenset[str]:
        """Give the names of a student's class that no outside model may see."""

    def turn_lock(self, student_id: str) -> AbstractContextManager[object]:
        """Give the lock under which one student's turns are made."""

    def answered(self, made: Exchange, before: DialogueState, lesson: PreparedLesson) -> None:
        """Take note of an exchange that is on record; `before` is the state that it met."""


@dataclass
class Conversation:
    """One talk of one student with one figure."""

    desk: Desk
    session: SessionRecord
    lesson: PreparedLesson
    preferred: Literal["auto"] | Language = "auto"
    declared_grade: float | None = None
    zone: tzinfo | None = None
    """Of the clock on the student's wall; None where it is not known."""
    _turns: int = field(default=0, init=False)
    _model: LearnerModel = field(default=LearnerModel(), init=False)
    """As it was after the last exchange made here."""
    _history: tuple[Exchange, ...] = field(default=(), init=False)
    _rules: Rules = field(default=Rules(), init=False)

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
        rules = self.desk.rules(self.session.student)
        return rules.permit(self._standing(self.desk.log.learner(self.session.student), ()))

    def greet(self, *, at: datetime | None = None, show: Show = _unseen) -> Turn:
        """Open the visit."""

        def make(place: Place, parts: Parts) -> Made:
            return greet(place, parts, show)

        return self._take_turn(make, at)

    def reply(self, text: str, *, at: datetime | None = None, show: Show = _unseen) -> Turn:
        """Answer a message. `show` is called with each segment once it has been checked.

        Raises:
            StorageError: the exchange could not be recorded; what was said before is kept.
        """

        def make(place: Place, parts: Parts) -> Made:
            return exchange(place, parts, text, show)

        return self._take_turn(make, at)

    def unsaved(self, text: str) -> Turn:
        """Give the turn that stands for a message that `reply` could not record."""
        at, rules = self.desk.clock(), self._rules
        place = self._place(at, self._model, self._history, rules)
        made = exchange_unrecorded(place, self.desk.parts(self.lesson, rules), text)
        return self._view(made, place.model)

    def turns(self, limit: int = 20) -> tuple[Turn, ...]:
        """Give the last turns of the talk, oldest first."""
        model = self.desk.log.learner(self.session.student)
        recent = self.desk.log.recent(self.session.id, limit)
        return tuple(view_turn(record, model, record.position) for record in recent)

    def _take_turn(self, make: Callable[[Place, Parts], Made], at: datetime | None) -> Turn:
        started = perf_counter()
        with self.desk.turn_lock(self.session.student):
            self._rules = self.desk.rules(self.session.student)
            parts = self.desk.parts(self.lesson, self._rules)
            made, moved, before = self._record(make, parts, at or self.desk.clock())
        self.desk.answered(made, before, self.lesson)
        self._model, self._history = moved, (made,)
        spent = round((perf_counter() - started) * 1000.0, 2)
        return self._view(
            made.model_copy(update={"timings_ms": made.timings_ms | {"total": spent}}), moved
        )

    def _record(
        self, make: Callable[[Place, Parts], Made], parts: Parts, at: datetime
    ) -> tuple[Exchange, LearnerModel, DialogueState]:
        """Make an exchange and put it into the log; made anew where its place was taken.

        Gives the exchange, the learner model after it and the state of the dialogue before it.
        """
        log = self.desk.log
        for attempt in range(TRIES):
            model = log.learner(self.session.student)
            history = log.recent(self.session.id, HISTORY)
            sitting = self._sit(at, model, history)
            place = self._place(at, model, history, self._rules, sitting)
            made = make(place, parts)
            moved = update(model, made.exchange)
            try:
                log.append(made.exchange, moved, made.raw)
            except PlaceTakenError:
                if attempt + 1 == TRIES:
                    raise
                continue
            break
        return made.exchange, moved, place.state

    def _view(self, made: Exchange, model: LearnerModel) -> Turn:
        turn = view_turn(made, model, self._turns)
        self._turns += 1
        return turn

    def _sit(self, at: datetime, model: LearnerModel, history: tuple[Exchange, ...]) -> Sitting:
        """Look at how long and how fast the student has used the tutor, in whichever talk."""
        student, log = self.session.student, self.desk.log
        last = history[-1] if history else None
        if model.ordinal and (last is None or last.ordinal + 1 != model.ordinal):
            last = log.last(student)
        messages = log.times(student, PACE) if last and self._rules.paced else ()
        hour = at.astimezone(self.zone).hour if self.zone else None
        return sit_on(last.sitting if last else None, last.at if last else None, at, hour, messages)

    def _place(
        self, at: datetime, model: LearnerModel, history: tuple[Exchange, ...], rules: Rules,
        sitting: Sitting | None = None,
    ) -> Place:  # fmt: skip
        return Place(
            exchange_id=uuid4().hex,
            student=self.session.student,
            session=self.session.id,
            position=history[-1].position + 1 if history else 0,
            ordinal=model.ordinal,
            at=at,
            versions=self.desk.versions(self.lesson, rules),
            model=declare(model, self.declared_grade),
            declared_grade=self.declared_grade,
            standing=rules.permit(self._standing(model, history)),
            follow=self.preferred == "auto",
            history=history,
            names=self.desk.names(self.session.student),
            rules=rules,
            sitting=sitting,
        )

    def _standing(self, model: LearnerModel, history: tuple[Exchange, ...]) -> Language:
        """Give the language so far: of this talk, as asked for, of earlier talks, of the pack."""
        if history:
            return history[-1].plan.language
        if self.preferred != "auto":
            return self.preferred
        return model.language or self.pack.manifest.languages[0]
