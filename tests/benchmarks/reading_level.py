"""How soon simulated students are read to at their level, in both languages.

    python -m tests.benchmarks.reading_level [--students 300] [--seed 1]

A student of a true reading grade understands a text less the more it lies above that grade, asks
for simpler words or does not know when it is too much, answers rightly or asks for more when it is
not, and writes at a LIX near the grade, with the noise of few words. The tutor's own fold and plan
choose the level of every reply. Prints, after 8 exchanges: the share whose estimate is within one
grade and whose replies come in the right band (or in the next one, within a grade of its edge),
replies that moved by more than one band, and moves of the belief on a single message that was no
request for simpler words.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from math import exp
from pathlib import Path

import numpy as np

from tests.builders import make_evidence, make_exchange
from tests.core.situations import make_reading, make_situation
from tutor.content import load_pack, load_persona
from tutor.core.adaptation import plan_reply
from tutor.core.events import Decision, DialogueState, Evidence, Plan, Reading
from tutor.core.learner import LearnerModel, update
from tutor.core.prepared import PreparedLesson, prepare_lesson
from tutor.core.readability import lix_from_grade
from tutor.core.terms import LANGUAGES, LEVEL_GRADES, LEVELS, Language, level_for

ROOT = Path(__file__).parents[2]
GRADES = (2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5)
EXCHANGES = 8
DECLARED_SPREAD = 1.5
"""Standard deviation of the school grade around the reading grade (and of writing around it)."""
LIX_SPREAD = 45.0
"""Standard deviation of the LIX of one word; of n words it is this by the root of n."""
STEEPNESS = 1.0
"""Logits of understanding for a grade; a text of the reader's own grade is understood to 75 % (as
in the Lexile framework, Stenner 1996, whose slope over single questions is flatter)."""
MOVE = Decision(move="explain", reason="asked")


@dataclass
class Reader:
    """A simulated student."""

    grade: float
    language: Language
    dice: np.random.Generator
    writes: float = 0.0

    def react(self, shown: float) -> tuple[Reading, tuple[Evidence, ...]]:
        """Give what the student does on a reply written for a grade."""
        understood = self.dice.random() < 1.0 / (1.0 + exp(STEEPNESS * (shown - self.grade - 1.1)))
        if not understood:
            simpler = 0.6 if shown > self.grade + 1.0 else 0.1
            ask = self.dice.random() < simpler
            other = "clarification" if self.dice.random() < 0.5 else "dont_know"
            return self._say("request_simpler" if ask else other), ()
        if self.dice.random() < 0.5:
            right = self.dice.random() < 0.75
            evidence = make_evidence(outcome=0.9 if right else 0.2, assisted=False)
            return self._say("answer"), (evidence,)
        bored = shown < self.grade - 2.0 and self.dice.random() < 0.4
        return self._say("request_deeper" if bored else "question"), ()

    def _say(self, act: str) -> Reading:
        few = act in ("request_simpler", "request_deeper", "dont_know", "clarification")
        words = int(self.dice.integers(2, 7) if few else self.dice.integers(6, 22))
        spread = LIX_SPREAD / words**0.5
        written = lix_from_grade(self.writes, self.language) + self.dice.normal(0.0, spread)
        return make_reading(
            act, language=self.language, written=self.language, words=words, lix=max(0.0, written)
        )


@dataclass
class Seen:
    """What was counted."""

    students: int = 0
    near: int = 0
    right_band: int = 0
    jumps: int = 0
    single: int = 0


def talk(reader: Reader, lesson: PreparedLesson, declared: float | None, seen: Seen) -> None:
    """Let one student talk for a while, and count."""
    greeting = make_exchange(message=None, declared_grade=declared)
    model, state = update(LearnerModel(), greeting), DialogueState()
    shown = _plan(lesson, make_reading("question", language=reader.language), model, state)
    for _ in range(EXCHANGES):
        state = DialogueState(level=shown.level)
        reading, evidence = reader.react(shown.reading_level)
        known = model.reading_level(reader.language)
        exchange = make_exchange(
            ordinal=model.ordinal, reading=reading, evidence=evidence,
            heard_grade=shown.reading_level, plan=shown,
        )  # fmt: skip
        model = update(model, exchange)
        after = model.reading_level(reader.language).grade
        moved = LEVELS.index(level_for(after)) - LEVELS.index(level_for(known.grade))
        if moved and reading.act != "request_simpler":
            seen.single += known.leaning != moved
        last, shown = shown, _plan(lesson, reading, model, state)
        seen.jumps += abs(LEVELS.index(shown.level) - LEVELS.index(last.level)) > 1
    final = _plan(lesson, make_reading("question", language=reader.language), model,
                  DialogueState(level=shown.level))  # fmt: skip
    seen.students += 1
    seen.near += abs(model.reading_level(reader.language).grade - reader.grade) <= 1.0
    seen.right_band += fits(final, reader.grade)


def fits(plan: Plan, grade: float) -> bool:
    """Tell whether a reply is in the student's band, or next to it within a grade of the edge."""
    low, high = LEVEL_GRADES[plan.level]
    return low - 1.0 <= grade < high + 1.0


def _plan(
    lesson: PreparedLesson, reading: Reading, model: LearnerModel, state: DialogueState
) -> Plan:
    return plan_reply(make_situation(lesson, reading, model=model, state=state), MOVE)


def measure(
    lesson: PreparedLesson, language: Language, students: int, seed: int, *, declared: bool
) -> dict[float, Seen]:
    """Give the counts by true grade."""
    counted = {grade: Seen() for grade in GRADES}
    for grade, seen in counted.items():
        dice = np.random.default_rng([seed, round(grade * 2), LANGUAGES.index(language)])
        for _ in range(students):
            school = grade + dice.normal(0.0, DECLARED_SPREAD)
            writes = grade + dice.normal(0.0, DECLARED_SPREAD)
            reader = Reader(grade, language, dice, writes)
            talk(reader, lesson, school if declared else None, seen)
    return counted


def main() -> None:
    """Print a table for each language, with a declared grade and without."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=300, help="of each true grade")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    persona = load_persona(ROOT / "personas" / "sacajawea.yaml")
    lesson = prepare_lesson(load_pack(ROOT / "lessons" / "bird-woman"), persona)
    print(f"after {EXCHANGES} exchanges; {options.students} students of each grade {GRADES}")
    print("language declared  within 1 grade  right band  worst grade  jumps >1  on one message")
    for language in LANGUAGES:
        for declared in (True, False):
            counted = measure(lesson, language, options.students, options.seed, declared=declared)
            total = sum(seen.students for seen in counted.values())
            bands = {grade: seen.right_band / seen.students for grade, seen in counted.items()}
            worst = min(bands, key=lambda grade: bands[grade])
            print(
                f"{language:<8} {'yes' if declared else 'no':<8} "
                f"{sum(s.near for s in counted.values()) / total:>14.3f} "
                f"{sum(s.right_band for s in counted.values()) / total:>11.3f} "
                f"{f'{worst}: {bands[worst]:.2f}':>12} "
                f"{sum(s.jumps for s in counted.values()):>9} "
                f"{sum(s.single for s in counted.values()):>15}"
            )


if __name__ == "__main__":
    main()
