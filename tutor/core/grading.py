"""Grading a free-text answer against expectations and misconceptions, in either language.

An answer is read in each language that its grammar has a part of, scored against that language's
key (`core.answer_key`), and held back where something speaks against it: the tutor then asks.
An expectation's cut follows its number of references, and the samples of all questions prepared
together move it (`core.cuts`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from tutor.core.answer_key import (
    DEFAULT_WEIGHTS,
    FEATURES,
    AnswerKey,
    Scores,
    Weights,
)
from tutor.core.cuts import ACCEPTED, HELD_BACK, Sample, Separation, fit_shift, move_cut, separate
from tutor.core.events import Fact
from tutor.core.key_texts import right_texts
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
    "plain_question",
    "prepare_question",
    "prepare_questions",
]

GRADER_VERSION = "lexical-5"
UNCLEAR = 0.42
"""An outcome from here on, short of right, is one to ask back about."""

_SAMPLED = 8
"""Samples of each kind and expectation that set the cut."""

_SIGNED = re.compile(
    r"^\W*(?:my name is|i am|i'?m|this is|me llamo|mi nombre es|yo soy|soy)"
    r" (?!not |no |sure)\w+(?: \w+)?[.,:;!]+",
    re.IGNORECASE,
)
"""The student's own name, said first; it is no part of the answer."""

_FRAME = re.compile(
    r"^\W*(?:(?:well|so|um|uh|pues|bueno|este),? )?(?:\w+ (?:and|y) )?"
    r"(?:(?:i|we) (?:really |just |kinda )?(?:think|guess|believe)|(?:(?:yo|nosotros) )?"
    r"(?:creo|creemos|pienso|pensamos|supongo|suponemos|me parece|nos parece))"
    r"(?:,? (?:that|que|q)\b)? ",
    re.IGNORECASE,
)
"""Who thinks so, said first; likewise."""

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
        self.cut = Cut((self,))

    def grade(self, answer: str, language: Language) -> Grade:
        """Grade one answer. Both languages are tried: the language of an answer earns no credit."""
        answer = _FRAME.sub("", _SIGNED.sub("", answer))
        heard = _languages(answer)
        spoken = [each for each in self._languages if each in heard] or self._languages
        graded = [
            _decide(key.score(answer, self.cut.shift(each)))
            for each in spoken
            if (key := self.key(each))
        ]
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
        key, shift = self.key(language), self.cut.shift(language)
        return {t.id: move_cut(t.cut, shift) for t in key.expectations} if key else {}

    def key(self, language: Language) -> AnswerKey | None:
        """Give the key in one language, None where the question has no texts in it."""
        if language in self._languages and language not in self._keys:
            self._keys[language] = AnswerKey(
                self.question, language, self._people, self._weights, self._addressed
            )
        return self._keys.get(language)


class Cut:
    """Where right and wrong part for questions prepared together, by their samples."""

    def __init__(self, questions: Sequence[PreparedQuestion]) -> None:
        self._questions = tuple(questions)
        self._shifts: dict[Language, float] = {}

    def shift(self, language: Language) -> float:
        """Give how many logits the samples move the cuts in a language; read when first needed."""
        if language not in self._shifts:
            self._shifts[language] = fit_shift(self.samples(language, _SAMPLED))
        return self._shifts[language]

    def separation(self, language: Language) -> Separation:
        """Tell how well the cut parts the students' answers given with the questions."""
        return separate(self.samples(language), self.shift(language))

    def samples(self, language: Language, most: int | None = None) -> list[Sample]:
        """Score the samples in a language, each against the references without it.

        At most so many right and wrong ones of an expectation.
        """
        keys = (question.key(language) for question in self._questions)
        return [sample for key in keys if key for sample in key.samples(most)]


def prepare_questions(
    questions: Sequence[Question], people: Sequence[Person] = (), addressed: str | None = None
) -> dict[str, PreparedQuestion]:
    """Prepare the questions of a pack, by id; their samples set one cut for all of them."""
    prepared = {q.id: prepare_question(q, people, addressed) for q in questions}
    cut = Cut(tuple(prepared.values()))
    for question in prepared.values():
        question.cut = cut
    return prepared


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


def plain_question(
    asked: str, references: Sequence[str], right: Sequence[str] = (), wrong: Sequence[str] = (),
    language: Language = "en",
) -> Question:  # fmt: skip
    """Build a question from plain strings, with one expectation, `answer`.

    Args:
        asked: what the student is asked.
        references: model answers, each of them a full one.
        right: answers of students that count as right.
        wrong: answers of students that do not.
        language: of all these texts.
    """
    texts = {"says": references, "accepted": right, "rejected": wrong}
    expectation = {name: {language: list(found)} for name, found in texts.items()}
    return Question.model_validate({
        "id": "question", "concept": "any", "main": {language: asked},
        "expectations": [{"id": "answer", "concept": "any"} | expectation],
    })  # fmt: skip


@lru_cache(maxsize=256)
def _prepared(question: Question, people: tuple[Person, ...]) -> PreparedQuestion:
    return prepare_question(question, people)


def grade(
    answer: str, question: Question, language: Language = "en", people: tuple[Person, ...] = ()
) -> Grade:
    """Grade one answer to a question, which is a value: no pack, no student, no state.

        question = plain_question(
            "Why do the magnets push apart?", ["Like poles repel each other."],
            right=["the same sides are facing"], wrong=["opposite poles repel"],
        )
        grade("because they repel", question).outcome >= 0.6

    Questions that belong together share one cut when they are prepared together: see
    `prepare_questions`.

    Args:
        answer: the student's words, in either language or both.
        question: main question with its expectations and misconceptions: from `plain_question`, or
            `Question.model_validate` of a pack's YAML (see `core.lesson`).
        language: of the student; it decides only between equal grades.
        people: who is who, for noticing swapped roles; without them the names in the key are used.

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
    best, against = scores.best, scores.against
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
