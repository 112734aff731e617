"""What a model's server really supports, found out by trying, and remembered for its endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tutor.engines.dialect import OTHER_LIMIT
from tutor.engines.embedding import OpenAIEmbedder
from tutor.engines.endpoint import Endpoint
from tutor.engines.failures import WireError
from tutor.engines.served import ServedModel
from tutor.errors import EmbeddingError
from tutor.model import Call, Limits, Message, ModelError

PATIENT = Limits(first_s=45.0, gap_s=15.0, whole_s=60.0)
"""A server that has slept loads its model first."""
_FEW = 16
"""Output tokens that the limit is tried with."""
_LONGEST_TOKEN = 12
"""Characters of a token, rather too many."""
_COUNT = (
    Message("system", "You do exactly what you are asked."),
    Message("user", "Write the numbers from one to two hundred in words, one after the other."),
)
_FACT = (
    Message("system", "You read short texts."),
    Message("user", "Text: The river was cold in May. How many months are named, and which?"),
)
_SCHEMA: dict[str, object] = {
    "title": "months",
    "type": "object",
    "properties": {
        "count": {"type": "integer", "minimum": 0, "maximum": 12},
        "season": {"type": "string", "enum": ["spring", "summer", "autumn", "winter"]},
    },
}
_MODELS_S = 5.0


State = Literal["works", "lacks", "fails", "none"]
"""Lacks: the server cannot, and the tutor does without. None: nothing is there, rightly."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and a sentence about it."""

    what: str
    state: State
    said: str


@dataclass(frozen=True, slots=True)
class _Tried:
    call: Call
    pieces: int
    error: ModelError | None

    @property
    def held(self) -> bool | None:
        """Say whether the output limit was kept; None where the model stopped of itself."""
        if len(self.call.response) > _FEW * _LONGEST_TOKEN:
            return False
        return True if self.call.failure == "cut" else None

    @property
    def answered(self) -> bool:
        """Say whether the server answered, if only in part."""
        return bool(self.call.response)


def try_model(model: ServedModel, due_s: float) -> Iterator[Finding]:
    """Try all that the tutor can use of a server; what is found out is remembered.

    Args:
        model: its budget pays.
        due_s: how long a student waits for the first words, in seconds.
    """
    model.load()
    model.dialects.forget()
    for finding in _try(model, due_s):
        model.dialects.keep(finding.what, finding.state)
        yield finding


def _try(model: ServedModel, due_s: float) -> Iterator[Finding]:
    tried = _ask(model)
    yield _reachable(model.endpoint, tried, due_s)
    if not tried.answered:
        return
    yield _streaming(model, tried)
    yield _limit(model, tried)
    yield _counts(tried.call)
    yield _structured(model)
    yield try_embeddings(model.endpoint)


def try_embeddings(endpoint: Endpoint) -> Finding:
    """Ask for the vectors of two texts."""
    embedder = OpenAIEmbedder(endpoint.model, endpoint.base_url, endpoint.key)
    try:
        vectors = embedder.embed(["the river", "the mountain"], wait_s=PATIENT.first_s)
    except EmbeddingError:
        said = f"none under the name '{endpoint.model}'."
        return Finding("embeddings", "none", said)
    return Finding("embeddings", "works", f"vectors of {vectors.shape[1]} numbers.")


def _ask(model: ServedModel) -> _Tried:
    stream = model.stream(_COUNT, replace(PATIENT, tokens=_FEW))
    pieces, error = 0, None
    try:
        for _ in stream:
            pieces += 1
    except ModelError as failed:
        error = failed
    return _Tried(stream.call, pieces, error)


def _reachable(endpoint: Endpoint, tried: _Tried, due_s: float) -> Finding:
    if not tried.answered:
        return Finding("reachable", "fails", _trouble(endpoint, tried.error))
    first_s = (tried.call.first_ms or tried.call.total_ms) / 1000
    late = (
        f" Students wait {due_s:g} s at most: set TUTOR_MODEL_FIRST_S." if first_s > due_s else ""
    )
    return Finding(
        "reachable", "fails" if late else "works", f"first words after {first_s:.1f} s.{late}"
    )


def _trouble(endpoint: Endpoint, error: ModelError | None) -> str:
    """Say in a sentence why a server gave no word, and what to do."""
    status = error.status if isinstance(error, WireError) else None
    if error is None or error.failure == "empty":
        return "the server answers, and the model says nothing."
    if error.failure == "unreachable":
        return f"nobody answers at {endpoint.base_url}. Start the server, or correct its address."
    if status in {401, 403}:
        return "the server does not take the key. Set TUTOR_MODEL_KEY."
    if status == 404:
        return f"the server has no model '{endpoint.model}'.{_offer(endpoint)}"
    if error.failure == "refused" and isinstance(error, WireError) and error.lasting:
        return "the account has no credit left."
    if error.failure == "late":
        return f"no word came within {PATIENT.first_s:g} s."
    if error.failure == "over_budget":
        return "today's tokens are spent (TUTOR_MODEL_BUDGET)."
    return f"it does not answer as a model's server does ({error})."


def _offer(endpoint: Endpoint) -> str:
    """Name the models that a server has, where it tells."""
    import openai  # noqa: PLC0415  # over half a second, only where a model is configured

    client = openai.OpenAI(
        api_key=endpoint.key or "none", base_url=endpoint.base_url, max_retries=0
    )
    try:
        names = sorted(model.id for model in client.models.list(timeout=_MODELS_S).data)
    except (openai.OpenAIError, OSError, ValueError, TypeError, AttributeError):
        return ""
    finally:
        client.close()
    return (
        f" It has {', '.join(names[:8])}{' and more' if len(names) > 8 else ''}." if names else ""
    )


def _streaming(model: ServedModel, tried: _Tried) -> Finding:
    streamed = model.dialects.get("streamed") == "yes" and tried.pieces > 1
    said = "words come as they are made." if streamed else "answers come in one piece."
    return Finding("streaming", "works" if streamed else "lacks", said)


def _limit(model: ServedModel, tried: _Tried) -> Finding:
    """Find the name that the output limit is kept under, if there is one."""
    dialect = model.dialects.dialect
    if model.endpoint.thought_tokens:
        return Finding("output limit", "works", f"{dialect.limit_name}, thoughts included.")
    if tried.held is False:
        name = OTHER_LIMIT[dialect.limit_name]
        other = replace(dialect, limit_name=name, proven=False)
        model.dialects.choose(other)
        if _ask(model).held:
            model.dialects.proved(other)
            return Finding("output limit", "works", f"kept, as {other.limit_name}.")
        model.dialects.proved(dialect)
        return Finding("output limit", "lacks", "not kept: the tutor cuts long answers off itself.")
    if tried.held is None:
        return Finding("output limit", "none", "not seen: the model stopped before it.")
    return Finding("output limit", "works", f"kept, as {dialect.limit_name}.")


def _counts(call: Call) -> Finding:
    counted = call.prompt_tokens is not None
    said = "counted by the server." if counted else "not counted by the server: estimated."
    return Finding("token counts", "works" if counted else "none", said)


def _structured(model: ServedModel) -> Finding:
    call = model.fill(_FACT, _SCHEMA, PATIENT)
    if call.failure:
        return Finding(
            "structured output", "lacks", "no object came: answers are graded without it."
        )
    ways = {
        "json_schema": "by JSON Schema.",
        "json_object": "by JSON mode, with the schema in the prompt.",
        "text": "as text, with the schema in the prompt.",
    }
    return Finding("structured output", "works", ways[call.rung])
