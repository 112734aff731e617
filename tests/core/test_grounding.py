from __future__ import annotations

import pytest

from tests.builders import make_plan
from tutor.core.events import Segment
from tutor.core.grounding import check_segment
from tutor.core.material import cite_passage
from tutor.core.prepared import PreparedLesson

SUPPORT = ("mandan.hired",)
HELD = "I was living near Fort Mandan in November 1804."


def check(
    lesson: PreparedLesson, text: str, language: str = "en", **changes: object
) -> tuple[str, ...]:
    fields = {"voice": "figure", "text": text, "support": SUPPORT, "kind": "documented"}
    segment = Segment.model_validate(fields | changes)
    plan = make_plan(language=language)
    citations = [cite_passage(lesson.pack.passage_by_id[p], plan) for p in SUPPORT]
    return check_segment(segment, citations, lesson.pack, lesson.persona, plan)


def test_what_a_passage_holds_may_be_said(lesson: PreparedLesson) -> None:
    assert check(lesson, HELD) == ()


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»"])
def test_quotation_marks_stand_only_around_words_of_a_passage(
    lesson: PreparedLesson, marks: str
) -> None:
    real = f"Clark noted in his journal: {marks.format('we engau him to go on with us')}."
    altered = f"Clark noted in his journal: {marks.format('we hired him to go on with us')}."
    assert check(lesson, real, voice="guide") == ()
    assert "quotation marks" in check(lesson, altered, voice="guide")[0]


def test_a_quotation_needs_the_passage_it_stands_in(lesson: PreparedLesson) -> None:
    said = "Clark wrote “we engau him to go on with us”."
    found = check(lesson, said, voice="guide", support=(), kind="none")
    assert "quotation marks" in found[0]


def test_the_figure_says_only_what_its_passages_support(lesson: PreparedLesson) -> None:
    invented = f"{HELD} Golden dragons guarded seventeen enchanted castles."
    assert "do not support" in check(lesson, invented)[0]


@pytest.mark.parametrize("year", ["1812", "1884", "2000"])
def test_the_figure_cannot_speak_of_what_lies_beyond_the_horizon(
    lesson: PreparedLesson, year: str
) -> None:
    said = f"I was living near Fort Mandan in November {year}."
    assert any("horizon" in problem for problem in check(lesson, said))
    assert check(lesson, said, voice="guide") == ()


def test_a_claim_needs_a_passage_and_the_passage_must_be_there(lesson: PreparedLesson) -> None:
    assert check(lesson, HELD, support=()) != ()
    assert check(lesson, HELD, support=("no.such",)) != ()
    assert check(lesson, "What would you like to ask?", support=(), kind="none") == ()


def test_a_sentence_in_the_wrong_language_is_refused(lesson: PreparedLesson) -> None:
    assert check(lesson, "What would you like to ask me now?", "es", support=(), kind="none") == (
        "not in 'es'",
    )


def test_a_quotation_may_stand_in_its_own_language(lesson: PreparedLesson) -> None:
    said = "Clark escribió en su diario: “we engau him to go on with us”."
    assert check(lesson, said, "es", voice="guide") == ()
