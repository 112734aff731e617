"""Replay of attempts through the learner model's own tallies: each predicted before it is known."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tutor.core.mastery import (
    DEFAULT_PARAMETERS,
    Difficulty,
    MasteryParameters,
    Tally,
    Terms,
    expected_by_elo,
    move_difficulty,
    move_tally,
    prediction_terms,
)
from tutor.research.attempts import Attempt

_NEW, _UNKNOWN = Tally(), Difficulty()


@dataclass(slots=True)
class Traced:
    """What is kept of one student: a tally over all, and of each concept with its last hour."""

    overall: Tally = _NEW
    concepts: dict[str, tuple[Tally, float | None]] = field(default_factory=dict)

    def size(self) -> int:
        """Give the bytes that the state takes when it is stored (pickled numbers and names)."""
        numbers = {
            name: (t.rating, t.weight, t.successes, t.failures, t.rights, last)
            for name, (t, last) in self.concepts.items()
        }
        o = self.overall
        whole = (o.rating, o.weight, o.successes, o.failures, o.rights, numbers)
        return len(pickle.dumps(whole, protocol=pickle.HIGHEST_PROTOCOL))


@dataclass(slots=True)
class Tracer:
    """The state of a stream of attempts: students, concepts and questions, learned online."""

    parameters: MasteryParameters = DEFAULT_PARAMETERS
    students: dict[str, Traced] = field(default_factory=dict)
    concepts: dict[str, Difficulty] = field(default_factory=dict)
    questions: dict[str, Difficulty] = field(default_factory=dict)

    def terms(self, attempt: Attempt) -> Terms:
        """Give what is known of an attempt before its outcome."""
        student = self.students.get(attempt.user)
        if student is None:
            overall, concept, last = _NEW, _NEW, None
        else:
            overall = student.overall
            concept, last = student.concepts.get(attempt.concept, (_NEW, None))
        now = attempt.hours
        hours = now - last if now is not None and last is not None and now > last else 0.0
        return prediction_terms(
            overall,
            concept,
            hours,
            self.concepts.get(attempt.concept, _UNKNOWN).rating,
            self.questions.get(attempt.item, _UNKNOWN).rating if attempt.item else 0.0,
        )

    def learn(self, attempt: Attempt, part: float = 1.0) -> None:
        """Take in an attempt's outcome.

        Args:
            attempt: what happened.
            part: how much of one answer it is; an answer on two concepts comes as two halves, each
                whole for its own concept.
        """
        parameters, outcome = self.parameters, attempt.correct
        student = self.students.get(attempt.user)
        if student is None:
            student = self.students[attempt.user] = Traced()
        tally, _ = student.concepts.get(attempt.concept, (_NEW, None))
        concept = self.concepts.get(attempt.concept, _UNKNOWN)
        question = self.questions.get(attempt.item, _UNKNOWN) if attempt.item else _UNKNOWN
        difficulty = concept.rating + question.rating
        surprise = outcome - expected_by_elo(student.overall, tally, difficulty)
        student.overall = move_tally(
            student.overall, surprise, outcome, part, parameters.all_decay, parameters
        )
        student.concepts[attempt.concept] = (
            move_tally(tally, surprise, outcome, 1.0, parameters.concept_decay, parameters),
            attempt.hours,
        )
        self.concepts[attempt.concept] = move_difficulty(concept, surprise, 1.0, parameters)
        if attempt.item:
            self.questions[attempt.item] = move_difficulty(question, surprise, part, parameters)


def answers(rows: Iterable[Attempt]) -> Iterator[Sequence[Attempt]]:
    """Give the rows that are one answer together: the same student and the same order."""
    answer: list[Attempt] = []
    for row in rows:
        if answer and (row.order != answer[0].order or row.user != answer[0].user):
            yield answer
            answer = []
        answer.append(row)
    if answer:
        yield answer


def trace(tracer: Tracer, rows: Iterable[Attempt]) -> Iterator[tuple[Attempt, Terms]]:
    """Give each attempt with its terms, all rows of one answer before any of them is learned."""
    for answer in answers(rows):
        yield from [(attempt, tracer.terms(attempt)) for attempt in answer]
        part = 1.0 / len(answer)
        for attempt in answer:
            tracer.learn(attempt, part)
