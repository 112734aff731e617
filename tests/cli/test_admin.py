"""`tutor admin`: replay, takeout and forgetting."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.talking import call, is_house_form
from tutor.app import Tutor
from tutor.settings import Settings


@pytest.fixture
def folder(tmp_path: Path, tiny: Path) -> Path:
    """Give a data folder in which two students have talked."""
    tutor = Tutor(Settings(data_dir=tmp_path, index="lexical"))
    for student in ("Zacharias", "Ben"):
        talk = tutor.open(student=student, pack=str(tiny), persona="sacajawea")
        talk.greet()
        rated = [talk.reply(text) for text in ("Why were you hired?", "ask me", "idk", "thanks")]
        tutor.rate(rated[0].exchange, 1)
    tutor.close()
    return tmp_path


def test_replay_finds_a_projection_that_differs_and_mends_it(folder: Path) -> None:
    assert call("admin", "replay", "--data-dir", folder).lines == ["2 student(s), 0 differing"]
    with closing(sqlite3.connect(folder / "tutor.sqlite3")) as database:
        changed = "UPDATE learner_models SET model = replace(model, '\"pace\":', '\"pace\":0')"
        database.execute(changed.replace(":0", ":1e-3") + " WHERE 0")
        (model,) = database.execute("SELECT model FROM learner_models LIMIT 1").fetchone()
        other = json.dumps(json.loads(model) | {"pace": 0.125})
        database.execute("UPDATE learner_models SET model = ? WHERE model = ?", (other, model))
        database.commit()
    found = call("admin", "replay", "--data-dir", folder)
    assert found.code == 1
    assert found.lines[0] == "2 student(s), 1 differing"
    mended = call("admin", "replay", "--mend", "--data-dir", folder)
    assert mended.code == 0
    assert mended.lines[1].endswith("(mended)")
    assert call("admin", "replay", "--data-dir", folder).lines == ["2 student(s), 0 differing"]


def test_takeout_holds_everything_kept_of_a_student(folder: Path) -> None:
    kept = json.loads(call("admin", "takeout", "Zacharias", "--data-dir", folder).output)
    with closing(sqlite3.connect(folder / "tutor.sqlite3")) as database:
        database.row_factory = sqlite3.Row
        who = kept["student"]["id"]
        rows = {
            table: [dict(row) for row in database.execute(f"SELECT * FROM {table}")]  # noqa: S608
            for table in ("students", "sessions", "exchanges", "learner_models", "ratings")
        }
    mine = {
        table: [row for row in found if who in (row.get("student"), row.get("id"))]
        for table, found in rows.items()
    }
    assert kept["student"]["name"] == mine["students"][0]["name"] == "Zacharias"
    assert kept["learner_model"] == json.loads(mine["learner_models"][0]["model"])
    bodies = [json.loads(row["body"]) for row in mine["exchanges"]]
    assert [{k: v for k, v in e.items() if k != "rating"} for e in kept["exchanges"]] == bodies
    assert [e["rating"] for e in kept["exchanges"]] == [None, 1, None, None, None]
    assert [talk["id"] for talk in kept["talks"]] == [row["id"] for row in mine["sessions"]]
    assert {len(found) for found in mine.values()} == {1, 5}


def test_forgetting_leaves_nothing_and_nobody_else_is_touched(folder: Path) -> None:
    who = json.loads(call("admin", "takeout", "Zacharias", "--data-dir", folder).output)["student"]
    done = call("admin", "forget", "Zacharias", "--yes", "--data-dir", folder)
    assert done.lines == ["'Zacharias': 5 exchange(s) deleted"]
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert b"Zacharias" not in content, path
        assert who["id"].encode() not in content, path
    kept = json.loads(call("admin", "takeout", "Ben", "--data-dir", folder).output)
    assert len(kept["exchanges"]) == 5
    assert call("admin", "replay", "--data-dir", folder).lines == ["1 student(s), 0 differing"]


def test_forgetting_asks_first(folder: Path) -> None:
    done = call("admin", "forget", "Ben", "--data-dir", folder, lines="n\n")
    assert done.code != 0
    assert call("admin", "replay", "--data-dir", folder).lines == ["2 student(s), 0 differing"]


@pytest.mark.parametrize("arguments", [("takeout",), ("forget", "--yes")])
def test_a_student_who_is_not_there_is_told_and_not_made(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    done = call("admin", *arguments, "Zacarias", "--data-dir", folder)
    assert (done.code, done.output) == (1, b"")
    assert is_house_form(done.errors)
    assert "'Zacarias'" in done.errors
    assert call("admin", "replay", "--data-dir", folder).lines == ["2 student(s), 0 differing"]
