"""Grading a free-text answer against expectations and misconceptions, in either language.

An answer is read in each language that its grammar has a part of, scored against that language's
key (`core.answer_key`), and held back where something speaks against it: the tutor then asks.
Each expectation's cut is a default for its number of references, pulled towards its own samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from tutor.core.answer_key import (
    ACCEPTED,
    DEFAULT_WEIGHTS,
    FEATURES,
    AnswerKey,
    Scores,
    Weights,
    right_texts,
)
from tutor.core.events import Fact
from tutor.core.lesson import Person, Question
from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import FUNCTION_WORDS, words

__all__ = [
    "ACCEPTED",
    "DEFAULT_WEIGHTS",
    "FEATURES",
    "GRADER_VERSION",
    "Grade",
    "PreparedQuestion",
    "Weights",
    "grade",
    "prepare_question",
]

GRADER_VERSION = "lexical-3"
HELD_BACK = 0.45
"""An outcome that something speaks against goes no higher: the tutor asks back."""
UNCLEAR = 0.42
"""An outcome from here on, short of right, is one to ask back about."""

Zone = Literal["accept", "ask", "hint"]


class Grade(Fact):
    """What an answer shows. Scores are 0..1 and count as right from 0.6."""

    outcome: float
    expectations: dict[str, float]
    misconceptions: dict[str, float]
    zone: Zone
    confidence: float
    language: Language
    reasons: tuple[str, ...] = ()

    @property
    def misconception(self) -> str | None:
        """Name the misconception that the answer shows, if it shows one."""
        likely = max(self.misconceptions.items(), key=lambda item: item[1], default=("", 0.0))
        return likely[0] if likely[1] >= ACCEPTED else None


class PreparedQuestion:
    """A question with its keys, each read when an answer in its language is first graded."""

    def __init__(
        self, question: Question, people: Sequence[Person] = (),
        weights: Weights = DEFAULT_WEIGHTS, addressed: str | None = None,
    ) -> None:  # fmt: skip
        self.question = question
        self._people, self._weights, self._addressed = people, weights, addressed
        self._languages = tuple(
            language
            for language in LANGUAGES
            if any(right_texts(e, language) for e in question.expectations)
        )
        self._keys: dict[Language, AnswerKey] = {}

    def grade(self, answer: str, language: Language) -> Grade:
        """Grade one answer. Both languages are tried: the language of an answer earns no credit."""
        heard = _languages(answer)
        spoken = [each for each in self._languages if each in heard] or self._languages
        graded = [_decide(key.score(answer)) for each in spoken if (key := self.key(each))]
        if not graded:
            return Grade(outcome=0.0, expectations={}, misconceptions={}, zone="hint",
                         confidence=0.0, language=language)  # fmt: skip
        main = max(graded, key=lambda g: (heard.get(g.language, 0), g.language == language))
        best = max(graded, key=lambda g: (g.outcome, g.language == language))
        return main if main.reasons else best

    def resembles(self, text: str, language: Language) -> float:
        """Tell how close a text comes to any right or wrong answer, 0..1."""
        grade = self.grade(text, language)
        return max([grade.outcome, *grade.misconceptions.values()], default=0.0)

    def cuts(self, language: Language) -> dict[str, float]:
        """Give each expectation's cut on the raw score."""
        key = self.key(language)
        return {target.id: target.cut for target in key.expectations} if key else {}

    def key(self, language: Language) -> AnswerKey | None:
        """Give the key in one language, None where the question has no texts in it."""
        if language in self._languages and language not in self._keys:
            self._keys[language] = AnswerKey(
                self.question, language, self._people, self._weights, self._addressed
            )
        return self._keys.get(language)


def prepare_question(
    question: Question, people: Sequence[Person] = (), addressed: str | None = None
) -> PreparedQuestion:
    """Prepare a question for grading; keep the result: its first answers cost 20 ms a language.

    Args:
        question: the question with its key.
        people: who is who, for noticing swapped roles.
        addressed: the person whom students call "you".
    """
    return PreparedQuestion(question, people, addressed=addressed)


@lru_cache(maxsize=256)
def _prepared(question: Question, people: tuple[Person, ...]) -> PreparedQuestion:
    return prepare_question(question, people)


def grade(
    answer: str, question: Question, language: Language = "en", people: tuple[Person, ...] = ()
) -> Grade:
    """Grade one answer to a question.

    Args:
        answer: the student's words, in either language or both.
        question: main question with its expectations and misconceptions (see `core.lesson`).
        language: of the student; it decides only between equal grades.
        people: who is who, for noticing swapped roles.

    Returns:
        Scores 0..1 for each expectation and misconception, right from 0.6; `outcome` is the best
        expectation's, lowered where something speaks against the answer.
    """
    return _prepared(question, people).grade(answer, language)


def _languages(text: str) -> dict[Language, int]:
    """Count the words of a text that only one of the languages has for its grammar."""
    found = words(text)
    english, spanish = FUNCTION_WORDS["en"], FUNCTION_WORDS["es"]
    counts: dict[Language, int] = {
        "en": sum(word in english and word not in spanish for word in found),
        "es": sum(word in spanish and word not in english for word in found),
    }
    return {key: count for key, count in counts.items() if count} or {"en": 1, "es": 1}


def _decide(scores: Scores) -> Grade:
    """Weigh the best expectation against the likeliest misconception."""
    right, wrong = dict(scores.right), dict(scores.wrong)
    best = max(right, key=lambda key: right[key])
    against = scores.against[best]
    likeliest = max(wrong.values(), default=0.0)
    if against or (likeliest >= ACCEPTED and likeliest > right[best]):
        right = {key: min(score, HELD_BACK) for key, score in right.items()}
    outcome = right[best]
    if outcome >= ACCEPTED:
        wrong = {key: min(score, ACCEPTED - 0.01) for key, score in wrong.items()}
        likeliest = 0.0
    zone: Zone = "accept" if outcome >= ACCEPTED else "ask" if outcome >= UNCLEAR else "hint"
    strength = abs(max(outcome, likeliest) - ACCEPTED)
    clear = zone != "ask" or likeliest >= ACCEPTED
    return Grade(
        outcome=outcome,
        expectations=right,
        misconceptions=wrong,
        zone=zone,
        confidence=round(min(0.95, 0.7 + 0.625 * strength), 3) if clear else 0.2,
        language=scores.language,
        reasons=against,
    )
