"""The circuit breaker: by itself with a clock of the test's, and on the wire."""

from __future__ import annotations

import time

import pytest

from tests.engines.asking import LIMITS, PROMPT, SHORT, ask, ended, make_model
from tests.engines.fault_server import TEXT, FaultServer
from tutor.engines.breaker import FAILURES, LASTING_S, LONGEST_S, OPEN_S, WINDOW_S, Breaker
from tutor.engines.failures import WireError
from tutor.model import Failure

LATE = WireError("late", "slow")
KEY = WireError("refused", "no", status=401, lasting=True)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock)


def test_some_failures_in_a_short_time_open_it(breaker: Breaker) -> None:
    for _ in range(FAILURES):
        assert breaker.admit() == "ask"
        breaker.record(LATE)
    assert breaker.admit() == "open"


def test_failures_far_apart_leave_it_closed(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3 * FAILURES):
        breaker.record(LATE)
        clock.now += WINDOW_S
    assert breaker.admit() == "ask"


def test_an_answer_between_starts_the_count_anew(breaker: Breaker) -> None:
    for error in [LATE, LATE, None, LATE, LATE]:
        breaker.record(error)
    assert breaker.admit() == "ask"


@pytest.mark.parametrize("failure", ["overflow", "filtered", "overlong", "over_budget"])
def test_what_lies_with_the_prompt_is_not_held_against_the_server(
    failure: Failure, breaker: Breaker
) -> None:
    for _ in range(3 * FAILURES):
        breaker.record(WireError(failure, "no"))
    assert breaker.admit() == "ask"


def test_a_wrong_key_opens_it_at_once_for_minutes(breaker: Breaker, clock: Clock) -> None:
    breaker.record(KEY)
    assert breaker.admit() == "open"
    clock.now += LASTING_S - 1
    assert breaker.admit() == "open"
    clock.now += 1
    assert breaker.admit() == "probe"


def test_one_caller_probes_while_all_others_find_it_open(breaker: Breaker, clock: Clock) -> None:
    breaker.record(KEY)
    clock.now += LASTING_S
    assert [breaker.admit() for _ in range(4)] == ["probe", "open", "open", "open"]


def test_a_good_probe_closes_it_and_a_bad_one_doubles_the_wait(
    breaker: Breaker, clock: Clock
) -> None:
    for _ in range(FAILURES):
        breaker.record(LATE)
    for wait in (OPEN_S, 2 * OPEN_S, 4 * OPEN_S):
        clock.now += wait - 1
        assert breaker.admit() == "open"
        clock.now += 1
        assert breaker.admit() == "probe"
        breaker.record(LATE, probe=True)
    for _ in range(20):
        clock.now += LONGEST_S
        assert breaker.admit() == "probe"
        breaker.record(LATE, probe=True)
    clock.now += LONGEST_S
    assert breaker.admit() == "probe"
    breaker.record(None, probe=True)
    assert breaker.admit() == "ask"
    assert not breaker.is_open


def test_an_answer_on_its_way_since_before_does_not_close_it(breaker: Breaker) -> None:
    breaker.record(KEY)
    breaker.record(None)
    assert breaker.is_open


def test_an_open_circuit_costs_no_request_and_no_time(server: FaultServer) -> None:
    model = make_model(server, "401")
    assert ask(model).call.failure == "refused"
    later = [ask(model) for _ in range(3)]
    assert {came.call.failure for came in later} == {"open"}
    assert {came.call.requests for came in later} == {0}
    assert max(came.seconds for came in later) < 0.5
    filled = model.fill(PROMPT, {"title": "x", "type": "object", "properties": {}}, LIMITS)
    assert (filled.failure, filled.requests) == ("open", 0)
    assert len(server.requests) == 1


@pytest.mark.parametrize("fault", "402 403 404 429_quota".split())
def test_what_stays_so_opens_at_once(fault: str, server: FaultServer) -> None:
    model = make_model(server, fault)
    ask(model)
    assert ask(model).call.failure == "open"


@pytest.mark.parametrize("fault", "503 reset hang_headers 200_html disconnect".split())
def test_a_server_that_keeps_failing_is_left_alone(fault: str, server: FaultServer) -> None:
    model = make_model(server, fault)
    for _ in range(FAILURES):
        assert ask(model, SHORT).call.failure != "open"
    asked = len(server.requests)
    assert ask(model).call.failure == "open"
    assert len(server.requests) == asked


def test_answers_cut_by_the_limit_do_not_open_it(server: FaultServer) -> None:
    model = make_model(server, "length")
    assert [ask(model).call.failure for _ in range(FAILURES + 1)] == ["cut"] * (FAILURES + 1)


def test_the_probe_goes_beside_the_turn_and_the_next_turn_is_answered(
    server: FaultServer, clock: Clock
) -> None:
    model = make_model(server, "401|slow_start?s=1")
    model.breaker = Breaker(clock)
    ask(model)
    clock.now += LASTING_S
    came = ask(model)
    assert (came.call.failure, came.call.requests) == ("open", 0)
    assert came.seconds < 0.7, "the student waited for the probe"
    _until_closed(model.breaker)
    probe = ended(server.requests)[1]
    assert "What did you eat?" not in probe.prompt
    assert probe.body["max_tokens"] < 50
    assert ask(model).text == TEXT


def _until_closed(breaker: Breaker) -> None:
    until = time.monotonic() + 3
    while breaker.is_open and time.monotonic() < until:
        time.sleep(0.01)
    assert not breaker.is_open
