"""`tutor research`: fit and evaluate, over files."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.benchmarks.simulated_attempts import simulate
from tests.cli.talking import call, is_house_form
from tests.research.logs import write_log
from tutor.research.evaluation import split_students


@dataclass(frozen=True, slots=True)
class Files:
    """A log, and its students split into two."""

    whole: Path
    train: Path
    test: Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("attempts")
    log = simulate("dash", students=30, events=30, concepts=4, seed=5)
    train, test = split_students(log, 0.3, 4)
    return Files(
        write_log(folder / "whole.csv", log.rows[::-1]),
        write_log(folder / "train.csv", train.rows),
        write_log(folder / "test.csv", test.rows),
    )


def evaluated(*arguments: object) -> dict[str, object]:
    """Evaluate, and leave out what depends on the machine."""
    done = call("research", "evaluate", *arguments, "--json")
    assert done.code == 0, done.errors
    (found,) = done.objects
    assert found.pop("us_per_event") > 0
    return found


def test_a_fit_on_a_file_predicts_as_evaluate_with_fit(files: Files, tmp_path: Path) -> None:
    out = tmp_path / "coefficients.json"
    done = call("research", "fit", files.train, "--out", out)
    assert done.code == 0, done.errors
    assert "recent_concept" in done.output.decode()
    by_file = evaluated(files.train, "--test", files.test, "--coefficients", out)
    by_fit = evaluated(files.train, "--test", files.test, "--fit")
    by_split = evaluated(files.whole, "--fit", "--test-fraction", "0.3", "--seed", "4")
    assert by_file == by_fit == by_split
    assert by_file["fitted"] != by_file["cold"]


def test_what_fit_prints_is_what_it_writes(files: Files, tmp_path: Path) -> None:
    out = tmp_path / "c.json"
    call("research", "fit", files.train, "--out", out)
    printed = call("research", "fit", files.train)
    assert json.loads(printed.output) == json.loads(out.read_text())


def test_predictions_are_written_for_every_held_out_event(files: Files, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    done = call("research", "evaluate", files.train, "--test", files.test, "--predictions", path)
    assert done.code == 0, done.errors
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    with files.test.open(newline="") as file:
        given = list(csv.DictReader(file))
    assert list(rows[0]) == ["order_id", "user_id", "skill_name", "correct", "p"]
    assert [(r["order_id"], r["user_id"]) for r in rows] == [
        (r["order_id"], r["user_id"]) for r in given
    ]
    assert all(0.0 < float(row["p"]) < 1.0 for row in rows)


def test_the_table_names_what_was_measured(files: Files) -> None:
    done = call("research", "evaluate", files.whole, "--fit")
    text = done.output.decode()
    assert all(word in text for word in ("solo", "cold", "fitted", "AUC", "10 bins", "µs an event"))


def test_without_fit_nothing_is_fitted(files: Files) -> None:
    assert evaluated(files.whole)["fitted"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("fit", "no-such.csv"),
        ("evaluate", "no-such.csv", "--json"),
        ("evaluate", "WHOLE", "--test", "WHOLE"),
        ("evaluate", "WHOLE", "--coefficients", "no-such.json"),
        ("evaluate", "WHOLE", "--coefficients", "WHOLE"),
        ("evaluate", "WHOLE", "--predictions", "no-such/folder/p.csv"),
        ("fit", "WHOLE", "--out", "no-such/folder/c.json"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence_with_its_remedy(
    files: Files, arguments: tuple[str, ...]
) -> None:
    given = [str(files.whole) if word == "WHOLE" else word for word in arguments]
    done = call("research", *given)
    assert done.code == 1
    assert is_house_form(done.errors)
    assert done.output == b""


@pytest.mark.parametrize("options", [("--test-fraction", "1"), ("--seed", "-1"), ("--seed", "x")])
def test_options_outside_their_range_are_refused(files: Files, options: tuple[str, ...]) -> None:
    assert call("research", "evaluate", files.whole, *options).code == 2


def test_fit_and_coefficients_exclude_each_other(files: Files) -> None:
    done = call("research", "evaluate", files.whole, "--fit", "--coefficients", files.whole)
    assert done.code == 2
    assert "exclude each other" in done.errors
