"""`tutor doctor`: with and without a model, and what a thousand turns cost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.builders import make_assessment, make_call, make_exchange
from tests.cli.talking import Finished, call
from tests.engines.fault_server import FaultServer, serve_faults
from tests.packs import write_tiny_pack
from tutor.core.events import ModelCall, Wording
from tutor.core.learner import replay
from tutor.ports import SessionRecord
from tutor.storage import open_log

AT = datetime(2026, 5, 4, tzinfo=UTC)


@pytest.fixture
def server():
    with serve_faults() as running:
        yield running


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    write_tiny_pack(tmp_path / "lessons" / "tiny")
    return tmp_path / "lessons"


def doctor(*arguments: object, **changes: str) -> tuple[Finished, dict[str, Any], dict[str, Any]]:
    """Run it; gives what it printed as an object, and the findings by what they are about."""
    done = call("doctor", "--json", *arguments, **changes)
    (told,) = done.objects
    return done, told, {finding["what"]: finding for finding in told["findings"]}


def test_without_a_model_it_says_what_is_there(tmp_path: Path, lessons: Path) -> None:
    done, told, found = doctor("--data-dir", tmp_path / "d", TUTOR_LESSONS_DIR=str(lessons))
    assert done.code == 0
    assert found["lessons"]["said"] == "1: tiny."
    assert "sacajawea" in found["personas"]["said"]
    assert found["database"]["state"] == "none"
    assert found["model"]["state"] == "none"
    assert "embedded engine" in found["model"]["said"]
    assert told["thousand_turns"] is None
    assert not (tmp_path / "d").exists(), "looking leaves nothing behind"


def test_people_read_sentences(tmp_path: Path) -> None:
    done = call("doctor", "--data-dir", tmp_path)
    assert done.code == 0
    assert [line[0] for line in done.lines] == ["-", "+", "-", "+", "+", "+", "-"]
    assert "Set TUTOR_MODEL" in done.lines[-1]


def test_what_is_broken_is_told_and_the_code_is_1(tmp_path: Path, lessons: Path) -> None:
    (lessons / "tiny" / "concepts.yaml").write_text("- nothing: [")
    (tmp_path / "tutor.sqlite3").write_text("no database" * 100)
    (tmp_path / "none").mkdir()
    done, _, found = doctor(
        "--data-dir",
        tmp_path,
        TUTOR_LESSONS_DIR=str(lessons),
        TUTOR_PERSONAS_DIR=str(tmp_path / "none"),
        TUTOR_MODEL="x",
    )
    assert done.code == 1
    for what in ("database", "lessons", "personas", "model"):
        assert found[what]["state"] == "fails", what
    assert "concepts.yaml" in found["lessons"]["said"]
    assert found["model"]["said"].startswith("TUTOR_MODEL is 'x'")
    assert "Traceback" not in done.errors


def ask_server(server: FaultServer, fault: str, tmp_path: Path, *more: object, **changes: str):
    return doctor(
        "--data-dir",
        tmp_path,
        "--model",
        f"made:{fault}",
        *more,
        TUTOR_MODEL_BASE_URL=server.url,
        TUTOR_MODEL_KEY="unguessed",
        **changes,
    )


def test_a_model_is_tried(server: FaultServer, tmp_path: Path) -> None:
    done, told, found = ask_server(server, "limited", tmp_path)
    assert done.code == 0, done.output
    tried = ["reachable", "streaming", "output limit", "token counts", "structured output"]
    assert {found[what]["state"] for what in [*tried, "embeddings"]} == {"works"}
    assert found["model"]["said"] == f"made:limited at {server.url}, with a key."
    assert b"unguessed" not in done.output
    assert told["thousand_turns"] == {
        "prompt_tokens": 1_400_000,
        "output_tokens": 500_000,
        "turns_measured": 0,
        "cost": None,
    }


def test_a_model_that_cannot_be_asked_is_a_failure(server: FaultServer, tmp_path: Path) -> None:
    done, _, found = ask_server(server, "401", tmp_path)
    assert done.code == 1
    assert "TUTOR_MODEL_KEY" in found["reachable"]["said"]
    assert len(server.requests) == 1


def test_what_the_tutor_can_do_without_is_no_failure(server: FaultServer, tmp_path: Path) -> None:
    done, _, found = ask_server(server, "limitless", tmp_path)
    assert done.code == 0
    assert found["output limit"]["state"] == found["structured output"]["state"] == "lacks"


def test_what_was_spent_today_is_told(server: FaultServer, tmp_path: Path) -> None:
    _, _, found = ask_server(server, "limited", tmp_path, TUTOR_MODEL_BUDGET="50000")
    assert "50,000 a day for all" in found["budget"]["said"]
    assert not found["budget"]["said"].startswith("0 ")


def keep_turns(folder: Path) -> None:
    """Put three turns on record: one worded and assessed, one rewritten, one uncounted."""
    counts = [[(900, 60)], [(900, 60), (500, 20)], [(None, None)]]
    log = open_log(f"sqlite:///{folder / 'tutor.sqlite3'}")
    student = log.student("Ana", AT)
    log.start_session(SessionRecord("s", student.id, "tiny", "york", AT))
    exchanges = []
    for place, calls in enumerate(counts):
        made = tuple(
            ModelCall(request="r", response="s", requests=1, prompt_tokens=p, output_tokens=o)
            for p, o in calls
        )
        wording = Wording(model="made:limited", outcome="worded", calls=made)
        exchanges.append(
            make_exchange(
                student=student.id, session="s", position=place, ordinal=place, wording=wording
            )
        )
        log.append(exchanges[-1], replay(exchanges))
    reading = make_call(prompt_tokens=200, output_tokens=10)
    assessed = make_assessment(
        student=student.id, exchange=exchanges[0].id, ordinal=3, call=reading
    )
    log.append_assessment(assessed, replay([*exchanges, assessed]))
    log.close()


def test_a_thousand_turns_cost_what_turns_on_record_did(
    server: FaultServer, tmp_path: Path
) -> None:
    keep_turns(tmp_path)
    prices = ("--price-in", 0.4, "--price-out", 1.6)
    _, told, found = ask_server(server, "limited", tmp_path, *prices)
    assert found["database"]["said"] == "1 student on record."
    assert told["thousand_turns"] == {
        "prompt_tokens": 1_250_000,
        "output_tokens": 75_000,
        "turns_measured": 2,
        "cost": pytest.approx(1.25 * 0.4 + 0.075 * 1.6),
    }


def test_the_cost_is_told_in_a_sentence(server: FaultServer, tmp_path: Path) -> None:
    prices = ("--price-in", 0.4, "--price-out", 1.6)
    done = call(
        "doctor", "--data-dir", tmp_path, "--model", "made:limited", *prices,
        TUTOR_MODEL_BASE_URL=server.url,
    )  # fmt: skip
    assert done.lines[-1] == (
        "A thousand turns take 1,400,000 tokens read and 500,000 written, which cost 1.36 "
        "(at the most; no turn with a model is on record yet)."
    )
