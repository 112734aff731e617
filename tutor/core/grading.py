"""Grading a free-text answer against expectations and misconceptions, in either language.

The measure is lexical: signed accent-free stems with rarity weights, characters and tokens joined
in one logistic; swapped people, other numbers and opposite words hold an answer back. It stands
level with small embedding models on public short-answer sets (SemEval-2013 task 7) at a
thousandth of their cost. Cuts do not travel between questions, so each expectation's cut is set by
its own accepted and rejected samples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Literal

import numpy as np

from tutor.core.comparison import FEATURES as LEXICAL_FEATURES
from tutor.core.comparison import Answer, References, Vector, harmonic
from tutor.core.events import Fact
from tutor.core.lesson import Expectation, Misconception, Person, Question
from tutor.core.mastery import sigmoid
from tutor.core.opposites import opposes
from tutor.core.quantities import contradicts
from tutor.core.roles import Roles, compare_roles, know_people, merge_roles, read_roles
from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import content_stems

GRADER_VERSION = "lexical-2"
ACCEPTED = 0.6
"""An outcome from here on counts as right."""
HELD_BACK = 0.45
"""An outcome that something speaks against goes no higher: the tutor asks back."""
CONFLICT_CUT = 0.4

Zone = Literal["accept", "ask", "hint"]


FEATURES = (
    *LEXICAL_FEATURES, "margin", "kept", "missed", "turned", "denied", "quantity", "opposite",
)  # fmt: skip


class Weights(Fact):
    """The logistic's weights in logits, fitted by `tests/benchmarks/fit_grader.py`."""

    bias: float = -3.6
    coverage: float = 3.6
    precision: float = 2.4
    conflict: float = -2.0
    characters: float = 2.6
    tokens: float = 1.0
    length: float = 0.0
    margin: float = 3.0
    """Likeness to the nearest right reference less that to the nearest wrong one."""
    kept: float = 0.2
    missed: float = -0.6
    turned: float = -1.5
    denied: float = -1.5
    quantity: float = -2.0
    opposite: float = -1.8

    @property
    def vector(self) -> Vector:
        """Give the weights of `FEATURES`, in their order."""
        return np.array([getattr(self, name) for name in FEATURES])


DEFAULT_WEIGHTS = Weights()
_LEXICAL = len(LEXICAL_FEATURES)


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
    """An idea to listen for: rows of the references that put it, and rows that miss it."""

    id: str
    right: tuple[int, ...]
    wrong: tuple[int, ...]
    cut: float = 0.5


class _Key:
    """A question's key in one language: its references, and the ideas they stand for."""

    def __init__(
        self,
        question: Question,
        language: Language,
        people: Sequence[Person],
        weights: Weights,
        addressed: str | None,
    ) -> None:
        self.language = language
        self._weights = weights
        self._texts: list[str] = []
        expectations = [(e, self._add(_right_texts(e, language)), self._add(_wrong_texts(e, language)))
                        for e in question.expectations]  # fmt: skip
        mistakes = [(m, self._add(_mistake_texts(m, language))) for m in question.misconceptions]
        rights = [row for _, rows, _ in expectations for row in rows]
        mistaken = tuple(row for _, rows in mistakes for row in rows)
        self.references = References(
            self._texts, language, _rarity(self._texts, question.main.get(language), language)
        )
        self._people = know_people(people, [self._texts[row] for row in rights], addressed)
        self._roles = [read_roles(text, language, self._people) for text in self._texts]
        self._said_by_tutor = merge_roles(
            read_roles(text, language, self._people) for text in _told(question, language)
        )
        self._rights = tuple(rights)
        self._wrongs = tuple(row for _, _, wrong in expectations for row in wrong) + mistaken
        self._known = self._merge(self._rights, None)
        self._wrong = self._merge(self._wrongs, None)
        open_targets = [
            _Target(e.id, right, (*wrong, *mistaken)) for e, right, wrong in expectations if right
        ]
        self._answers = [self.references.read(text) for text in self._texts]
        self._compared = [self.references.compare(answer) for answer in self._answers]
        self.expectations = tuple(
            _Target(t.id, t.right, t.wrong, self._place_cut(t)) for t in open_targets
        )
        self.misconceptions = tuple(
            _Target(m.id, rows, tuple(rights)) for m, rows in mistakes if rows
        )

    def grade(self, text: str) -> Grade:
        """Grade an answer as one in this language."""
        answer = self.references.read(text)
        compared = self.references.compare(answer)
        roles = read_roles(text, self.language, self._people)
        scores: dict[str, float] = {}
        reasons: dict[str, tuple[str, ...]] = {}
        for target in self.expectations:
            features = self._features(answer, compared, roles, target)
            scores[target.id] = round(_through_cut(self._probability(features), target.cut), 4)
            reasons[target.id] = _reasons(features)
        wrongs = {
            target.id: round(_through_cut(self._likeness(compared, target), target.cut), 4)
            for target in self.misconceptions
        }
        return _decide(scores, wrongs, reasons, self.language)

    def features(self, text: str, expectation: str) -> Vector:
        """Give the features of an answer against one expectation, in the order of `FEATURES`."""
        answer = self.references.read(text)
        target = next(t for t in self.expectations if t.id == expectation)
        roles = read_roles(text, self.language, self._people)
        return self._features(answer, self.references.compare(answer), roles, target)

    def sample_features(self, expectation: str) -> tuple[list[Vector], list[Vector]]:
        """Give the features of an expectation's own right and wrong samples, each left out."""
        target = next(t for t in self.expectations if t.id == expectation)
        return (
            [self._sample(row, target) for row in target.right],
            [self._sample(row, target) for row in target.wrong],
        )

    def _add(self, texts: Sequence[str]) -> tuple[int, ...]:
        first = len(self._texts)
        self._texts.extend(texts)
        return tuple(range(first, len(self._texts)))

    def _merge(self, rows: Sequence[int], leave_out: int | None) -> Roles:
        merged = merge_roles(self._roles[row] for row in rows if row != leave_out)
        return merge_roles((merged, self._said_by_tutor)) if rows is self._rights else merged

    def _sample(self, row: int, target: _Target) -> Vector:
        return self._features(
            self._answers[row], self._compared[row], self._roles[row], target, leave_out=row
        )

    def _features(
        self,
        answer: Answer,
        compared: Vector,
        roles: Roles,
        target: _Target,
        leave_out: int | None = None,
    ) -> Vector:
        right = [row for row in target.right if row != leave_out]
        features = np.zeros(len(FEATURES))
        if answer.empty or not right:
            return features
        lexical = self._weights.vector[:_LEXICAL]
        nearest = right[int(np.argmax(compared[right] @ lexical))]
        known = self._known if leave_out is None else self._merge(self._rights, leave_out)
        wrong = self._wrong if leave_out is None else self._merge(self._wrongs, leave_out)
        who = compare_roles(roles, known, wrong, self._people)
        both = harmonic(compared)
        misses = [row for row in target.wrong if row != leave_out]
        margin = float(both[right].max()) - (float(both[misses].max()) if misses else 0.0)
        features[:_LEXICAL] = compared[nearest]
        features[_LEXICAL:] = (
            margin, min(3, who.kept), min(3, who.missed), who.turned, who.denied,
            contradicts(answer.text, [self._texts[row] for row in right]),
            opposes(answer.text, self._texts[nearest]),
        )  # fmt: skip
        return features

    def _probability(self, features: Vector) -> float:
        if not features.any():
            return 0.0
        return sigmoid(self._weights.bias + float(features @ self._weights.vector))

    def _likeness(self, compared: Vector, target: _Target) -> float:
        """Give how like a misconception an answer is, and how much more than a right answer."""
        both = harmonic(compared)
        like = float(both[list(target.right)].max())
        right = float(both[list(target.wrong)].max()) if target.wrong else 0.0
        return like if like > right else 0.5 * like

    def _place_cut(self, target: _Target) -> float:
        """Put the cut between the samples, each scored as if it were not in the key."""
        right, wrong = ([self._probability(self._sample(row, target)) for row in rows]
                        for rows in (target.right, target.wrong))  # fmt: skip
        return place_cut(right, wrong)


class PreparedQuestion:
    """A question whose key has been stemmed and whose cuts have been set."""

    def __init__(
        self,
        question: Question,
        people: Sequence[Person] = (),
        weights: Weights = DEFAULT_WEIGHTS,
        addressed: str | None = None,
    ) -> None:
        self.question = question
        keys = [_Key(question, language, people, weights, addressed) for language in LANGUAGES]
        self._keys = {key.language: key for key in keys if key.expectations}

    def grade(self, answer: str, language: Language) -> Grade:
        """Grade one answer. Both languages are tried: the language of an answer earns no credit."""
        graded = [key.grade(answer) for key in self._keys.values()]
        if not graded:
            return Grade(outcome=0.0, expectations={}, misconceptions={}, zone="hint",
                         confidence=0.0, language=language)  # fmt: skip
        best = max(graded, key=lambda g: (g.outcome, g.language == language))
        misconceptions = {
            key: max(grade.misconceptions.get(key, 0.0) for grade in graded)
            for key in best.misconceptions
        }
        if best.outcome >= ACCEPTED:
            misconceptions = {k: min(v, ACCEPTED - 0.01) for k, v in misconceptions.items()}
        return best.model_copy(update={"misconceptions": misconceptions})

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
        expectation's, lowered where a misconception fits better.
    """
    return _prepared(question, people).grade(answer, language)


def place_cut(rights: Sequence[float], wrongs: Sequence[float]) -> float:
    """Put a cut where it parts right from wrong samples best, 0.25..0.75 (0.5 without samples)."""
    if not rights or not wrongs:
        return 0.5
    edges = sorted({*rights, *wrongs})
    middles = [(a + b) / 2 for a, b in zip(edges, edges[1:], strict=False)] or [0.5]

    def goodness(cut: float) -> tuple[float, float]:
        right = sum(score >= cut for score in rights) / len(rights)
        wrong = sum(score < cut for score in wrongs) / len(wrongs)
        return (right + wrong, -abs(cut - 0.5))

    best = max(middles, key=goodness)
    return min(0.75, max(0.25, 0.5 * best + 0.25))


def _decide(
    scores: dict[str, float],
    wrongs: dict[str, float],
    reasons: dict[str, tuple[str, ...]],
    language: Language,
) -> Grade:
    """Weigh the best expectation against the likeliest misconception."""
    best = max(scores, key=lambda key: scores[key])
    outcome, wrong = scores[best], max(wrongs.values(), default=0.0)
    if wrong >= ACCEPTED and wrong > outcome:
        outcome = min(outcome, HELD_BACK)
        scores = {key: min(score, outcome) for key, score in scores.items()}
    elif wrong >= ACCEPTED:
        wrongs = {key: min(score, ACCEPTED - 0.01) for key, score in wrongs.items()}
    zone: Zone = "accept" if outcome >= ACCEPTED else "hint"
    if zone == "hint" and (outcome >= HELD_BACK or (reasons[best] and outcome >= 0.3)):
        zone = "ask"
    strength = abs(max(outcome, wrong) - ACCEPTED)
    confidence = 0.2 if zone == "ask" and wrong < ACCEPTED else min(0.95, 0.55 + strength)
    return Grade(
        outcome=outcome, expectations=scores, misconceptions=wrongs, zone=zone,
        confidence=round(confidence, 3), language=language, reasons=reasons[best],
    )  # fmt: skip


def _reasons(features: Vector) -> tuple[str, ...]:
    """Say what speaks against an answer whose words are right."""
    shown = dict(zip(FEATURES, features, strict=True))
    signs = {
        "negation": shown["conflict"] > CONFLICT_CUT or shown["denied"] > 0,
        "swapped roles": shown["turned"] > 0 or shown["missed"] > max(1.0, shown["kept"]),
        "another number": shown["quantity"] > 0,
        "an opposite word": shown["opposite"] > 0,
    }
    return tuple(name for name, seen in signs.items() if seen)


def _through_cut(raw: float, cut: float) -> float:
    """Stretch a raw score so that its cut lies at 0.6."""
    if raw >= cut:
        return ACCEPTED + (1.0 - ACCEPTED) * (raw - cut) / (1.0 - cut)
    return ACCEPTED * raw / cut


def _rarity(texts: Sequence[str], asked: str, language: Language) -> dict[str, float]:
    """Weigh words by how few references have them; the question's own words count for little."""
    counts = Counter(key for text in texts for key in set(content_stems(text, language)))
    rarity = {key: 0.3 + log(1.0 + len(texts) / count) for key, count in counts.items()}
    for key in set(content_stems(asked, language)) & rarity.keys():
        rarity[key] *= 0.4
    return rarity


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
