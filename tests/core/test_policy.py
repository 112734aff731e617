from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import START, make_evidence, make_exchange
from tests.core.situations import (
    IDEA,
    OPEN,
    QUESTION,
    TOLD,
    WRONG,
    Talk,
    make_grade,
    make_reading,
    make_situation,
)
from tutor.core.events import Decision, DialogueState, Pending
from tutor.core.learner import LearnerModel, replay
from tutor.core.lesson import LessonPack
from tutor.core.policy import (
    ATTEMPTS_PER_QUESTION,
    choose_move,
    choose_opening,
    frontier,
    next_expectation,
)
from tutor.core.prepared import PreparedLesson, prepare_lesson
from tutor.core.terms import Move, SpeechAct

ACTS = get_args(SpeechAct)


def decide(lesson: PreparedLesson, act: str, state: DialogueState = OPEN, **now: Any) -> Decision:
    reading = make_reading(act, **now.pop("reading", {}))
    return choose_move(make_situation(lesson, reading, state=state, **now))


def open_with(**changes: Any) -> DialogueState:
    return DialogueState(
        pending=Pending.model_validate({"question": QUESTION, "expectation": IDEA} | changes)
    )


def test_not_knowing_climbs_hint_prompt_assertion_and_then_sums_up(lesson: PreparedLesson) -> None:
    talk = Talk(lesson, OPEN)
    said = [talk.say("idk") for _ in range(4)]
    assert [s.decision.move for s in said] == ["hint", "prompt", "assert", "recap"]
    assert talk.state.pending is None


@pytest.mark.parametrize("score", [0.1, 0.5])
def test_wrong_and_unclear_answers_end_within_9_turns(lesson: PreparedLesson, score: float) -> None:
    talk, moves = Talk(lesson, OPEN), []
    while talk.state.pending and len(moves) < 20:
        moves.append(talk.say("blah", "answer", grade=make_grade(score)).decision.move)
    assert len(moves) <= 9
    assert moves[-2:] == ["assert", "recap"]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(("idk", "wrong", "unclear", "guide", "tell")), min_size=30,
                max_size=30))  # fmt: skip
def test_whatever_goes_wrong_a_question_ends_and_never_repeats_itself(
    lesson: PreparedLesson, tries: list[str]
) -> None:
    talk, helped, turns = Talk(lesson, OPEN), [], 0
    guide = make_grade(0.1, misconceptions={WRONG: 0.9})
    ways = {
        "idk": ("dont_know", None),
        "wrong": ("answer", make_grade(0.1)),
        "unclear": ("answer", make_grade(0.5)),
        "guide": ("answer", guide),
        "tell": ("request_answer", None),
    }
    for name in tries:
        if talk.state.pending is None:
            break
        act, grade = ways[name]
        said = talk.say("blah", act, grade=grade)
        turns += 1
        if said.decision.move in ("hint", "prompt", "assert", "refute"):
            words = tuple(s.text for s in said.worded.segments)
            helped.append((said.decision.move, said.decision.expectation, words))
    assert talk.state.pending is None
    assert turns <= ATTEMPTS_PER_QUESTION
    assert len(set(helped)) == len(helped)


def test_a_right_answer_closes_a_question_of_one_idea(lesson: PreparedLesson) -> None:
    decision = decide(lesson, "answer", grade=make_grade(0.9))
    assert (decision.move, decision.praise) == ("recap", (IDEA,))


def test_what_was_covered_before_is_not_praised_again(lesson: PreparedLesson) -> None:
    state = open_with(covered={IDEA: 0.8})
    assert decide(lesson, "answer", state, grade=make_grade(0.9)).praise == ()


@pytest.mark.parametrize(
    ("score", "move"), [(0.1, "hint"), (0.5, "pump")],
)  # fmt: skip
def test_an_unclear_answer_is_asked_back_and_a_wrong_one_is_helped(
    lesson: PreparedLesson, score: float, move: str
) -> None:
    assert decide(lesson, "answer", grade=make_grade(score)).move == move


def test_a_misconception_is_refuted_once_and_told_the_second_time(lesson: PreparedLesson) -> None:
    talk, guide = Talk(lesson, OPEN), make_grade(0.1, misconceptions={WRONG: 0.9})
    said = [talk.say("She was the guide", "answer", grade=guide).decision for _ in range(3)]
    assert [d.move for d in said] == ["refute", "assert", "recap"]
    assert {d.misconception for d in said[:2]} == {WRONG}


def test_just_tell_me_gives_a_hint_before_a_try_and_the_answer_after_it(
    lesson: PreparedLesson,
) -> None:
    assert decide(lesson, "request_answer").move == "hint"
    assert decide(lesson, "request_answer", open_with(attempts=1)).move == "assert"


def test_a_question_is_answered_while_one_is_open_and_opens_no_second(
    lesson: PreparedLesson,
) -> None:
    state = OPEN.model_copy(update={"explained": 5})
    decision = decide(lesson, "question", state, answerable=0.9, concepts=("interpreters",))
    assert (decision.move, decision.ask) == ("explain", None)


def test_a_question_is_put_after_two_explanations_and_never_twice(lesson: PreparedLesson) -> None:
    found = {"answerable": 0.9, "concepts": ("interpreters",), "passages": ("mandan.winter",)}
    told = DialogueState(explained=1, shown={"mandan.hired": "fact"})
    closed = told.model_copy(update={"closed": (QUESTION,)})
    assert decide(lesson, "question", DialogueState(), **found).ask is None
    assert decide(lesson, "question", told, **found).ask == QUESTION
    assert decide(lesson, "question", closed, **found).ask is None


def test_what_a_reply_tells_is_not_asked_at_its_end(lesson: PreparedLesson) -> None:
    found = {"answerable": 0.9, "concepts": ("interpreters",)}
    told = DialogueState(explained=1, shown={"mandan.hired": "fact"})
    for passages in (("mandan.hired",), ("mandan.winter", "mandan.hired")):
        assert decide(lesson, "question", told, passages=passages, **found).ask is None
    never = DialogueState(explained=1)
    assert decide(lesson, "question", never, passages=("mandan.winter",), **found).ask is None


def test_what_is_mastered_is_not_asked_in_passing(lesson: PreparedLesson) -> None:
    evidence = (make_evidence(outcome=1.0, confidence=1.0),)
    log = [make_exchange(ordinal=n, pack="tiny", evidence=evidence) for n in range(8)]
    found = {"answerable": 0.9, "concepts": ("interpreters",), "passages": ("mandan.winter",)}
    told = DialogueState(explained=1, shown={"mandan.hired": "fact"})
    assert decide(lesson, "question", told, model=replay(log), **found).ask is None
    assert decide(lesson, "question", told, **found).ask == QUESTION


def test_what_the_material_does_not_answer_is_declined(lesson: PreparedLesson) -> None:
    assert decide(lesson, "question", DialogueState(), answerable=0.2).move == "decline"


def test_a_false_premise_is_refuted_even_if_something_was_found(lesson: PreparedLesson) -> None:
    decision = decide(lesson, "question", DialogueState(), answerable=0.9,
                      reading={"premise": WRONG})  # fmt: skip
    assert (decision.move, decision.misconception) == ("refute", WRONG)


@pytest.mark.parametrize(
    ("topic", "move"),
    [
        ("restricted:ceremony", "decline"),
        ("anachronism:cars", "redirect"),
        ("program", "explain"),
        ("accountability:york-freedom", "explain"),
        ("dispute:her-death", "explain"),
    ],
)
@pytest.mark.parametrize("state", [DialogueState(), OPEN])
def test_what_only_the_guide_may_answer_goes_before_all_else(
    lesson: PreparedLesson, topic: str, move: Move, state: DialogueState
) -> None:
    decision = decide(lesson, "question", state, reading={"topic": topic, "premise": WRONG})
    assert (decision.move, decision.topic) == (move, topic)


def test_a_student_who_wants_to_be_asked_is_asked_what_is_open_first(
    lesson: PreparedLesson,
) -> None:
    asked = decide(lesson, "preference", DialogueState(), reading={"topic": "quiz"})
    assert (asked.move, asked.ask) == ("ask", QUESTION)
    for state in (OPEN, OPEN.model_copy(update={"topic": ("mandan.hired",)})):
        again = decide(lesson, "preference", state, reading={"topic": "quiz"})
        assert (again.move, again.question, again.ask) == ("ask", QUESTION, None)


def test_when_every_question_was_asked_the_talk_is_summed_up(lesson: PreparedLesson) -> None:
    done = DialogueState(closed=(QUESTION,))
    assert decide(lesson, "preference", done, reading={"topic": "quiz"}).move == "recap"


@pytest.mark.parametrize("act", ["social", "clarification"])
def test_small_talk_leads_back_to_the_open_question(lesson: PreparedLesson, act: str) -> None:
    decision = decide(lesson, act)
    assert (decision.move, decision.question) == ("ask", QUESTION)


@pytest.mark.parametrize("act", ["request_simpler", "request_deeper", "preference"])
def test_another_way_tells_the_last_thing_again(lesson: PreparedLesson, act: str) -> None:
    assert decide(lesson, act, TOLD).move == "explain"
    assert decide(lesson, act, DialogueState()).move == "redirect"


def test_a_visit_opens_with_what_is_due_and_else_with_a_greeting(lesson: PreparedLesson) -> None:
    model = replay([make_exchange(pack="tiny", at=START)])
    late = START + timedelta(days=40)
    reading = make_reading("social")
    due = choose_opening(make_situation(lesson, reading, model=model, at=late))
    fresh = choose_opening(make_situation(lesson, reading, model=LearnerModel(), at=late))
    assert (due.move, due.ask) == ("review", QUESTION)
    assert (fresh.move, fresh.ask) == ("explain", None)


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(ACTS), st.sampled_from((DialogueState(), OPEN, TOLD)), st.floats(0, 1))
def test_every_act_in_every_state_has_a_move_with_its_reason(
    lesson: PreparedLesson, act: str, state: DialogueState, found: float
) -> None:
    grade = make_grade(found) if act == "answer" and state.pending else None
    decision = decide(lesson, act, state, grade=grade, answerable=found)
    assert decision.reason


def test_the_idea_in_hand_is_kept_until_it_is_told(lesson: PreparedLesson) -> None:
    question = lesson.pack.question_by_id[QUESTION]
    pending = Pending(question=QUESTION, expectation=IDEA)
    told = pending.model_copy(update={"rungs": {IDEA: 4}})
    target = next_expectation(question, pending)
    assert target is not None
    assert target.id == IDEA
    assert next_expectation(question, told) is None
    assert next_expectation(question, pending, make_grade(0.9)) is None


def test_the_least_surely_known_goes_first_and_what_needs_another_concept_after_it(
    shipped: LessonPack, lesson: PreparedLesson
) -> None:
    whole = prepare_lesson(shipped, lesson.persona)
    reading = make_reading("social")
    evidence = (make_evidence(concept="baby", outcome=1.0, confidence=1.0),)
    model = replay([make_exchange(ordinal=n, evidence=evidence) for n in range(3)])
    shown = frontier(make_situation(whole, reading, model=model))
    fresh = frontier(make_situation(whole, reading))
    assert shown.index("baby") > fresh.index("baby")
    unready = [c.id for c in shipped.concepts if c.prerequisites]
    assert set(fresh[-len(unready) :]) == set(unready)


def test_the_passing_of_time_brings_a_concept_forward(
    shipped: LessonPack, lesson: PreparedLesson
) -> None:
    whole = prepare_lesson(shipped, lesson.persona)
    log = [
        make_exchange(ordinal=n, at=START + timedelta(days=days), evidence=(
            make_evidence(concept=concept, outcome=1.0, confidence=1.0),
        ))
        for n, (concept, days) in enumerate((("baby", 0), ("baby", 0), ("sourcing", 60),
                                             ("sourcing", 60)))
    ]  # fmt: skip
    now = make_situation(whole, make_reading("social"), model=replay(log),
                         at=START + timedelta(days=60))  # fmt: skip
    order = frontier(now)
    assert order.index("baby") < order.index("sourcing")


def test_every_concept_stands_on_the_frontier_once(lesson: PreparedLesson) -> None:
    found = frontier(make_situation(lesson, make_reading("social")))
    assert sorted(found) == sorted(lesson.pack.concept_by_id)


def test_a_student_who_is_stuck_gets_an_easier_step(lesson: PreparedLesson) -> None:
    stuck = {"mood": "stuck"}
    assert decide(lesson, "dont_know").move == "hint"
    assert decide(lesson, "dont_know", reading=stuck).move == "prompt"
    assert decide(lesson, "request_answer", reading=stuck).move == "assert"


def test_no_question_is_put_while_the_student_wants_none(lesson: PreparedLesson) -> None:
    told = TOLD.model_copy(update={"explained": 5, "shown": {"mandan.hired": "fact"}})
    asked = {"answerable": 0.9, "passages": ("mandan.winter",), "concepts": ("interpreters",)}
    assert decide(lesson, "question", told, **asked).ask == QUESTION
    quiet = told.model_copy(update={"quiet": True})
    assert decide(lesson, "question", quiet, **asked).ask is None
