from __future__ import annotations

import pytest

from tests.core.situations import Talk, make_reading
from tutor.core.events import DialogueState
from tutor.core.feelings import asks_feeling, asks_feeling_alone, event_asked, tells_feeling
from tutor.core.gathering import is_about_last, recall_topic
from tutor.core.prepared import PreparedLesson

ALONE = ("were you scared?", "Were you really afraid then?", "how did you feel", "did you cry",
         "¿Tuviste miedo?", "¿qué sentiste?", "¿Estabas triste?")  # fmt: skip
OF_AN_EVENT = ("were you scared when the boat tipped?", "did you miss your brother?",
               "¿Qué sentiste cuando viste a tu hermano?", "¿Tenías miedo en el bote?")  # fmt: skip
OTHERS = ("what did you eat", "Why were the people afraid?", "did you see the bear",
          "¿Quién tenía el bote?", "was the trip hard")  # fmt: skip


@pytest.mark.parametrize("message", ALONE)
def test_a_bare_question_of_feeling_names_no_event(message: str) -> None:
    assert asks_feeling(message)
    assert asks_feeling_alone(message)


@pytest.mark.parametrize("message", OF_AN_EVENT)
def test_a_question_of_feeling_may_name_its_event(message: str) -> None:
    assert asks_feeling(message)
    assert not asks_feeling_alone(message)


@pytest.mark.parametrize("message", OTHERS)
def test_what_others_felt_or_what_happened_is_no_question_of_feeling(message: str) -> None:
    assert not asks_feeling(message)


def test_a_text_tells_a_feeling_only_of_the_figure() -> None:
    assert tells_feeling("I saw the riders and danced for joy.", "en")
    assert not tells_feeling("The people inside were afraid and hid.", "en")


def test_a_bare_question_of_feeling_is_about_what_was_told_last() -> None:
    told = DialogueState(topic=("mandan.hired",))
    reading = make_reading("question")
    assert is_about_last(reading, "were you scared?", told)
    assert [found.id for found in recall_topic(told)] == ["mandan.hired"]
    assert not is_about_last(reading, "were you scared?", DialogueState())
    assert not is_about_last(reading, "were you scared of Clark?", told)
    assert not is_about_last(make_reading("answer"), "were you scared?", told)


def test_how_she_felt_is_answered_by_what_happened_and_that_nobody_wrote_it_down(
    lesson: PreparedLesson,
) -> None:
    said = Talk(lesson).say("Were you sad when they hired you?", answerable=0.9)
    assert said.worded.told
    assert "felt" in said.text
    plain = Talk(lesson).say("Why were you hired?", answerable=0.9)
    assert "felt" not in plain.text


@pytest.mark.parametrize(
    ("message", "event"),
    [
        ("¿Qué sentiste cuando viste a tu hermano?", "cuando viste a tu hermano?"),
        ("were you scared in the boat?", "in the boat?"),
        ("were you scared?", "were you scared?"),
        ("where was the boat?", "where was the boat?"),
    ],
)
def test_a_question_of_feeling_is_searched_by_its_event(message: str, event: str) -> None:
    assert event_asked(message) == event
