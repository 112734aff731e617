"""What a model's assessment may move in the learner model, and what it may not."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import START, make_assessment, make_evidence, make_exchange
from tests.core.lifelike import logs
from tutor.core.events import Event, Exchange
from tutor.core.learner import LearnerModel, replay, update

KEY = "bird-woman/interpreters"
law = settings(deadline=None, max_examples=30)
weights = st.floats(0, 1)


def assessed(log: list[Exchange], outcome: float, confidence: float) -> LearnerModel:
    """Give the model after a late assessment of the last exchange of a log."""
    model = replay(log)
    evidence = (make_evidence(outcome=outcome, confidence=confidence),)
    late = START + timedelta(days=30)
    exchange = log[-1].id if log else "none"
    assessment = make_assessment(
        ordinal=model.ordinal, exchange=exchange, at=late, evidence=evidence
    )
    return update(model, assessment)


@law
@given(logs(), weights, weights)
def test_an_assessment_moves_concepts_and_the_place_in_the_log_alone(
    log: list[Exchange], outcome: float, confidence: float
) -> None:
    before, after = replay(log), assessed(log, outcome, confidence)
    assert after.ordinal == before.ordinal + 1
    moved = {"ordinal", "overall", "concepts"}
    assert before.model_dump(exclude=moved) == after.model_dump(exclude=moved)
    assert {k: c for k, c in before.concepts.items() if k != KEY} == {
        k: c for k, c in after.concepts.items() if k != KEY
    }


@law
@given(logs(), weights)
def test_an_assessment_never_makes_a_concept_count_as_mastered(
    log: list[Exchange], confidence: float
) -> None:
    before = replay(log)
    after = before
    for _ in range(20):
        said = make_assessment(
            ordinal=after.ordinal, evidence=(make_evidence(outcome=1.0, confidence=confidence),)
        )
        after = update(after, said)
    known = before.concepts.get(KEY)
    assert after.concepts[KEY].unassisted == (known.unassisted if known else 0)
    assert after.concepts[KEY].opportunities == (known.opportunities if known else 0)
    assert after.concepts[KEY].card == (known.card if known else None)
    if not known or known.unassisted < 2:
        assert not after.mastered(KEY)


@law
@given(logs(), weights)
def test_an_assessed_success_never_lowers_and_a_failure_never_raises_mastery(
    log: list[Exchange], confidence: float
) -> None:
    now = replay(log).mastery(KEY)
    assert assessed(log, 1.0, confidence).mastery(KEY) >= now - 1e-9
    assert assessed(log, 0.0, confidence).mastery(KEY) <= now + 1e-9


@law
@given(logs())
def test_no_time_passes_for_a_concept_while_its_answer_is_assessed(log: list[Exchange]) -> None:
    before = replay([*log, make_exchange(ordinal=len(log))]).concepts[KEY]
    model = replay([*log, make_exchange(ordinal=len(log))])
    late = make_assessment(
        ordinal=model.ordinal,
        at=START + timedelta(days=300),
        evidence=(make_evidence(outcome=0.0, confidence=0.3),),
    )
    after = update(model, late).concepts[KEY]
    assert (after.last_seen, after.faded) == (before.last_seen, before.faded)


@law
@given(logs(), st.integers(0, 12), weights)
def test_replay_equals_every_step_with_assessments_between(
    log: list[Exchange], cut: int, outcome: float
) -> None:
    events: list[Event] = []
    for exchange in log:
        events.append(exchange.model_copy(update={"ordinal": len(events)}))
        said = make_evidence(outcome=outcome, confidence=0.2)
        events.append(make_assessment(ordinal=len(events), exchange=exchange.id, evidence=(said,)))
    model = replay(events[:cut])
    for event in events[cut:]:
        model = update(model, event)
    assert model.model_dump_json() == replay(events).model_dump_json()
    again = LearnerModel.model_validate_json(model.model_dump_json())
    assert again.model_dump_json() == model.model_dump_json()


def test_a_belief_names_an_assessed_exchange_once() -> None:
    model = replay([make_exchange()])
    once = update(model, make_assessment())
    assert [r.exchange for r in once.concepts[KEY].references] == ["student-1-0"]
    elsewhere = make_evidence(concept="york", confidence=0.3)
    moved = update(model, make_assessment(evidence=(elsewhere,)))
    assert [r.exchange for r in moved.concepts["bird-woman/york"].references] == ["student-1-0"]


def test_an_assessment_without_evidence_moves_nothing_but_the_place() -> None:
    model = replay([make_exchange()])
    unusable = make_assessment(outcome="unusable", evidence=())
    assert update(model, unusable) == model.model_copy(update={"ordinal": 2})
