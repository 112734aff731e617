"""The composition root: talks that go on, windows that share a student, and what is kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.packs import write_tiny_pack
from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.core.learner import replay
from tutor.errors import InvalidPackError, NotFoundError, SettingsError, StorageError
from tutor.settings import Settings
from tutor.storage import SqlExchangeLog

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_pack(tmp_path_factory.mktemp("packs") / "tiny")


@pytest.fixture
def tutor(tmp_path: Path) -> Iterator[Tutor]:
    made = Tutor(Settings(data_dir=tmp_path, index="lexical"), clock=lambda: NOON)
    yield made
    made.close()


def begin(tutor: Tutor, tiny: Path, student: str = "ana") -> Conversation:
    talk = tutor.open(student=student, pack=str(tiny), persona="sacajawea")
    talk.greet()
    return talk


def test_nothing_is_opened_before_it_is_needed(tutor: Tutor, tmp_path: Path) -> None:
    assert tutor.pack("bird-woman").id == "bird-woman"
    assert list(tmp_path.iterdir()) == []


def test_a_talk_goes_on_where_it_was(tutor: Tutor, tiny: Path) -> None:
    first = begin(tutor, tiny)
    first.reply("Why did they hire you?")
    again = tutor.resume(first.session_id, student="ana")
    assert again is not None
    asked = again.reply("ask me a question")
    assert asked.pending is not None
    assert [turn.message for turn in again.turns()] == [
        None,
        "Why did they hire you?",
        "ask me a question",
    ]


def test_a_declared_grade_sets_the_first_words_and_is_on_record(tutor: Tutor, tiny: Path) -> None:
    young = tutor.open(student="ana", pack=str(tiny), persona="sacajawea", declared_grade=3.0)
    old = tutor.open(student="ben", pack=str(tiny), persona="sacajawea", declared_grade=10.0)
    assert young.greet().reading_level == 3.0
    assert old.greet().reading_level == 10.0
    asked = young.reply("Why did they hire you?")
    assert asked.reading_level == 3.0
    assert asked.learner.reading_level == {"en": 3.0, "es": 3.0}
    assert tutor.rebuild(mend=False).differing == ()


def test_nobody_goes_on_with_the_talk_of_another_student(tutor: Tutor, tiny: Path) -> None:
    mine = begin(tutor, tiny)
    assert tutor.resume(mine.session_id, student="ben") is None
    assert tutor.resume("no such talk", student="ana") is None


def test_a_talk_about_a_folder_is_found_again_from_any_folder(
    tutor: Tutor, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny.parent)
    talk = begin(tutor, Path("tiny"))
    monkeypatch.chdir("/")
    again = tutor.resume(talk.session_id, student="ana")
    assert again is not None
    assert again.pack.id == "tiny"


def test_talks_are_listed_newest_first_by_their_first_question(tutor: Tutor, tiny: Path) -> None:
    begin(tutor, tiny)
    for question in ("Was it cold?", "Why did they hire you?"):
        begin(tutor, tiny).reply(question)
    titles = [talk.title for talk in tutor.sessions("ana")]
    assert sorted(titles) == ["Was it cold?", "Why did they hire you?"]
    assert tutor.sessions("ben") == ()


def test_the_clock_is_the_one_that_was_given(tutor: Tutor, tiny: Path) -> None:
    talk = begin(tutor, tiny)
    assert talk.reply("hello").at == NOON
    later = NOON + timedelta(days=1)
    assert talk.reply("hello", at=later).at == later


def test_the_sum_of_a_turn_includes_storing_it(tutor: Tutor, tiny: Path) -> None:
    turn = begin(tutor, tiny).reply("Why did they hire you?")
    assert turn.timings_ms["total"] > turn.timings_ms["first"] > 0


def test_two_windows_of_one_talk_lose_no_turn(tutor: Tutor, tiny: Path) -> None:
    first = begin(tutor, tiny)
    second = tutor.resume(first.session_id, student="ana")
    assert second is not None
    _talk_at_once([first, second])
    log = tutor.log
    exchanges = list(log.exchanges(first.session.student))
    assert [exchange.position for exchange in exchanges] == list(range(41))
    _assert_all_said(tutor, first.session.student, 2)


def test_talks_of_one_student_at_once_lose_no_turn(tutor: Tutor, tiny: Path) -> None:
    talks = [begin(tutor, tiny) for _ in range(4)]
    _talk_at_once(talks)
    _assert_all_said(tutor, talks[0].session.student, 4)


def test_two_programs_of_one_student_lose_no_turn(tutor: Tutor, tiny: Path) -> None:
    other = Tutor(tutor.settings)
    _talk_at_once([begin(tutor, tiny), begin(other, tiny)])
    _assert_all_said(tutor, begin(tutor, tiny).session.student, 2)
    other.close()


def _talk_at_once(talks: list[Conversation]) -> None:
    """Say 20 things in each talk, all talks starting together."""
    start = threading.Barrier(len(talks))

    def say(who: int, talk: Conversation) -> None:
        start.wait()
        for turn in range(20):
            talk.reply(f"Was it cold, {who} {turn}?")

    with ThreadPoolExecutor(len(talks)) as threads:
        for done in [threads.submit(say, who, talk) for who, talk in enumerate(talks)]:
            done.result()


def _assert_all_said(tutor: Tutor, student: str, talks: int) -> None:
    exchanges = list(tutor.log.exchanges(student))
    said = {exchange.message for exchange in exchanges if exchange.message is not None}
    assert said == {f"Was it cold, {who} {turn}?" for who in range(talks) for turn in range(20)}
    assert [exchange.ordinal for exchange in exchanges] == list(range(len(exchanges)))
    model = tutor.log.learner(student)
    assert model.exchanges == len(said)
    assert model.model_dump_json() == replay(exchanges).model_dump_json()
    assert tutor.rebuild(mend=False).differing == ()


def test_a_turn_costs_the_same_number_of_statements_on_any_day(tutor: Tutor, tiny: Path) -> None:
    talk = begin(tutor, tiny)
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    assert isinstance(tutor.log, SqlExchangeLog)
    event.listen(tutor.log.engine, "before_cursor_execute", note)
    costs = []
    for turn in range(40):
        statements.clear()
        talk.reply("Why did they hire you?" if turn % 2 else "because she spoke shoshone")
        costs.append(len(statements))
    assert len(set(costs[5:])) == 1
    assert costs[-1] <= 10


def test_segments_are_shown_one_by_one_and_are_those_recorded(tutor: Tutor, tiny: Path) -> None:
    shown: list[str] = []
    talk = begin(tutor, tiny)
    turn = talk.reply("Why did they hire you?", show=lambda segment: shown.append(segment.text))
    assert shown == [segment.text for segment in turn.segments] != []


def test_an_unsaved_turn_takes_its_number_and_keeps_the_open_question(
    tutor: Tutor, tiny: Path
) -> None:
    talk = begin(tutor, tiny)
    asked = talk.reply("ask me a question")
    unsaved = talk.unsaved("because she spoke shoshone")
    assert (unsaved.turn, unsaved.pending, unsaved.evidence) == (2, asked.pending, ())
    assert unsaved.learner.exchanges == 1
    assert talk.reply("because she spoke shoshone").turn == 3


def test_a_log_that_cannot_be_opened_is_tried_again(tmp_path: Path, tiny: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    tutor = Tutor(Settings(data_dir=tmp_path / "data", index="lexical"))
    with pytest.raises(StorageError):
        begin(tutor, tiny)
    (tmp_path / "data").unlink()
    assert begin(tutor, tiny).reply("hello").turn == 1
    tutor.close()


def test_progress_quotes_the_words_that_beliefs_rest_on(tutor: Tutor, tiny: Path) -> None:
    talk = begin(tutor, tiny)
    for text in ("ask me a question", "because she spoke shoshone"):
        talk.reply(text)
    shown = tutor.progress("ana", str(tiny), "en").model_dump_json()
    assert "because she spoke shoshone" in shown


def test_takeout_can_be_read_and_forgetting_is_for_good(tutor: Tutor, tiny: Path) -> None:
    turn = begin(tutor, tiny).reply("Why did they hire you?")
    tutor.rate(turn.exchange, 0)
    kept = json.loads(tutor.takeout("ana"))
    assert [e["rating"] for e in kept["exchanges"]] == [None, 0]
    assert tutor.forget("ana") == 2
    with pytest.raises(NotFoundError, match="'ana'"):
        tutor.takeout("ana")
    with pytest.raises(NotFoundError, match="'ana'"):
        tutor.forget("ana")
    assert begin(tutor, tiny).reply("hello").learner.exchanges == 1


def test_a_talk_of_a_forgotten_student_cannot_go_on(tutor: Tutor, tiny: Path) -> None:
    talk = begin(tutor, tiny)
    tutor.forget("ana")
    with pytest.raises(StorageError, match="Start a new session"):
        talk.reply("hello")


def test_locks_of_students_who_have_gone_are_let_go(tutor: Tutor, tiny: Path) -> None:
    for number in range(3):
        begin(tutor, tiny, f"student {number}")
    assert len(tutor._student_locks) == 0  # noqa: SLF001 - nothing else shows a leak


def test_what_is_not_there_is_told(tutor: Tutor, tiny: Path) -> None:
    with pytest.raises(NotFoundError, match="no lesson pack 'x'"):
        tutor.open(student="ana", pack="x", persona="sacajawea")
    with pytest.raises(NotFoundError, match="no persona 'x'"):
        tutor.open(student="ana", pack=str(tiny), persona="x")


def test_a_broken_pack_is_told_with_every_problem(tutor: Tutor, tmp_path: Path) -> None:
    folder = write_tiny_pack(tmp_path / "tiny")
    path = folder / "questions/mandan.yaml"
    path.write_text(path.read_text().replace("depth: cause", "depth: cuase"))
    with pytest.raises(InvalidPackError, match=r"mandan\.yaml:4"):
        tutor.pack(str(folder))


@pytest.mark.parametrize("text", ["why did they hire you?", "ask me", "was it cold?", "idk"])
def test_a_name_that_leads_nowhere_does_not_end_a_talk(
    tutor: Tutor, tmp_path: Path, text: str
) -> None:
    folder = write_tiny_pack(tmp_path / "tiny")
    for path in folder.rglob("*.md"):
        path.write_text(path.read_text().replace("[interpreters]", "[interprters]"))
    assert begin(tutor, folder).reply(text).segments


def test_a_model_that_cannot_be_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"'llama'.*PROVIDER:NAME.*unset it"):
        Tutor(Settings(data_dir=tmp_path, model="llama"))


def test_warming_loads_what_the_first_answer_needs(tmp_path: Path, tiny: Path) -> None:
    settings = Settings(data_dir=tmp_path, index="lexical", lessons_dir=tiny.parent)
    tutor = Tutor(settings)
    tutor.warm()
    assert [pack.id for pack in tutor.packs()] == ["tiny"]
    assert [persona.id for persona in tutor.personas("tiny")] == ["sacajawea"]
    tutor.close()
