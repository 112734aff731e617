"""`tutor chat --json`: every word of the headless contract."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import HOSTILE, LESSON, Talked
from tests.cli.contract import TURN, breaches
from tests.cli.talking import Said, call, is_house_form, run, talking, words
from tests.packs import write_tiny_pack

GRADED = {"answer", "dont_know", "request_answer"}


def test_every_line_has_exactly_one_object_and_the_exit_code_is_0(talked: Talked) -> None:
    assert talked.finished.code == 0, talked.finished.errors
    assert len(talked.objects) == 1 + len(LESSON) + len(HOSTILE)
    assert [said["turn"] for said in talked.objects] == list(range(len(talked.objects)))
    assert "Traceback" not in talked.finished.errors


def test_every_object_has_exactly_the_keys_and_types_of_the_contract(talked: Talked) -> None:
    for line, said in zip((b"GREETING", *talked.lines), talked.objects, strict=True):
        assert breaches(TURN, said) == [], line[:60]


def test_a_line_of_json_holds_no_raw_control_character(talked: Talked) -> None:
    for line in talked.finished.lines:
        assert line.isprintable() or not any(ord(character) < 0x20 for character in line)


def test_object_0_is_the_greeting_and_says_that_it_is_a_program(talked: Talked) -> None:
    greeting = talked.objects[0]
    assert greeting["speech_act"] is None
    assert greeting["evidence"] == []
    assert greeting["learner"]["exchanges"] == 0
    assert "program" in words(greeting)


def test_every_message_is_counted(talked: Talked) -> None:
    counts = [said["learner"]["exchanges"] for said in talked.objects]
    assert counts == list(range(len(counts)))


def test_only_messages_have_a_speech_act(talked: Talked) -> None:
    assert all(said["speech_act"] is not None for said in talked.objects[1:])


def test_a_clear_sentence_answers_what_is_no_message(talked: Talked) -> None:
    for line in (b"", b"   \t ", b"{}", b'{"text": 5}', b"\x00", HOSTILE[24]):
        assert "any words" in words(talked.answer(line)), line
    for line in (b"a" * 10_000, b"why " * 2_500):
        assert "too long" in words(talked.answer(line))


def test_citations_cover_every_support_and_carry_their_text(talked: Talked) -> None:
    supported = 0
    for said in talked.objects:
        cited = {citation["id"] for citation in said["citations"]}
        used = {passage for segment in said["segments"] for passage in segment["support"]}
        assert cited == used, said
        supported += len(used)
    assert supported > 5


def test_a_figure_says_nothing_of_the_record_without_support(talked: Talked) -> None:
    for said in talked.objects:
        for segment in said["segments"]:
            assert segment["support"] or segment["kind"] == "none"


def test_evidence_comes_only_of_answers_and_of_giving_up(talked: Talked) -> None:
    graded = 0
    for said in talked.objects:
        if said["speech_act"] not in GRADED:
            assert said["evidence"] == [], said
        graded += bool(said["evidence"])
    assert graded >= 3


def test_giving_up_counts_as_helped_and_as_nothing_known(talked: Talked) -> None:
    given_up = [o for o in talked.objects if o["speech_act"] in {"dont_know", "request_answer"}]
    assert any(said["evidence"] for said in given_up)
    for said in given_up:
        for evidence in said["evidence"]:
            assert evidence["outcome"] == 0
            assert evidence["assisted"] is True


def test_evidence_names_expectations_of_the_question_that_was_open(talked: Talked) -> None:
    for before, said in zip(talked.objects, talked.objects[1:], strict=False):
        if said["evidence"]:
            assert before["pending"] is not None


def test_a_cry_for_help_is_answered_with_support_alone(talked: Talked) -> None:
    said = talked.answer("I want to kill myself")
    assert (said["speech_act"], said["move"]) == ("unsafe", "support")
    assert "988" in words(said)
    assert said["citations"] == said["evidence"] == []


def test_a_reply_follows_the_language_of_the_message(talked: Talked) -> None:
    assert talked.answer("Why did they hire you?")["language"] == "en"
    assert talked.answer("¿Quién era York?")["language"] == "es"


@pytest.fixture(scope="module")
def resumed(tiny: Path, data: Path) -> tuple[list[Said], list[Said], list[Said]]:
    """Let a student come twice, answering in between, and another one once."""
    common = ("chat", "--json", "--pack", tiny, "--data-dir", data, "--student")
    day = '{"text": %s, "at": "2026-03-0%dT09:00:00"}\n'
    first = [
        ("Why did they hire you?", 2),
        ("ask me something", 2),
        ("because she spoke shoshone", 2),
    ]
    once = call(*common, "ben", lines="".join(day % (json.dumps(t), d) for t, d in first))
    again = call(*common, "ben", lines=day % ('"hello"', 3))
    other = call(*common, "cleo", lines="")
    return once.objects, again.objects, other.objects


def test_the_same_student_goes_on_with_the_same_learner_model(
    resumed: tuple[list[Said], list[Said], list[Said]],
) -> None:
    once, again, _ = resumed
    assert [said["turn"] for said in again] == [0, 1]
    before, after = once[-1]["learner"], again[0]["learner"]
    assert after["exchanges"] == before["exchanges"] == 3
    assert after["mastery"].keys() == before["mastery"].keys() != set()
    assert {**after, "mastery": {}} == {**before, "mastery": {}}
    assert again[1]["learner"]["exchanges"] == 4


def test_another_student_sees_nothing_of_it(
    resumed: tuple[list[Said], list[Said], list[Said]],
) -> None:
    learner = resumed[2][0]["learner"]
    assert learner["exchanges"] == 0
    assert learner["mastery"] == learner["interests"] == {}


def test_at_moves_the_clock_to_the_day_when_review_is_due(tiny: Path, data: Path) -> None:
    common = ("chat", "--json", "--pack", tiny, "--data-dir", data, "--student", "dora")
    lines = (
        '{"text": "Why did they hire you?", "at": "2020-01-01T09:00:00"}\n'
        '{"text": "ask me a question", "at": "2020-01-01T09:01:00Z"}\n'
        '{"text": "she spoke shoshone", "at": "2020-01-01T10:02:00+01:00"}\n'
    )
    learned = call(*common, lines=lines).objects
    assert learned[3]["evidence"], "the answer was not graded"
    review = call(*common).objects[0]
    assert review["move"] == "review"
    assert review["pending"] is not None
    assert review["speech_act"] is None


@pytest.mark.parametrize(
    ("language", "lines", "spoken"),
    [
        ("en", "¿Por qué te contrataron?\n¿hacía frío?\n", "en"),
        ("es", "Why did they hire you?\nwas it cold?\n", "es"),
    ],
)
def test_a_fixed_language_stays(
    tiny: Path, data: Path, language: str, lines: str, spoken: str
) -> None:
    done = call(
        "chat", "--json", "--pack", tiny, "--data-dir", data, "--student", f"fixed-{language}",
        "--language", language, lines=lines,
    )  # fmt: skip
    assert [said["language"] for said in done.objects] == [spoken] * 3
    assert "programa" in words(done.objects[0]) or spoken == "en"


def test_a_turn_is_flushed_before_the_next_line_is_read(tiny: Path, data: Path) -> None:
    with talking("--pack", tiny, "--data-dir", data, "--student", "eve") as talk:
        assert talk.greeting["turn"] == 0
        assert talk.say("why did they hire you?")["citations"]
        assert talk.say('{"text": ""}')["turn"] == 2
        done = talk.end()
    assert (done.code, done.output) == (0, b"")
    assert "DEBUG" not in done.errors


def test_a_reader_that_goes_away_ends_the_talk_quietly(tiny: Path, data: Path) -> None:
    with talking("--pack", tiny, "--data-dir", data, "--student", "eve") as talk:
        assert talk.process.stdout is not None
        talk.process.stdout.close()
        assert talk.process.stdin is not None
        talk.process.stdin.write(b"hello\n")
        talk.process.stdin.close()
        assert talk.process.wait(30) == 1
        assert talk.process.stderr is not None
        assert b"Traceback" not in talk.process.stderr.read()


def test_a_line_of_megabytes_is_one_message(tiny: Path, data: Path) -> None:
    lines = b"a" * 2_500_000 + b"\n" + b"hi"
    done = call("chat", "--json", "--pack", tiny, "--data-dir", data, lines=lines)
    assert [said["turn"] for said in done.objects] == [0, 1, 2]


def test_without_json_it_is_a_talk_a_person_can_follow(tiny: Path, data: Path) -> None:
    done = run("chat", "--pack", tiny, "--data-dir", data, lines="why did they hire you?\n\n")
    text = done.output.decode()
    assert done.code == 0
    assert "Sacajawea:" in text
    assert "[1] Hired at Fort Mandan. William Clark, journal, 4 November 1804" in text


def _break_pack(folder: Path) -> None:
    path = folder / "questions/mandan.yaml"
    path.write_text(path.read_text().replace("depth: cause", "depth: cuase", 1))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--pack", "bird-women"), ("bird-women", "'bird-woman'")),
        (("--pack", "/nowhere/at/all"), ("/nowhere/at/all",)),
        (("--pack", "{broken}"), ("questions/mandan.yaml:4", "cuase", "'cause'")),
        (("--pack", "{tiny}", "--persona", "sacagawea"), ("sacagawea", "sacajawea")),
        (("--pack", "{tiny}", "--persona", "bad"), ("bad.yaml:1",)),
        (("--pack", "{tiny}", "--model", "gpt-5"), ("gpt-5", "PROVIDER:NAME")),
        (("--pack", "{tiny}", "--data-dir", "{tiny}/pack.yaml"), ("pack.yaml",)),
        (("--pack", "{tiny}", "--data-dir", "{tiny}/pack.yaml/x"), ("pack.yaml/x", "folder")),
    ],
)
def test_what_cannot_be_used_is_told_with_place_and_remedy(
    tmp_path: Path, arguments: tuple[str, ...], says: tuple[str, ...]
) -> None:
    places = {name: write_tiny_pack(tmp_path / name / "tiny") for name in ("tiny", "broken")}
    _break_pack(places["broken"])
    personas = tmp_path / "personas"
    personas.mkdir()
    (personas / "sacajawea.yaml").write_bytes(Path("personas/sacajawea.yaml").read_bytes())
    (personas / "bad.yaml").write_text("id: bad\nnmae: x\n")
    filled = [argument.format(**places) for argument in arguments]
    start = run if "{broken}" in arguments else call
    done = start(
        "chat", "--json", *filled, lines="hello\n",
        TUTOR_DATA_DIR=str(tmp_path / "data"), TUTOR_PERSONAS_DIR=str(personas),
    )  # fmt: skip
    assert (done.code, done.output) == (1, b"")
    assert is_house_form(done.errors), done.errors
    for words_said in says:
        assert words_said in done.errors


@pytest.mark.parametrize("arguments", [("--language", "fr"), ("--persona",), ("--nonsense",)])
def test_wrong_options_are_told_on_standard_error(arguments: tuple[str, ...]) -> None:
    done = call("chat", "--json", *arguments)
    assert done.code == 2
    assert done.output == b""
    assert "Error: " in done.errors


def _one_language(folder: Path) -> None:
    pack = folder / "pack.yaml"
    pack.write_text(pack.read_text().replace("languages: [en, es]", "languages: [en]"))
    for path in (folder / "passages").glob("*.es.md"):
        path.unlink()


def _without_hints(folder: Path) -> None:
    path = folder / "questions/mandan.yaml"
    kept = [
        line
        for line in path.read_text().splitlines()
        if not line.strip().startswith(("hint:", "prompt:"))
    ]
    path.write_text("\n".join(kept) + "\n")


@pytest.mark.parametrize("change", [_one_language, _without_hints])
def test_a_folder_of_one_language_or_without_hints_can_be_talked_about(
    tmp_path: Path, data: Path, change: Callable[[Path], None]
) -> None:
    folder = write_tiny_pack(tmp_path / "tiny")
    change(folder)
    lines = "why did they hire you?\nask me\nidk\nidk\nidk\n¿hacía frío?\nshe spoke shoshone\n"
    done = call(
        "chat", "--json", "--pack", folder, "--data-dir", data, "--student", tmp_path.name,
        lines=lines,
    )  # fmt: skip
    assert done.code == 0, done.errors
    assert [breaches(TURN, said) for said in done.objects] == [[]] * 8
    assert any(said["evidence"] for said in done.objects)
