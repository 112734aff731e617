"""Where the embedded grader was unsure of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.core.events import DialogueState, Exchange, Pending
from tutor.core.gathering import grade_answer
from tutor.core.grading import ACCEPTED, Grade
from tutor.core.key_texts import mistake_texts, right_texts, wrong_texts
from tutor.core.lesson import Question
from tutor.core.prepared import PreparedLesson
from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import content_stems

UNSURE = (0.2, 0.75)
"""Scores from the first and below the second leave a doubt. Of the development sets' answers 22 %
of the right and 49 % of the wrong ones lie there; of the right ones 1 % lie below."""
UNSURE_MISTAKE = (0.4, 0.75)
"""The same for misconceptions, of answers that are not right."""
IDEAS, MISTAKES = 3, 2
"""How many expectations and misconceptions are looked at again, the least clear first."""
_SAME = 0.9
"""Likeness from which an answer is a sample said again."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An answer and what the embedded grader was unsure of in it."""

    question: Question
    language: Language
    answer: str
    grade: Grade
    ideas: dict[str, float]
    """Expectation to the embedded grader's score, 0..1."""
    mistakes: dict[str, float]
    """Misconception to the same."""


def find_doubt(exchange: Exchange, before: DialogueState, lesson: PreparedLesson) -> Doubt | None:
    """Give what was unsure in grading an exchange; None for anything but an unsure answer.

    Args:
        exchange: as it was recorded.
        before: the state of the dialogue before it.
        lesson: the material that it was made from.
    """
    reading, pending = exchange.reading, before.pending
    if exchange.screened != "none" or reading is None or pending is None or not exchange.message:
        return None
    question = lesson.pack.question_by_id.get(pending.question)
    grade = grade_answer(reading, exchange.message, lesson, before)
    if grade is None or question is None or _is_judged(exchange.message, question):
        return None
    ideas, mistakes = _unsure_of(grade, pending)
    if not ideas and not mistakes:
        return None
    return Doubt(question, grade.language, exchange.message, grade, ideas, mistakes)


def _unsure_of(grade: Grade, pending: Pending) -> tuple[dict[str, float], dict[str, float]]:
    """Give what is unsure; an answer that surely is right, or surely is not, is left at that."""
    lowest, highest = UNSURE
    ideas = _open_scores(grade, pending) if lowest <= grade.outcome < highest else {}
    mistakes = grade.misconceptions if grade.outcome < ACCEPTED else {}
    return (
        _least_clear(ideas, UNSURE, IDEAS),
        _least_clear(mistakes, UNSURE_MISTAKE, MISTAKES),
    )


def _open_scores(grade: Grade, pending: Pending) -> dict[str, float]:
    """Give the scores of the expectations that no earlier answer has covered."""
    covered = pending.covered
    return {k: s for k, s in grade.expectations.items() if covered.get(k, 0.0) < ACCEPTED}


def _least_clear(
    scores: dict[str, float], band: tuple[float, float], most: int
) -> dict[str, float]:
    """Give the scores of a band, those nearest to 0.6 first."""
    lowest, highest = band
    unsure = [(key, score) for key, score in scores.items() if lowest <= score < highest]
    return dict(sorted(unsure, key=lambda item: (abs(item[1] - ACCEPTED), item[0]))[:most])


def _is_judged(answer: str, question: Question) -> bool:
    """Tell whether an author or a teacher has given a verdict on these very words."""
    return any(
        _likeness(content_stems(answer, language), content_stems(sample, language)) >= _SAME
        for language in LANGUAGES
        for sample in _samples(question, language)
    )


def _samples(question: Question, language: Language) -> Iterator[str]:
    for expectation in question.expectations:
        yield from right_texts(expectation, language)
        yield from wrong_texts(expectation, language)
    for misconception in question.misconceptions:
        yield from mistake_texts(misconception, language)


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Give twice the shared stems over all of them, 0..1."""
    shared = len(set(one) & set(other))
    return 2.0 * shared / max(1, len(set(one)) + len(set(other)))
