from __future__ import annotations

from tests.builders import START, make_evidence, make_exchange
from tests.core.situations import OPEN
from tutor.core.learner import LearnerModel, replay
from tutor.core.turn import Turn, view_learner, view_turn


def test_a_turn_has_the_fields_of_the_headless_contract() -> None:
    made = make_exchange(state=OPEN)
    shown = view_turn(made, replay([made]), 3).model_dump(mode="json")
    assert shown["turn"] == 3
    assert shown["speech_act"] == "answer"
    assert shown["pending"] == {"question_id": "why-hired", "expectation": "spoke-shoshone"}
    assert shown["segments"][0]["support"] == ["fort-mandan.hired"]
    assert set(shown["evidence"][0]) == {
        "concept", "expectation", "outcome", "confidence", "assisted", "misconception",
    }  # fmt: skip
    assert set(shown["learner"]) == {
        "exchanges", "mastery", "reading_level", "language", "interests", "presentation",
    }  # fmt: skip
    assert shown["versions"] == {"app": "1", "pack": "p1", "policy": "1"}


def test_a_greeting_has_no_speech_act_and_nothing_pending() -> None:
    shown = view_turn(make_exchange(message=None, reading=None, evidence=()), LearnerModel(), 0)
    assert (shown.speech_act, shown.pending, shown.evidence) == (None, None, ())


def test_a_turn_survives_json() -> None:
    made = make_exchange(state=OPEN)
    shown = view_turn(made, replay([made]), 0)
    assert Turn.model_validate_json(shown.model_dump_json()) == shown


def test_a_learner_is_shown_within_one_pack() -> None:
    elsewhere = make_exchange(ordinal=1, pack="tiny", evidence=(make_evidence(concept="york"),))
    view = view_learner(replay([make_exchange(), elsewhere]), "bird-woman", "en", START)
    assert set(view.mastery) == {"interpreters"}


def test_a_new_student_has_the_language_of_the_talk_and_the_prior_level() -> None:
    view = view_learner(LearnerModel(), "bird-woman", "es", START)
    assert (view.language, view.reading_level, view.mastery) == ("es", {"en": 6.0, "es": 6.0}, {})
