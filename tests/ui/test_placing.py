"""Where and when an answer is, on the page."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Open

QUESTION = {"en": "How did you find your brother?", "es": "¿Cómo encontraste a tu hermano?"}
TITLE = {"en": "Where and when", "es": "Dónde y cuándo"}
WHEN = {"en": "17 August 1805", "es": "17 de agosto de 1805"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_answer_shows_where_and_when_in_pictures_and_in_words(open_page: Open, language):
    page = open_page(language)
    assert not [e for e in page.expander if e.label == TITLE[language]]
    page.chat_input[0].set_value(QUESTION[language])
    page.run()
    assert not page.exception
    (where,) = (e for e in page.expander if e.label == TITLE[language])
    pictures = [image for element in where.get("image") for image in element.proto.imgs]
    assert len(pictures) == 2
    assert all(WHEN[language] in image.alt for image in pictures)
    assert WHEN[language] in where.markdown[0].value
    assert not where.proto.expanded


def test_an_answer_about_no_place_shows_no_map(open_page: Open):
    page = open_page()
    page.chat_input[0].set_value("Are you a real person?")
    page.run()
    assert not [e for e in page.expander if e.label == TITLE["en"]]


def test_who_wants_a_map_sees_it_open(open_page: Open):
    page = open_page()
    for text in ("With a map, please.", QUESTION["en"]):
        page.chat_input[0].set_value(text)
        page.run()
    (where,) = (e for e in page.expander if e.label == TITLE["en"])
    assert where.proto.expanded
