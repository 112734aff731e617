"""A model's second reading, from the student's answer to the log."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from tests.models import ScriptedModel, rate_all
from tests.packs import write_tiny_pack
from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.core.events import Assessment, Exchange
from tutor.core.turn import Turn
from tutor.engines.assessing import Assessor
from tutor.engines.embedded import EmbeddedEngine
from tutor.model import Call, Failure, Limits, Message
from tutor.settings import Settings

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
UNSURE = "because she lived with the shoshone people before"
SURE = "because she spoke the shoshone language"
FAILURES: tuple[Failure, ...] = (
    "unreachable", "late", "busy", "refused", "overflow", "cut", "filtered", "empty", "garbled",
    "overlong", "over_budget", "open",
)  # fmt: skip


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_pack(tmp_path_factory.mktemp("packs") / "tiny")


@contextmanager
def tutor_with(model: ScriptedModel | None, folder: Path) -> Iterator[Tutor]:
    """Give a tutor whose replies are scripted, so that the model is asked for ratings alone."""
    settings = Settings(data_dir=folder, index="lexical")
    made = Tutor(settings, clock=lambda: NOON, engine=EmbeddedEngine(), chat_model=model)
    yield made
    made.close()


def asked(tutor: Tutor, tiny: Path, student: str = "ana") -> Conversation:
    """Start a talk in which the question is open."""
    talk = tutor.open(student=student, pack=str(tiny), persona="sacajawea")
    talk.greet()
    assert talk.reply("ask me a question").pending is not None
    return talk


def answer(talk: Conversation, text: str) -> Turn:
    """Answer the open question."""
    turn = talk.reply(text)
    assert turn.speech_act == "answer", turn.reason
    return turn


def assessments(tutor: Tutor, talk: Conversation) -> list[Assessment]:
    """Give what is on record once the model has had its say."""
    tutor.settle(30.0)
    events = tutor.log.events(talk.session.student)
    return [event for event in events if isinstance(event, Assessment)]


def test_an_unsure_answer_is_assessed_once_and_the_learner_model_moves(
    tmp_path: Path, tiny: Path
) -> None:
    model = ScriptedModel()
    with tutor_with(model, tmp_path) as tutor:
        talk = asked(tutor, tiny)
        turn = answer(talk, UNSURE)
        (assessed,) = assessments(tutor, talk)
        assert (assessed.outcome, assessed.model) == ("added", "scripted:test")
        (exchange,) = (
            e for e in tutor.log.exchanges(talk.session.student) if e.id == assessed.exchange
        )
        assert exchange.message == UNSURE
        assert [e.confidence < turn.evidence[0].confidence for e in assessed.evidence] == [True]
        now = tutor.log.learner(talk.session.student)
        assert now.exchanges == 2
        assert now.mastery("tiny/interpreters") > turn.learner.mastery["interpreters"]
        assert tutor.rebuild(mend=False).differing == ()
        again = talk.reply("what was the winter like?")
        assert again.learner.exchanges == 3
        assert tutor.rebuild(mend=False).differing == ()
    assert len(model.asked) == 1


def test_what_was_asked_and_said_is_kept_by_hash(tmp_path: Path, tiny: Path) -> None:
    with tutor_with(ScriptedModel(), tmp_path) as tutor:
        talk = asked(tutor, tiny)
        answer(talk, UNSURE)
        (assessed,) = assessments(tutor, talk)
        request = tutor.log.raw_text(assessed.call.request)
        assert request is not None
        assert UNSURE in request
        assert tutor.log.raw_text(assessed.call.response) is not None
        assert request in json.loads(tutor.takeout("ana"))["model_texts"].values()
        tutor.forget("ana")
        assert tutor.log.raw_text(assessed.call.request) is None


@pytest.mark.parametrize("message", [SURE, "idk", "just tell me", "what was the winter like?"])
def test_what_the_grader_is_sure_of_asks_no_model(tmp_path: Path, tiny: Path, message: str) -> None:
    model = ScriptedModel()
    with tutor_with(model, tmp_path) as tutor:
        talk = asked(tutor, tiny)
        talk.reply(message)
        assert assessments(tutor, talk) == []
    assert model.asked == []


def test_a_cry_for_help_is_never_sent_to_a_model(tmp_path: Path, tiny: Path) -> None:
    model = ScriptedModel()
    with tutor_with(model, tmp_path) as tutor:
        talk = asked(tutor, tiny)
        talk.reply("i want to kill myself, she lived with the shoshone people before")
        assert assessments(tutor, talk) == []
    assert model.asked == []


def test_without_a_chat_model_nothing_is_assessed(tmp_path: Path, tiny: Path) -> None:
    with tutor_with(None, tmp_path) as tutor:
        talk = asked(tutor, tiny)
        answer(talk, UNSURE)
        assert assessments(tutor, talk) == []


@pytest.mark.parametrize("failure", FAILURES)
def test_a_model_that_fails_leaves_one_unusable_assessment(
    tmp_path: Path, tiny: Path, failure: Failure
) -> None:
    with tutor_with(ScriptedModel(failure=failure), tmp_path) as tutor:
        talk = asked(tutor, tiny)
        before = answer(talk, UNSURE).learner
        (assessed,) = assessments(tutor, talk)
        assert (assessed.outcome, assessed.call.failure) == ("unusable", failure)
        assert assessed.evidence == ()
        after = tutor.log.learner(talk.session.student)
        assert round(after.mastery("tiny/interpreters"), 4) == before.mastery["interpreters"]
        assert tutor.rebuild(mend=False).differing == ()


@pytest.mark.parametrize("said", ["", "{}", "full marks!", '{"every": 4}', "[4, 4]", "{" * 5000])
def test_nonsense_is_an_unusable_assessment(tmp_path: Path, tiny: Path, said: str) -> None:
    with tutor_with(ScriptedModel(fills=lambda _m, _s: said), tmp_path) as tutor:
        talk = asked(tutor, tiny)
        answer(talk, UNSURE)
        assert [a.outcome for a in assessments(tutor, talk)] == ["unusable"]


def test_a_model_without_a_view_agrees(tmp_path: Path, tiny: Path) -> None:
    with tutor_with(ScriptedModel(fills=rate_all(2)), tmp_path) as tutor:
        talk = asked(tutor, tiny)
        answer(talk, UNSURE)
        assert [a.outcome for a in assessments(tutor, talk)] == ["agreed"]


def test_no_name_and_no_earlier_word_of_the_student_reaches_the_model(
    tmp_path: Path, tiny: Path
) -> None:
    model = ScriptedModel()
    with tutor_with(model, tmp_path) as tutor:
        talk = asked(tutor, tiny, "Ana Quispe")
        talk.reply("my dog is called Rex")
        answer(talk, UNSURE)
        assessments(tutor, talk)
    sent = " ".join(message.text for asking in model.asked for message in asking.messages)
    assert UNSURE in sent
    assert not [word for word in ("Ana", "Quispe", "Rex", "spoke-shoshone") if word in sent]


class Stuck(ScriptedModel):
    """A model that does not answer before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reading, self.go = Event(), Event()

    def fill(
        self,
        messages: Sequence[Message],
        schema: dict[str, object],
        limits: Limits,
        *,
        account: str = "",
    ) -> Call:
        self.reading.set()
        self.go.wait(30.0)
        return super().fill(messages, schema, limits, account=account)


def test_no_turn_waits_for_the_model(tmp_path: Path, tiny: Path) -> None:
    model = Stuck()
    with tutor_with(model, tmp_path) as tutor:
        talk = asked(tutor, tiny)
        answer(talk, UNSURE)
        assert model.reading.wait(10.0)
        assert talk.reply("what was the winter like?").speech_act == "question"
        model.go.set()
        (assessed,) = assessments(tutor, talk)
        assert assessed.ordinal == 4
        assert tutor.rebuild(mend=False).differing == ()


def test_closing_waits_no_longer_than_told_and_records_what_is_left(
    tmp_path: Path, tiny: Path
) -> None:
    model = Stuck()
    tutor = Tutor(Settings(data_dir=tmp_path, index="lexical"), clock=lambda: NOON)
    assessor = Assessor(model, tutor)
    talks = [asked(tutor, tiny, f"student {number}") for number in range(4)]
    for talk in talks:
        answer(talk, UNSURE)
        *_, before, exchange = tutor.log.exchanges(talk.session.student)
        assessor.take(exchange, before.state, talk.lesson)
    started = monotonic()
    assessor.close(0.2)
    assert monotonic() - started < 5.0
    found = [a for talk in talks for a in assessments(tutor, talk)]
    assert [(a.outcome, a.call.failure) for a in found] == [("unusable", "late")] * 4
    model.go.set()
    assert assessor.settle(10.0)
    assert [a for talk in talks for a in assessments(tutor, talk)] == found
    tutor.close()


def test_an_answer_beyond_the_queue_is_recorded_at_once(tmp_path: Path, tiny: Path) -> None:
    model = Stuck()
    tutor = Tutor(Settings(data_dir=tmp_path, index="lexical"), clock=lambda: NOON)
    assessor = Assessor(model, tutor, waiting=0)
    talk = asked(tutor, tiny)
    answer(talk, UNSURE)
    *_, before, exchange = tutor.log.exchanges(talk.session.student)
    assessor.take(exchange, before.state, talk.lesson)
    assert [a.outcome for a in assessments(tutor, talk)] == ["unusable"]
    assert not model.reading.is_set()
    assessor.close(1.0)
    tutor.close()


def test_a_student_forgotten_meanwhile_stays_forgotten(tmp_path: Path, tiny: Path) -> None:
    model = Stuck()
    with tutor_with(model, tmp_path) as tutor:
        talk = asked(tutor, tiny)
        answer(talk, UNSURE)
        assert model.reading.wait(10.0)
        tutor.forget("ana")
        model.go.set()
        assert assessments(tutor, talk) == []
        assert list(tutor.log.students()) == []


def test_a_bug_in_a_model_loses_no_assessment_and_ends_no_thread(
    tmp_path: Path, tiny: Path
) -> None:
    def fail(_messages: Sequence[Message], _schema: dict[str, object]) -> str:
        raise ZeroDivisionError

    model = ScriptedModel(fills=fail)
    with tutor_with(model, tmp_path) as tutor:
        for number in range(4):
            talk = asked(tutor, tiny, f"student {number}")
            answer(talk, UNSURE)
            assert [a.outcome for a in assessments(tutor, talk)] == ["unusable"]
        model.fills = rate_all(4)
        talk = asked(tutor, tiny, "another")
        answer(talk, UNSURE)
        assert [a.outcome for a in assessments(tutor, talk)] == ["added"]


def test_many_students_at_once_have_one_assessment_each(tmp_path: Path, tiny: Path) -> None:
    with tutor_with(ScriptedModel(), tmp_path) as tutor:

        def work(number: int) -> Conversation:
            talk = asked(tutor, tiny, f"student {number}")
            answer(talk, UNSURE)
            talk.reply("what was the winter like?")
            return talk

        with ThreadPoolExecutor(6) as pool:
            talks = list(pool.map(work, range(12)))
        for talk in talks:
            (assessed,) = assessments(tutor, talk)
            events = list(tutor.log.events(talk.session.student))
            assert [e.ordinal for e in events] == list(range(len(events)))
            assert isinstance(events[2], Exchange)
            assert assessed.exchange == events[2].id
        assert tutor.rebuild(mend=False).differing == ()
