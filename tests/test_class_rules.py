"""What a teacher has settled holds in every talk of the class, from the next message on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.models import ScriptedModel
from tests.packs import write_tiny_pack
from tests.test_replaying import reword
from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.core.classes import GUEST, Policy, seat_name
from tutor.core.events import Exchange
from tutor.core.people import OPERATOR, Actor, Role
from tutor.core.turn import Turn
from tutor.errors import NotAllowedError, OutOfRangeError
from tutor.settings import Settings

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
QUESTION = "Why did they hire you?"
Settle = Callable[..., None]


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def later(self, **spent: float) -> None:
        self.now += timedelta(**spent)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_pack(tmp_path_factory.mktemp("packs") / "tiny")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel(writes=reword)


@pytest.fixture
def tutor(tmp_path: Path, clock: Clock, model: ScriptedModel) -> Iterator[Tutor]:
    settings = Settings(data_dir=tmp_path, index="lexical")
    made = Tutor(settings, clock=clock, chat_model=model)
    yield made
    made.close()


class Room:
    """A class with one student who talks."""

    def __init__(self, tutor: Tutor, tiny: Path) -> None:
        self.tutor, self.classroom = tutor, tutor.classroom
        account = self.classroom.add_account(OPERATOR, "Vega", Role.TEACHER).account
        self.teacher = Actor(account.id, Role.TEACHER)
        made = self.classroom.add_class(self.teacher, "5b", "bird-woman")
        self.id, code = made.id, self.classroom.new_code(self.teacher, made.id)
        self.student = self.classroom.doors.join(code.code, "Ana", "192.0.2.7").actor
        name = seat_name(self.student.id)
        self.talk = tutor.open(student=name, pack=str(tiny), persona="sacajawea")

    def settle(self, **changes: object) -> None:
        self.classroom.set_policy(self.teacher, self.id, Policy.model_validate(changes))

    def say(self, message: str) -> Turn:
        return self.talk.reply(message)

    @property
    def last(self) -> Exchange:
        found = self.tutor.log.last(self.student.id)
        assert found is not None
        return found


@pytest.fixture
def room(tutor: Tutor, tiny: Path) -> Room:
    made = Room(tutor, tiny)
    made.talk.greet()
    return made


def text_of(turn: Turn) -> str:
    return " ".join(segment.text for segment in turn.segments)


def test_a_change_holds_from_the_next_message_on(room: Room) -> None:
    assert {s.voice for s in room.say(QUESTION).segments} >= {"figure"}
    room.settle(person="third")
    assert {s.voice for s in room.say(QUESTION).segments} == {"guide"}
    room.settle(person="first")
    assert "figure" in {s.voice for s in room.say(QUESTION).segments}


def test_in_the_third_person_nobody_says_what_the_figure_did_as_i(room: Room) -> None:
    room.settle(person="third")
    greeting, told = room.talk.greet(), room.say(QUESTION)
    asked = room.say("ask me a question")
    for turn in (greeting, told, asked):
        assert {s.voice for s in turn.segments} == {"guide"}
    assert "husband" in text_of(told) or "Sacagawea" in text_of(told)
    assert " my " not in text_of(told)


def test_replies_stay_in_the_permitted_languages(room: Room) -> None:
    room.settle(languages=("en",))
    first = room.say("¿Por qué te contrataron los capitanes?")
    assert first.language == "en"
    assert sum("I answer in English" in s.text for s in first.segments) == 1
    second = room.say("¿Dónde estaba el fuerte de los mandan?")
    assert (second.language, "I answer in English" in text_of(second)) == ("en", False)
    asked = room.say("en español por favor")
    assert (asked.language, "I answer in English" in text_of(asked)) == ("en", True)
    room.settle(languages=("en", "es"))
    assert room.say("¿Por qué te contrataron los capitanes?").language == "es"


def test_a_class_that_talks_in_spanish_is_greeted_in_spanish(room: Room, tiny: Path) -> None:
    room.settle(languages=("es",))
    name = seat_name(room.student.id)
    talk = room.tutor.open(student=name, pack=str(tiny), persona="sacajawea", language="en")
    assert talk.greet().language == "es"
    assert talk.language == "es"
    assert talk.reply(QUESTION).language == "es"


def test_a_cry_for_help_is_answered_in_the_students_language_all_the_same(room: Room) -> None:
    room.settle(languages=("en",))
    turn = room.say("me quiero matar")
    assert (turn.language, turn.move) == ("es", "support")
    assert room.say(QUESTION).language == "en"


@pytest.mark.parametrize(("low", "high", "wanted"), [(2.0, 4.0, 4.0), (9.0, 12.0, 9.0)])
def test_the_level_stays_in_the_range(room: Room, low: float, high: float, wanted: float) -> None:
    assert room.say(QUESTION).reading_level == 6.0
    room.settle(level_min=low, level_max=high)
    assert room.say(QUESTION).reading_level == wanted
    for wish in ("simpler please", "more detail please"):
        assert low <= room.say(wish).reading_level <= high


@pytest.mark.parametrize(("limit", "moves"), [
    ("hint", {"ask", "hint", "recap"}),
    ("prompt", {"ask", "hint", "prompt", "recap"}),
])  # fmt: skip
def test_help_ends_where_the_class_ends_it(room: Room, limit: str, moves: set[str]) -> None:
    room.settle(help_limit=limit)
    room.say(QUESTION)
    turns = [room.say("ask me a question")]
    pack, pending = room.talk.pack, turns[0].pending
    assert pending is not None
    question = pack.question_by_id[pending.question_id]
    while turns[-1].pending is not None:
        assert len(turns) < 12
        turns.append(room.say("just tell me the answer" if len(turns) % 2 else "i dont know"))
    assert {turn.move for turn in turns} <= moves
    assert "My help with this question ends here" in text_of(turns[-1])
    told = " ".join(text_of(turn) for turn in turns)
    assert question.summary.en not in told
    for expectation in question.expectations:
        assert expectation.assertion.en not in told


def test_who_says_the_whole_answer_hears_it_summed_up_whatever_the_limit(room: Room) -> None:
    room.settle(help_limit="hint")
    room.say(QUESTION)
    asked = room.say("ask me a question")
    assert asked.pending is not None
    question = room.talk.pack.question_by_id[asked.pending.question_id]
    answers = " ".join(expectation.says.en[0] for expectation in question.expectations)
    said = room.say(answers)
    assert (said.move, "My help" in text_of(said)) == ("recap", False)


def test_no_outside_model_is_asked_where_the_class_has_none(
    room: Room, model: ScriptedModel
) -> None:
    asked = ("ask me a question", "maybe something about words", "idk", "why?")
    for message in (QUESTION, *asked):
        assert room.say(message).engine == "embedded"
    room.tutor.settle()
    assert model.asked == []
    assert all(e.wording is None for e in room.tutor.log.exchanges(room.student.id))


def test_the_served_model_words_the_answers_where_the_class_allows_it(
    room: Room, model: ScriptedModel
) -> None:
    room.settle(outside_model=True)
    assert room.say(QUESTION).engine == model.name
    room.settle(outside_model=False)
    before = len(model.asked)
    assert room.say(QUESTION).engine == "embedded"
    assert len(model.asked) == before


def test_the_rules_that_held_are_on_record_and_a_turn_is_made_again_under_them(
    room: Room, clock: Clock
) -> None:
    settled: list[dict[str, object]] = [
        {"person": "third", "level_max": 4.0},
        {"languages": ("es",), "outside_model": True},
        {"help_limit": "hint"},
    ]
    for policy in settled:
        room.settle(**policy)
        for message in (QUESTION, "ask me a question", "¿y por qué?", "idk", "idk"):
            clock.later(minutes=20)
            room.say(message)
    room.settle()
    made = list(room.tutor.log.exchanges(room.student.id))
    assert {e.rules.help_limit for e in made} == {"hint", "assert"}
    assert any(e.sitting is not None and e.sitting.due for e in made)
    for exchange in made:
        assert room.tutor.replay(exchange.id).differing == ()
    assert room.tutor.rebuild(mend=False).differing == ()


def test_a_student_without_a_class_is_bound_by_no_rules(
    tutor: Tutor, tiny: Path, model: ScriptedModel
) -> None:
    talk = tutor.open(student="ana", pack=str(tiny), persona="sacajawea")
    talk.greet()
    assert talk.reply(QUESTION).engine == model.name
    last = tutor.log.last(talk.session.student)
    assert last is not None
    assert not last.rules.seated
    assert not last.rules.paced


# What a teacher sets for one student


def test_what_a_teacher_sets_for_a_student_goes_before_the_class(room: Room) -> None:
    room.settle(level_min=5.0, languages=("en",))
    room.classroom.set_override(room.teacher, room.student.id, level=3.0, language="es")
    set_so = room.say(QUESTION)
    assert (set_so.reading_level, set_so.language) == (3.0, "es")
    assert any("as your teacher has set" in note for note in set_so.notes)
    room.classroom.clear_override(room.teacher, room.student.id)
    free = room.say(QUESTION)
    assert (free.reading_level, free.language) == (6.0, "en")


def test_who_set_what_and_when_is_kept_and_survives_a_rebuild(room: Room, clock: Clock) -> None:
    room.classroom.set_override(room.teacher, room.student.id, level=3.0)
    clock.later(hours=1)
    room.classroom.clear_override(room.teacher, room.student.id)
    room.tutor.rebuild(mend=True)
    newest, first = room.classroom.overrides(room.student, room.student.id)
    assert (first.person, first.at, first.level) == (room.teacher.id, NOON, 3.0)
    assert (newest.is_set, newest.at) == (False, NOON + timedelta(hours=1))
    assert '"level": 3.0' in room.classroom.takeout(room.student, room.student.id)


def test_nobody_but_the_teacher_sets_anything_for_a_student(room: Room) -> None:
    other = Actor("another", Role.TEACHER)
    for actor in (room.student, other, None, Actor("r", Role.RESEARCHER)):
        with pytest.raises(NotAllowedError):
            room.classroom.set_override(actor, room.student.id, level=3.0)
        with pytest.raises(NotAllowedError):
            room.classroom.clear_override(actor, room.student.id)
    assert room.classroom.overrides(room.teacher, room.student.id) == ()


@pytest.mark.parametrize("level", [1.9, 12.1, -3.0, float("nan"), float("inf")])
def test_no_level_is_set_that_there_is_not(room: Room, level: float) -> None:
    with pytest.raises(OutOfRangeError):
        room.classroom.set_override(room.teacher, room.student.id, level=level)


# Asking for a human being


@pytest.mark.parametrize(("message", "who"), [
    ("I want to talk to my teacher", "Your teacher will see"),
    ("quiero hablar con una persona", "Tu maestra o maestro verá"),
])  # fmt: skip
def test_who_asks_for_a_person_is_told_that_the_teacher_will_see_it(
    room: Room, model: ScriptedModel, message: str, who: str
) -> None:
    room.settle(outside_model=True)
    before = len(model.asked)
    assert who in text_of(room.say(message))
    assert "asks_for_human" in {concern.kind for concern in room.last.concerns}
    assert len(model.asked) == before


def test_without_a_class_nobody_is_promised(tutor: Tutor, tiny: Path) -> None:
    talk = tutor.open(student="ana", pack=str(tiny), persona="sacajawea")
    said = text_of(talk.reply("I want to talk to my teacher"))
    assert "no person reads along" in said
    assert "will see" not in said


# Long, late and fast


def talk_until(room: Room, clock: Clock, minutes: int, step: int = 10) -> Turn:
    for _ in range(minutes // step):
        clock.later(minutes=step)
        turn = room.say(QUESTION)
    return turn


def reminders(room: Room) -> list[str]:
    told = [s.text for e in room.tutor.log.exchanges(room.student.id) for s in e.segments]
    return [text for text in told if text.startswith(("You have been at this", "A reminder: I am"))]


def test_a_break_is_suggested_once_after_an_hour_and_a_half(room: Room, clock: Clock) -> None:
    assert "break" not in text_of(talk_until(room, clock, 80))
    due = talk_until(room, clock, 10)
    assert due.segments[-1].text.startswith("You have been at this")
    assert "long_use" in {concern.kind for concern in room.last.concerns}
    talk_until(room, clock, 60)
    assert len(reminders(room)) == 1


def test_every_three_hours_a_student_is_reminded_of_what_this_is(room: Room, clock: Clock) -> None:
    clock.later(minutes=29)
    room.say(QUESTION)
    talk_until(room, clock, 150)
    assert len(reminders(room)) == 1
    clock.later(minutes=2)
    assert "I am a computer program, not a person" in text_of(room.say(QUESTION))
    talk_until(room, clock, 170)
    assert len(reminders(room)) == 2
    talk_until(room, clock, 10)
    assert len(reminders(room)) == 3


def test_a_new_talk_is_the_same_sitting_and_a_pause_ends_it(
    room: Room, clock: Clock, tiny: Path
) -> None:
    talk_until(room, clock, 80)
    name = seat_name(room.student.id)
    room.talk = room.tutor.open(student=name, pack=str(tiny), persona="sacajawea")
    room.talk.greet()
    assert len(reminders(room)) == 0
    talk_until(room, clock, 10)
    assert len(reminders(room)) == 1
    clock.later(minutes=31)
    room.say(QUESTION)
    talk_until(room, clock, 80)
    assert len(reminders(room)) == 1


def test_a_reminder_waits_where_a_cry_for_help_is_answered(room: Room, clock: Clock) -> None:
    talk_until(room, clock, 80)
    clock.later(minutes=20)
    assert len(room.say("i want to kill myself").segments) == 1
    assert room.say(QUESTION).segments[-1].text.startswith("You have been at this")


def test_use_at_night_is_noted_once_where_the_students_hour_is_known(
    room: Room, clock: Clock
) -> None:
    room.say(QUESTION)
    assert room.last.concerns == ()
    clock.now = datetime(2026, 3, 3, 4, 30, tzinfo=UTC)
    room.talk.zone = timezone(timedelta(hours=-6))
    assert "It is night" in text_of(room.say(QUESTION))
    assert [concern.kind for concern in room.last.concerns] == ["night_use"]
    clock.later(minutes=5)
    assert "It is night" not in text_of(room.say(QUESTION))


def test_the_thirteenth_message_of_a_minute_is_kept_and_asks_for_patience(
    room: Room, clock: Clock, model: ScriptedModel
) -> None:
    room.settle(outside_model=True)
    for _ in range(12):
        clock.later(seconds=3)
        room.say(QUESTION)
    before, state = len(model.asked), room.last.state
    clock.later(seconds=3)
    turn = room.say("why did they need horses?")
    assert "kept" in text_of(turn)
    assert (room.last.message, room.last.state) == ("why did they need horses?", state)
    assert len(model.asked) == before
    clock.later(minutes=1)
    assert "faster" not in text_of(room.say(QUESTION))


def test_a_cry_for_help_is_never_too_fast(room: Room) -> None:
    for _ in range(12):
        room.say(QUESTION)
    assert "faster" in text_of(room.say(QUESTION))
    assert "988" in text_of(room.say("i want to kill myself"))
    assert "Your teacher will see" in text_of(room.say("i want to talk to a real person"))


def test_one_students_pace_slows_nobody_else(room: Room, tutor: Tutor, tiny: Path) -> None:
    for _ in range(13):
        room.say(QUESTION)
    code = room.classroom.new_code(room.teacher, room.id)
    ben = room.classroom.doors.join(code.code, "Ben", "192.0.2.7").actor
    talk = tutor.open(student=seat_name(ben.id), pack=str(tiny), persona="sacajawea")
    assert "faster" not in text_of(talk.reply(QUESTION))


def fast_talk(tutor: Tutor, tiny: Path, name: str) -> Conversation:
    talk = tutor.open(student=name, pack=str(tiny), persona="sacajawea")
    for _ in range(12):
        talk.reply(QUESTION)
    return talk


def test_guests_are_paced_and_scripts_on_the_own_machine_are_not(tutor: Tutor, tiny: Path) -> None:
    assert "faster" in text_of(fast_talk(tutor, tiny, f"{GUEST}x").reply(QUESTION))
    assert "faster" not in text_of(fast_talk(tutor, tiny, "script").reply(QUESTION))
