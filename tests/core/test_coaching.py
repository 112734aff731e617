from __future__ import annotations

import pytest

from tests.core.situations import OPEN, TOLD, WRONG, Talk, make_grade
from tutor.core.events import DialogueState
from tutor.core.phrases import all_phrases
from tutor.core.prepared import PreparedLesson

RESTATE = {text for key, _, text in all_phrases() if key == "restate"}
AFTER = OPEN.model_copy(
    update={"pending": OPEN.pending.model_copy(update={"attempts": 1}) if OPEN.pending else None}
)


def test_each_rung_says_what_the_author_wrote_for_it(lesson: PreparedLesson) -> None:
    talk = Talk(lesson, OPEN)
    hint, prompt, told, recap = (talk.say("idk") for _ in range(4))
    assert "Think of languages." in hint.text
    assert "She spoke ..." in prompt.text
    assert "She spoke Shoshone." in told.text
    assert "She spoke Shoshone." in recap.text


@pytest.mark.parametrize(("message", "state"), [("just tell me", AFTER), ("idk", None)])
def test_after_the_assertion_the_student_is_asked_for_their_own_words(
    lesson: PreparedLesson, message: str, state: DialogueState | None
) -> None:
    talk = Talk(lesson, state or OPEN)
    said = talk.say(message)
    while said.decision.move != "assert":
        said = talk.say(message)
    assert said.worded.segments[-1].text in RESTATE
    assert talk.state.pending is not None
    assert talk.state.pending.restate


def test_help_gives_nothing_away_before_the_assertion(lesson: PreparedLesson) -> None:
    talk = Talk(lesson, OPEN)
    for message in ("just tell me", "what do you mean?", "hello"):
        said = talk.say(message)
        assert "Shoshone" not in said.text
        assert said.decision.move != "assert"


def test_a_refutation_rests_on_its_passages_and_helps_on(lesson: PreparedLesson) -> None:
    talk = Talk(lesson, OPEN)
    grade = make_grade(0.1, misconceptions={WRONG: 0.9})
    said = talk.say("She was the guide", "answer", grade=grade)
    first, *rest = said.worded.segments
    assert (first.text, first.support) == ("She was hired to interpret.", ("mandan.hired",))
    assert [s.text for s in rest] == ["Think of languages."]


def test_a_right_answer_is_told_so_with_its_source(lesson: PreparedLesson) -> None:
    said = Talk(lesson, OPEN).say("She spoke Shoshone", "answer", grade=make_grade(0.9))
    right = {text for key, language, text in all_phrases() if (key, language) == ("right", "en")}
    assert any(said.worded.segments[0].text.startswith(text) for text in right)
    assert said.worded.segments[0].support == ("mandan.hired",)


def test_a_first_try_is_asked_for_before_the_answer(lesson: PreparedLesson) -> None:
    assert "guess" in Talk(lesson, OPEN).say("just tell me").text


def test_not_knowing_is_met_kindly(lesson: PreparedLesson) -> None:
    kind = {text for key, language, text in all_phrases() if (key, language) == ("no_matter", "en")}
    said = Talk(lesson, OPEN).say("idk")
    assert any(said.text.startswith(text) for text in kind)


@pytest.mark.parametrize(
    ("message", "answer"), [("hello", "Hello!"), ("thanks", "welcome"), ("bye", "Goodbye")]
)
def test_courtesies_are_returned(lesson: PreparedLesson, message: str, answer: str) -> None:
    assert answer in Talk(lesson).say(message).text


def test_small_talk_puts_the_open_question_again_and_goodbye_does_not(
    lesson: PreparedLesson,
) -> None:
    assert "Why was she hired?" in Talk(lesson, OPEN).say("thanks").text
    assert "?" not in Talk(lesson, OPEN).say("bye").text


def test_an_anachronism_is_answered_by_the_guide(lesson: PreparedLesson) -> None:
    said = Talk(lesson).say("did you like Barack Obama")
    assert said.decision.move == "redirect"
    assert {s.voice for s in said.worded.segments} == {"guide"}
    assert "president" in said.text


def test_a_question_answered_while_another_is_open_is_not_graded(lesson: PreparedLesson) -> None:
    talk = Talk(lesson, OPEN)
    said = talk.say("Was the winter cold?", answerable=0.9)
    assert (said.reading.act, said.evidence) == ("question", ())
    assert talk.state.pending is not None
    assert talk.state.pending.question == "why-hired"


def test_what_was_told_meanwhile_counts_as_help(lesson: PreparedLesson) -> None:
    talk = Talk(lesson, OPEN)
    talk.say("Why were you hired?", answerable=0.9)
    (shown,) = talk.say("She spoke Shoshone", "answer", grade=make_grade(0.9)).evidence
    assert shown.assisted


def test_telling_again_never_follows_when_nothing_was_told(lesson: PreparedLesson) -> None:
    assert Talk(lesson).say("tell me more").decision.move == "redirect"
    assert Talk(lesson, TOLD).say("tell me more").decision.move == "explain"
