"""A simulated learner: what it knows, how it answers, what it learns and forgets. Seeded.

Knowledge is one logit for each concept of the pack, as in performance factors analysis (Pavlik, Cen
and Koedinger 2009), with students who differ in ability and in rate of learning (Lee and Brunskill
2012) and slips and guesses as in Bayesian knowledge tracing (Corbett and Anderson 1995). An
opportunity adds to the logit:

* a right answer found alone 0.30, with help 0.20, a wrong one 0.05 (gains of this size are usual
  in the PFA literature: 0.1 to 0.4 for a success, about 0 for a failure);
* being told after a miss 0.40 below even odds and 0.20 above: novices learn more from being told,
  others from trying (the assistance dilemma, Koedinger and Aleven 2007);
* reading an explanation 0.15, less where the text is too hard or too easy (`level_matters`): a
  fifth less for each grade apart, at least 0.3 of it;
* 0.4 of all that while a prerequisite is below even odds.

Between two sessions what was gained shrinks by 15 %, by less the more often the concept was
recalled rightly (Latimier et al. 2021 on spaced retrieval). A concept is mastered from 0.8.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp
from random import Random

from tutor.core.lesson import LessonPack, Question

MASTERED = 0.8
SLIP, GUESS, PARTIAL = 0.08, 0.04, 0.1
COPIES = 0.85
"""How often an answer just told is given back rightly."""
RIGHT_ALONE, RIGHT_HELPED, WRONG, READ = 0.30, 0.20, 0.05, 0.15
TOLD_BELOW, TOLD_ABOVE = 0.40, 0.20
UNREADY = 0.4
FORGOTTEN, KEPT_BY_RECALL = 0.15, 0.3
TOO_HARD, SAYS_SO = 2.0, 0.2
"""Grades above their own from which students ask for simpler words, and how often they do."""


@dataclass
class SimulatedLearner:
    """One student. The seed alone makes who they are and the dice they throw."""

    seed: int
    pack: LessonPack
    level_matters: bool = True
    spread: float = 0.9
    """How unevenly the concepts are known at first: one standard deviation in logits."""
    dice: Random = field(init=False)
    known: dict[str, float] = field(init=False)
    grade: float = field(init=False)
    rate: float = field(init=False)
    _first: dict[str, float] = field(init=False)
    _recalled: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)
        ability = self.dice.gauss(-0.6, 0.8)
        self.known = {c.id: ability + self.dice.gauss(0.0, self.spread) for c in self.pack.concepts}
        self.grade = min(11.0, max(3.0, self.dice.gauss(6.0, 2.0)))
        self.rate = self.dice.lognormvariate(0.0, 0.35)
        self._first = dict(self.known)
        self._recalled = dict.fromkeys(self.known, 0)

    def chance(self, concept: str) -> float:
        """Give the probability that the student knows an idea of a concept."""
        return 1.0 / (1.0 + exp(-self.known[concept]))

    @property
    def mastered(self) -> int:
        """Give the number of concepts mastered."""
        return sum(self.chance(concept) >= MASTERED for concept in self.known)

    @property
    def done(self) -> bool:
        """Tell whether every concept is mastered."""
        return self.mastered == len(self.known)

    def answer(self, question: Question, open_ids: list[str], *, told: bool) -> tuple[str, str]:
        """Answer an open question: the words ("" for "I don't know"), and the idea they hold.

        Args:
            question: the question.
            open_ids: its expectations not yet said, the one in hand first.
            told: the answer has just been told and is to be said again.
        """
        if told:
            known = open_ids[:1] if self.dice.random() < COPIES else []
        else:
            known = [i for i in open_ids if self.dice.random() < self._says(question, i)]
        if known:
            return self._right(question, known[0]), known[0]
        return self._wrong(question, open_ids[0]), ""

    def _says(self, question: Question, expectation: str) -> float:
        known = self.chance(question.expectation(expectation).concept)
        return known * (1.0 - SLIP) + (1.0 - known) * GUESS

    def _right(self, question: Question, expectation: str) -> str:
        idea = question.expectation(expectation)
        words = self.dice.choice((*idea.says.en, *idea.accepted.en))
        if self.dice.random() < PARTIAL:
            words = " ".join(words.split()[: max(2, len(words.split()) // 2)])
        return words

    def _wrong(self, question: Question, expectation: str) -> str:
        kind = self.dice.random()
        if kind < 0.5:
            return ""
        mistaken = [text for m in question.misconceptions for text in m.says.en]
        if kind < 0.75 and mistaken:
            return self.dice.choice(mistaken)
        return self.dice.choice(question.expectation(expectation).rejected.en)

    def try_idea(self, concept: str, *, right: bool, helped: bool) -> None:
        """Learn from an answer."""
        self._gain(concept, (RIGHT_HELPED if helped else RIGHT_ALONE) if right else WRONG)
        self._recalled[concept] += right and not helped

    def be_told(self, concept: str, share: float = 1.0) -> None:
        """Learn from being told after a miss."""
        below = self.chance(concept) < 0.5
        self._gain(concept, share * (TOLD_BELOW if below else TOLD_ABOVE))

    def read(self, concept: str, text_grade: float) -> None:
        """Learn from an explanation written for a grade."""
        apart = abs(text_grade - self.grade) if self.level_matters else 0.0
        self._gain(concept, READ * max(0.3, 1.0 - 0.2 * apart))

    def finds_hard(self, text_grade: float) -> bool:
        """Tell whether the student says that a text was too hard."""
        return text_grade - self.grade > TOO_HARD and self.dice.random() < SAYS_SO

    def _gain(self, concept: str, gain: float) -> None:
        ready = all(self.chance(p) >= 0.5 for p in self.pack.concept_by_id[concept].prerequisites)
        self.known[concept] += gain * self.rate * (1.0 if ready else UNREADY)

    def forget(self) -> None:
        """Lose some of what was gained, between two sessions."""
        for concept, first in self._first.items():
            lost = FORGOTTEN / (1.0 + KEPT_BY_RECALL * self._recalled[concept])
            self.known[concept] -= lost * max(0.0, self.known[concept] - first)
