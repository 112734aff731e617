from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.situations import OPEN, TOLD
from tutor.core.events import DialogueState, Reading
from tutor.core.lesson import Dispute
from tutor.core.prepared import PreparedLesson, prepare_lesson
from tutor.core.reading import is_wordless, read_message
from tutor.core.terms import LANGUAGES, Language

FRESH = DialogueState()


@settings(deadline=None, max_examples=120)
@given(
    st.one_of(st.text(max_size=200), st.text("ab ?¿.,'\n😀ñ1", max_size=80)),
    st.sampled_from((FRESH, OPEN, TOLD)),
    st.sampled_from(LANGUAGES),
    st.booleans(),
)
def test_no_message_raises(
    lesson: PreparedLesson,
    text: str,
    state: DialogueState,
    standing: Language,
    follow: bool,  # noqa: FBT001 - drawn
) -> None:
    reading = read_message(text, lesson, state, standing, follow=follow)
    assert reading.reason
    assert len(reading.concepts) <= 4
    assert reading.switched == (reading.language != standing)


def test_the_reply_follows_a_sure_message_at_once(lesson: PreparedLesson) -> None:
    reading = read_message("¿Por qué te contrataron los capitanes?", lesson, FRESH, "en")
    assert (reading.language, reading.written, reading.switched) == ("es", "es", True)


def test_the_reply_follows_short_messages_on_the_second_turn(lesson: PreparedLesson) -> None:
    once = DialogueState(foreign=1)
    assert read_message("dime mas", lesson, FRESH, "en").language == "en"
    assert read_message("dime mas", lesson, once, "en").language == "es"


def test_a_fixed_language_is_left_only_on_request(lesson: PreparedLesson) -> None:
    asked = read_message("¿Por qué te contrataron?", lesson, FRESH, "en", follow=False)
    wished = read_message("en español por favor", lesson, FRESH, "en", follow=False)
    assert (asked.language, asked.written) == ("en", "es")
    assert (wished.language, wished.wants_language) == ("es", "es")


def test_a_question_that_takes_a_misconception_for_granted_names_it(
    lesson: PreparedLesson,
) -> None:
    assert read_message("Were you the guide?", lesson, FRESH, "en").premise == "she-was-the-guide"
    assert read_message("Was it cold?", lesson, FRESH, "en").premise is None


def test_an_answer_is_no_premise(lesson: PreparedLesson) -> None:
    reading = read_message("She was the guide.", lesson, OPEN, "en")
    assert (reading.act, reading.premise) == ("answer", None)


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("teach me a shoshone prayer", "restricted:ceremony"),
        ("who is Barack Obama", "anachronism:later-presidents"),
        ("are you a robot", "program"),
        ("quiz me", "quiz"),
    ],
)
def test_what_the_figure_may_not_answer_is_named(
    lesson: PreparedLesson, message: str, topic: str
) -> None:
    assert read_message(message, lesson, FRESH, "en").topic == topic


def test_concepts_named_in_the_message_are_touched(lesson: PreparedLesson) -> None:
    assert read_message("was the interpreter paid", lesson, FRESH, "en").concepts == (
        "interpreters",
    )


def test_interests_are_heard_in_both_languages(lesson: PreparedLesson) -> None:
    assert "animals" in read_message("did you see bears", lesson, FRESH, "en").interests
    assert "animals" in read_message("¿viste osos?", lesson, FRESH, "es").interests


@pytest.mark.parametrize(
    "message", ["what is a fraction in math", "how does algebra homework work"]
)
def test_words_that_the_material_does_not_know_are_off_topic(
    lesson: PreparedLesson, message: str
) -> None:
    assert read_message(message, lesson, FRESH, "en").act == "off_topic"


def test_what_is_asked_about_her_is_never_off_topic(lesson: PreparedLesson) -> None:
    assert read_message("do you like pineapple pizza toppings", lesson, FRESH, "en").topic
    assert read_message("did you juggle zebras", lesson, FRESH, "en").act == "question"


def test_a_few_words_are_too_few_to_measure(lesson: PreparedLesson) -> None:
    assert read_message("why though", lesson, FRESH, "en").lix is None
    assert read_message("why did the captains hire you", lesson, FRESH, "en").lix is not None


@pytest.mark.parametrize(
    ("message", "wordless"),
    [("", True), ("  \n", True), ("😀😀", True), ("...", True), ("_", True), ("a", False),
     ("7", False), ("ñ", False), ("你好", False)],
)  # fmt: skip
def test_a_message_without_letter_or_digit_is_wordless(message: str, wordless: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_wordless(message) is wordless


def test_turns_without_progress_show_that_a_student_is_stuck(lesson: PreparedLesson) -> None:
    again = OPEN.model_copy(update={"stuck": 2})
    assert read_message("idk", lesson, OPEN, "en").mood is None
    assert read_message("idk", lesson, again, "en").mood == "stuck"


def test_what_was_hard_in_the_past_shows_no_mood(lesson: PreparedLesson) -> None:
    assert read_message("were they lost and confused?", lesson, FRESH, "en").mood is None


def test_a_record_from_before_moods_were_read_still_loads() -> None:
    before = {"act": "social", "reason": "a greeting", "language": "en"}
    assert Reading.model_validate(before).mood is None
    assert DialogueState.model_validate({"stuck": 1}).quiet is False


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_answers_for_it_is_asked_even_while_a_question_is_open(
    lesson: PreparedLesson, language: Language
) -> None:
    topic = lesson.persona.accountability[0]
    reading = read_message(topic.asks.get(language)[0], lesson, OPEN, language)
    assert (reading.act, reading.topic) == ("question", f"accountability:{topic.id}")


@pytest.mark.parametrize("teller", ["clark", "sacajawea"])
def test_a_dispute_about_one_figure_is_no_matter_of_the_others_you(
    lesson: PreparedLesson, teller: str
) -> None:
    said = {"en": "Some say so."}
    account = {"holder": said, "claim": said, "evidence": said, "kind": "journal", "sources": [
        {"author": "William Clark", "work": "journal"}]}  # fmt: skip
    dispute = Dispute.model_validate(
        {
            "id": "name",
            "title": {"en": "The name"},
            "question": {"en": "What was the name?"},
            "asks": {"en": ["what is your real name"]},
            "teller": teller,
            "accounts": [{"id": "one", **account}, {"id": "two", **account}],
        }
    )
    pack = lesson.pack.model_copy(update={"disputes": (dispute,)})
    reading = read_message(
        "what is your real name?", prepare_lesson(pack, lesson.persona), FRESH, "en"
    )
    assert (reading.topic == "dispute:name") is (teller == lesson.persona.id)
