"""Laws of what a question takes for granted, and of comparing people with each other."""

from __future__ import annotations

import pytest

from tutor.core.grading import ACCEPTED, prepare_question
from tutor.core.lesson import Person, Question

PEOPLE = [
    Person.model_validate({"id": name, "names": {"en": [f"the {name}"], "es": []}})
    for name in ("pickers", "owners")
]
QUESTION = Question.model_validate({
    "id": "strike", "concept": "any",
    "main": {"en": "Why did the pickers go on strike?"},
    "expectations": [{
        "id": "pay", "concept": "any",
        "says": {"en": ["The pickers earned less money than the owners.", "Their pay was low."]},
        "accepted": {"en": ["the pay was bad"]}, "rejected": {"en": ["they had good pay"]},
    }],
})  # fmt: skip
KEY = prepare_question(QUESTION, PEOPLE)


@pytest.mark.parametrize(
    "answer",
    ["the pickers earned less money than the owners", "the pickers went on strike for better pay"],
)
def test_who_does_what_the_question_says_is_not_doubted(answer: str) -> None:
    assert "swapped roles" not in KEY.grade(answer, "en").reasons


@pytest.mark.parametrize(
    "answer",
    [
        "the owners went on strike because their pay was low",
        "the owners earned less money than the pickers",
        "the pickers earned more money than the owners",
    ],
)
def test_people_in_each_others_places_are_doubted(answer: str) -> None:
    grade = KEY.grade(answer, "en")
    assert grade.reasons
    assert grade.outcome < ACCEPTED
