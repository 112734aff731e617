"""How many exchanges simulated learners need to master a pack, under three policies.

    python -m tests.benchmarks.learning [--learners 200] [--cap 600]

The same learners (`tests.benchmarks.simulated`) talk with the real core: what to ask and what
follows an answer come from `choose_move`, the level of a text from `plan_reply`, answers are the
shipped pack's authored right, partial and wrong samples and are graded by the real grader, and the
learner model is folded from what it makes of them. A session has 24 exchanges, then two days pass.
A learner with no question open reads something, then asks to be asked.

* fixed: questions in the pack's order, again and again, each after its passage, middle level;
* random: any question, each after its passage, any level;
* adaptive: the tutor's own choice of passage, question and level.

All three share the ladder of help inside a question, so only the choice of what and at which level
is compared. Mastery is the learner's true knowledge of every concept (0.8), not the estimate, which
never sees it. Who does not get there within the cap counts as the cap.

Assumptions that favour adapting: learners start with uneven knowledge (so there is something to
skip), a missing prerequisite slows learning, a text at their grade teaches more, and what is
forgotten comes back by recall. The second run is without an effect of the level, the third without
one of prerequisites too, the fourth with learners who know every concept equally well at first.
Assumptions against adapting: only adapted learners lose an exchange by asking for simpler words,
the grader errs, and the order of the pack suits its prerequisites.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from statistics import mean
from typing import Literal, NamedTuple

from tests.benchmarks.simulated import SimulatedLearner
from tests.builders import START, make_exchange
from tutor.content import load_pack, load_persona
from tutor.core.adaptation import plan_reply
from tutor.core.events import Decision, DialogueState, Evidence, Plan, Reading
from tutor.core.gathering import order_doorways
from tutor.core.grading import ACCEPTED, Grade
from tutor.core.learner import LearnerModel, update
from tutor.core.lesson import LessonPack, Question
from tutor.core.policy import ASSERTION, choose_move
from tutor.core.prepared import PreparedLesson, prepare_lesson
from tutor.core.readability import reading_grade
from tutor.core.situation import Situation
from tutor.core.state import TurnFacts, next_state, weigh_evidence
from tutor.core.terms import LEVELS, Level

ROOT = Path(__file__).parents[2]
SESSION, APART = 24, timedelta(days=2)
RESAMPLED = 2000
BLANK = make_exchange(segments=())
"""An exchange that each of a talk is copied from."""
Policy = Literal["fixed", "random", "adaptive"]
POLICIES: tuple[Policy, ...] = ("fixed", "random", "adaptive")


class Outcome(NamedTuple):
    """How one learner fared."""

    exchanges: int
    finished: bool
    believed: float
    """Share of the concepts that the learner model takes for mastered at the end."""


@dataclass
class Material:
    """The lesson, with what is measured of it once."""

    lesson: PreparedLesson
    grades: dict[tuple[str, Level], float] = field(default_factory=dict)
    _graded: dict[tuple[str, str], Grade] = field(default_factory=dict)

    @property
    def pack(self) -> LessonPack:
        """Give the pack."""
        return self.lesson.pack

    def grade(self, question: str, words: str) -> Grade:
        """Grade an answer with the real grader; each text once."""
        key = (question, words)
        if key not in self._graded:
            self._graded[key] = self.lesson.graders[question].grade(words, "en")
        return self._graded[key]

    def text_grade(self, passage: str, level: Level) -> float:
        """Give the US school grade of a passage at a level."""
        if (passage, level) not in self.grades:
            paragraphs = self.pack.passage_by_id[passage].paragraphs("en", level)
            said = " ".join(s for p in paragraphs for s in p.sentences)
            self.grades[passage, level] = reading_grade(said, "en")
        return self.grades[passage, level]


@cache
def material(*, prerequisites: bool = True) -> Material:
    """Load the shipped pack; without prerequisites where they are to have no effect."""
    pack = load_pack(ROOT / "lessons" / "bird-woman")
    if not prerequisites:
        flat = tuple(c.model_copy(update={"prerequisites": ()}) for c in pack.concepts)
        fields = {name: getattr(pack, name) for name in LessonPack.model_fields}
        pack = LessonPack.model_validate(fields | {"concepts": flat})
    return Material(prepare_lesson(pack, load_persona(ROOT / "personas" / "sacajawea.yaml")))


@dataclass
class Talk:
    """One learner's way through the pack under one policy."""

    given: Material
    learner: SimulatedLearner
    policy: Policy
    at: datetime = START
    state: DialogueState = field(default_factory=DialogueState)
    model: LearnerModel = field(default_factory=LearnerModel)
    taken: int = 0
    _next: int = 0
    _asked: str = ""
    _heard: float | None = None
    _dice: Random = field(default_factory=lambda: Random(7))

    def run(self, cap: int) -> Outcome:
        """Talk until everything is mastered or the cap is reached."""
        has_read = False
        while self.taken < cap and not self.learner.done:
            if self.taken and self.taken % SESSION == 0:
                self._rest()
                has_read = False
            if self.state.pending:
                self._answer()
            elif has_read:
                self._be_asked()
                has_read = False
            else:
                self._read()
                has_read = True
        pack = self.given.pack
        believed = mean(self.model.mastered(f"{pack.id}/{c.id}") for c in pack.concepts)
        return Outcome(self.taken, self.learner.done, believed)

    def _rest(self) -> None:
        self.learner.forget()
        self.at += APART
        self.state = DialogueState()

    def _read(self) -> None:
        """Read what the policy offers, once more in simpler words where it was too hard."""
        if self.policy == "adaptive":
            now = self._now(Reading(act="social", reason="looks for something to read",
                                    language="en"))  # fmt: skip
            offered = order_doorways(now, ())
            passage = offered[0] if offered else self._dice.choice(self.given.pack.passages).id
        else:
            passage = self._choose().support[0]
        reading = Reading(act="question", reason="reads", language="en", words=6)
        level = self._take(reading, Decision(move="explain", reason="asked"), told=(passage,))
        self._learn_from(passage, level)
        if self.policy == "adaptive" and self.learner.finds_hard(self._heard or 0.0):
            simpler = Reading(act="request_simpler", reason="too hard", language="en", words=2)
            level = self._take(simpler, choose_move(self._now(simpler)), told=(passage,))
            self._learn_from(passage, level)

    def _learn_from(self, passage: str, level: Level) -> None:
        self._heard = self.given.text_grade(passage, level)
        for concept in self.given.pack.passage_by_id[passage].concepts[:1]:
            self.learner.read(concept, self._heard)

    def _choose(self) -> Question:
        """Choose the next question without regard to the learner."""
        questions = self.given.pack.questions
        if self.policy == "fixed":
            question = questions[self._next % len(questions)]
            self._next += 1
        else:
            question = self._dice.choice(questions)
        self._asked = question.id
        return question

    def _be_asked(self) -> None:
        reading = Reading(act="preference", reason="asks to be asked", language="en", topic="quiz",
                          words=2)  # fmt: skip
        if self.policy == "adaptive":
            decision = choose_move(self._now(reading))
        else:
            question = self.given.pack.question_by_id[self._asked]
            first = question.expectations[0].id
            decision = Decision(move="ask", reason=self.policy, question=question.id,
                                ask=question.id, expectation=first)  # fmt: skip
        self._take(reading, decision)

    def _answer(self) -> None:
        pending = self.state.pending
        assert pending is not None
        question = self.given.pack.question_by_id[pending.question]
        open_ids = [
            e.id
            for e in sorted(question.expectations, key=lambda e: e.id != pending.expectation)
            if pending.covered.get(e.id, 0.0) < ACCEPTED
            and (pending.restate or pending.rungs.get(e.id, 0) < ASSERTION)
        ] or [question.expectations[0].id]
        words, idea = self.learner.answer(question, open_ids, told=pending.restate)
        helped = pending.restate or pending.rungs.get(idea or open_ids[0], 0) > 1
        concept = question.expectation(idea or open_ids[0]).concept
        self.learner.try_idea(concept, right=bool(idea), helped=helped)
        act: Literal["answer", "dont_know"] = "answer" if words else "dont_know"
        reading = Reading(act=act, reason="answers", language="en", words=len(words.split()))
        grade = self.given.grade(question.id, words) if words else None
        evidence = weigh_evidence(reading, grade, self.state, self.given.lesson)
        decision = choose_move(self._now(reading, grade, evidence))
        self._be_helped(question, decision, open_ids)
        self._take(reading, decision, grade=grade, evidence=evidence)

    def _be_helped(self, question: Question, decision: Decision, open_ids: list[str]) -> None:
        """Learn from what the tutor tells after an answer."""
        if decision.move in ("assert", "refute") and decision.expectation:
            self.learner.be_told(question.expectation(decision.expectation).concept)
        elif decision.move == "recap":
            left = [i for i in open_ids if i not in decision.praise]
            if left:
                self.learner.be_told(question.expectation(left[0]).concept, 0.5)

    def _now(
        self, reading: Reading, grade: Grade | None = None, evidence: tuple[Evidence, ...] = ()
    ) -> Situation:
        weighs = evidence and self.policy == "adaptive"
        model = self._moved(reading, evidence) if weighs else self.model
        return Situation(self.given.lesson, self.state, model, reading, self.at, grade)

    def _moved(
        self, reading: Reading, evidence: tuple[Evidence, ...], plan: Plan | None = None
    ) -> LearnerModel:
        heard = BLANK.model_copy(
            update={
                "ordinal": self.taken,
                "at": self.at,
                "reading": reading,
                "evidence": evidence,
                "heard_grade": self._heard,
                "plan": plan or BLANK.plan,
            }
        )
        return update(self.model, heard)

    def _take(
        self, reading: Reading, decision: Decision, *, told: tuple[str, ...] = (),
        grade: Grade | None = None, evidence: tuple[Evidence, ...] = (),
    ) -> Level:  # fmt: skip
        """Take an exchange; gives the level it was worded at."""
        if self.policy == "adaptive":
            plan = plan_reply(self._now(reading), decision)
        else:
            level: Level = "standard" if self.policy == "fixed" else self._dice.choice(LEVELS)
            plan = BLANK.plan.model_copy(update={"level": level, "move": decision.move})
        self.model = self._moved(reading, evidence, plan)
        asked = self.given.pack.question_by_id.get(decision.ask or "")
        first = asked.expectations[0].id if asked else None
        facts = TurnFacts(decision, plan, "en", reading=reading, grade=grade, told=told,
                          first_expectation=first)  # fmt: skip
        self.state = next_state(self.state, facts)
        self.taken += 1
        self.at += timedelta(minutes=1)
        return plan.level


def difference(ours: Sequence[int], theirs: Sequence[int]) -> tuple[float, float, float]:
    """Give the mean of theirs less ours with its 95 % bootstrap interval, learners in pairs."""
    apart = [b - a for a, b in zip(ours, theirs, strict=True)]
    dice = Random(1)
    means = sorted(mean(dice.choices(apart, k=len(apart))) for _ in range(RESAMPLED))
    return mean(apart), means[int(0.025 * RESAMPLED)], means[int(0.975 * RESAMPLED)]


@dataclass(frozen=True)
class World:
    """How learners learn in one comparison."""

    name: str
    level_matters: bool = True
    prerequisites: bool = True
    spread: float = 0.9


WORLDS = (
    World("As the literature says"),
    World("The level has no effect", level_matters=False),
    World("Nor have prerequisites", level_matters=False, prerequisites=False),
    World("Nor is knowledge uneven", level_matters=False, prerequisites=False, spread=0.0),
)


def compare(world: World, learners: int, cap: int) -> bool:
    """Print one comparison; tell whether the adaptive policy wins against both."""
    given = material(prerequisites=world.prerequisites)
    print(f"{world.name}: {learners} learners under each policy", flush=True)
    found: dict[Policy, list[Outcome]] = {}
    for policy in POLICIES:
        found[policy] = [
            Talk(
                given,
                SimulatedLearner(seed, given.pack, world.level_matters, world.spread),
                policy,
                _dice=Random(seed),
            ).run(cap)
            for seed in range(learners)
        ]
        taken = found[policy]
        print(
            f"  {policy:<9} {mean(o.exchanges for o in taken):6.1f} exchanges on average,"
            f" {mean(o.finished for o in taken):4.0%} mastered everything,"
            f" {mean(o.believed for o in taken):4.0%} of the concepts believed mastered"
        )
    wins = True
    ours = [outcome.exchanges for outcome in found["adaptive"]]
    for policy in POLICIES[:2]:
        saved, low, high = difference(ours, [outcome.exchanges for outcome in found[policy]])
        wins &= low > 0.0
        print(f"  saved against {policy:<7} {saved:6.1f} exchanges [{low:.1f}, {high:.1f}]")
    return wins


def main() -> None:
    """Compare, and end with 1 where the adaptive policy does not win the first comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--learners", type=int, default=100)
    parser.add_argument("--cap", type=int, default=1500)
    options = parser.parse_args()
    wins = [compare(world, options.learners, options.cap) for world in WORLDS]
    sys.exit(0 if wins[0] else 1)


if __name__ == "__main__":
    main()
