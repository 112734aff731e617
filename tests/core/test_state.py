from __future__ import annotations

from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import make_plan
from tests.core.situations import (
    IDEA,
    OPEN,
    QUESTION,
    WRONG,
    Talk,
    make_grade,
    make_reading,
)
from tutor.core.events import Decision, DialogueState, Pending
from tutor.core.policy import ASSERTION, HINT, PROMPT
from tutor.core.prepared import PreparedLesson
from tutor.core.state import (
    ASIDE_LIMIT,
    CLOSED_KEPT,
    SHOWN_KEPT,
    TurnFacts,
    next_state,
    weigh_evidence,
)
from tutor.core.terms import Move

MOVES = get_args(Move)


def turn(move: str, act: str = "answer", **changes: object) -> TurnFacts:
    decision = Decision.model_validate(
        {"move": move, "reason": "as the test says", "question": QUESTION, "expectation": IDEA}
        | changes.pop("decision", {})  # type: ignore[operator]
    )
    reading = make_reading(act, **changes.pop("reading", {}))  # type: ignore[arg-type]
    plan = make_plan(**changes.pop("plan", {}))  # type: ignore[arg-type]
    return TurnFacts(decision, plan, "en", reading=reading, **changes)  # type: ignore[arg-type]


def test_only_answers_and_giving_up_are_evidence(lesson: PreparedLesson) -> None:
    grade = make_grade(0.9)
    given = {act: weigh_evidence(make_reading(act), grade, OPEN, lesson)
             for act in ("question", "clarification", "request_simpler", "request_deeper",
                         "preference", "social", "off_topic", "unsafe")}  # fmt: skip
    assert set(given.values()) == {()}
    for act in ("dont_know", "request_answer"):
        (shown,) = weigh_evidence(make_reading(act), None, OPEN, lesson)
        assert (shown.outcome, shown.assisted, shown.expectation) == (0.0, True, IDEA)


def test_nothing_is_evidence_without_an_open_question(lesson: PreparedLesson) -> None:
    for act in ("answer", "dont_know", "request_answer"):
        assert weigh_evidence(make_reading(act), make_grade(), DialogueState(), lesson) == ()


def test_an_answer_is_evidence_once_for_each_idea(lesson: PreparedLesson) -> None:
    (shown,) = weigh_evidence(make_reading("answer"), make_grade(0.9), OPEN, lesson)
    assert (shown.concept, shown.expectation, shown.outcome) == ("interpreters", IDEA, 0.9)
    assert not shown.assisted


def test_an_answer_after_a_hint_or_a_telling_reply_counts_as_assisted(
    lesson: PreparedLesson,
) -> None:
    for changes in ({"rungs": {IDEA: HINT}}, {"rungs": {IDEA: ASSERTION}}, {"assisted": (IDEA,)}):
        pending = Pending.model_validate({"question": QUESTION, "expectation": IDEA} | changes)
        state = DialogueState(pending=pending)
        (shown,) = weigh_evidence(make_reading("answer"), make_grade(0.9), state, lesson)
        assert shown.assisted


def test_a_misconception_is_evidence_against_its_concept(lesson: PreparedLesson) -> None:
    grade = make_grade(0.3, misconceptions={WRONG: 0.9})
    (shown,) = weigh_evidence(make_reading("answer"), grade, OPEN, lesson)
    assert (shown.outcome, shown.misconception) == (0.0, WRONG)


def test_a_question_while_one_is_open_leaves_it_as_it_was() -> None:
    facts = turn("explain", "question", decision={"question": None, "expectation": None})
    after = next_state(OPEN, facts)
    assert after.pending == OPEN.pending


def test_an_explanation_that_tells_an_idea_marks_it_as_assisted() -> None:
    facts = turn("explain", "question", decision={"question": None, "expectation": None},
                 told=("mandan.hired",), revealed=(IDEA,))  # fmt: skip
    after = next_state(OPEN, facts)
    assert after.pending is not None
    assert after.pending.assisted == (IDEA,)
    assert after.topic == ("mandan.hired",)


def test_help_only_climbs() -> None:
    state = OPEN
    for move, rung in (("pump", 1), ("hint", 2), ("prompt", 3), ("pump", 3), ("assert", 4)):
        state = next_state(state, turn(move))
        assert state.pending is not None
        assert state.pending.rungs[IDEA] == rung


def test_a_hint_given_beside_a_refutation_or_a_clarification_counts() -> None:
    for move, act in (("refute", "answer"), ("ask", "clarification")):
        once = next_state(OPEN, turn(move, act))
        twice = next_state(once, turn(move, act))
        assert once.pending is not None
        assert twice.pending is not None
        assert (once.pending.rungs[IDEA], twice.pending.rungs[IDEA]) == (HINT, PROMPT)


def test_after_an_assertion_the_student_is_asked_to_restate_and_once() -> None:
    told = next_state(OPEN, turn("assert", "dont_know"))
    assert told.pending is not None
    assert told.pending.restate
    asked = next_state(told, turn("explain", "question", decision={"question": None}))
    assert asked.pending is not None
    assert asked.pending.restate
    tried = next_state(asked, turn("pump", "answer", grade=make_grade(0.9)))
    assert tried.pending is not None
    assert not tried.pending.restate


def test_what_was_covered_stays_covered() -> None:
    right = next_state(OPEN, turn("pump", grade=make_grade(0.9)))
    wrong = next_state(right, turn("hint", grade=make_grade(0.1)))
    assert wrong.pending is not None
    assert wrong.pending.covered == {IDEA: 0.9}


def test_a_question_is_let_go_after_some_turns_on_something_else_in_a_row() -> None:
    aside = turn("explain", "question", decision={"question": None, "expectation": None})
    state, away = OPEN, 0
    while state.pending is not None and away < 20:
        state = next_state(state, aside)
        away += 1
    assert away == ASIDE_LIMIT
    back = next_state(next_state(OPEN, aside), turn("hint", "dont_know"))
    assert back.pending is not None
    assert back.aside == 0


def test_a_bored_student_is_let_go() -> None:
    facts = turn("redirect", "social", decision={"question": None, "topic": "bored"})
    assert next_state(OPEN, facts).pending is None


def test_the_wish_for_no_questions_holds_until_one_is_wanted() -> None:
    facts = turn("redirect", "preference", reading={"topic": "no_quiz"},
                 decision={"question": None, "topic": "no_quiz"})  # fmt: skip
    quiet = next_state(OPEN, facts)
    assert (quiet.pending, quiet.quiet) == (None, True)
    later = next_state(quiet, turn("explain", "question", decision={"question": None}))
    assert later.quiet
    assert not next_state(later, turn("ask", "preference", reading={"topic": "quiz"})).quiet


def test_a_recap_closes_the_question_for_this_talk() -> None:
    after = next_state(OPEN, turn("recap"))
    assert (after.pending, after.closed) == (None, (QUESTION,))


def test_turns_in_another_language_are_counted_until_the_reply_follows() -> None:
    foreign = turn("explain", "question", reading={"written": "es"})
    once = next_state(DialogueState(), foreign)
    assert once.foreign == 1
    assert next_state(once, foreign).foreign == 2
    assert next_state(once, turn("explain", "question")).foreign == 0
    followed = turn("explain", "question", reading={"written": "es", "language": "es"},
                    plan={"language": "es"})  # fmt: skip
    assert next_state(once, followed).foreign == 0


@settings(deadline=None, max_examples=10)
@given(
    st.lists(
        st.tuples(st.sampled_from(MOVES), st.integers(0, 500), st.integers(0, 500)),
        min_size=250, max_size=400,
    )
)  # fmt: skip
def test_the_state_is_bounded_and_survives_json(turns: list[tuple[Move, int, int]]) -> None:
    state = OPEN
    for move, passage, question in turns:
        decision = {"question": f"q{question}", "ask": f"q{question}" if question % 3 else None}
        state = next_state(state, turn(move, decision=decision, told=(f"p{passage}",)))
    assert len(state.shown) <= SHOWN_KEPT
    assert len(state.closed) <= CLOSED_KEPT
    assert len(state.model_dump_json()) < 12_000
    assert DialogueState.model_validate_json(state.model_dump_json()) == state


def test_a_talk_of_many_turns_keeps_a_small_state(lesson: PreparedLesson) -> None:
    talk = Talk(lesson)
    for n in range(60):
        talk.say(("Why were you hired?", "quiz me", "idk", "tell me more")[n % 4], answerable=0.9)
    assert len(talk.state.model_dump_json()) < 2_000


def test_a_half_answer_waits_for_its_other_half_until_the_question_is_left() -> None:
    half = next_state(OPEN, turn("pump", grade=make_grade(0.45), message="she spoke it"))
    assert half.pending is not None
    assert half.pending.said == ("she spoke it",)
    asked = next_state(half, turn("explain", act="question", message="was it cold?"))
    assert asked.pending is not None
    assert asked.pending.said == half.pending.said
    closed = next_state(half, turn("recap", grade=make_grade(0.9), message="shoshone"))
    assert closed.pending is None
