"""A model's second reading of unsure answers, in the background: no turn waits for it.

Every answer in doubt gets one assessment, whatever happens: one that could not be had is recorded
as unusable. What a model may add is decided by `tutor.core.assessing`.
"""

from __future__ import annotations

import logging
import secrets
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Condition, Thread
from time import monotonic
from typing import Protocol
from uuid import uuid4

from tutor.core.assessing import Doubt, find_doubt, make_sheet, read_ratings, weigh_ratings
from tutor.core.events import Assessment, DialogueState, Evidence, Exchange
from tutor.core.learner import update
from tutor.core.prepared import PreparedLesson
from tutor.core.safety import mask_personal
from tutor.engines.recorded import record_call
from tutor.errors import PlaceTakenError, TutorError
from tutor.model import Call, ChatModel, Failure, Limits, Message
from tutor.ports import ExchangeLog

LIMITS = Limits(first_s=15.0, gap_s=10.0, whole_s=30.0, tokens=120, characters=2_000)
"""Nobody waits, so there is time; the object asked for has at most 60 characters."""
WAITING = 256
"""Answers that wait at most; beyond them an answer's assessment is unusable at once."""
THREADS = 2
TRIES = 20
"""How often a place in a log that other programs write is tried for."""

_logger = logging.getLogger(__name__)


class Desk(Protocol):
    """What assessing needs of the tutor."""

    @property
    def log(self) -> ExchangeLog:
        """Give the exchange log."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """Give the clock."""

    def turn_lock(self, student_id: str) -> AbstractContextManager[object]:
        """Give the lock under which one student's turns are made."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """An exchange to look at again."""

    exchange: Exchange
    before: DialogueState
    lesson: PreparedLesson
    account: str
    names: frozenset[str]


class Assessor:
    """Asks a model about unsure answers in threads of its own, and records what it says."""

    def __init__(
        self, model: ChatModel, desk: Desk, *, limits: Limits = LIMITS, waiting: int = WAITING
    ) -> None:
        """Start nothing yet: the threads start with the first answer.

        Args:
            model: the language model to ask.
            desk: log, clock and locks.
            limits: of one request.
            waiting: how many answers may wait.
        """
        self._model, self._desk, self._limits, self._most = model, desk, limits, waiting
        self._waiting: deque[_Job] = deque()
        self._asking: set[_Job] = set()
        self._recording = 0
        self._closing = False
        self._threads: list[Thread] = []
        self._changed = Condition()

    def take(
        self, exchange: Exchange, before: DialogueState, lesson: PreparedLesson,
        account: str = "", names: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        """Take over an exchange that is on record; returns at once.

        Args:
            exchange: as it was recorded.
            before: the state of the dialogue before it.
            lesson: the material that it was made from.
            account: whose budget pays (a class's id).
            names: of people of the class, which the model may not see.
        """
        if exchange.reading is None or exchange.reading.act != "answer":
            return
        job = _Job(exchange, before, lesson, account, names)
        with self._changed:
            taken = not self._closing and len(self._waiting) < self._most
            if taken:
                self._waiting.append(job)
                self._start()
                self._changed.notify_all()
        if not taken:
            self._give_up(job)

    def settle(self, wait_s: float) -> bool:
        """Wait until everything taken is recorded; tells whether it is."""
        until = monotonic() + wait_s
        with self._changed:
            return self._changed.wait_for(self._is_idle, max(0.0, until - monotonic()))

    def close(self, wait_s: float) -> None:
        """Finish what was taken, at most so many seconds; the rest is recorded as unusable."""
        self.settle(wait_s)
        with self._changed:
            self._closing = True
            left = [*self._asking, *self._waiting]
            self._asking.clear()
            self._waiting.clear()
            self._changed.notify_all()
        for job in left:
            self._give_up(job)
        self.settle(wait_s)

    def _is_idle(self) -> bool:
        return not (self._waiting or self._asking or self._recording)

    def _start(self) -> None:
        if len(self._threads) < min(THREADS, len(self._waiting) + len(self._asking)):
            name = f"assessing-{len(self._threads)}"
            self._threads.append(Thread(target=self._work, name=name, daemon=True))
            self._threads[-1].start()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or self._waiting)
                if self._closing:
                    return
                job = self._waiting.popleft()
                self._asking.add(job)
            try:
                self._assess(job)
            finally:
                with self._changed:
                    self._asking.discard(job)
                    self._changed.notify_all()

    def _assess(self, job: _Job) -> None:
        doubt = find_doubt(job.exchange, job.before, job.lesson)
        if doubt is None:
            return
        try:
            call, evidence, outcome = self._ask(job, doubt)
        except Exception:  # whatever a model's library does, the answer has its assessment
            _logger.exception("an answer could not be assessed")
            call, evidence, outcome = self._unasked("garbled"), (), "unusable"
        with self._changed:
            if job not in self._asking:
                return  # given up while the model was reading
            self._asking.discard(job)
            self._recording += 1
        self._record(job, call, evidence, outcome)

    def _ask(self, job: _Job, doubt: Doubt) -> tuple[Call, tuple[Evidence, ...], str]:
        """Ask the model; gives the call, the evidence and what came of it."""
        shown = replace(doubt, answer=mask_personal(doubt.answer, job.names)[0])
        sheet = make_sheet(shown, _random_ids())
        prompt = (Message("system", sheet.system), Message("user", sheet.user))
        call = self._model.fill(prompt, sheet.schema, self._limits, account=job.account)
        ratings = None if call.failure else read_ratings(call.response, sheet)
        if ratings is None:
            return call, (), "unusable"
        evidence = weigh_ratings(ratings, doubt, job.exchange, job.before, whole=sheet.whole)
        return call, evidence, "added" if evidence else "agreed"

    def _give_up(self, job: _Job) -> None:
        """Record that there was no time to ask."""
        if find_doubt(job.exchange, job.before, job.lesson) is None:
            return
        with self._changed:
            self._recording += 1
        self._record(job, self._unasked("late"), (), "unusable")

    def _unasked(self, failure: Failure) -> Call:
        return Call(self._model.name, request="", response="", requests=0, failure=failure)

    def _record(self, job: _Job, call: Call, evidence: tuple[Evidence, ...], outcome: str) -> None:
        try:
            with self._desk.turn_lock(job.exchange.student):
                self._append(job.exchange, call, evidence, outcome)
        except TutorError as error:
            _logger.warning("an assessment could not be recorded: %s", error)
        finally:
            with self._changed:
                self._recording -= 1
                self._changed.notify_all()

    def _append(
        self, exchange: Exchange, call: Call, evidence: tuple[Evidence, ...], outcome: str
    ) -> None:
        """Put an assessment at the end of the student's log."""
        log = self._desk.log
        kept, raw = record_call(call)
        made = Assessment.model_validate(
            {
                "id": uuid4().hex,
                "exchange": exchange.id,
                "student": exchange.student,
                "ordinal": 0,
                "at": self._desk.clock(),
                "pack": exchange.pack,
                "model": call.model,
                "call": kept,
                "outcome": outcome,
                "evidence": evidence,
                "versions": exchange.versions,
            }
        )
        for attempt in range(TRIES):
            model = log.learner(exchange.student)
            made = made.model_copy(update={"ordinal": model.ordinal})
            try:
                log.append_assessment(made, update(model, made), raw)
            except PlaceTakenError:
                if attempt + 1 == TRIES:
                    raise
            else:
                return


def _random_ids() -> Iterator[str]:
    """Draw short ids, a letter first; none comes twice."""
    drawn: set[str] = set()
    while True:
        shown = f"{secrets.choice('bcdfghjkmnpqrstvwxz')}{secrets.token_hex(2)}"
        if shown not in drawn:
            drawn.add(shown)
            yield shown
