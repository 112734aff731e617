"""What leaves for an outside model holds no name, mail, telephone, address or handle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.engines.fake_model import FakeModel
from tests.packs import write_tiny_pack
from tutor.app import Tutor
from tutor.core.classes import Policy
from tutor.core.people import OPERATOR, Role
from tutor.core.rules import Rules
from tutor.core.safety import mask_personal, names_to_mask
from tutor.dialogue import Parts
from tutor.model import Call, Limits, Message
from tutor.ports import Found, Query
from tutor.settings import Settings

PRIVATE = (
    "Zacharias", "Xiomara", "xiomara", "XIOMARA", "Quetzali", "zach.p@mail.example",
    "555-0172", "@zachattack", "14 Elm Street", "Elm Street",
)  # fmt: skip
SAID = (
    "Why did they hire you? My name is Zacharias and my friend Xiomara wants to know",
    "Was it cold? you can mail me at zach.p@mail.example or call 406-555-0172",
    "my handle is @zachattack, and I live at 14 Elm Street. Why did they hire you?",
    "xiomara and XIÓMARA said they hired you because you were strong, Quetzalí too",
    "ask me a question",
    "Zacharias says because she spoke some of it, mail zach.p@mail.example",
    "Why did they hire you?",
)


class Recording(FakeModel):
    """Keeps forms too, and fills none."""

    def fill(
        self, messages: Sequence[Message], _schema: dict[str, object], _limits: Limits,
        *, account: str = "",
    ) -> Call:  # fmt: skip
        self.asked.append(tuple(messages))
        return Call(self.name, account, "", 0, failure="refused")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_pack(tmp_path_factory.mktemp("packs") / "tiny")


@pytest.fixture
def model() -> Recording:
    return Recording()


@pytest.fixture
def tutor(tmp_path: Path, model: Recording) -> Iterator[Tutor]:
    made = Tutor(Settings(data_dir=tmp_path, index="lexical"), chat_model=model)
    yield made
    made.close()


def seat(tutor: Tutor) -> str:
    """Give the log's name of a student, whose classmates have names too."""
    room = tutor.classroom
    teacher = room.add_account(OPERATOR, "Vega", Role.TEACHER).account
    made = room.add_class(OPERATOR, "5B", "tiny", teacher=teacher.id)
    room.set_policy(OPERATOR, made.id, Policy(outside_model=True))
    code = room.new_code(OPERATOR, made.id).code
    for number, nickname in enumerate(("Xiomara López", "Quetzali", "York")):
        room.doors.join(code, nickname, f"192.0.2.{number}")
    student = room.doors.join(code, "Zacharias", "192.0.2.9").actor
    return room.seat_of(student, student.id)[0].name


def test_no_personal_data_reaches_a_model_in_message_history_or_form(
    tutor: Tutor, tiny: Path, model: Recording
) -> None:
    talk = tutor.open(student=seat(tutor), pack=str(tiny), persona="sacajawea")
    talk.greet()
    for said in SAID:
        talk.reply(said)
    tutor.settle()
    sent = "\n".join(message.text for asked in model.asked for message in asked)
    assert len(model.asked) >= 4, "the model was asked for words"
    assert "Why did they hire you" in sent, "the student's question is shown"
    for private in (*PRIVATE, "XIÓMARA", "Quetzalí"):
        assert private not in sent, private
    told = [e.message for e in tutor.log.exchanges(talk.session.student)]
    assert told[1:] == list(SAID), "the log is its owner's, and keeps every word"
    raw = [tutor.log.raw_text(call.request) for e in tutor.log.exchanges(talk.session.student)
           if e.wording for call in e.wording.calls]  # fmt: skip
    assert raw
    assert not [text for text in raw for private in PRIVATE if private in (text or "")]


def test_a_question_says_what_of_it_may_leave(
    tutor: Tutor, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Query] = []

    class Finder:
        version = "1"

        def find(self, query: Query) -> Found:
            asked.append(query)
            return Found((), 0.0, query.text, "lexical")

    lesson = tutor._lesson(str(tiny), "sacajawea")  # noqa: SLF001
    engine = tutor.parts(lesson, Rules()).engine
    monkeypatch.setattr(tutor, "parts", lambda *_: Parts(lesson, Finder(), engine, 2000))
    talk = tutor.open(student=seat(tutor), pack=str(tiny), persona="sacajawea")
    talk.reply("Why did they hire you and Xiomara, who is at zach.p@mail.example?")
    talk.reply("Was it cold?")
    first, last = asked[0], asked[-1]
    assert "Xiomara" in first.text, "the search on this machine reads every word"
    assert "hire" in first.outward
    assert not [private for private in PRIVATE if private in first.outward]
    assert last.outward == "", "nothing to mask, so the corrected question may go"


@pytest.mark.parametrize(
    ("nicknames", "kept", "gone"),
    [
        (("York", "Clark"), "York went with Clark", ()),
        (("Ana María",), "[name] and [name] came, banana", ("Ana", "maria")),
        (("Bo",), "Bo said about", ()),
    ],
)
def test_names_of_a_class_are_masked_and_those_of_the_lesson_stay(
    nicknames: tuple[str, ...], kept: str, gone: tuple[str, ...]
) -> None:
    text = kept
    for name in gone:
        text = text.replace("[name]", name, 1)
    assert mask_personal(text, names_to_mask(nicknames))[0] == kept
