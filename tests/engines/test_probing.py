"""What a server supports is found out by trying it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.asking import ask, make_model
from tests.engines.fault_server import FaultServer
from tutor.engines.known import Known
from tutor.engines.probing import Finding, try_model

DUE_S = 6.0


def tried(server: FaultServer, fault: str, known: Known | None = None) -> dict[str, Finding]:
    found = list(try_model(make_model(server, fault, known), DUE_S))
    assert all(finding.said.endswith(".") for finding in found)
    return {finding.what: finding for finding in found}


def test_a_good_server_can_do_everything(server: FaultServer) -> None:
    found = tried(server, "limited")
    assert {finding.state for finding in found.values()} == {"works"}
    assert list(found) == [
        "reachable",
        "streaming",
        "output limit",
        "token counts",
        "structured output",
        "embeddings",
    ]
    assert found["output limit"].said == "kept, as max_tokens."


@pytest.mark.parametrize(
    ("fault", "what", "state", "said"),
    [
        ("unstreamed", "streaming", "lacks", "in one piece"),
        ("limitless", "output limit", "lacks", "cuts long answers off"),
        ("limited_otherwise", "output limit", "works", "max_completion_tokens"),
        ("think_tags", "output limit", "lacks", "not kept"),
        ("strict_usage", "token counts", "none", "estimated"),
        ("limited_text_only", "structured output", "works", "as text"),
        ("limited_no_object", "structured output", "lacks", "graded without it"),
        ("no_embeddings", "embeddings", "none", "'no_embeddings'"),
    ],
)
def test_what_a_server_cannot_do_is_told(
    fault: str, what: str, state: str, said: str, server: FaultServer
) -> None:
    finding = tried(server, fault)[what]
    assert finding.state == state
    assert said in finding.said


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("401", "TUTOR_MODEL_KEY"),
        ("403", "TUTOR_MODEL_KEY"),
        ("404", "no model '404'. It has ok."),
        ("429_quota", "no credit"),
        ("402", "no credit"),
        ("200_html", "does not answer as a model's server does"),
        ("empty", "says nothing"),
    ],
)
def test_why_a_server_gives_no_word_is_told_with_the_remedy(
    fault: str, said: str, server: FaultServer
) -> None:
    found = tried(server, fault)
    assert list(found) == ["reachable"], "what cannot be asked is not tried"
    assert found["reachable"].state == "fails"
    assert said in found["reachable"].said


def test_a_server_that_is_slower_than_students_wait_is_told(server: FaultServer) -> None:
    found = {
        finding.what: finding for finding in try_model(make_model(server, "slow_start?s=0.4"), 0.2)
    }
    assert found["reachable"].state == "fails"
    assert "TUTOR_MODEL_FIRST_S" in found["reachable"].said
    assert "output limit" in found


def test_what_was_found_out_is_used_by_the_next_turn(server: FaultServer, tmp_path: Path) -> None:
    tried(server, "limited_otherwise", Known(tmp_path))
    server.requests.clear()
    model = make_model(server, "limited_otherwise", Known(tmp_path))
    ask(model)
    assert "max_completion_tokens" in server.requests[0].body
    assert model.dialects.get("embeddings") == "works"
    assert model.dialects.get("structured output") == "lacks"
