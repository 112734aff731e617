"""Floors under what retrieval finds and how well it knows when the pack has no answer."""

from __future__ import annotations

import random

import pytest

from tests.retrieval.questions import Judged, misspell, read_judged, read_questions
from tutor.core.lesson import LessonPack
from tutor.core.terms import Language
from tutor.ports import Query
from tutor.retrieval import LexicalIndex
from tutor.retrieval.lexical import ENOUGH

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
    assert first / len(asked) >= 0.79
    assert five / len(asked) >= 0.93


def judge_all(judged: list[Judged], language: Language, index: LexicalIndex) -> list[float]:
    return [index.find(Query(j.question, language)).answerable for j in judged]


@BOTH
def test_half_is_a_good_cut_on_questions_that_the_judge_was_not_fitted_on(
    language: Language, pack: LessonPack, lexical: LexicalIndex
) -> None:
    _, held = read_judged(language, pack)
    yes = judge_all([j for j in held if j.kind == "yes"], language, lexical)
    no = judge_all([j for j in held if j.kind != "yes"], language, lexical)
    assert min(len(yes), len(no)) >= 50
    better = sum((y > n) + (y == n) / 2 for y in yes for n in no) / (len(yes) * len(no))
    assert better >= 0.92
    assert sum(y >= 0.5 for y in yes) / len(yes) >= 0.88
    assert sum(n < 0.5 for n in no) / len(no) >= 0.79


@BOTH
def test_half_is_a_good_cut_on_the_questions_that_rank(
    language: Language, pack: LessonPack, lexical: LexicalIndex
) -> None:
    asked, unanswerable = read_questions(language, pack)
    yes = [lexical.find(Query(a.question, language)).answerable for a in asked]
    no = [lexical.find(Query(q, language)).answerable for q in unanswerable]
    assert sum(y >= 0.5 for y in yes) / len(yes) >= 0.88
    assert sum(n < 0.5 for n in no) / len(no) >= 0.85


@pytest.mark.parametrize(
    "text",
    [
        "how tall was charbonneau",
        "what was clark's wife called",
        "who is the president now",
        "how many words are in lewis's journal",
        "what is your favorite color",
        "how do plants make food",
    ],
)
def test_a_name_and_a_word_of_one_passage_are_no_answer(text: str, lexical: LexicalIndex) -> None:
    assert lexical.find(Query(text, "en")).answerable < 0.5


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("who was jefferson", "en", {"corps.purpose"}),
        ("what is a pirogue", "en", {"river.pirogue"}),
        ("who was drouillard", "en", {"corps.crew"}),
        ("bears", "en", {"corps.animals", "river.grizzly"}),
        ("baby name?", "en", {"fort-mandan.birth"}),
        ("quién fue jefferson", "es", {"corps.purpose"}),
        ("ballena", "es", {"ocean.whale"}),
    ],
)
def test_a_name_or_term_of_the_pack_is_enough_to_ask(
    text: str, language: Language, right: set[str], lexical: LexicalIndex
) -> None:
    found = lexical.find(Query(text, language))
    assert found.answerable >= 0.5
    assert found.hits[0].id in right


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("who is sharbono", "charbonneau"),
        ("tell me about kameawate", "cameahwait"),
        ("is sakajaweea your name", "sacagawea"),
        ("who is sakakawea", "sacagawea"),
        ("who are the hedatsa", "hidatsa"),
        ("what about the smalpocks", "smallpox"),
    ],
)
def test_words_spelt_by_ear_are_corrected(text: str, corrected: str, lexical: LexicalIndex) -> None:
    assert corrected in lexical.find(Query(text, "en")).corrected


@pytest.mark.parametrize("text", ["did you have a sister named anna", "who won the world cup"])
def test_words_of_the_language_are_left_alone(text: str, lexical: LexicalIndex) -> None:
    found = lexical.find(Query(text, "en"))
    assert found.corrected == text
    assert found.answerable < 0.5


@pytest.mark.parametrize(
    ("text", "context", "language", "passage"),
    [
        ("and why?", "what was the name of the dog", "en", "corps.seaman"),
        ("and then?", "what happened in the flood", "en", "river.flood"),
        ("how big was it", "did you see the whale", "en", "ocean.whale"),
        ("y por qué", "por qué te contrataron", "es", "fort-mandan.hired"),
        ("y por qué", "viste la ballena", "es", "ocean.whale"),
    ],
)
def test_the_question_before_helps_a_short_one(
    text: str, context: str, language: Language, passage: str, lexical: LexicalIndex
) -> None:
    found = lexical.find(Query(text, language, context=context))
    assert found.hits[0].id == passage
    assert found.answerable >= 0.5
    assert found.corrected == text


@pytest.mark.parametrize("text", ["who is shakira", "what is a volcano", "what did it weigh"])
def test_the_question_before_answers_nothing_new(text: str, lexical: LexicalIndex) -> None:
    assert lexical.find(Query(text, "en", context="did you see the whale")).answerable < 0.5


@BOTH
def test_the_question_before_never_makes_a_question_less_answerable(
    language: Language, pack: LessonPack, lexical: LexicalIndex
) -> None:
    asked, _ = read_questions(language, pack)
    for a in asked:
        alone = lexical.find(Query(a.question, language))
        for context in ("were there bears on the trip", "quién fue york"):
            found = lexical.find(Query(a.question, language, context=context))
            assert found.answerable >= alone.answerable
            assert alone.answerable < ENOUGH or found == alone


def test_a_question_before_in_another_language_is_left_aside(lexical: LexicalIndex) -> None:
    alone = lexical.find(Query("por qué", "es"))
    assert lexical.find(Query("por qué", "es", context="why did they hire you")) == alone
