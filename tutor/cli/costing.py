"""What a thousand turns with a model take in tokens, and cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tutor.core.events import Assessment, ModelCall, calls_of
from tutor.engines.opening import set_limits
from tutor.errors import StorageError
from tutor.settings import Settings
from tutor.storage import SqlExchangeLog, open_log

THOUSAND = 1_000
LOOKED_AT = 5_000
"""Exchanges of the log that are looked at for the tokens of a turn."""
MOST_PROMPT_TOKENS = 1_400
"""What a turn's prompts may come to, where no turn has been measured yet."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Tokens of a thousand turns, and their cost where prices are given."""

    prompt_tokens: int
    output_tokens: int
    turns_measured: int
    cost: float | None = None


def count_turns(settings: Settings, price_in: float | None, price_out: float | None) -> Turns:
    """Give the tokens of a thousand turns: as the log has them, or the most they may be."""
    calls = [used for used in _used(settings) if used is not None]
    if calls:
        prompt = THOUSAND * sum(used[0] for used in calls) // len(calls)
        output = THOUSAND * sum(used[1] for used in calls) // len(calls)
    else:
        tokens = set_limits(settings).tokens
        prompt, output = THOUSAND * MOST_PROMPT_TOKENS, THOUSAND * tokens
    priced = price_in is not None and price_out is not None
    cost = (prompt * (price_in or 0.0) + output * (price_out or 0.0)) / 1e6
    return Turns(prompt, output, len(calls), round(cost, 4) if priced else None)


def _used(settings: Settings) -> list[tuple[int, int] | None]:
    """Give the tokens of each turn on record that a model was there for."""
    try:
        log = open_log(settings.database, create=False)
    except StorageError:
        return []
    try:
        return [_of_turn(calls) for calls in islice(_turns(log), LOOKED_AT)]
    except StorageError:
        return []
    finally:
        log.close()


def _turns(log: SqlExchangeLog) -> Iterator[Sequence[ModelCall]]:
    """Give the calls of each turn that a model was there for, those of its assessment too."""
    for student in log.students():
        turns: dict[str, list[ModelCall]] = {}
        for event in log.events(student.id):
            if isinstance(event, Assessment):
                turns.setdefault(event.exchange, []).append(event.call)
            elif event.engine != "embedded" or event.wording is not None:
                turns[event.id] = list(calls_of(event))
        yield from turns.values()


def _of_turn(calls: Sequence[ModelCall]) -> tuple[int, int] | None:
    """Give a turn's tokens; None where the server did not count them."""
    if any(call.prompt_tokens is None and not call.failure for call in calls):
        return None
    prompt = sum(call.prompt_tokens or 0 for call in calls)
    return prompt, sum(call.output_tokens or 0 for call in calls)
