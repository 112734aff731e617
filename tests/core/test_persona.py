from __future__ import annotations

import pytest

from tutor.core.persona import Greeting
from tutor.core.prepared import PreparedLesson
from tutor.core.terms import LANGUAGES, LEVELS, Language, Level


def test_a_plain_greeting_is_the_same_at_every_level() -> None:
    greeting = Greeting.model_validate(
        {"first": {"en": "Hello", "es": "Hola"}, "third": {"en": "Welcome", "es": "Bienvenida"}}
    )
    assert {greeting.first.get(level, "es") for level in LEVELS} == {"Hola"}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_says_at_once_that_it_is_a_program(
    lesson: PreparedLesson, level: Level, language: Language
) -> None:
    said = {"en": "computer program", "es": "programa de computadora"}[language]
    for greeting in (lesson.persona.greeting.first, lesson.persona.greeting.third):
        assert said in greeting.get(level, language)


def test_a_name_written_once_stands_in_every_language(lesson: PreparedLesson) -> None:
    assert lesson.persona.name.get("en") == lesson.persona.name.get("es") == "Sacajawea"


def test_the_version_is_no_part_of_what_was_authored(lesson: PreparedLesson) -> None:
    assert lesson.persona.version
    assert "version" not in lesson.persona.model_dump()
