"""What the libraries raise becomes one of the ways to fail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import openai
import pytest

from tutor.engines.asking import pause_s
from tutor.engines.failures import WireError, explain
from tutor.model import Failure, Limits

REQUEST = httpx2.Request("POST", "http://127.0.0.1:9/v1")


def answered(status: int, message: str, code: str | None = None, **headers: str) -> WireError:
    response = httpx2.Response(status, request=REQUEST, headers=headers)
    body = {"message": message, "code": code, "type": None}
    return explain(openai.APIStatusError(message, response=response, body=body), begun=False)


@pytest.mark.parametrize(
    ("status", "message", "failure", "lasting"),
    [
        (400, "This model's maximum context length is 4096 tokens", "overflow", False),
        (400, "request (63028 tokens) exceeds the available context size", "overflow", False),
        (400, "prompt is too long: 200001 tokens > 200000 maximum", "overflow", False),
        (413, "Input tokens exceed the configured limit", "overflow", False),
        (500, "litellm.ContextWindowExceededError: too long", "overflow", False),
        (400, "blocked by our content management policy", "filtered", False),
        (429, "You exceeded your current quota, please check your plan", "refused", True),
        (429, "Rate limit reached for requests", "busy", False),
        (400, "Your credit balance is too low", "refused", True),
        (401, "No key", "refused", True),
        (404, "model 'x' not found, try pulling it first", "refused", True),
        (409, "Conflict", "busy", False),
        (422, "Wrong type", "refused", False),
        (418, "Teapot", "refused", False),
        (529, "Overloaded", "busy", False),
    ],
)
def test_an_error_status_is_named_by_its_words_and_its_number(
    status: int, message: str, failure: Failure, *, lasting: bool
) -> None:
    found = answered(status, message)
    assert (found.failure, found.lasting, found.status) == (failure, lasting, status)


def test_a_code_alone_is_enough() -> None:
    assert answered(400, "No.", "context_length_exceeded").failure == "overflow"
    assert answered(429, "No.", "insufficient_quota").lasting


def test_what_nobody_foresaw_is_garbled() -> None:
    assert explain(KeyError("choices"), begun=False).failure == "garbled"
    assert explain(RecursionError(), begun=True).failure == "garbled"


@pytest.mark.parametrize(("begun", "failure"), [(False, "unreachable"), (True, "cut")])
def test_a_lost_connection_is_a_cut_once_words_have_come(*, begun: bool, failure: Failure) -> None:
    lost = [
        ConnectionResetError(),
        httpx2.ReadError("no"),
        openai.APIConnectionError(request=REQUEST),
    ]
    assert {explain(error, begun=begun).failure for error in lost} == {failure}


def test_how_long_to_wait_is_read_as_seconds_or_as_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    waits = {"7": 7.0, "0.5": 0.5, "-3": 0.0, "soon": None, "nan": None, "inf": None}
    for written, wait in waits.items():
        assert answered(429, "Slow down", **{"Retry-After": written}).retry_after_s == wait
    dated = answered(503, "Down", **{"Retry-After": soon}).retry_after_s
    assert dated is not None
    assert 25 < dated <= 30


@pytest.mark.parametrize(
    ("after_s", "elapsed_s", "again"),
    [
        (None, 0.1, True),
        (2.0, 0.1, True),
        (5.5, 0.1, False),
        (None, 5.5, False),
        (120.0, 0.0, False),
    ],
)
def test_another_try_must_fit_into_the_patience(
    after_s: float | None, elapsed_s: float, *, again: bool
) -> None:
    error = WireError("busy", "no", status=429, retry_after_s=after_s)
    pause = pause_s(error, Limits(first_s=6.0), elapsed_s)
    assert (pause is not None) == again
    assert pause is None or pause >= (after_s or 0.0)


@pytest.mark.parametrize("failure", ["late", "refused", "overflow", "cut", "filtered", "garbled"])
def test_what_another_try_cannot_mend_is_not_tried(failure: Failure) -> None:
    assert pause_s(WireError(failure, "no"), Limits(), 0.0) is None
