"""A language model on a server: the ChatModel that the tutor uses."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Overdue
from dataclasses import replace
from datetime import date

from tutor.engines.answer import PATIENCE_S, Answer, Tally, as_request
from tutor.engines.asking import Asker
from tutor.engines.breaker import Breaker
from tutor.engines.budget import Budget, Reserved
from tutor.engines.client import Client
from tutor.engines.dialect import Dialects
from tutor.engines.endpoint import Endpoint
from tutor.engines.failures import WireError
from tutor.engines.filling import Filler
from tutor.engines.known import Known
from tutor.engines.loop import start
from tutor.model import Call, Limits, Message

_log = logging.getLogger(__name__)
_PROBE = (Message("user", "Say: yes."),)
_PROBE_TOKENS = 16


class ServedModel:
    """A ChatModel on one endpoint. Threads may share it; close it at the end."""

    def __init__(
        self,
        endpoint: Endpoint,
        known: Known,
        today: Callable[[], date],
        *,
        a_day: int = 0,
        an_account: int = 0,
        traced: bool = False,
    ) -> None:
        """Make the model; nothing is loaded or asked yet.

        Args:
            endpoint: where it is.
            known: what is remembered of servers, and what was spent.
            today: gives the day that is paid from.
            a_day: tokens that the whole server may spend in a day; 0 for no limit.
            an_account: tokens that one account may spend in a day; 0 for no limit.
            traced: let LangSmith's own settings decide whether calls are sent to it.
        """
        self.endpoint = endpoint
        self.dialects = Dialects(endpoint, known, today)
        self.breaker = Breaker()
        self.budget = Budget(known, today, a_day, an_account)
        self._known = known
        self._client = Client(endpoint, traced=traced)
        self._asker = Asker(self._client, self.dialects)
        self._filler = Filler(self._asker, self.dialects)

    @property
    def name(self) -> str:
        """Name provider and model."""
        return self.endpoint.name

    def load(self) -> None:
        """Load the libraries, which takes over a second, so that the first answer need not.

        What goes wrong here goes wrong again, and is told, when the model is asked.
        """
        try:
            self._client.open()
        except Exception:  # noqa: BLE001  # a missing package, a setting they refuse
            _log.exception("%s: the client cannot be made", self.name)

    def warm(self) -> None:
        """Load them beside what goes on."""
        threading.Thread(target=self.load, daemon=True, name="warming").start()

    def stream(self, messages: Sequence[Message], limits: Limits, *, account: str = "") -> Answer:
        """Ask for text; what goes wrong is raised while it is read."""
        tally = Tally(self.name, as_request(messages, {}))
        answer = Answer(tally, limits)
        reserved = self._admit(messages, limits, account)
        if isinstance(reserved, WireError):
            tally.end(reserved)
            answer.pieces.put(None)
        else:
            give = answer.pieces.put
            answer.work = start(self._stream(messages, limits, reserved, tally, give))
        return answer

    def fill(
        self,
        messages: Sequence[Message],
        schema: dict[str, object],
        limits: Limits,
        *,
        account: str = "",
    ) -> Call:
        """Ask for one JSON object; never raises."""
        tally = Tally(self.name, as_request(messages, {}))
        reserved = self._admit(messages, limits, account)
        if isinstance(reserved, WireError):
            tally.end(reserved)
            return tally.as_call()
        work = start(self._fill(messages, schema, limits, reserved, tally))
        return _wait(work, limits, tally)

    def _admit(
        self, messages: Sequence[Message], limits: Limits, account: str
    ) -> Reserved | WireError:
        """Give what was set aside for a call, or why it is not made."""
        admission = self.breaker.admit()
        if admission == "probe":
            start(self._probe(limits))
        if admission != "ask":
            return WireError("open", "the server failed before and is left alone")
        reserved = self.budget.reserve(messages, limits, account)
        return reserved or WireError("over_budget", "the day's tokens are spent")

    def close(self) -> None:
        """Let go of the file; an answer on its way still ends."""
        self._known.close()

    async def _stream(
        self,
        messages: Sequence[Message],
        limits: Limits,
        reserved: Reserved,
        tally: Tally,
        give: Callable[[str | None], None],
    ) -> None:
        error: WireError | None = _broke_off()
        try:
            error = await self._asker.ask(messages, {}, limits, tally, give)
            self.breaker.record(error)
        except asyncio.CancelledError:
            error = None
            raise
        except Exception:  # noqa: BLE001  # readers never see one
            _log.exception("a model was not asked as it should be")
        finally:
            tally.end(error)
            give(None)
            self._settle(reserved, tally.as_call())

    async def _fill(
        self,
        messages: Sequence[Message],
        schema: dict[str, object],
        limits: Limits,
        reserved: Reserved,
        tally: Tally,
    ) -> Call:
        error: WireError | None = _broke_off()
        try:
            text, rung, error = await self._filler.fill(messages, schema, limits, tally)
            if _is_down(error):
                self.breaker.record(error)
        finally:
            tally.end(error)
            self._settle(reserved, tally.as_call())
        return replace(tally.as_call(), response=text, rung=rung)

    async def _probe(self, limits: Limits) -> None:
        """Ask a little beside the student's turn, and close the circuit if that goes well."""
        small = replace(limits, tokens=_PROBE_TOKENS)
        tally = Tally(self.name, as_request(_PROBE, {}))
        error: WireError | None = WireError("late", "the probe did not end", blameless=False)
        try:
            reserved = self.budget.reserve(_PROBE, small, "")
            if reserved is None:
                error = WireError("late", "no tokens are left to probe with")
                return
            error = await self._asker.ask(_PROBE, {}, small, tally, lambda _: None)
            tally.end(error)
            self._settle(reserved, tally.as_call())
        finally:
            self.breaker.record(error, probe=True)

    def _settle(self, reserved: Reserved, call: Call) -> None:
        """Book what a call cost, off the event loop: the file may be held by another process."""
        asyncio.get_running_loop().run_in_executor(None, self.budget.settle, reserved, call)


def _broke_off() -> WireError:
    return WireError("garbled", "the answer broke off in a way nobody foresaw")


def _is_down(error: WireError | None) -> bool:
    """Say whether an object that did not come means that answers will not come either."""
    return error is not None and (error.lasting or error.failure in {"unreachable", "busy"})


def _wait(work: Future[Call], limits: Limits, tally: Tally) -> Call:
    try:
        return work.result(timeout=limits.whole_s + PATIENCE_S)
    except Overdue:
        work.cancel()
        tally.end(WireError("late", "nothing was heard of the event loop"))
    except Exception:  # noqa: BLE001  # callers never see one
        _log.exception("a model was not asked as it should be")
        tally.end(_broke_off())
    return tally.as_call()
