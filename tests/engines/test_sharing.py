"""One model, one event loop, many students."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from tests.engines.asking import LIMITS, PROMPT, SHORT, Came, ask, make_model
from tests.engines.fault_server import TEXT, Asked, FaultServer
from tutor.engines.loop import event_loop
from tutor.model import Limits, Message

PATIENT = Limits(first_s=8.0, gap_s=4.0, whole_s=12.0)
STUDENTS = 60
THINKS_S = 1.0


def test_many_students_wait_for_the_model_and_not_for_each_other(server: FaultServer) -> None:
    model = make_model(server, f"slow_start?s={THINKS_S}")
    ask(model, PATIENT)
    started = time.monotonic()
    with ThreadPoolExecutor(STUDENTS) as pool:
        came = list(pool.map(lambda _: ask(model, PATIENT), range(STUDENTS)))
    assert {answer.text for answer in came} == {TEXT}
    assert time.monotonic() - started < THINKS_S * STUDENTS / 4


def test_each_reader_gets_its_own_answer(server: FaultServer) -> None:
    server.answers["echo"] = _numbered
    model = make_model(server, "echo")

    def numbered(number: int) -> Came:
        asked = [PROMPT[0], Message("user", f"I am {number}")]
        stream = model.stream(asked, PATIENT)
        return Came(stream.call, list(stream))

    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(numbered, range(24)))
    assert [answer.text for answer in came] == [f"Number {n} is yours." for n in range(24)]


def _numbered(asked: Asked) -> str:
    return f"Number {asked.prompt.rpartition(' ')[2]} is yours."


def test_there_is_one_event_loop_for_all_models_and_turns(server: FaultServer) -> None:
    loop = event_loop()
    for fault in ("ok", "hang_mid", "ok"):
        ask(make_model(server, fault), SHORT)
    with ThreadPoolExecutor(4) as pool:
        assert {id(pool.submit(event_loop).result()) for _ in range(8)} == {id(loop)}
    assert sum(thread.name == "models" for thread in threading.enumerate()) == 1


def test_a_second_turn_uses_the_same_client_after_any_end_of_the_first(
    server: FaultServer,
) -> None:
    for fault in ("disconnect", "huge", "hang_headers", "bad_sse"):
        model = make_model(server, f"{fault}|ok")
        assert ask(model, SHORT).call.failure is not None
        assert ask(model).text == TEXT


def test_an_answer_read_twice_is_not_asked_twice(server: FaultServer) -> None:
    stream = make_model(server, "ok").stream(PROMPT, LIMITS)
    assert "".join(stream) == TEXT
    assert list(stream) == []
    assert len(server.requests) == 1
