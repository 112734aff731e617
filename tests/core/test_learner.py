from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import START, make_evidence, make_exchange, make_plan
from tests.core.lifelike import logs
from tests.core.situations import make_reading
from tests.storage.strategies import exchanges
from tutor.core.events import Exchange
from tutor.core.learner import (
    INTERESTS_KEPT,
    REFERENCES_KEPT,
    LearnerModel,
    replay,
    update,
)

KEY = "bird-woman/interpreters"
law = settings(deadline=None, max_examples=30)


def after(model: LearnerModel, **evidence: Any) -> LearnerModel:
    """Give the model after one more answer."""
    shown = make_evidence(**evidence)
    return update(model, make_exchange(ordinal=model.ordinal, evidence=(shown,)))


@law
@given(logs(), st.integers(0, 12))
def test_replay_equals_the_update_of_every_step(log: list[Exchange], cut: int) -> None:
    model = replay(log[:cut])
    for exchange in log[cut:]:
        model = update(model, exchange)
    assert model.model_dump_json() == replay(log).model_dump_json()


@settings(deadline=None, max_examples=10)
@given(st.lists(exchanges(), max_size=3))
def test_replay_folds_whatever_an_event_may_hold(log: list[Exchange]) -> None:
    tame = [
        e.model_copy(
            update={
                "heard_grade": None,
                "reading": e.reading and e.reading.model_copy(update={"words": 3, "lix": 30.0}),
                "evidence": tuple(v.model_copy(update={"difficulty": 0.0}) for v in e.evidence),
            }
        )
        for e in log
    ]
    assert replay(tame) == replay(list(tame))


@law
@given(logs())
def test_a_model_survives_json_bit_for_bit(log: list[Exchange]) -> None:
    model = replay(log)
    again = LearnerModel.model_validate_json(model.model_dump_json())
    assert again == model
    assert again.model_dump_json() == model.model_dump_json()


@law
@given(logs())
def test_every_mastery_stays_between_0_and_1(log: list[Exchange]) -> None:
    model = LearnerModel()
    for exchange in log:
        model = update(model, exchange)
        for key in model.concepts:
            assert 0.0 < model.mastery(key) < 1.0
            assert 0.0 < model.mastery(key, exchange.at + timedelta(days=90)) < 1.0
            assert 0.0 <= model.mastery_uncertainty(key) <= 0.5
        assert 0.0 <= model.pace <= 1.0


@law
@given(logs(), st.floats(0, 1), st.booleans(), st.integers(0, 500_000))
def test_a_right_answer_never_lowers_and_a_wrong_one_never_raises_its_concept_at_any_one_time(
    log: list[Exchange], confidence: float, assisted: bool, minutes: int  # noqa: FBT001 - drawn
) -> None:  # fmt: skip
    model = replay(log)
    at = max([START, *(e.at for e in log)]) + timedelta(minutes=minutes)
    now = model.mastery(KEY, at)

    def answered(outcome: float) -> float:
        shown = make_evidence(outcome=outcome, confidence=confidence, assisted=assisted)
        exchange = make_exchange(ordinal=model.ordinal, at=at, evidence=(shown,))
        return update(model, exchange).mastery(KEY, at)

    assert answered(1.0) >= now - 1e-9
    assert answered(0.0) <= now + 1e-9


@law
@given(logs())
def test_success_with_help_moves_mastery_less_than_success_alone(log: list[Exchange]) -> None:
    model = replay(log)
    helped = after(model, outcome=1.0, assisted=True).mastery(KEY)
    alone = after(model, outcome=1.0, assisted=False).mastery(KEY)
    assert model.mastery(KEY) <= helped + 1e-9
    assert helped < alone


@law
@given(logs(), st.text(min_size=1, max_size=20))
def test_the_fold_never_looks_at_names_or_words(log: list[Exchange], name: str) -> None:
    def rename(e: Exchange) -> Exchange:
        changes = {"student": name, "session": name, "persona": name}
        return e.model_copy(update=changes | ({"message": name} if e.message else {}))

    assert replay([rename(e) for e in log]) == replay(log)


def test_the_model_does_not_grow_with_the_history() -> None:
    concepts = cycle(("interpreters", "york", "river"))
    interests = cycle([(f"tag-{n}",) for n in range(30)])
    model, sizes = LearnerModel(), []
    for ordinal in range(10_000):
        exchange = make_exchange(
            ordinal=ordinal,
            evidence=(
                make_evidence(
                    concept=next(concepts),
                    outcome=(ordinal * 7 % 10) / 10,
                    assisted=ordinal % 3 == 0,
                    misconception="guide" if ordinal % 11 == 0 else None,
                ),
            ),
            reading=make_reading("answer", interests=next(interests), words=5, lix=30.0),
            plan=make_plan(language="es" if ordinal % 5 else "en", focus=("york",)),
        )
        model = update(model, exchange)
        if ordinal in (999, 9_999):
            sizes.append(len(model.model_dump_json()))
    assert sizes[1] < sizes[0] * 1.1
    assert sizes[1] < 8_000
    assert len(model.interests) == INTERESTS_KEPT
    assert all(len(c.references) == REFERENCES_KEPT for c in model.concepts.values())


def test_each_belief_names_the_exchanges_it_rests_on() -> None:
    model = replay([make_exchange(ordinal=n) for n in range(2)])
    assert [r.exchange for r in model.concepts[KEY].references] == ["student-1-0", "student-1-1"]


def test_a_greeting_and_a_cry_for_help_move_nothing_but_the_counts() -> None:
    model = update(LearnerModel(), make_exchange(message=None, ordinal=0))
    assert model == LearnerModel(ordinal=1)
    model = update(model, make_exchange(screened="support", ordinal=1))
    assert model == LearnerModel(ordinal=2, exchanges=1)


def test_a_concept_counts_as_mastered_only_when_it_was_shown_alone_twice() -> None:
    helped = replay([make_exchange(ordinal=n, evidence=(make_evidence(outcome=1.0, confidence=1.0,
                     assisted=True),)) for n in range(30)])  # fmt: skip
    assert helped.mastery(KEY) > 0.7
    assert not helped.mastered(KEY)
    once = after(helped, outcome=1.0)
    assert not once.mastered(KEY)
    assert after(once, outcome=1.0).mastered(KEY)
    assert not LearnerModel().mastered(KEY)


@pytest.mark.parametrize(("assisted", "status"), [(True, "wavering"), (False, "resolved")])
def test_a_misconception_wavers_with_help_and_is_resolved_alone(
    assisted: bool,  # noqa: FBT001 - a column of the table
    status: str,
) -> None:
    held = after(LearnerModel(), outcome=0.0, misconception="hired-as-guide")
    assert held.misconceptions["bird-woman/hired-as-guide"].status == "held"
    moved = after(held, outcome=0.9, assisted=assisted)
    assert moved.misconceptions["bird-woman/hired-as-guide"].status == status
    other = after(held, outcome=0.9, concept="york")
    assert other.misconceptions["bird-woman/hired-as-guide"].status == "held"


def test_a_misconception_shown_again_is_held_again() -> None:
    model = after(LearnerModel(), outcome=0.0, misconception="hired-as-guide")
    model = after(after(model, outcome=0.9), outcome=0.0, misconception="hired-as-guide")
    belief = model.misconceptions["bird-woman/hired-as-guide"]
    assert (belief.status, belief.times) == ("held", 2)
    assert belief.exchanges == ("student-1-0", "student-1-1", "student-1-2")


def test_what_was_practised_comes_due_the_longest_due_first() -> None:
    first = make_exchange(ordinal=0, at=START, evidence=(make_evidence(concept="york"),))
    second = make_exchange(ordinal=1, at=START + timedelta(hours=2))
    model = replay([first, second])
    assert model.due("bird-woman", START + timedelta(hours=3)) == ()
    assert model.due("bird-woman", START + timedelta(days=60)) == ("york", "interpreters")
    assert model.due("other-pack", START + timedelta(days=60)) == ()


def test_reading_levels_are_kept_apart_by_language() -> None:
    simpler = make_exchange(reading=make_reading("request_simpler"), heard_grade=6.0, evidence=())
    model = update(LearnerModel(), simpler)
    assert model.reading_level("en").grade < 5.0
    assert model.reading_level("es").grade == 6.0


def test_a_wrong_answer_after_a_long_pause_does_not_bring_a_faded_belief_back() -> None:
    model = replay([make_exchange(ordinal=n) for n in range(3)])
    later = START + timedelta(days=300)
    faded = model.mastery(KEY, later)
    wrong = make_exchange(ordinal=3, at=later, evidence=(make_evidence(outcome=0.0),))
    assert update(model, wrong).mastery(KEY, later) < faded < model.mastery(KEY)


def test_both_languages_start_from_the_declared_grade() -> None:
    model = update(LearnerModel(), make_exchange(message=None, declared_grade=9.0))
    assert [model.reading_level(tongue).grade for tongue in ("en", "es")] == [9.0, 9.0]
    again = update(model, make_exchange(message=None, declared_grade=9.0, ordinal=1))
    assert again.reading == model.reading
    assert model.reading_level("en").variance < LearnerModel().reading_level("en").variance


def test_a_form_is_kept_until_the_student_chooses_another() -> None:
    chosen = make_exchange(reading=make_reading("preference", presentation="map"), evidence=())
    model = update(update(LearnerModel(), chosen), make_exchange(ordinal=1))
    assert (model.presentation, model.presentation_chosen) == ("map", True)
    assert not update(LearnerModel(), make_exchange()).presentation_chosen


def test_an_interest_grows_when_shown_and_fades_when_others_are() -> None:
    def ask(model: LearnerModel, tag: str) -> LearnerModel:
        reading = make_reading("question", interests=(tag,))
        return update(model, make_exchange(ordinal=model.ordinal, reading=reading, evidence=()))

    once = ask(LearnerModel(), "animals")
    twice = ask(once, "animals")
    assert 0 < once.interests["animals"] < twice.interests["animals"] < 1
    assert ask(twice, "maps").interests["animals"] < twice.interests["animals"]


def test_depth_reached_is_never_lost() -> None:
    deep = make_exchange(plan=make_plan(depth="perspective"))
    model = update(update(LearnerModel(), deep), make_exchange(ordinal=1))
    assert model.concepts[KEY].depth == "perspective"
