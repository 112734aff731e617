"""Structured output over the wire: which rung each kind of server is asked on, and remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.engines.asking import DAY, LIMITS, PROMPT, SHORT, ask, make_model
from tests.engines.fault_server import FaultServer
from tutor.engines.filling import closed
from tutor.engines.known import Known
from tutor.engines.served import ServedModel
from tutor.model import Call

SCHEMA: dict[str, object] = {
    "title": "reading",
    "type": "object",
    "properties": {
        "score": {"type": "integer", "minimum": 0, "maximum": 4},
        "verdict": {"type": "string", "enum": ["part", "whole", "none"]},
        "why": {"type": "array", "items": {"type": "string"}},
    },
}


def fill(model: ServedModel) -> Call:
    return model.fill(PROMPT, SCHEMA, LIMITS)


@pytest.mark.parametrize(
    ("fault", "rung", "requests"),
    [
        ("ok", "json_schema", 1),
        ("json_prose", "json_schema", 1),
        ("json_fenced", "json_schema", 1),
        ("json_thought", "json_schema", 1),
        ("no_schema", "json_object", 2),
        ("schema_500", "json_object", 3),
        ("text_only", "text", 3),
        ("ignores_format", "json_object", 2),
        ("unstreamed_json", "json_schema", 1),
    ],
)
def test_every_server_is_asked_as_it_can_and_the_next_time_at_once(
    fault: str, rung: str, requests: int, server: FaultServer
) -> None:
    model = make_model(server, fault)
    call = fill(model)
    assert (call.failure, call.rung, call.requests) == (None, rung, requests)
    assert json.loads(call.response)["verdict"] == "part"
    again = fill(model)
    assert (again.failure, again.rung, again.requests) == (None, rung, 1)


def test_the_rung_is_remembered_beyond_the_process(server: FaultServer, tmp_path: Path) -> None:
    fill(make_model(server, "text_only", Known(tmp_path)))
    server.requests.clear()
    assert fill(make_model(server, "text_only", Known(tmp_path))).rung == "text"
    assert len(server.requests) == 1
    other = make_model(server, "ok", Known(tmp_path))
    assert fill(other).rung == "json_schema", "another endpoint is another matter"


def test_what_is_sent_for_a_schema_is_closed_and_strict(server: FaultServer) -> None:
    fill(make_model(server, "ok"))
    asked = server.requests[0].body["response_format"]["json_schema"]
    assert (asked["name"], asked["strict"]) == ("reading", True)
    assert asked["schema"]["required"] == ["score", "verdict", "why"]
    assert asked["schema"]["additionalProperties"] is False
    assert "required" not in SCHEMA, "the caller's schema is left alone"


def test_a_nested_object_is_closed_too() -> None:
    inner = {"type": "object", "properties": {"a": {"type": "string"}}}
    shut = closed({"type": "object", "properties": {"b": {"type": "array", "items": inner}}})
    assert json.dumps(shut).count('"additionalProperties": false') == 2


def test_where_no_grammar_holds_the_schema_is_in_the_prompt(server: FaultServer) -> None:
    fill(make_model(server, "text_only"))
    assert "JSON Schema" not in server.requests[0].prompt
    assert '"verdict"' in server.requests[-1].prompt
    assert server.requests[-1].prompt.startswith("You are a guide.\n\n")


@pytest.mark.parametrize(
    ("fault", "failure", "most"),
    [
        ("json_broken", "garbled", 3),
        ("json_array", "garbled", 3),
        ("json_blank", "overlong", 3),
        ("empty", "empty", 3),
        ("200_html", "garbled", 3),
        ("401", "refused", 1),
        ("400_context", "overflow", 1),
        ("refusal", "filtered", 1),
        ("hang", "late", 1),
        ("503", "busy", 2),
    ],
)
def test_no_object_is_a_failure_and_never_raised(
    fault: str, failure: str, most: int, server: FaultServer
) -> None:
    call = make_model(server, fault).fill(PROMPT, SCHEMA, SHORT if fault == "hang" else LIMITS)
    assert call.failure == failure
    assert call.requests == len(server.requests) <= most
    assert call.total_ms < (SHORT.whole_s + 1.0) * 1000


def test_an_object_of_another_shape_is_left_to_the_caller(server: FaultServer) -> None:
    call = fill(make_model(server, "json_wrong"))
    assert (call.failure, call.response) == (None, '{"points": "many"}')


def test_a_server_that_forgets_a_rung_is_tried_from_the_top_the_time_after(
    server: FaultServer, tmp_path: Path
) -> None:
    known = Known(tmp_path)
    model = make_model(server, "422", known)
    known.keep(model.endpoint.id, "rung", "json_object", DAY)
    assert fill(model).failure == "refused"
    assert model.dialects.rung is None


@pytest.mark.parametrize("fault", ["json_broken", "json_array", "text_refused"])
def test_objects_that_do_not_come_cost_no_student_an_answer(
    fault: str, server: FaultServer
) -> None:
    model = make_model(server, fault)
    for _ in range(5):
        assert fill(model).failure in {"garbled", "refused"}
    assert ask(model).call.failure is None


def test_a_server_that_is_down_is_left_alone_by_both(server: FaultServer) -> None:
    model = make_model(server, "401")
    assert fill(model).failure == "refused"
    assert ask(model).call.failure == "open"


def test_every_request_of_a_ladder_is_counted(server: FaultServer) -> None:
    call = fill(make_model(server, "ignores_format"))
    assert (call.requests, call.prompt_tokens, call.output_tokens) == (2, 200, 80)
