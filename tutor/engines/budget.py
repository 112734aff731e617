"""What may be spent in a day, in tokens: by the whole server, and by one account."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tutor.engines.known import Known
from tutor.model import Call, Limits, Message

CHARACTERS_PER_TOKEN = 3.0
"""Fewer than any of the usual tokenizers needs in English or Spanish, so that it overestimates."""
PER_MESSAGE = 8


@dataclass(frozen=True, slots=True)
class Reserved:
    """What was set aside for one call."""

    day: date
    account: str
    prompt: int
    tokens: int


class Budget:
    """Sets aside before a call what it may cost at most, and gives back what it did not."""

    def __init__(
        self, known: Known, today: Callable[[], date], a_day: int = 0, an_account: int = 0
    ) -> None:
        self._known = known
        self._today = today
        self._a_day = a_day
        self._an_account = an_account

    def reserve(self, messages: Sequence[Message], limits: Limits, account: str) -> Reserved | None:
        """Set aside what a call may cost; None where the day's budget does not hold it."""
        day, prompt = self._today(), estimate(messages)
        wanted = Reserved(day, account, prompt, prompt + limits.tokens)
        if self._a_day and self._known.spent(day, "") + wanted.tokens > self._a_day:
            return None
        if account and self._an_account:
            spent = self._known.spent(day, account)
            if spent + wanted.tokens > self._an_account:
                return None
        self._spend(wanted, wanted.tokens)
        return wanted

    def settle(self, reserved: Reserved, call: Call) -> None:
        """Correct what was set aside to what the call cost."""
        self._spend(reserved, cost(reserved, call) - reserved.tokens)

    def spent(self, account: str = "") -> int:
        """Give the tokens of today."""
        return self._known.spent(self._today(), account)

    def _spend(self, reserved: Reserved, tokens: int) -> None:
        for account in dict.fromkeys(("", reserved.account)):
            self._known.spend(reserved.day, account, tokens)


def estimate(messages: Sequence[Message]) -> int:
    """Estimate the tokens of a prompt, rather too many than too few."""
    return sum(_of(message.text) + PER_MESSAGE for message in messages)


def cost(reserved: Reserved, call: Call) -> int:
    """Give the tokens of a call: as counted, or estimated where the server counted none."""
    if call.prompt_tokens is not None and call.output_tokens is not None:
        return call.prompt_tokens + call.output_tokens
    unheard = call.failure in {"unreachable", "busy", "refused", "overflow", "open"}
    return 0 if unheard and not call.response else reserved.prompt + _of(call.response)


def _of(text: str) -> int:
    return math.ceil(len(text) / CHARACTERS_PER_TOKEN)
