"""Floors under what retrieval finds and how well it knows when the pack has no answer."""

from __future__ import annotations

import random

import pytest

from tests.retrieval.questions import misspell, read_questions
from tutor.core.lesson import LessonPack
from tutor.core.terms import Language
from tutor.ports import Query
from tutor.retrieval import LexicalIndex

BOTH = pytest.mark.parametrize("language", ["en", "es"])


@BOTH
def test_there_are_sixty_questions_of_each_kind(language: Language, pack: LessonPack) -> None:
    asked, unanswerable = read_questions(language, pack)
    assert len(asked) >= 60
    assert len(unanswerable) >= 60


@BOTH
@pytest.mark.parametrize("spelling", ["right", "slips"])
def test_the_right_passage_comes_first(
    language: Language, spelling: str, pack: LessonPack, lexical: LexicalIndex
) -> None:
    dice = random.Random(7)
    asked, _ = read_questions(language, pack)
    first = five = 0
    for a in asked:
        text = misspell(a.question, dice) if spelling == "slips" else a.question
        ids = [h.id for h in lexical.find(Query(text, language)).hits]
        first += ids[0] in a.right if ids else 0
        five += bool(a.right & set(ids[:5]))
    assert first / len(asked) >= 0.82
    assert five / len(asked) >= 0.95


@BOTH
def test_half_is_a_good_cut_between_answerable_and_not(
    language: Language, pack: LessonPack, lexical: LexicalIndex
) -> None:
    asked, unanswerable = read_questions(language, pack)
    yes = [lexical.find(Query(a.question, language)).answerable for a in asked]
    no = [lexical.find(Query(q, language)).answerable for q in unanswerable]
    better = sum((y > n) + (y == n) / 2 for y in yes for n in no) / (len(yes) * len(no))
    assert better >= 0.92
    right = sum(y >= 0.5 for y in yes) + sum(n < 0.5 for n in no)
    assert right / (len(yes) + len(no)) >= 0.83


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("who is sharbono", "charbonneau"),
        ("tell me about kameawate", "cameahwait"),
        ("is sakajaweea your name", "sacagawea"),
        ("who is sakakawea", "sacagawea"),
        ("who are the hedatsa", "hidatsa"),
        ("what about the flud", "flood"),
    ],
)
def test_words_spelt_by_ear_are_corrected(text: str, corrected: str, lexical: LexicalIndex) -> None:
    assert corrected in lexical.find(Query(text, "en")).corrected


@pytest.mark.parametrize("text", ["did you have a sister named anna", "who won the world cup"])
def test_words_of_the_language_are_left_alone(text: str, lexical: LexicalIndex) -> None:
    found = lexical.find(Query(text, "en"))
    assert found.corrected == text
    assert found.answerable < 0.5


def test_the_question_before_helps_a_short_one(lexical: LexicalIndex) -> None:
    found = lexical.find(Query("and why?", "en", context="what was the name of the dog"))
    assert found.hits[0].id == "corps.seaman"
    assert found.corrected == "and why?"
