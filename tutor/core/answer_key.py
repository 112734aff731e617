"""A question's key in one language: its references, and how an answer compares with them.

How much of a reference an answer says is a logistic over a few rarity-weighted overlaps
(`FEATURES`). Whether it contradicts is read from its structure (`core.facts`): denied words,
swapped people, other numbers, opposites. The measure is in the line of the lexical baselines of
SemEval-2013 task 7 (Dzikovska et al. 2013), where overlap features stand level with small embedding
models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from tutor.core.comparison import References, Spread, Vector, harmonic
from tutor.core.cuts import Sample, default_cut, move_cut, through_cut
from tutor.core.events import Fact
from tutor.core.facts import Verdict, gather, judge
from tutor.core.key_texts import (
    mistake_texts,
    plain,
    right_texts,
    spread_out,
    told_texts,
    wrong_texts,
)
from tutor.core.lesson import Person, Question
from tutor.core.letters import Letters
from tutor.core.mastery import sigmoid
from tutor.core.names import know_people
from tutor.core.opposites import opposes
from tutor.core.presumption import is_outranked, is_presumed_of_another, presume, rank_people
from tutor.core.quantities import contradicts, quantities
from tutor.core.roles import Reading, read_text
from tutor.core.terms import Language

_AGAIN = 0.9
"""Likeness from which an answer is a wrong sample said again."""
_WHOLE, _SAME = 0.95, 0.8
"""Coverage and precision from which an answer is a reference in other order, and its raw score."""
_ECHO = 0.3
"""What an answer that only says the question again can score."""

_SMALL = 16
"""References up to which a key says of few people what they do: one stray word is doubted."""

FEATURES = (
    "coverage",
    "precision",
    "support",
    "amount",
    "mistaken",
    "margin",
    "letters",
    "letters_margin",
)
"""Of the nearest reference: its weight that an answer says, the answer's weight that it has; of all
references of an expectation: the answer's weight that they have; how much that is; the answer's
weight that only wrong references have; likeness to right less likeness to wrong ones; and both
again letter by letter."""


class Weights(Fact):
    """The logistic's weights in logits, fitted by `tests/benchmarks/fit_grader.py`."""

    bias: float = -4.5
    coverage: float = 2.8
    precision: float = 0.7
    support: float = 1.5
    amount: float = 0.9
    mistaken: float = -1.4
    margin: float = 1.9
    letters: float = 1.0
    letters_margin: float = 1.0

    @property
    def vector(self) -> Vector:
        """Give the weights of `FEATURES`, in their order."""
        return np.array([getattr(self, name) for name in FEATURES])


DEFAULT_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Target:
    """An idea to listen for: the rows of the references that put it."""

    id: str
    rows: tuple[int, ...]
    samples: tuple[int, ...] = ()
    """Those of the rows that are students' answers."""
    rejected: tuple[int, ...] = ()
    """Rows of answers that are not this idea."""

    @property
    def cut(self) -> float:
        """Give the raw score from which an answer is right, by the number of references."""
        return default_cut(len(self.rows))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of an answer before it is scored."""

    reading: Reading
    spread: Spread
    coverage: Vector
    precision: Vector
    both: Vector
    """Harmonic mean of coverage and precision."""
    verdict: Verdict
    letters: Vector
    """Likeness to each reference letter by letter."""
    numbers: frozenset[str]
    said: frozenset[tuple[str, bool]]
    """Telling words with their signs."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How far an answer puts each idea (0..1, right from 0.6)."""

    language: Language
    right: dict[str, float]
    wrong: dict[str, float]
    best: str
    """The idea that it puts best."""
    against: tuple[str, ...]
    """What speaks against that."""


class AnswerKey:
    """A question's references in one language, and the ideas they stand for."""

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

        rights = [(e.id, add(right_texts(e, language))) for e in question.expectations]
        rejected = [add(wrong_texts(e, language)) for e in question.expectations]
        mistakes = [(m.id, add(mistake_texts(m, language))) for m in question.misconceptions]
        self._right = [row for _, rows in rights for row in rows]
        self._wrong = [row for rows in rejected for row in rows] + [
            row for _, rows in mistakes for row in rows
        ]
        self._people = know_people(
            people,
            addressed,
            plain(question.main.get(language)),
            [*texts, *told_texts(question, language)],
        )
        self._asked = read_text(plain(question.main.get(language)), language, self._people).words
        self._echo = {(said.key, said.denied) for said in self._asked}
        self._texts, self._letters = texts, Letters(texts)
        self.readings = [read_text(text, language, self._people, self._asked) for text in texts]
        self.references = References(self.readings, language, {said.key for said in self._asked})
        told = [read_text(t, language, self._people) for t in told_texts(question, language)]
        self._known = gather([self.readings[row] for row in self._right] + told)
        self._is_small = len(self._right) <= _SMALL
        self._presumed = presume(self._asked, self._known, language)
        self._ranks = rank_people([*(self.readings[row] for row in self._right), *told])
        self._numbers = [quantities(texts[row]) for row in self._right]
        self._words = [frozenset(said.key for said in reading.words) for reading in self.readings]
        self.expectations = tuple(
            Target(expectation.id, rows, rows[len(expectation.says.get(language)) :], wrong)
            for expectation, (_, rows), wrong in zip(
                question.expectations, rights, rejected, strict=True
            )
            if rows
        )
        self.misconceptions = tuple(Target(id_, rows) for id_, rows in mistakes if rows)
        self._weigh_words()

    def _weigh_words(self) -> None:
        """Mark the words that only wrong references have."""
        references = self.references
        right = references.present[self._right].any(axis=0)
        wrong = references.present[self._wrong].any(axis=0) if self._wrong else ~right
        self._only_wrong = references.weights * (wrong & ~right)
        self._wrong_rows = np.array(self._wrong, dtype=np.intp)

    def best_features(self, text: str) -> Vector | None:
        """Give the features that decide on an answer, or None where something speaks against it."""
        seen = self.read(text)
        found = [self.features(seen, target) for target in self.expectations]
        features, nearest = max(found, key=lambda f: float(f[0] @ self._weights))
        return None if self.signs(seen, nearest) else features

    def read(self, text: str) -> Evidence:
        """Read an answer and compare it with every reference."""
        reading = read_text(text, self.language, self._people, self._asked)
        return self.weigh(reading, text)

    def weigh(self, reading: Reading, text: str) -> Evidence:
        """Compare a reading with every reference."""
        verdict = judge(reading, self._known)
        spread = self.references.spread(reading, self._astray(reading, verdict))
        said = frozenset((word.key, word.denied) for word in reading.words)
        coverage, precision = self.references.compare(spread)
        both = harmonic(coverage, precision)
        letters, numbers = self._letters.compare(text), quantities(text)
        return Evidence(reading, spread, coverage, precision, both, verdict, letters, numbers, said)

    def _astray(self, reading: Reading, verdict: Verdict) -> frozenset[tuple[int, int]]:
        """Give the places (clause, word) of words said of other people than in the key."""
        if not self._people.told or not verdict.astray:
            return frozenset()
        return frozenset(
            (row, at)
            for row, clause in enumerate(reading.clauses)
            for at, said in enumerate(clause)
            if said in verdict.astray
        )

    def features(
        self, seen: Evidence, target: Target, leave_out: int | None = None
    ) -> tuple[Vector, int]:
        """Give the features of the best clause and reference, with the reference's row."""
        rows, wrongs = np.array(target.rows), self._wrong_rows
        if leave_out is not None:
            rows, wrongs = rows[rows != leave_out], wrongs[wrongs != leave_out]
        coverage, precision = seen.coverage[:, rows], seen.precision[:, rows]
        right = seen.both[:, rows]
        fit = right + 0.25 * coverage
        clause, nearest = divmod(int(fit.argmax()), len(rows))
        spread = seen.spread
        said = spread.weights[clause]
        whole = max(float(said.sum()), 0.3)
        supported = float(said @ spread.shared[:, rows].max(axis=1, initial=0.0))
        wrong = float(seen.both[:, wrongs].max(initial=0.0))
        alike = float(seen.letters[rows].max())
        mistaken = float(seen.letters[wrongs].max(initial=0.0))
        features = np.array([
            coverage[clause, nearest], precision[clause, nearest], supported / whole,
            min(1.5, supported), float(spread.affirmed[-1] @ self._only_wrong) / whole,
            float(right.max()) - wrong, alike, alike - mistaken,
        ])  # fmt: skip
        return features, int(rows[nearest])

    def signs(self, seen: Evidence, nearest: int, leave_out: int | None = None) -> tuple[str, ...]:
        """Say what speaks against an answer whose words are right."""
        verdict = seen.verdict
        signs = {
            "negation": verdict.denied > verdict.shared_denials,
            "swapped roles": verdict.reversed
            or verdict.crossed
            or self._is_turned(verdict)
            or (self._is_small and is_presumed_of_another(seen.reading, self._presumed))
            or is_outranked(seen.reading, self._ranks),
            "another number": contradicts(seen.numbers, self._numbers),
            "an opposite word": opposes(
                seen.spread.keys | {key for key, _ in seen.said},
                self._words[nearest],
                self.language,
            ),
        }
        signs["a wrong sample"] = self._is_wrong(seen, nearest, leave_out)
        return tuple(name for name, found in signs.items() if found)

    def _is_wrong(self, seen: Evidence, nearest: int, leave_out: int | None) -> bool:
        """Tell whether an answer says a wrong sample of an idea again, and no right one as well."""
        target = next(target for target in self.expectations if nearest in target.rows)
        wrongs = [row for row in target.rejected if row != leave_out]
        rights = [row for row in self._right if row != leave_out]
        wrong = float(seen.both[-1, wrongs].max(initial=0.0))
        return wrong >= _AGAIN and wrong > float(seen.both[:, rights].max(initial=0.0))

    def _is_turned(self, verdict: Verdict) -> bool:
        """Tell whether people, or words, stand in each other's places."""
        turned = verdict.backward + (verdict.turned if self._people.told else 0)
        missed = verdict.missed if self._people.told else 0
        return (
            verdict.exchanged > 0
            or (turned > 0 and 2 * turned >= verdict.kept)
            or missed > max(1, verdict.kept // 2)
            or (self._is_small and missed > 0 and verdict.misdone > verdict.kept // 2)
        )

    def score(self, text: str, shift: float = 0.0) -> Scores:
        """Score an answer as one in this language; `shift` moves the cuts, in logits."""
        seen = self.read(text)
        right: dict[str, float] = {}
        nearest: dict[str, int] = {}
        for target in self.expectations:
            right[target.id], nearest[target.id] = self._put(seen, target, shift)
        best = max(right, key=lambda key: right[key])
        against = self.signs(seen, nearest[best]) if right[best] else ()
        wrong = {t.id: round(self._likeness(seen, t), 4) for t in self.misconceptions}
        return Scores(self.language, right, wrong, best, against)

    def puts(self, text: str, ideas: AbstractSet[str]) -> dict[str, float]:
        """Score how far a text puts some of the ideas, as `score` does for all."""
        seen = self.read(text)
        return {
            target.id: self._put(seen, target)[0]
            for target in self.expectations
            if target.id in ideas
        }

    def _put(self, seen: Evidence, target: Target, shift: float = 0.0) -> tuple[float, int]:
        """Score how far an answer puts an idea; gives the row of its nearest reference too."""
        features, nearest = self.features(seen, target)
        score = through_cut(self._raw(features), move_cut(target.cut, shift))
        if seen.said <= self._echo and min(features[:2]) <= _WHOLE:
            score = min(score, _ECHO)
        return round(score, 4), nearest

    def samples(self, most: int | None = None) -> Iterator[Sample]:
        """Score texts of the key, each against the references without it.

        At most so many right and wrong ones of an expectation, spread over its lists.
        """
        for target in self.expectations:
            for row in (*spread_out(target.rows, most), *spread_out(target.rejected, most)):
                counts = row not in target.rejected
                references = len(target.rows) - counts
                if references:
                    yield self._sample(target, row, references, counts=counts)

    def _sample(self, target: Target, row: int, references: int, *, counts: bool) -> Sample:
        seen = self.weigh(self.readings[row], self._texts[row])
        features, nearest = self.features(seen, target, row)
        return Sample(
            expectation=target.id,
            counts=counts,
            student=row in target.samples or not counts,
            raw=self._raw(features),
            references=references,
            held_back=bool(self.signs(seen, nearest, row)),
        )

    def _raw(self, features: Vector) -> float:
        if features[0] <= 0.0:
            return 0.0
        score = sigmoid(self._bias + float(features @ self._weights))
        return max(score, _SAME) if min(features[:2]) > _WHOLE else score

    def _likeness(self, seen: Evidence, target: Target) -> float:
        """Give how like a misconception an answer is, and how much more than a right answer."""
        like = float(seen.both[:, list(target.rows)].max())
        right = float(seen.both[:, self._right].max())
        return like if like > right else 0.5 * like
