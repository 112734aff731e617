"""Grading a free-text answer against expectations and misconceptions, in either language.

The measure is lexical and has two halves. How much of a reference an answer says is a logistic over a
few rarity-weighted overlaps (`FEATURES`). Whether it contradicts is read from its structure: denied
words, swapped people, other numbers, opposites, a wrong sample that lies nearer than any right one;
a contradiction holds an answer back whatever its words. Each expectation's cut is pulled from the
default towards its own samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Literal

import numpy as np

from tutor.core.comparison import References, Spread, Vector, harmonic
from tutor.core.events import Fact
from tutor.core.facts import Verdict, gather, judge
from tutor.core.lesson import Expectation, Misconception, Person, Question
from tutor.core.mastery import sigmoid
from tutor.core.names import know_people
from tutor.core.opposites import opposes
from tutor.core.quantities import contradicts, quantities
from tutor.core.roles import Reading, read_text
from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import FUNCTION_WORDS, words

GRADER_VERSION = "lexical-3"
ACCEPTED = 0.6
"""An outcome from here on counts as right."""
HELD_BACK = 0.45
"""An outcome that something speaks against goes no higher: the tutor asks back."""
UNCLEAR = 0.42
_FEW, _MANY = 0.9, 8
"""How many logits one reference scores lower than so many."""

Zone = Literal["accept", "ask", "hint"]

FEATURES = ("coverage", "precision", "support", "amount", "mistaken", "margin")
"""Of the nearest reference: its weight that an answer says, the answer's weight that it has; of all
references of an expectation: the answer's weight that they have; how much that is; the answer's
weight that only wrong references have; likeness to right less likeness to wrong ones."""


class Weights(Fact):
    """The logistic's weights in logits, fitted by `tests/benchmarks/fit_grader.py`."""

    bias: float = -3.9
    coverage: float = 2.4
    precision: float = 0.9
    support: float = 1.5
    amount: float = 1.0
    mistaken: float = -1.4
    margin: float = 1.7

    @property
    def vector(self) -> Vector:
        """Give the weights of `FEATURES`, in their order."""
        return np.array([getattr(self, name) for name in FEATURES])


DEFAULT_WEIGHTS = Weights()


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


@dataclass(frozen=True, slots=True)
class _Target:
    """An idea to listen for: rows of the references that put it, and words they use."""

    id: str
    rows: tuple[int, ...]
    cut: float = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of an answer before it is scored."""

    spread: Spread
    coverage: Vector
    precision: Vector
    conflict: Vector
    verdict: Verdict
    numbers: frozenset[str]


class _Key:
    """A question's key in one language: its references, and the ideas they stand for."""

    def __init__(
        self, question: Question, language: Language, people: Sequence[Person],
        weights: Weights, addressed: str | None,
    ) -> None:  # fmt: skip
        self.language = language
        self._weights = weights.vector
        self._bias = weights.bias
        texts: list[str] = []

        def add(found: Sequence[str]) -> tuple[int, ...]:
            texts.extend(found)
            return tuple(range(len(texts) - len(found), len(texts)))

        rights = [(e.id, add(_right_texts(e, language))) for e in question.expectations]
        rejected = [add(_wrong_texts(e, language)) for e in question.expectations]
        mistakes = [(m.id, add(_mistake_texts(m, language))) for m in question.misconceptions]
        self._right = [row for _, rows in rights for row in rows]
        self._wrong = [row for rows in rejected for row in rows] + [
            row for _, rows in mistakes for row in rows
        ]
        self._people = know_people(people, addressed, question.main.get(language))
        self._asked = read_text(question.main.get(language), language, self._people).words
        self.readings = [read_text(text, language, self._people, self._asked) for text in texts]
        self.references = References(self.readings, {said.key for said in self._asked})
        self._known = gather(
            [self.readings[row] for row in self._right]
            + [read_text(text, language, self._people) for text in _told(question, language)]
        )
        self._numbers = [quantities(texts[row]) for row in self._right]
        self._words = [frozenset(said.key for said in reading.words) for reading in self.readings]
        self._weigh_words()
        self.expectations = tuple(_Target(id_, rows, _cut(len(rows))) for id_, rows in rights if rows)
        self.misconceptions = tuple(_Target(id_, rows) for id_, rows in mistakes if rows)

    def _weigh_words(self) -> None:
        """Mark the words that only wrong references have."""
        references = self.references
        right = references.present[self._right].any(axis=0)
        wrong = references.present[self._wrong].any(axis=0) if self._wrong else ~right
        self._only_wrong = references.weights * (wrong & ~right)

    def best_features(self, text: str) -> Vector | None:
        """Give the features that decide on an answer, or None where something speaks against it."""
        seen = self.read(text)
        found = [self.features(seen, target) for target in self.expectations]
        features, _, nearest = max(found, key=lambda f: float(f[0] @ self._weights))
        return None if self.signs(seen, nearest) else features

    def read(self, text: str) -> Evidence:
        """Read an answer and compare it with every reference."""
        reading = read_text(text, self.language, self._people, self._asked)
        return self.weigh(reading, quantities(text))

    def weigh(self, reading: Reading, numbers: frozenset[str]) -> Evidence:
        """Compare a reading with every reference."""
        verdict = judge(reading, self._known)
        spread = self.references.spread(reading, verdict.astray)
        return Evidence(spread, *self.references.compare(spread), verdict, numbers)

    def features(self, seen: Evidence, target: _Target) -> tuple[Vector, int, int]:
        """Give the features of the best clause and reference, with their rows."""
        rows = list(target.rows)
        coverage, precision = seen.coverage[:, rows], seen.precision[:, rows]
        both = harmonic(coverage, precision) + 0.25 * coverage
        clause, nearest = np.unravel_index(int(np.argmax(both)), both.shape)
        references, spread = self.references, seen.spread
        said = np.maximum(spread.affirmed[clause], spread.denied[clause]) * references.weights
        whole = max(float(said.sum() + spread.unknown[clause]), 0.3)
        supported = float(said @ references.present[rows].any(axis=0))
        wrong = harmonic(seen.coverage, seen.precision)[:, self._wrong] if self._wrong else np.zeros((1, 1))
        right = harmonic(coverage, precision)
        features = np.array([
            coverage[clause, nearest], precision[clause, nearest], supported / whole,
            min(1.5, supported), float(spread.affirmed[-1] @ self._only_wrong) / whole,
            float(right.max()) - float(wrong.max()),
        ])  # fmt: skip
        return features, int(clause), rows[int(nearest)]

    def signs(self, seen: Evidence, nearest: int) -> tuple[str, ...]:
        """Say what speaks against an answer whose words are right."""
        verdict = seen.verdict
        signs = {
            "negation": verdict.denied > verdict.shared_denials,
            "swapped roles": verdict.crossed > 1
            or verdict.turned > 0 and 2 * verdict.turned >= verdict.kept
            or verdict.missed > max(1, verdict.kept // 2),
            "another number": contradicts(seen.numbers, self._numbers),
            "an opposite word": opposes(seen.spread.keys, self._words[nearest], self.language),
        }
        return tuple(name for name, found in signs.items() if found)

    def grade(self, text: str) -> Grade:
        """Grade an answer as one in this language."""
        seen = self.read(text)
        scores: dict[str, float] = {}
        reasons: dict[str, tuple[str, ...]] = {}
        for target in self.expectations:
            features, _, nearest = self.features(seen, target)
            scores[target.id] = round(self._score(features, target), 4)
            reasons[target.id] = self.signs(seen, nearest)
        wrongs = {
            target.id: round(self._likeness(seen, target), 4) for target in self.misconceptions
        }
        return _decide(scores, wrongs, reasons, self.language)

    def _score(self, features: Vector, target: _Target) -> float:
        if features[0] <= 0.0:
            return 0.0
        return _through_cut(sigmoid(self._bias + float(features @ self._weights)), target.cut)

    def _likeness(self, seen: Evidence, target: _Target) -> float:
        """Give how like a misconception an answer is, and how much more than a right answer."""
        both = harmonic(seen.coverage, seen.precision)
        like = float(both[:, list(target.rows)].max())
        right = float(both[:, self._right].max())
        return like if like > right else 0.5 * like


class PreparedQuestion:
    """A question whose key has been read and whose cuts have been set."""

    def __init__(
        self, question: Question, people: Sequence[Person] = (),
        weights: Weights = DEFAULT_WEIGHTS, addressed: str | None = None,
    ) -> None:  # fmt: skip
        self.question = question
        keys = [
            _Key(question, language, people, weights, addressed)
            for language in LANGUAGES
            if any(_right_texts(e, language) for e in question.expectations)
        ]
        self._keys = {key.language: key for key in keys}

    def grade(self, answer: str, language: Language) -> Grade:
        """Grade one answer. Both languages are tried: the language of an answer earns no credit."""
        heard = _languages(answer)
        keys = [key for key in self._keys.values() if heard.get(key.language)]
        graded = [key.grade(answer) for key in keys or self._keys.values()]
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
        key = self._keys.get(language)
        return {target.id: target.cut for target in key.expectations} if key else {}

    def key(self, language: Language) -> _Key | None:
        """Give the key in one language, for fitting and calibration."""
        return self._keys.get(language)


def prepare_question(
    question: Question, people: Sequence[Person] = (), addressed: str | None = None
) -> PreparedQuestion:
    """Prepare a question for grading; keep the result, it costs some milliseconds.

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


def _decide(
    scores: dict[str, float],
    wrongs: dict[str, float],
    reasons: dict[str, tuple[str, ...]],
    language: Language,
) -> Grade:
    """Weigh the best expectation against the likeliest misconception."""
    best = max(scores, key=lambda key: scores[key])
    wrong = max(wrongs.values(), default=0.0)
    against = tuple(dict.fromkeys(name for key in scores for name in reasons[key])) if False else reasons[best]
    if against or (wrong >= ACCEPTED and wrong > scores[best]):
        scores = {key: min(score, HELD_BACK) for key, score in scores.items()}
    outcome = scores[best]
    if wrong >= ACCEPTED and outcome >= ACCEPTED:
        wrongs = {key: min(score, ACCEPTED - 0.01) for key, score in wrongs.items()}
    zone: Zone = "accept" if outcome >= ACCEPTED else "ask" if outcome >= UNCLEAR else "hint"
    strength = abs(max(outcome, wrong) - ACCEPTED)
    confidence = 0.2 if zone == "ask" and wrong < ACCEPTED else min(0.95, 0.7 + 0.625 * strength)
    return Grade(
        outcome=outcome, expectations=scores, misconceptions=wrongs, zone=zone,
        confidence=round(confidence, 3), language=language, reasons=against,
    )  # fmt: skip


def _cut(references: int) -> float:
    """Give the raw score from which an answer is right: one reference is met less fully than many."""
    return sigmoid(-_FEW * max(0.0, 1.0 - log(references) / log(_MANY)))


def _through_cut(raw: float, cut: float) -> float:
    """Stretch a raw score so that its cut lies at 0.6."""
    if raw >= cut:
        return ACCEPTED + (1.0 - ACCEPTED) * (raw - cut) / (1.0 - cut)
    return ACCEPTED * raw / cut


def _told(question: Question, language: Language) -> list[str]:
    """Give the tutor's own sentences on the question, which say who did what."""
    texts = [question.summary.get(language)]
    texts += [e.assertion.get(language) for e in question.expectations]
    return [text for text in texts if text]


def _right_texts(expectation: Expectation, language: Language) -> list[str]:
    exemplars = [e.text for e in expectation.exemplars if e.counts and e.language == language]
    says = (*expectation.says.get(language), *expectation.accepted.get(language))
    return [*says, *exemplars]


def _wrong_texts(expectation: Expectation, language: Language) -> list[str]:
    exemplars = [e.text for e in expectation.exemplars if not e.counts and e.language == language]
    return [*expectation.rejected.get(language), *exemplars]


def _mistake_texts(misconception: Misconception, language: Language) -> list[str]:
    exemplars = [e.text for e in misconception.exemplars if e.counts and e.language == language]
    return [*misconception.says.get(language), *exemplars]
