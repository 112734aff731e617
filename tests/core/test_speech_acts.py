from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.speech_acts import Moment, read_act

OPEN = [
    ("What did you eat in the winter?", "question"),
    ("did she speak shoshone?", "question"),
    ("was it because she spoke shoshone?", "answer"),
    ("tell me about York", "question"),
    ("¿Qué comían en el invierno?", "question"),
    ("por qué necesitaban caballos?", "question"),
    ("are you real?", "question"),
    ("because she spoke Shoshone", "answer"),
    ("cuz they needed her", "answer"),
    ("porque hablaba shoshón", "answer"),
    ("horses?", "answer"),
    ("no", "answer"),
    ("I think they wanted more food", "answer"),
    ("idk", "dont_know"),
    ("I don't know", "dont_know"),
    ("um, not sure", "dont_know"),
    ("?", "dont_know"),
    ("who knows", "dont_know"),
    ("skip", "dont_know"),
    ("no sé", "dont_know"),
    ("ni idea", "dont_know"),
    ("no me acuerdo", "dont_know"),
    ("give me a hint", "dont_know"),
    ("dame una pista por favor", "dont_know"),
    ("I don't know but maybe she spoke Shoshone", "answer"),
    ("no sé pero creo que hablaba shoshón", "answer"),
    ("when they met the Shoshone she talked to them", "answer"),
    ("so they could get horses", "answer"),
    ("what language did she speak", "question"),
    ("is that right?", "social"),
    ("explain that again", "clarification"),
    ("just tell me", "request_answer"),
    ("what's the answer", "request_answer"),
    ("I give up", "request_answer"),
    ("dime la respuesta", "request_answer"),
    ("me rindo", "request_answer"),
    ("I don't understand", "clarification"),
    ("what do you mean?", "clarification"),
    ("what was the question", "clarification"),
    ("no entiendo", "clarification"),
    ("¿qué quieres decir?", "clarification"),
    ("thanks", "social"),
    ("gracias", "social"),
]
ANY_TIME = [
    ("simpler please", "request_simpler"),
    ("that was too hard", "request_simpler"),
    ("explain it like I'm 5", "request_simpler"),
    ("más sencillo", "request_simpler"),
    ("eso es muy difícil", "request_simpler"),
    ("son palabras muy difíciles", "request_simpler"),
    ("tell me more", "request_deeper"),
    ("tell me more about that", "request_deeper"),
    ("what else?", "request_deeper"),
    ("go on", "request_deeper"),
    ("dime más", "request_deeper"),
    ("¿qué más?", "request_deeper"),
    ("in Spanish please", "preference"),
    ("can you speak Spanish", "preference"),
    ("en inglés por favor", "preference"),
    ("show me on a map", "preference"),
    ("cuéntame un cuento", "preference"),
    ("make a list", "preference"),
    ("quiz me", "preference"),
    ("hazme una pregunta", "preference"),
]
ABOUT_THE_PAST = [
    "did you speak English?",
    "when did you learn to speak English?",
    "who spoke French",
    "¿hablabas inglés?",
    "Why did you go on the trip?",
    "Was the journey too long?",
    "Was the winter harder?",
    "¿Fue muy difícil cruzar las montañas?",
    "what else did you eat?",
    "¿Qué más comían?",
    "Tell me more about your brother",
    "Can you tell me more about York?",
    "cuéntame más sobre York",
    "did you read the journals?",
]
LIKE_HELP = [
    "Labiche told the captains in English",
    "it was too hard to carry the boats",
    "each one had to repeat it in the next language",
    "the river was too difficult for boats",
    "por que necesitaban caballos",
]


@pytest.mark.parametrize(("message", "act"), OPEN + ANY_TIME)
def test_a_message_while_a_question_is_open(message: str, act: str) -> None:
    assert read_act(message, Moment(pending=True)).act == act


@pytest.mark.parametrize(("message", "act"), ANY_TIME)
def test_requests_are_read_without_an_open_question_too(message: str, act: str) -> None:
    assert read_act(message, Moment(pending=False)).act == act


@pytest.mark.parametrize("message", ABOUT_THE_PAST)
@pytest.mark.parametrize("pending", [False, True])
def test_a_question_about_the_past_is_no_request(message: str, pending: bool) -> None:  # noqa: FBT001 - a column of the table
    assert read_act(message, Moment(pending=pending)).act == "question"


@pytest.mark.parametrize("message", LIKE_HELP)
def test_an_answer_that_sounds_like_a_request_is_an_answer(message: str) -> None:
    assert read_act(message, Moment(pending=True, resembles=0.9)).act == "answer"


@pytest.mark.parametrize(
    "message", ["I don't understand", "no entiendo", "what do you mean", "in English please",
                "too hard, please", "idk", "just tell me"],
)  # fmt: skip
def test_a_plain_request_is_never_taken_for_an_answer(message: str) -> None:
    assert read_act(message, Moment(pending=True, resembles=0.9)).act != "answer"


@pytest.mark.parametrize("message", ["hi", "hola", "thank you so much", "ok", "bye", "¡gracias!"])
def test_courtesies_are_social(message: str) -> None:
    assert read_act(message, Moment(pending=False)).act == "social"


def test_a_yes_that_could_be_the_answer_is_one() -> None:
    assert read_act("yes", Moment(pending=True, resembles=0.9)).act == "answer"
    assert read_act("yes", Moment(pending=True)).act == "social"


@pytest.mark.parametrize(
    ("message", "language"),
    [("in Spanish please", "es"), ("habla en inglés", "en"), ("en español", "es")],
)
def test_a_wish_names_its_language(message: str, language: str) -> None:
    assert read_act(message, Moment(pending=False)).language == language


@pytest.mark.parametrize(
    ("message", "form"),
    [("tell me a story", "story"), ("show me on a map", "map"), ("show me the journal", "document"),
     ("hazme una lista", "list"), ("con un mapa", "map"), ("muéstrame el diario", "document")],
)  # fmt: skip
def test_a_wish_names_its_form(message: str, form: str) -> None:
    assert read_act(message, Moment(pending=False)).presentation == form


@pytest.mark.parametrize("message", ["are you a robot?", "is this AI", "¿eres una persona?"])
@pytest.mark.parametrize("pending", [False, True])
def test_asking_what_it_is_is_always_heard(message: str, pending: bool) -> None:  # noqa: FBT001 - a column of the table
    assert read_act(message, Moment(pending=pending)).topic == "program"


@pytest.mark.parametrize(
    ("message", "topic"),
    [("this is boring", "bored"), ("idc", "bored"), ("something else please", "bored"),
     ("qué aburrido", "bored"), ("how do you know that?", "sources"), ("you're wrong", "sources"),
     ("¿cómo lo sabes?", "sources"), ("no te creo", "sources"), ("quiz me", "quiz")],
)  # fmt: skip
@pytest.mark.parametrize("pending", [False, True])
def test_remarks_about_the_talk_are_heard_and_never_graded(
    message: str,
    topic: str,
    pending: bool,  # noqa: FBT001 - a column of the table
) -> None:
    found = read_act(message, Moment(pending=pending))
    assert found.topic == topic
    assert found.act != "answer"


@pytest.mark.parametrize(
    "message", ["what language did she speak", "how did they talk", "when did they meet"]
)
def test_a_question_without_its_mark_is_one_even_if_it_sounds_like_the_answer(
    message: str,
) -> None:
    assert read_act(message, Moment(pending=True, resembles=0.9)).act == "question"


@pytest.mark.parametrize(
    ("message", "mood"),
    [("ugh this is so boring", "bored"), ("im so confused", "stuck"), ("qué aburrido", "bored"),
     ("esto no tiene sentido", "stuck"), ("no le entiendo nada", "stuck"), ("thanks!", None),
     ("tell me more", None), ("dime más", None)],
)  # fmt: skip
def test_words_show_whether_a_student_is_stuck_or_bored(message: str, mood: str | None) -> None:
    assert read_act(message, Moment(pending=True)).mood == mood


@pytest.mark.parametrize(
    "message", ["no more questions please", "stop asking me questions", "ya no me hagas preguntas"]
)
@pytest.mark.parametrize("pending", [False, True])
def test_a_wish_for_no_questions_is_heard(message: str, pending: bool) -> None:  # noqa: FBT001 - a column of the table
    found = read_act(message, Moment(pending=pending))
    assert (found.act, found.topic) == ("preference", "no_quiz")


def test_the_reason_names_what_spoke_for_the_act() -> None:
    reason = read_act("use easier words pls", Moment()).reason
    assert reason == "asks for simpler words (asks for easier words)"


@settings(deadline=None, max_examples=120)
@given(st.text(max_size=120), st.booleans(), st.booleans())
def test_any_text_has_an_act_and_a_reason(text: str, pending: bool, resembles: bool) -> None:  # noqa: FBT001 - drawn
    act = read_act(text, Moment(pending=pending, resembles=0.9 * resembles))
    assert act.reason
    assert pending or act.act not in ("answer", "dont_know", "request_answer")
