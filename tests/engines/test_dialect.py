"""What a server does not understand is found out once, and remembered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.engines.asking import DAY, LIMITS, ask, make_model
from tests.engines.fault_server import TEXT, FaultServer
from tutor.engines.dialect import Dialects
from tutor.engines.endpoint import Endpoint
from tutor.engines.known import Known
from tutor.model import Limits

EXPECTED = {"strict_usage": ("max_tokens", False), "strict_limit": ("max_completion_tokens", True)}


@pytest.mark.parametrize("fault", EXPECTED)
def test_a_server_is_asked_otherwise_within_the_same_turn(
    fault: str, server: FaultServer, tmp_path: Path
) -> None:
    limit, usage = EXPECTED[fault]
    first = ask(make_model(server, fault, Known(tmp_path)))
    assert (first.text, first.call.failure, first.call.requests) == (TEXT, None, 2)
    later = ask(make_model(server, fault, Known(tmp_path)))
    assert (later.text, later.call.requests) == (TEXT, 1)
    sent = server.requests[-1].body
    assert sent[limit] == LIMITS.tokens
    assert len({"max_tokens", "max_completion_tokens"} & set(sent)) == 1
    assert ("stream_options" in sent) == usage


def test_what_a_server_never_took_is_not_remembered(server: FaultServer, tmp_path: Path) -> None:
    known = Known(tmp_path)
    assert ask(make_model(server, "422", known)).call.requests == 2
    assert make_model(server, "422", known).dialects.dialect.usage


def test_a_server_that_took_the_way_of_asking_is_not_asked_otherwise(server: FaultServer) -> None:
    model = make_model(server, "ok|400")
    assert ask(model).call.failure is None
    came = ask(model)
    assert (came.call.failure, came.call.requests) == ("refused", 1)


def test_what_was_found_out_is_tried_again_after_a_month(tmp_path: Path) -> None:
    known, endpoint = Known(tmp_path), Endpoint("made", "x", "http://127.0.0.1:9/v1")
    Dialects(endpoint, known, lambda: DAY).climbed("text")
    assert Dialects(endpoint, known, lambda: date(2026, 5, 30)).rung == "text"
    assert Dialects(endpoint, known, lambda: date(2026, 6, 30)).rung is None


def test_the_output_limit_is_sent_as_the_server_heeds_it(server: FaultServer) -> None:
    came = ask(make_model(server, "limited"), Limits(tokens=5))
    assert came.call.failure == "cut"
    assert len(came.text.split()) == 5
    assert server.requests[0].body["max_tokens"] == 5


def test_a_request_is_nothing_but_what_is_meant(server: FaultServer) -> None:
    ask(make_model(server, "ok"))
    sent = server.requests[0]
    assert sent.body == {
        "model": "ok",
        "messages": [
            {"role": "system", "content": "You are a guide."},
            {"role": "user", "content": "What did you eat?"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": LIMITS.tokens,
    }
    assert sent.headers["authorization"] == "Bearer k-1"
    assert sent.path == "/v1/chat/completions"


def test_the_record_of_a_request_holds_no_key_and_no_address(server: FaultServer) -> None:
    written = ask(make_model(server, "ok")).call.request
    assert '"What did you eat?"' in written
    assert '"max_tokens": 500' in written
    assert "k-1" not in written
    assert "127.0.0.1" not in written


def test_token_counts_are_the_servers_own_and_none_where_it_counts_none(
    server: FaultServer,
) -> None:
    counted = ask(make_model(server, "ok")).call
    assert (counted.prompt_tokens, counted.output_tokens) == (100, 40)
    uncounted = ask(make_model(server, "strict_usage")).call
    assert (uncounted.prompt_tokens, uncounted.output_tokens) == (None, None)
