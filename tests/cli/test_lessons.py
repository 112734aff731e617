"""`tutor lessons`: check, try, search, schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import HOSTILE
from tests.cli.contract import SHARE, TRIED, breaches, closed, listed
from tests.cli.talking import ROOT, call, is_house_form, run
from tests.entries import write_entries
from tests.packs import write_tiny_pack
from tutor.content import load_pack, schemas
from tutor.content.yaml_reader import read_yaml

PACKS = sorted(path.parent for path in (ROOT / "lessons").glob("*/pack.yaml"))
SEARCHED = closed(
    question={"type": "string"},
    language={"enum": ["en", "es"]},
    answerable=SHARE,
    corrected={"type": "string"},
    results=listed(closed(id={"type": "string"}, score={"type": "number"})),
    hits=listed(closed(id={"type": "string"}, score={"type": "number"}, coverage=SHARE)),
)
ENTRIES_FOUND = closed(
    question={"type": "string"},
    hits=listed(
        closed(
            id={"type": "string"},
            author={"type": "string"},
            date={"type": "string"},
            score={"type": "number"},
            excerpt={"type": "string"},
        )
    ),
)
KINDS = {
    "pack.yaml": "pack.yaml",
    "concepts.yaml": "concepts.yaml",
    "questions/*.yaml": "questions.yaml",
    "disputes.yaml": "disputes.yaml",
    "glossary.yaml": "glossary.yaml",
    "people.yaml": "people.yaml",
    "media/*.cards.yaml": "cards.yaml",
}


def test_try_prints_an_object_for_each_answer_in_either_language() -> None:
    answers = ["because she could speak shoshone", "porque hablaba shoshón", "she was tall", "idk"]
    lines = b"\n".join([answer.encode() for answer in answers] + list(HOSTILE))
    done = call("lessons", "try", "bird-woman", "why-hired", "--json", lines=lines)
    assert done.code == 0, done.errors
    assert len(done.objects) == len(answers) + len(HOSTILE)
    assert [breaches(TRIED, tried) for tried in done.objects if breaches(TRIED, tried)] == []
    assert [tried["answer"] for tried in done.objects[:4]] == answers
    ids = {
        expectation.id
        for expectation in load_pack(ROOT / "lessons/bird-woman")
        .question_by_id["why-hired"]
        .expectations
    }
    assert all(tried["expectations"].keys() == ids for tried in done.objects)
    outcomes = [tried["outcome"] for tried in done.objects]
    assert min(outcomes[:2]) >= 0.6 > max(outcomes[2:4])


def test_an_answer_is_tried_on_its_own(tiny: Path) -> None:
    lines = "she spoke shoshone\nshe spoke english\nshe spoke shoshone\n"
    first, _, third = call("lessons", "try", tiny, "why-hired", "--json", lines=lines).objects
    assert first == third


def test_try_takes_any_folder_and_shows_misconceptions(tiny: Path) -> None:
    done = call("lessons", "try", tiny, "why-hired", "--json", lines="she was the guide")
    (tried,) = done.objects
    assert tried["move"] == "refute"
    assert tried["misconceptions"]["she-was-the-guide"] >= 0.6
    assert tried["feedback"].startswith("She was hired to interpret.")


def test_a_question_needs_no_more_than_its_texts_to_be_tried(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "pack.yaml").write_text("id: bare\ntitle: {en: Bare}\nlanguages: [en]\n")
    (tmp_path / "questions" / "magnets.yaml").write_text(
        "- id: magnets\n  concept: any\n  main: {en: Why does the magnet float?}\n"
        "  expectations:\n    - id: answer\n      concept: any\n"
        "      says: {en: [Like poles repel.]}\n      accepted: {en: [the same poles push away]}\n"
        "      rejected: {en: [opposite poles attract]}\n"
    )
    lines = "like poles repel\nit is cold\n"
    done = call("lessons", "try", tmp_path, "magnets", "--json", lines=lines)
    assert done.code == 0, done.errors
    right, wrong = done.objects
    assert right["outcome"] >= 0.6 > wrong["outcome"]
    assert [breaches(TRIED, tried) for tried in done.objects if breaches(TRIED, tried)] == []


def test_check_says_how_well_the_samples_are_told_apart(tiny: Path) -> None:
    done = call("lessons", "check", tiny)
    assert "en: cut moved by " in done.errors
    assert "accepted 1/1" in done.errors
    assert "AUC 1.00" in done.errors


@pytest.mark.parametrize("name", ["accepted", "rejected"])
def test_an_expectation_without_a_sample_is_an_error(tmp_path: Path, name: str) -> None:
    tiny = write_tiny_pack(tmp_path / "tiny")
    path = tiny / "questions/mandan.yaml"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.strip().startswith(f"{name}:")))
    done = call("lessons", "check", tiny)
    assert done.code == 1
    assert sum(f"no {name} sample" in line for line in done.lines) == 2


def test_try_without_json_is_readable(tiny: Path) -> None:
    done = call("lessons", "try", tiny, "why-hired", lines="she spoke shoshone\n")
    assert "recap" in done.lines[0]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("try", "{tiny}", "why-fired"), ("'why-fired'", "'why-hired'")),
        (("try", "tinny", "why-hired"), ("'tinny'",)),
        (("search", "tinny"), ("'tinny'",)),
        (("search", "{tiny}/passages"), ("passages", "pack.yaml")),
    ],
)
def test_what_is_not_there_is_told(
    tiny: Path, command: tuple[str, ...], says: tuple[str, ...]
) -> None:
    filled = [part.format(tiny=tiny) for part in command]
    done = call("lessons", *filled, "--json", lines="hello\n")
    assert (done.code, done.output) == (1, b"")
    assert is_house_form(done.errors) or "holds no pack.yaml" in done.errors
    assert all(part in done.errors for part in says)


def test_search_prints_an_object_for_each_question(tiny: Path) -> None:
    lines = b"\n".join((b"was it cold in winter?", "¿hacía frío?".encode(), *HOSTILE))
    done = call("lessons", "search", tiny, "--json", lines=lines)
    assert done.code == 0, done.errors
    assert len(done.objects) == 2 + len(HOSTILE)
    assert [breaches(SEARCHED, found) for found in done.objects if breaches(SEARCHED, found)] == []
    assert [found["hits"][0]["id"] for found in done.objects[:2]] == ["mandan.winter"] * 2
    (one,) = call("lessons", "search", tiny, "--json", "--limit", "1", lines="cold river").objects
    assert len(one["hits"]) == 1


def test_everything_shipped_is_checked_and_without_an_error() -> None:
    done = run("lessons", "check")
    assert done.code == 0, done.output.decode()
    assert done.lines[-1].startswith("0 error(s)")


def test_a_broken_pack_is_told_with_file_line_and_remedy(tmp_path: Path) -> None:
    folder = write_tiny_pack(tmp_path / "tiny")
    path = folder / "questions/mandan.yaml"
    path.write_text(path.read_text().replace("support: [mandan.hired]", "support: [mandan.hird]"))
    (folder / "concepts.yaml").write_text("- id: interpreters\n  titel: {en: x}\n")
    done = call("lessons", "check", folder)
    assert done.code == 1
    assert any(line.startswith(f"{path}:5: error: ") for line in done.lines)
    assert any("concepts.yaml:2: error: " in line and "title" in line for line in done.lines)
    as_json = call("lessons", "check", "--json", folder)
    problems = json.loads(as_json.output)
    assert as_json.code == 1
    assert problems[0].keys() == {"path", "line", "severity", "message", "remedy"}
    assert len(problems) == len(done.lines) - 1


def test_citations_are_compared_with_a_file_of_entries(tmp_path: Path) -> None:
    folder = write_tiny_pack(tmp_path / "tiny")
    file = write_entries(tmp_path / "entries.jsonl")
    done = call("lessons", "check", folder, "--sources", file)
    assert done.code == 0
    assert any("no cited entry says" in line for line in done.lines)
    assert "A historian, A history, 1996 (1)" in done.errors
    path = folder / "passages/mandan.hired.en.md"
    path.write_text(path.read_text().replace("date: 1804-11-04}\nwhen", "date: 1804-12-04}\nwhen"))
    assert call("lessons", "check", folder).code == 0
    done = call("lessons", "check", "--json", folder, "--sources", file)
    assert done.code == 1
    assert [p["line"] for p in json.loads(done.output) if p["severity"] == "error"] == [6]
    assert call("lessons", "check", folder, "--sources", tmp_path / "none").code == 1


def test_the_report_is_a_table_or_an_object(tiny: Path) -> None:
    done = call("lessons", "report", tiny)
    assert done.code == 0, done.errors
    assert any(line.split()[:2] == ["passages", "2"] for line in done.lines)
    assert any("'interpreters' is met by 1 question." in line for line in done.lines)
    (report,) = call("lessons", "report", "--json", tiny).objects
    assert report["counts"]["questions"] == 1
    assert {share["language"] for share in report["reading"]} == {"en", "es"}


def test_journals_are_imported_checked_and_searched(tmp_path: Path) -> None:
    file, into = write_entries(tmp_path / "e.jsonl"), tmp_path / "lessons/journals"
    done = call("lessons", "import", "journals", file, "--into", into)
    assert done.code == 0, done.errors
    assert "11 entries, 1804-11-02 to 1805-05-13" in done.lines[0]
    assert call("lessons", "check", into).lines == ["0 error(s), 0 warning(s)"]
    done = call("lessons", "search", into, "--json", lines=b"squaw\n\n\xff\n")
    assert [found["question"] for found in done.objects] == ["squaw", "", "\ufffd"]
    assert [breaches(ENTRIES_FOUND, found) for found in done.objects] == [[]] * 3
    assert [hit["id"] for hit in done.objects[0]["hits"]] == ["lewis-1805-04-09"]
    done = call("lessons", "search", into, "--date", "1804-11", "--author", "Clark", lines="\n")
    assert len(done.lines) == 6
    again = call("lessons", "import", "journals", file, "--into", into)
    assert (again.code, again.output) == (1, b"")
    assert is_house_form(again.errors)


SUBTITLES = (
    "1\n00:00:01,000 --> 00:00:03,000\n<i>The river is wide.</i>\n\n"
    "2\n00:01:00,000 --> 00:01:02,500\nI can fly!\n"
)


def test_subtitles_become_drafts_that_check_finds_no_fault_with(tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "film.srt"
    file.write_text(SUBTITLES)
    command = ("lessons", "import", "film", file, "--pack", tiny, "--title", "A Film")
    done = call(*command)
    assert done.code == 0, done.errors
    assert done.lines[0].endswith("media/a-film.cards.yaml: 2 scene(s), all drafts")
    checked = call("lessons", "check", tiny)
    assert checked.code == 0
    assert any("2 of 2 cards are drafts" in line for line in checked.lines)
    again = call(*command)
    assert again.code == 1
    assert is_house_form(again.errors)


def test_a_lesson_pack_has_no_entries_of_a_date(tiny: Path) -> None:
    done = call("lessons", "search", tiny, "--date", "1804", lines="x\n")
    assert done.code == 2
    assert "no source pack" in done.errors


def test_a_source_pack_is_no_lesson_to_talk_about(tmp_path: Path) -> None:
    file, into = write_entries(tmp_path / "e.jsonl"), tmp_path / "lessons/journals"
    call("lessons", "import", "journals", file, "--into", into)
    for command in (("lessons", "report", into), ("chat", "--json", "--pack", into)):
        done = call(*command, TUTOR_DATA_DIR=str(tmp_path / "data"))
        assert done.code == 1
        assert "not taught from" in done.errors


def test_strict_counts_warnings(tmp_path: Path) -> None:
    folder = write_tiny_pack(tmp_path / "other-name")
    assert call("lessons", "check", folder).code == 0
    assert call("lessons", "check", "--strict", folder).code == 1


def test_schema_prints_valid_schemas_or_writes_them(tmp_path: Path) -> None:
    printed = json.loads(call("lessons", "schema").output)
    for schema in printed.values():
        Draft202012Validator.check_schema(schema)
    done = call("lessons", "schema", tmp_path / "deep" / "er")
    written = {Path(line).name: json.loads(Path(line).read_text()) for line in done.lines}
    assert list(written.values()) == list(printed.values())
    assert "pack.schema.json" in written


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_every_shipped_file_fits_its_schema(folder: Path) -> None:
    known = {name: _lenient(schema) for name, schema in schemas().items()}
    seen = 0
    for pattern, name in KINDS.items():
        for path in folder.glob(pattern):
            assert breaches(known[name], _read(path.read_text("utf-8"))) == [], path
            seen += 1
    for path in folder.glob("passages/*.md"):
        front = path.read_text("utf-8").split("---\n")[1]
        assert breaches(known["passage.yaml"], _read(front)) == [], path
        seen += 1
    assert seen > 20


def test_every_shipped_persona_fits_its_schema() -> None:
    for path in (ROOT / "personas").glob("*.yaml"):
        found = breaches(_lenient(schemas()["persona.yaml"]), _read(path.read_text("utf-8")))
        assert found == [], path


def _read(text: str) -> object:
    document = read_yaml(text, "file")
    assert document.problems == ()
    return document.value


def _lenient(schema: Any) -> dict[str, Any]:
    """Let a number or true/false be written as the text that the project's reader gives."""
    if isinstance(schema, list):
        return [_lenient(part) for part in schema]  # type: ignore[return-value]
    if not isinstance(schema, dict):
        return schema  # type: ignore[no-any-return]
    if schema.get("type") in ("integer", "number", "boolean"):
        return {"anyOf": [schema, {"type": "string", "pattern": r"^(-?\d+(\.\d+)?|true|false)$"}]}
    return {key: _lenient(value) for key, value in schema.items()}


def test_a_folder_of_texts_is_searched_in_the_questions_language(tmp_path: Path) -> None:
    (tmp_path / "passages").mkdir()
    (tmp_path / "pack.yaml").write_text("id: texts\ntitle: {en: Texts}\n", "utf-8")
    written = {
        "lava.en": "Lava leaves a volcano.",
        "lava.es": "La lava sale de un volcán.",
        "rain.en": "Rain falls from clouds.",
        "rain.es": "La lluvia cae de las nubes.",
    }
    for name, text in written.items():
        (tmp_path / "passages" / f"{name}.md").write_text(text, "utf-8")
    lines = "where does rain come from\nde dónde sale la lava\n"
    rain, lava = call("lessons", "search", tmp_path, "--json", lines=lines).objects
    assert (rain["language"], rain["results"][0]["id"]) == ("en", "rain")
    assert (lava["language"], lava["results"][0]["id"]) == ("es", "lava")
    assert [hit["id"] for hit in lava["hits"]] == [found["id"] for found in lava["results"]]
    told = call("lessons", "search", tmp_path, "--json", "--language", "es", lines="lava\n")
    assert told.objects[0]["language"] == "es"
