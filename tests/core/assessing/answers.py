"""Answers to questions of a lesson, read and graded as a turn would."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.builders import make_exchange
from tests.core.situations import make_reading
from tutor.core.assessing import Doubt, Sheet, find_doubt, make_sheet
from tutor.core.events import DialogueState, Exchange, Pending
from tutor.core.gathering import grade_answer
from tutor.core.prepared import PreparedLesson
from tutor.core.state import weigh_evidence
from tutor.core.terms import Language


def asked(lesson: PreparedLesson, question: str, **changes: Any) -> DialogueState:
    """Give the state in which a question is open."""
    first = lesson.pack.question_by_id[question].expectations[0].id
    fields = {"question": question, "expectation": first}
    return DialogueState(pending=Pending.model_validate(fields | changes))


def answer(
    lesson: PreparedLesson,
    before: DialogueState,
    message: str,
    language: Language = "en",
    act: str = "answer",
) -> Exchange:
    """Give the exchange in which an open question is answered."""
    reading = make_reading(act, language=language, written=language, words=len(message.split()))
    grade = grade_answer(reading, message, lesson, before)
    evidence = weigh_evidence(reading, grade, before, lesson)
    return make_exchange(pack=lesson.pack.id, message=message, reading=reading, evidence=evidence)


def doubt_of(
    lesson: PreparedLesson, question: str, message: str, language: Language = "en"
) -> Doubt | None:
    """Give the doubt about an answer to a question that was just asked."""
    before = asked(lesson, question)
    return find_doubt(answer(lesson, before, message, language), before, lesson)


def sheet_of(doubt: Doubt) -> Sheet:
    """Ask for ratings under ids that count up."""
    return make_sheet(doubt, (f"id{number}" for number in count()))
