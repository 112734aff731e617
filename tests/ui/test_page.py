"""The page's logic, in process and with the real embedded tutor."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open
from tutor.errors import StorageError
from tutor.ui.sharing import shared_tutor
from tutor.ui.strings import words

QUESTION = "How did you find your brother?"


def shown(page: AppTest) -> str:
    return "\n".join(element.value for element in page.markdown)


def ask(page: AppTest, text: str) -> AppTest:
    page.chat_input[0].set_value(text)
    return page.run()


def button(page: AppTest, label: str):
    return next(b for b in page.button if b.label == label)


def address(page: AppTest) -> dict[str, str]:
    return {
        key: value[0] if isinstance(value, list) else value
        for key, value in page.query_params.items()
    }


@pytest.mark.parametrize(
    ("locale", "language", "greeting"),
    [("en-US", "en", "computer program"), ("es-MX", "es", "programa de computadora")],
)
def test_a_newcomer_is_greeted_in_the_browsers_language(
    open_page: Open, locale, language, greeting
):
    page = open_page(locale)
    assert not page.exception
    assert page.title[0].value == "Sacajawea"
    assert greeting in shown(page)
    assert page.chat_input[0].placeholder == words(language)("ask.placeholder", name="Sacajawea")
    assert page.button_group[0].label == words(language)("ask.starters")


@pytest.mark.parametrize(
    ("locale", "question", "source"),
    [("en-US", QUESTION, "Documented"), ("es", "¿Cómo encontraste a tu hermano?", "Documentado")],
)
def test_a_question_is_answered_with_its_sources(open_page: Open, locale, question, source):
    page = ask(open_page(locale), question)
    assert not page.exception
    assert "Cameahwait" in shown(page)
    assert "**\\[1\\]**" in shown(page)
    assert any(source in b.label for b in page.button)


def test_a_source_opens_the_passage_with_the_cited_sentences_marked(open_page: Open):
    page = ask(open_page(), QUESTION)
    next(b for b in page.button if b.label.startswith("**\\[1\\]**")).click()
    page.run()
    assert ":orange-background[**▸ " in shown(page)


def test_simpler_is_asked_for_in_the_language_of_the_talk(open_page: Open):
    page = ask(open_page("es"), "¿Cómo encontraste a tu hermano?")
    button(page, words("es")("tools.simpler")).click()
    page.run()
    assert "Más sencillo, por favor" in shown(page).replace("\\", "")
    assert not page.exception


def test_the_tools_stand_below_the_last_answer_only(open_page: Open):
    page = ask(ask(open_page(), QUESTION), "Were you the guide?")
    assert [b.label for b in page.button].count("Simpler") == 1


def test_a_starter_is_asked_by_choosing_it(open_page: Open):
    page = open_page()
    page.button_group[0].set_value("Were you the guide?")
    page.run()
    assert "Were you the guide?" in shown(page).replace("\\", "")
    assert not page.exception


def test_the_interface_changes_its_language_and_the_talk_stays(open_page: Open):
    page = ask(open_page(), QUESTION)
    talk = address(page)["talk"]
    page.selectbox[0].set_value("es")
    page.run()
    assert address(page)["lang"] == "es"
    assert address(page)["talk"] == talk
    assert "Hazle una pregunta" in page.chat_input[0].placeholder
    assert QUESTION in shown(page).replace("\\", "")


def test_a_reload_and_a_second_window_find_the_talk_again(open_page: Open):
    first = ask(open_page(), QUESTION)
    second = open_page(**address(first))
    assert QUESTION in shown(second).replace("\\", "")
    assert "Cameahwait" in shown(second)


def test_a_new_start_of_the_server_finds_the_talk_again(open_page: Open):
    first = ask(open_page(), QUESTION)
    shared_tutor().close()
    st.cache_resource.clear()
    second = open_page(**address(first))
    assert "Cameahwait" in shown(second)


def test_another_students_talk_cannot_be_opened(open_page: Open):
    first = ask(open_page(), QUESTION)
    other = open_page(talk=address(first)["talk"], me="A" * 24)
    assert QUESTION not in shown(other).replace("\\", "")
    assert address(other)["talk"] != address(first)["talk"]


@pytest.mark.parametrize("token", ["", "x", "../../etc/passwd", "a" * 500, "<b>" * 10])
def test_a_malformed_token_in_the_address_gives_a_fresh_start(open_page: Open, token):
    page = open_page(me=token, talk=token, lang=token)
    assert not page.exception
    assert address(page)["me"] != token


def test_earlier_talks_are_listed_and_open_again(open_page: Open):
    page = ask(open_page(), QUESTION)
    next(b for b in page.button if "Sacajawea" in b.label and "New" in b.label).click()
    page.run()
    assert QUESTION not in shown(page).replace("\\", "")
    next(b for b in page.sidebar.button if "brother" in b.label).click()
    page.run()
    assert "Cameahwait" in shown(page)


def test_a_thumb_is_recorded(open_page: Open):
    page = ask(open_page(), QUESTION)
    page.feedback[0].set_value(1)
    page.run()
    assert not page.exception
    assert page.toast[0].value == "Thank you!"


@pytest.mark.parametrize(
    "hostile", ["**bold** <b>x</b>", "[a](https://evil.example)", "$x$ :red[y]"]
)
def test_what_a_student_writes_is_shown_as_written(open_page: Open, hostile):
    page = ask(open_page(), hostile)
    assert not page.exception
    assert hostile not in shown(page)
    assert hostile in shown(page).replace("\\", "").replace("\N{WORD JOINER}", "")


def test_a_message_that_cannot_be_recorded_can_be_tried_again(open_page: Open, monkeypatch):
    page = open_page()
    log = shared_tutor().log
    append = log.append

    def fail(*_: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(log, "append", fail)
    ask(page, QUESTION)
    assert page.warning[0].value == words("en")("answer.failed")
    assert "disk" not in shown(page)
    monkeypatch.setattr(log, "append", append)
    button(page, "Try again").click()
    page.run()
    assert not page.warning
    assert "Cameahwait" in shown(page)


def test_a_student_never_sees_why_the_tutor_cannot_open(open_page: Open, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise StorageError("/secret/place/tutor.sqlite3: unreadable")

    monkeypatch.setattr(type(shared_tutor()), "sessions", fail)
    page = open_page()
    assert page.error[0].value == words("en")("trouble.start")
    assert "secret" not in shown(page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_my_progress_shows_beliefs_evidence_and_data(open_page: Open, language):
    text = words(language)
    page = open_page(language)
    question = "Ask me about Baby" if language == "en" else "Pregúntame sobre bebé"
    ask(page, question)
    ask(page, "A boy, Jean Baptiste, born at Fort Mandan" if language == "en" else "Un niño")
    button(page, text("goal.open")).click()
    page.run()
    assert not page.exception
    assert page.title[0].value == text("progress.title")
    assert any(h.value == text("style.title") for h in page.header)
    assert button(page, text("data.delete"))


def test_asking_to_be_checked_leads_back_to_the_talk(open_page: Open):
    page = ask(open_page(), QUESTION)
    button(page, "See what I know").click()
    page.run()
    next(b for b in page.button if "baby" in b.label).click()
    page.run()
    assert not page.exception
    assert page.title[0].value == "Sacajawea"
    assert "Ask me about" in shown(page).replace("\\", "")
