"""The day's tokens: set aside before a call, corrected after it, kept beyond the process."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.engines.asking import DAY, LIMITS, PROMPT, SHORT, ask, make_model
from tests.engines.fault_server import TEXT, FaultServer
from tutor.engines.budget import Budget, estimate
from tutor.engines.known import FILE, Known
from tutor.engines.served import ServedModel
from tutor.model import Message

COUNTED = 140
"""What the server says an answer cost."""


def spent(model: ServedModel, account: str = "", *, want: int) -> int:
    """Give what was spent; a call is booked a moment after its end."""
    until = time.monotonic() + 2
    while model.budget.spent(account) != want and time.monotonic() < until:
        time.sleep(0.01)
    return model.budget.spent(account)


def test_an_answer_costs_what_the_server_counts(server: FaultServer) -> None:
    model = make_model(server, "ok")
    ask(model, account="7b")
    assert spent(model, want=COUNTED) == COUNTED
    assert spent(model, "7b", want=COUNTED) == COUNTED
    assert model.budget.spent("8a") == 0


def test_where_the_server_counts_nothing_the_estimate_is_no_lower(server: FaultServer) -> None:
    model = make_model(server, "strict_usage")
    call = ask(model).call
    least = estimate(PROMPT) + len(call.response) // 4
    assert spent(model, want=-1) >= least


@pytest.mark.parametrize("fault", ["503", "401", "400_context", "reset"])
def test_what_gave_no_answer_costs_nothing(fault: str, server: FaultServer) -> None:
    model = make_model(server, fault)
    ask(model)
    assert spent(model, want=0) == 0


@pytest.mark.parametrize("fault", ["hang_headers", "hang_mid", "disconnect"])
def test_an_answer_given_up_costs_its_prompt(fault: str, server: FaultServer) -> None:
    model = make_model(server, fault)
    call = ask(model, SHORT).call
    cost = estimate(PROMPT) + -(-len(call.response) // 3)
    assert spent(model, want=cost) == cost


def test_a_class_that_has_spent_its_day_is_not_asked_for_and_others_are(
    server: FaultServer,
) -> None:
    model = make_model(server, "ok", an_account=LIMITS.tokens + 100)
    assert ask(model, account="7b").call.failure is None
    assert spent(model, "7b", want=COUNTED) == COUNTED
    refused = ask(model, account="7b")
    assert (refused.call.failure, refused.call.requests) == ("over_budget", 0)
    assert ask(model, account="8a").call.failure is None
    assert ask(model).call.failure is None, "what no class pays for is bound by the whole only"


def test_the_whole_servers_day_binds_everybody(server: FaultServer) -> None:
    model = make_model(server, "ok", a_day=LIMITS.tokens + 100)
    assert ask(model, account="7b").call.failure is None
    spent(model, want=COUNTED)
    assert ask(model, account="8a").call.failure == "over_budget"
    filled = model.fill(PROMPT, {"title": "x", "type": "object", "properties": {}}, LIMITS)
    assert filled.failure == "over_budget"
    assert len(server.requests) == 1


def test_answers_under_way_are_counted_before_they_end(server: FaultServer) -> None:
    model = make_model(server, "hang_mid", a_day=2 * LIMITS.tokens)
    first = model.stream(PROMPT, LIMITS)
    assert ask(model).call.failure == "over_budget"
    first.close()


def test_a_new_day_is_a_new_budget_and_a_restart_is_not(tmp_path: Path) -> None:
    days = [DAY]
    budget = Budget(Known(tmp_path), lambda: days[-1], a_day=600)
    assert budget.reserve(PROMPT, LIMITS, "")
    assert budget.reserve(PROMPT, LIMITS, "") is None
    again = Budget(Known(tmp_path), lambda: days[-1], a_day=600)
    assert again.reserve(PROMPT, LIMITS, "") is None
    days.append(date(2026, 5, 5))
    assert again.reserve(PROMPT, LIMITS, "")


def test_processes_and_threads_add_up(tmp_path: Path) -> None:
    both = [Known(tmp_path), Known(tmp_path)]

    def spend(known: Known) -> None:
        for _ in range(50):
            known.spend(DAY, "7b", 2)

    threads = [threading.Thread(target=spend, args=(known,)) for known in both * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert both[0].spent(DAY, "7b") == both[1].spent(DAY, "7b") == 4 * 50 * 2


@pytest.mark.parametrize("state", ["no database at all", "a folder"])
def test_a_file_that_cannot_be_used_costs_its_memory_and_no_answer(
    state: str, server: FaultServer, tmp_path: Path
) -> None:
    if state == "a folder":
        (tmp_path / FILE).mkdir()
    else:
        (tmp_path / FILE).write_text(state * 1000)
    model = make_model(server, "ok", Known(tmp_path), a_day=10_000)
    assert ask(model).call.failure is None
    assert spent(model, want=COUNTED) == COUNTED


def test_a_file_that_breaks_while_it_is_used_still_bounds_the_day(tmp_path: Path) -> None:
    known = Known(tmp_path)
    budget = Budget(known, lambda: DAY, a_day=600)
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("DROP TABLE spent")
    assert budget.reserve(PROMPT, LIMITS, "")
    assert budget.reserve(PROMPT, LIMITS, "") is None


@pytest.mark.parametrize("text", ["The winter was cold. " * 40, "El niño llegó en otoño. " * 40])
def test_estimates_are_pessimistic(text: str) -> None:
    assert estimate([Message("user", text)]) >= len(text) / 3.6


def test_an_answer_still_ends_when_the_file_is_let_go(server: FaultServer, tmp_path: Path) -> None:
    model = make_model(server, "slow_start", Known(tmp_path))
    stream = model.stream(PROMPT, LIMITS)
    model.close()
    assert "".join(stream) == TEXT
