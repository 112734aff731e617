"""Answers over the wire: the real client against a real server on loopback."""

from __future__ import annotations

import time

import pytest

from tests.engines.asking import DAY, LIMITS, PROMPT, SHORT, ask, ended, make_model
from tests.engines.fault_server import TEXT, Asked, FaultServer
from tutor.engines.endpoint import Endpoint
from tutor.engines.known import Known
from tutor.engines.served import ServedModel
from tutor.model import ChatModel, ModelError

WHOLE = "ok slow_start no_done hang_end hang_done reasoning think_tags unstreamed".split()
SLACK_S = 1.0
"""What a loaded machine may take beside the deadlines, in seconds."""


@pytest.mark.parametrize("fault", WHOLE)
def test_a_whole_answer_comes_whole_in_one_request(fault: str, server: FaultServer) -> None:
    model: ChatModel = make_model(server, fault)
    came = ask(model)
    assert (came.text, came.error, came.call.failure) == (TEXT, None, None)
    assert came.call.requests == len(server.requests) == 1
    assert came.call.response.endswith(TEXT)
    assert came.call.model == f"made:{fault}"
    assert came.call.first_ms is not None
    assert 0 < came.call.first_ms <= came.call.total_ms


def test_letters_cut_in_their_bytes_come_whole(server: FaultServer) -> None:
    assert ask(make_model(server, "split_utf8")).text == "El niño está aquí. ¿Quién?"


BROKEN = {
    "cut": "reset_mid disconnect cut_clean cut_done cut_early error_in_stream length",
    "empty": "empty null_content no_choices null_choices whitespace unstreamed_empty",
    "filtered": "refusal content_filter 400_filter",
    "garbled": "200_html bad_sse bad_sse_early bytes tool_call think_stray",
    "overflow": "400_context 400_context_plain context_in_stream",
    "overlong": "huge huge_line huge_body repeat_loop",
    "refused": "401 402 403 404 429_quota redirect",
}
ONCE = [(fault, failure) for failure, faults in BROKEN.items() for fault in faults.split()]


@pytest.mark.parametrize(("fault", "failure"), ONCE)
def test_an_answer_that_is_not_whole_says_why_after_one_request(
    fault: str, failure: str, server: FaultServer
) -> None:
    came = ask(make_model(server, fault))
    assert came.error is not None
    assert came.error.failure == came.call.failure == failure
    assert came.call.requests == len(server.requests) == 1
    assert came.seconds < LIMITS.whole_s + SLACK_S
    assert len(came.text) <= LIMITS.characters


LATE = {
    SHORT.first_s: "hang hang_headers hang_error keepalive empty_deltas blank_deltas "
    "reasoning_for_ever think_for_ever",
    SHORT.gap_s: "hang_mid keepalive_mid",
    SHORT.whole_s: "drip",
}


@pytest.mark.parametrize(
    ("fault", "due_s"), [(fault, due) for due, faults in LATE.items() for fault in faults.split()]
)
def test_deadlines_count_words_and_nothing_else_and_the_late_are_hung_up(
    fault: str, due_s: float, server: FaultServer
) -> None:
    came = ask(make_model(server, fault), SHORT)
    assert came.call.failure == "late"
    assert due_s <= came.seconds < due_s + SLACK_S
    assert [asked.gone for asked in ended(server.requests)] == [True]


@pytest.mark.parametrize("fault", ["huge", "huge_line", "huge_body"])
def test_a_flood_is_hung_up(fault: str, server: FaultServer) -> None:
    assert ask(make_model(server, fault)).call.failure == "overlong"
    assert [asked.gone for asked in ended(server.requests)] == [True]


@pytest.mark.parametrize(
    "fault", "408 500 502_html 503 529 429 reset disconnect_early error_early".split()
)
def test_what_may_pass_is_tried_once_more_and_no_oftener(fault: str, server: FaultServer) -> None:
    came = ask(make_model(server, fault))
    assert came.call.failure in {"busy", "unreachable"}
    assert came.call.requests == len(server.requests) == 2
    again = ask(make_model(server, f"{fault}|ok"))
    assert (again.text, again.call.failure, again.call.requests) == (TEXT, None, 2)


def test_a_server_that_is_not_there_is_unreachable(server: FaultServer) -> None:
    server.url = "http://127.0.0.1:9/v1"
    assert ask(make_model(server, "ok")).call.failure == "unreachable"


def test_an_address_that_makes_no_client_is_a_failure_like_others() -> None:
    model = ServedModel(Endpoint("made", "ok", "http://[::1"), Known(None), lambda: DAY)
    assert ask(model).call.failure == "refused"
    call = model.fill(PROMPT, {"title": "x", "type": "object", "properties": {}}, LIMITS)
    assert call.failure == "open"


@pytest.mark.parametrize(("after", "requests"), [("0", 2), ("0.3", 2), ("20", 1), ("3.8", 1)])
def test_a_wish_to_wait_is_granted_within_the_patience_of_a_student(
    after: str, requests: int, server: FaultServer
) -> None:
    came = ask(make_model(server, f"429?retry_after={after}|ok"))
    assert came.call.requests == requests
    assert (came.call.failure is None) == (requests == 2)
    assert came.seconds < LIMITS.first_s


def test_nothing_is_tried_again_after_the_first_words(server: FaultServer) -> None:
    came = ask(make_model(server, "error_in_stream|ok"))
    assert (came.call.failure, came.call.requests) == ("cut", 1)
    assert TEXT.startswith(came.text)
    assert came.text


def test_closing_hangs_up(server: FaultServer) -> None:
    stream = make_model(server, "hang_mid").stream(PROMPT, LIMITS)
    pieces = iter(stream)
    assert next(pieces)
    stream.close()
    stream.close()
    assert [asked.gone for asked in ended(server.requests)] == [True]
    assert list(pieces) == []
    assert stream.call.failure is None


def test_leaving_an_answer_hangs_up(server: FaultServer) -> None:
    for _ in make_model(server, "hang_mid").stream(PROMPT, LIMITS):
        break
    assert [asked.gone for asked in ended(server.requests)] == [True]


def test_an_answer_that_nobody_reads_ends_all_the_same(server: FaultServer) -> None:
    stream = make_model(server, "drip").stream(PROMPT, SHORT)
    assert [asked.gone for asked in _when_asked(server)] == [True]
    with pytest.raises(ModelError, match="late"):
        list(stream)


def _when_asked(server: FaultServer) -> list[Asked]:
    until = time.monotonic() + 3
    while not server.requests and time.monotonic() < until:
        time.sleep(0.01)
    return ended(server.requests)
