from __future__ import annotations

from typing import get_args

import pytest

from tests.builders import make_plan
from tests.core.situations import OPEN, QUESTION, TOLD, make_reading
from tutor.core.composition import Composition, compose, compose_greeting
from tutor.core.events import Decision, DialogueState
from tutor.core.prepared import PreparedLesson
from tutor.core.terms import LANGUAGES, LEVELS, Language, Level, Move, Person

MOVES = get_args(Move)


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [DialogueState(), OPEN, TOLD])
@pytest.mark.parametrize("given", [{}, {"question": QUESTION, "expectation": "spoke-shoshone"}])
def test_every_move_says_something_without_slots_left_open(
    lesson: PreparedLesson, move: Move, language: Language, state: DialogueState,
    given: dict[str, str],
) -> None:  # fmt: skip
    wrong = {"misconception": "she-was-the-guide"} if move == "refute" else {}
    decision = Decision.model_validate({"move": move, "reason": "r"} | given | wrong)
    plan = make_plan(move=move, language=language)
    worded = compose(Composition(lesson, decision, plan, state, make_reading("social")))
    said = " ".join(segment.text for segment in worded.segments)
    assert said.strip()
    assert not set("{}|") & set(said)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("person", "voice"), [("first", "figure"), ("third", "guide")])
def test_the_greeting_is_spoken_by_whoever_the_class_chose(
    lesson: PreparedLesson, level: Level, language: Language, person: Person, voice: str
) -> None:
    plan = make_plan(level=level, language=language, person=person)
    decision = Decision(move="explain", reason="opens")
    worded = compose_greeting(Composition(lesson, decision, plan, DialogueState()))
    assert [s.voice for s in worded.segments] == [voice]


def test_a_review_follows_the_greeting_with_its_question(lesson: PreparedLesson) -> None:
    decision = Decision(move="review", reason="due", question=QUESTION, ask=QUESTION)
    worded = compose_greeting(Composition(lesson, decision, make_plan(), DialogueState()))
    assert len(worded.segments) == 3
    assert "Why interpreters were hired" in worded.segments[1].text
    assert worded.segments[2].text == "Why was she hired?"


def test_a_question_to_ask_ends_the_explanation(lesson: PreparedLesson) -> None:
    decision = Decision(move="explain", reason="asked", ask=QUESTION)
    now = Composition(lesson, decision, make_plan(), DialogueState(), make_reading("question"),
                      query="why", passages=("mandan.hired",), scores=(1.0,))  # fmt: skip
    assert compose(now).segments[-1].text.endswith("Why was she hired?")


def test_the_same_plan_is_worded_the_same_each_time(lesson: PreparedLesson) -> None:
    decision = Decision(move="explain", reason="asked")
    now = Composition(lesson, decision, make_plan(), DialogueState(), make_reading("question"),
                      query="why", passages=("mandan.hired",), scores=(1.0,))  # fmt: skip
    assert compose(now) == compose(now)
