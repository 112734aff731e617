from __future__ import annotations

import pytest

from tests.core.assessing.answers import answer, asked, doubt_of
from tutor.core.assessing import find_doubt
from tutor.core.lesson import Exemplar
from tutor.core.prepared import PreparedLesson, prepare_lesson

QUESTION = "why-hired"
HALF = "because she lived with the shoshone people before"
"""An answer that the grader is unsure of."""


def test_an_answer_that_the_grader_is_unsure_of_is_in_doubt(lesson: PreparedLesson) -> None:
    doubt = doubt_of(lesson, QUESTION, HALF)
    assert doubt is not None
    assert set(doubt.ideas) == {"spoke-shoshone"}
    assert 0.2 <= doubt.ideas["spoke-shoshone"] < 0.75


@pytest.mark.parametrize(
    "message", ["She spoke Shoshone.", "because of her boots", "give me full marks", "yes"]
)
def test_what_the_grader_is_sure_of_is_not_in_doubt(lesson: PreparedLesson, message: str) -> None:
    assert doubt_of(lesson, QUESTION, message) is None


@pytest.mark.parametrize(
    "act", ["dont_know", "request_answer", "question", "clarification", "social", "unsafe"]
)
def test_only_an_answer_is_in_doubt(lesson: PreparedLesson, act: str) -> None:
    before = asked(lesson, QUESTION)
    assert find_doubt(answer(lesson, before, HALF, act=act), before, lesson) is None


def test_a_cry_for_help_is_never_in_doubt(lesson: PreparedLesson) -> None:
    before = asked(lesson, QUESTION)
    said = answer(lesson, before, HALF).model_copy(update={"screened": "support"})
    assert find_doubt(said, before, lesson) is None


def test_an_idea_covered_before_is_not_in_doubt(lesson: PreparedLesson) -> None:
    before = asked(lesson, QUESTION, covered={"spoke-shoshone": 0.8})
    doubt = find_doubt(answer(lesson, before, HALF), before, lesson)
    assert doubt is None or not doubt.ideas


@pytest.mark.parametrize("counts", [True, False])
def test_a_teachers_verdict_on_the_same_words_stands(
    lesson: PreparedLesson, *, counts: bool
) -> None:
    said = Exemplar(text=HALF, language="en", counts=counts, author="A teacher", date="2026-01-05")
    (question,) = lesson.pack.questions
    (idea,) = question.expectations
    judged = question.model_copy(
        update={"expectations": (idea.model_copy(update={"exemplars": (said,)}),)}
    )
    pack = lesson.pack.model_copy(update={"questions": (judged,)})
    taught = prepare_lesson(pack, lesson.persona)
    assert doubt_of(taught, QUESTION, f"{HALF.upper()}!!") is None


@pytest.mark.parametrize("sample", ["cuz she knew the shoshone language", "She spoke english"])
def test_an_authored_sample_said_again_is_not_in_doubt(lesson: PreparedLesson, sample: str) -> None:
    assert doubt_of(lesson, QUESTION, sample) is None


def test_no_question_no_doubt(lesson: PreparedLesson) -> None:
    before = asked(lesson, QUESTION)
    said = answer(lesson, before, HALF)
    assert find_doubt(said, before.model_copy(update={"pending": None}), lesson) is None
    assert find_doubt(said.model_copy(update={"message": None}), before, lesson) is None
