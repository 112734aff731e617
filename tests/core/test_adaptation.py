from __future__ import annotations

from typing import Any

import pytest

from tests.builders import START, make_exchange
from tests.core.situations import TOLD, make_reading, make_situation
from tutor.core.adaptation import plan_reply
from tutor.core.events import Decision, DialogueState, Plan
from tutor.core.learner import LearnerModel, replay, update
from tutor.core.prepared import PreparedLesson
from tutor.core.reading_level import ReadingLevel
from tutor.core.terms import DEPTHS, LEVELS, Level

EXPLAIN = Decision(move="explain", reason="asked")


def plan(lesson: PreparedLesson, act: str = "question", message: str = "", **now: Any) -> Plan:
    reading = make_reading(act, **now.pop("reading", {}))
    return plan_reply(make_situation(lesson, reading, **now), EXPLAIN, message)


def reads_at(grade: float) -> LearnerModel:
    return LearnerModel(reading={"en": ReadingLevel(grade=grade, variance=1.0)})


@pytest.mark.parametrize(("grade", "level"), [(3.0, "simple"), (6.0, "standard"), (10, "advanced")])
def test_the_first_reply_is_at_the_students_level(
    lesson: PreparedLesson, grade: float, level: Level
) -> None:
    assert plan(lesson, model=reads_at(grade)).level == level


@pytest.mark.parametrize("before", LEVELS)
@pytest.mark.parametrize("grade", [2.0, 6.0, 11.9])
def test_a_reply_moves_one_level_at_a_time(
    lesson: PreparedLesson, before: Level, grade: float
) -> None:
    found = plan(lesson, model=reads_at(grade), state=DialogueState(level=before)).level
    assert abs(LEVELS.index(found) - LEVELS.index(before)) <= 1


@pytest.mark.parametrize("grade", [6.0, 9.0, 11.5])
def test_simpler_lowers_the_level_at_once_and_it_stays(
    lesson: PreparedLesson, grade: float
) -> None:
    model = reads_at(grade)
    shown = plan(lesson, model=model)
    state = DialogueState(level=shown.level, topic=("mandan.hired",))
    reading = make_reading("request_simpler")
    model = update(model, make_exchange(reading=reading, heard_grade=shown.reading_level,
                                        evidence=(), plan=shown))  # fmt: skip
    simpler = plan(lesson, "request_simpler", model=model, state=state)
    assert LEVELS.index(simpler.level) == LEVELS.index(shown.level) - 1
    assert "because you asked for simpler words" in " ".join(simpler.notes)
    for ordinal in range(10):
        heard = make_exchange(reading=make_reading("question"), evidence=(), plan=simpler,
                              heard_grade=simpler.reading_level, ordinal=ordinal + 1)  # fmt: skip
        model = update(model, heard)
        after = plan(lesson, model=model, state=DialogueState(level=simpler.level))
        assert after.level == simpler.level


def test_a_lower_level_has_fewer_sentences(lesson: PreparedLesson) -> None:
    lengths = [plan(lesson, model=reads_at(g)).max_sentences for g in (3.0, 6.0, 10.0)]
    assert lengths == sorted(set(lengths))


@pytest.mark.parametrize(
    ("message", "depth"),
    [
        ("What did you eat?", "fact"),
        ("Why did they need horses?", "cause"),
        ("¿Por qué necesitaban caballos?", "cause"),
        ("What did Clark think?", "perspective"),
        ("How do we know that?", "argument"),
        ("¿Cómo lo sabemos?", "argument"),
        ("Is it true?", "argument"),
    ],
)
def test_a_question_says_how_deep_it_wants_to_go(
    lesson: PreparedLesson, message: str, depth: str
) -> None:
    assert plan(lesson, message=message).depth == depth


def test_deeper_goes_one_step_at_a_time_and_ends_at_the_argument(lesson: PreparedLesson) -> None:
    depths, state = [], TOLD
    for _ in range(4):
        found = plan(lesson, "request_deeper", state=state)
        depths.append(found.depth)
        state = state.model_copy(update={"depth": found.depth})
    assert depths == [*DEPTHS[1:], "argument"]


def test_the_same_matter_again_keeps_its_depth(lesson: PreparedLesson) -> None:
    state = TOLD.model_copy(update={"depth": "perspective"})
    assert plan(lesson, "request_simpler", state=state).depth == "perspective"
    assert plan(lesson, "clarification", state=state).depth == "perspective"
    wish = plan(lesson, "preference", state=state, reading={"wants_language": "es"})
    assert wish.depth == "perspective"


def test_mastery_earns_depth(lesson: PreparedLesson) -> None:
    model = replay([make_exchange(ordinal=n, pack="tiny") for n in range(12)])
    found = plan(lesson, model=model, concepts=("interpreters",), message="What did you do?")
    assert DEPTHS.index(found.depth) > 0


def test_the_plan_replies_in_the_language_read(lesson: PreparedLesson) -> None:
    found = plan(lesson, reading={"language": "es", "written": "es", "switched": True})
    assert found.language == "es"
    assert any("following the student" in note for note in found.notes)


def test_a_message_in_both_languages_gets_a_gloss(lesson: PreparedLesson) -> None:
    assert plan(lesson, reading={"mixed": True}).gloss
    assert not plan(lesson).gloss


def test_what_the_student_comes_back_to_is_an_interest_and_one_mention_is_none(
    lesson: PreparedLesson,
) -> None:
    model = replay(
        make_exchange(ordinal=n, reading=make_reading("question", interests=tags))
        for n, tags in enumerate((("maps",), ("animals", "maps"), ("food",)))
    )
    assert plan(lesson, model=model, reading={"interests": ("food",)}).interests == ("maps",)


def test_the_chosen_form_is_kept(lesson: PreparedLesson) -> None:
    model = LearnerModel(presentation="map", presentation_chosen=True)
    found = plan(lesson, model=model)
    assert found.presentation == "map"
    assert "told as a map, as the student chose" in found.notes


@pytest.mark.parametrize("mood", ["stuck", "bored"])
def test_the_form_changes_for_a_student_who_is_stuck_or_bored_unless_they_chose_it(
    lesson: PreparedLesson, mood: str
) -> None:
    reading = {"mood": mood}
    assert plan(lesson, "clarification").presentation == "story"
    changed = plan(lesson, "clarification", reading=reading)
    assert changed.presentation == "list"
    assert any(mood in note for note in changed.notes)
    chosen = LearnerModel(presentation="story", presentation_chosen=True)
    assert plan(lesson, "clarification", reading=reading, model=chosen).presentation == "story"


def test_the_focus_is_the_question_in_hand_then_what_was_found(lesson: PreparedLesson) -> None:
    now = make_situation(lesson, make_reading("answer"), concepts=("interpreters",), at=START)
    decision = Decision(move="hint", reason="helps", question="why-hired",
                        expectation="spoke-shoshone")  # fmt: skip
    assert plan_reply(now, decision).focus == ("interpreters",)
