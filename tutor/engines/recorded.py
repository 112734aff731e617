"""Calls to a language model on record, and a model that answers from the record alone."""

from __future__ import annotations

from tutor.core.digests import digest
from tutor.core.events import ModelCall
from tutor.model import Call


def record_call(call: Call) -> tuple[ModelCall, dict[str, str]]:
    """Give what the log keeps of a call, and its raw texts by hash."""
    raw = {digest(text): text for text in (call.request, call.response)}
    kept = ModelCall(
        request=digest(call.request),
        response=digest(call.response),
        requests=call.requests,
        failure=call.failure,
        prompt_tokens=call.prompt_tokens,
        output_tokens=call.output_tokens,
        first_ms=call.first_ms,
        total_ms=call.total_ms,
        rung=call.rung,
    )
    return kept, raw
