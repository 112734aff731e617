from __future__ import annotations

from dataclasses import replace

from tests.core.situations import OPEN, TOLD, make_reading, make_situation
from tutor.core.events import Decision, DialogueState, Retrieved
from tutor.core.gathering import (
    NEARBY,
    concepts_in_hand,
    grade_answer,
    order_doorways,
    permit_passages,
    query_of,
)
from tutor.core.prepared import PreparedLesson

HIRED = Retrieved(id="mandan.hired", score=0.9, coverage=0.8)
FAR = Retrieved(id="mandan.winter", score=0.2, coverage=NEARBY / 2)
EXPLAIN = Decision(move="explain", reason="asked")
DECLINE = Decision(move="decline", reason="not found")


def test_only_an_answer_to_an_open_question_is_graded(lesson: PreparedLesson) -> None:
    said = "She spoke Shoshone"
    assert grade_answer(make_reading("answer"), said, lesson, OPEN) is not None
    assert grade_answer(make_reading("answer"), said, lesson, DialogueState()) is None
    for act in ("question", "dont_know", "clarification", "social"):
        assert grade_answer(make_reading(act), said, lesson, OPEN) is None


def test_an_explanation_rests_on_what_was_found(lesson: PreparedLesson) -> None:
    found = permit_passages(EXPLAIN, make_reading("question"), (HIRED, FAR), TOLD)
    assert found == (("mandan.hired", "mandan.winter"), (0.9, 0.2))


def test_what_is_told_nearby_must_be_near(lesson: PreparedLesson) -> None:
    found, _ = permit_passages(DECLINE, make_reading("question"), (HIRED, FAR), TOLD)
    assert found == ("mandan.hired",)


def test_telling_again_rests_on_what_was_told_last() -> None:
    assert permit_passages(EXPLAIN, make_reading("request_deeper"), (), TOLD)[0] == TOLD.topic
    hint = Decision(move="hint", reason="helps")
    assert permit_passages(hint, make_reading("dont_know"), (), TOLD) == ((), ())


def test_a_reply_speaks_to_this_question_or_the_one_it_goes_on_from() -> None:
    assert query_of(make_reading("question"), "Was it cold?", TOLD) == "Was it cold?"
    assert query_of(make_reading("request_simpler"), "simpler", TOLD) == TOLD.query


def test_the_concepts_in_hand_are_those_found_or_told_last(lesson: PreparedLesson) -> None:
    reading = make_reading("question", concepts=("york",))
    assert concepts_in_hand((HIRED,), lesson, reading, DialogueState()) == ("interpreters", "york")
    assert concepts_in_hand((), lesson, make_reading("social"), TOLD) == ("interpreters",)


def test_no_door_leads_to_what_was_told(lesson: PreparedLesson) -> None:
    fresh = make_situation(lesson, make_reading("social"))
    told = DialogueState(shown={"mandan.hired": "fact"})
    after = make_situation(lesson, make_reading("social"), state=told)
    assert order_doorways(fresh, ()) == ("mandan.hired", "mandan.winter")
    assert order_doorways(after, ()) == ("mandan.winter",)


def test_of_one_concept_the_door_to_what_an_open_question_rests_on_stands_first(
    lesson: PreparedLesson,
) -> None:
    passages = tuple(reversed(lesson.pack.passages))
    turned = replace(lesson, pack=lesson.pack.model_copy(update={"passages": passages}))
    asked = DialogueState(closed=("why-hired",))
    reading = make_reading("social")
    assert order_doorways(make_situation(turned, reading), ())[0] == "mandan.hired"
    assert order_doorways(make_situation(turned, reading, state=asked), ())[0] == "mandan.winter"


def test_no_door_leads_to_a_dramatization(lesson: PreparedLesson) -> None:
    staged = tuple(p.model_copy(update={"kind": "dramatization"}) for p in lesson.pack.passages)
    turned = replace(lesson, pack=lesson.pack.model_copy(update={"passages": staged}))
    assert order_doorways(make_situation(turned, make_reading("social")), ()) == ()
