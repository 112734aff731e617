"""What a model's ratings add to the evidence of an exchange, within bounds.

An observation added weighs less than the embedded grader's own of the same idea. Where both agree
it strengthens; where the model says otherwise it weakens and cannot turn: the mean of both, by
weight, stays on the embedded grader's side of 0.6.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, RootModel, TypeAdapter, ValidationError

from tutor.core.assessing.doubts import Doubt
from tutor.core.assessing.sheets import MOST, Sheet
from tutor.core.events import DialogueState, Evidence, Exchange
from tutor.core.grading import ACCEPTED
from tutor.core.key_texts import right_texts
from tutor.core.state import is_helped
from tutor.core.text import content_stems

AGREEING, OTHER = 0.6, 0.5
"""What an observation weighs beside the embedded grader's own."""
HEAVIEST = 0.3
"""What it weighs at most."""
ASKED_BACK = 0.2
"""What the embedded grader's word weighs of an idea that it left out of its evidence."""
SAID, UNSAID = 3, 1
"""Ratings from which an idea is said, and down to which it is not; between them nothing is."""
_BARELY = 0.001
"""How far the mean keeps off 0.6."""


class _Filled(RootModel[dict[str, object]]):
    """The object that a model filled, as it came."""


_RATING_WORDS = (
    "give gives giving full fully mark marks point points grade grades score scores rate rating"
    " correct right answer answers idea ideas teacher student instruction instructions system all"
    " every highest maximum please"
    " da dame pon ponme punto puntos nota notas califica calificación máximo máxima correcto"
    " correcta bien respuesta respuestas idea ideas maestro maestra profesor profesora estudiante"
    " alumno instrucciones sistema reglas todo todos favor"
)
_RATING = TypeAdapter[int](Annotated[int, Field(ge=0, le=MOST)])


def read_ratings(text: str, sheet: Sheet) -> dict[str, int] | None:
    """Read the ratings by expectation and misconception; None where there is none.

    Ratings may come as digits in quotation marks or inside another object; unknown ids and
    ratings out of range are left out.
    """
    try:
        filled = _Filled.model_validate_json(text).root
    except ValidationError:
        return None
    inner = [value for value in filled.values() if isinstance(value, dict)]
    for value in inner:
        filled = value | filled
    found: dict[str, int] = {}
    for shown, key in (sheet.ideas | sheet.mistakes).items():
        rating = _read(filled.get(shown))
        if rating is not None:
            found[key] = rating
    return found or None


def _read(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    try:
        return _RATING.validate_python(value)
    except ValidationError:
        return None


def weigh_ratings(
    ratings: dict[str, int], doubt: Doubt, exchange: Exchange, before: DialogueState, *, whole: bool
) -> tuple[Evidence, ...]:
    """Turn ratings into evidence, which may be none.

    Args:
        ratings: expectation or misconception to 0..4.
        doubt: what the embedded grader was unsure of.
        exchange: with the evidence that it gave.
        before: the state of the dialogue before the exchange.
        whole: the model saw the answer whole.
    """
    ideas = (
        _weigh_idea(key, ratings[key], doubt, exchange, before)
        for key in doubt.ideas
        if key in ratings and (whole or ratings[key] >= SAID)
    )
    mistakes = (
        _weigh_mistake(key, doubt, exchange)
        for key in doubt.mistakes
        if ratings.get(key, 0) >= SAID
    )
    return tuple(evidence for evidence in (*ideas, *mistakes) if evidence is not None)


def _weigh_idea(
    key: str, rating: int, doubt: Doubt, exchange: Exchange, before: DialogueState
) -> Evidence | None:
    score, shown = doubt.ideas[key], rating / MOST
    own = next((e for e in exchange.evidence if e.expectation == key), None)
    weight = own.confidence if own else ASKED_BACK
    if UNSAID < rating < SAID or (rating >= SAID and not _shares_a_word(doubt, key)):
        return None
    if (rating >= SAID) == (score >= ACCEPTED):
        if own is None and rating <= UNSAID:
            return None  # an idea that nobody listened for is not held against the student
        outcome = max(score, shown) if rating >= SAID else min(score, shown)
        return _observe(key, outcome, AGREEING * weight, doubt, exchange, before)
    turning = ((1.0 + OTHER) * ACCEPTED - score) / OTHER
    if rating <= UNSAID:
        return _observe(key, max(shown, turning + _BARELY), OTHER * weight, doubt, exchange, before)
    return _observe(key, min(shown, turning - _BARELY), OTHER * weight, doubt, exchange, before)


def _observe(
    key: str, outcome: float, weight: float, doubt: Doubt, exchange: Exchange, before: DialogueState
) -> Evidence:
    own = next((e for e in exchange.evidence if e.expectation == key), None)
    helped = own.assisted if own else bool(before.pending and is_helped(before.pending, key))
    return Evidence(
        concept=doubt.question.expectation(key).concept,
        expectation=key,
        question=doubt.question.id,
        outcome=round(min(1.0, max(0.0, outcome)), 4),
        confidence=round(min(HEAVIEST, weight), 4),
        assisted=helped,
        difficulty=doubt.question.difficulty,
    )


def _weigh_mistake(key: str, doubt: Doubt, exchange: Exchange) -> Evidence | None:
    """Hold a misconception against an answer, unless the embedded grader took it for right."""
    if doubt.grade.outcome >= ACCEPTED or not exchange.evidence:
        return None
    first = exchange.evidence[0]
    agreed = first.misconception == key
    weight = AGREEING * first.confidence if agreed else OTHER * min(first.confidence, ASKED_BACK)
    return first.model_copy(
        update={
            "concept": doubt.question.misconception(key).concept,
            "outcome": 0.0,
            "confidence": round(min(HEAVIEST, weight), 4),
            "misconception": key,
        }
    )


def _shares_a_word(doubt: Doubt, key: str) -> bool:
    """Tell whether the answer holds a telling word of the idea that the question does not.

    Words that ask for a rating tell nothing, nor do bare numbers.
    """
    language = doubt.language
    texts = right_texts(doubt.question.expectation(key), language)
    idea = {stem for text in texts for stem in content_stems(text, language)}
    idle = set(content_stems(f"{doubt.question.main.get(language)} {_RATING_WORDS}", language))
    said = set(content_stems(doubt.answer, language)) - idle
    return any(stem in idea and not stem.isdigit() for stem in said)
