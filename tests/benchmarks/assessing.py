"""What a model's second reading adds to the embedded grader's, for models good and bad.

    python -m tests.benchmarks.assessing [SET ...]

Over the development sets of answers (`tests.benchmarks.grading`), each as the first answer to its
question: how many are in doubt, the prompt tokens of one (estimated), and for raters of several
kinds the error of what is then believed, the mean distance between the weighted outcome and right
(1) or wrong (0) of the answers in doubt, with how many of them end on the other side of 0.6.

    nobody    the embedded grader alone
    wise      4 for right answers, 0 for wrong ones
    obedient  4 for everything, as an injected command would have it
    stubborn  0 for everything
    dice      at random
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from statistics import mean, median

from tests.benchmarks.grading import PACK, names_of_sets, read_set
from tests.core.assessing.answers import answer, asked
from tutor.content import load_pack, load_persona
from tutor.core.assessing import Doubt, find_doubt, make_sheet, weigh_ratings
from tutor.core.assessing.verdicts import ASKED_BACK
from tutor.core.events import DialogueState, Evidence, Exchange
from tutor.core.grading import ACCEPTED
from tutor.core.prepared import PreparedLesson, prepare_lesson
from tutor.core.prompting import estimate_tokens
from tutor.core.terms import LANGUAGES

Rater = Callable[[bool], int]
dice = random.Random(5)
RATERS: dict[str, Rater | None] = {
    "nobody": None,
    "wise": lambda right: 4 if right else 0,
    "obedient": lambda _right: 4,
    "stubborn": lambda _right: 0,
    "dice": lambda _right: dice.randrange(5),
}


@dataclass(frozen=True)
class Case:
    """An answer in doubt."""

    right: bool
    doubt: Doubt
    before: DialogueState
    exchange: Exchange
    tokens: int


def cases(names: list[str], lesson: PreparedLesson) -> Iterator[Case | None]:
    """Give each answer of the sets on the pack's questions; None where nothing is in doubt."""
    for name in names:
        for language in LANGUAGES:
            for item in read_set(name, language):
                if item.right is None or item.question not in lesson.graders:
                    continue
                before = asked(lesson, item.question)
                exchange = answer(lesson, before, item.answer, language)
                doubt = find_doubt(exchange, before, lesson)
                if doubt is None:
                    yield None
                    continue
                sheet = make_sheet(doubt, (f"q{number}" for number in count()))
                tokens = estimate_tokens(sheet.system, "en")
                tokens += estimate_tokens(sheet.user, doubt.language)
                yield Case(item.right, doubt, before, exchange, tokens)


def believed(case: Case, rater: Rater | None) -> float:
    """Give the best idea's outcome after a rater, by weight with the embedded grader's own."""
    added: tuple[Evidence, ...] = ()
    if rater is not None:
        ratings = {key: rater(case.right) for key in case.doubt.ideas}
        added = weigh_ratings(ratings, case.doubt, case.exchange, case.before, whole=True)
    own = {e.expectation: (e.outcome, e.confidence) for e in case.exchange.evidence}
    own = {k: (s, ASKED_BACK) for k, s in case.doubt.ideas.items()} | own
    outcomes = []
    for key, (outcome, weight) in own.items():
        more = [e for e in added if e.expectation == key]
        whole = weight + sum(e.confidence for e in more)
        total = outcome * weight + sum(e.outcome * e.confidence for e in more)
        outcomes.append(total / whole if whole else 0.0)
    return max(outcomes)


def main() -> None:
    """Print a table."""
    lesson = prepare_lesson(load_pack(PACK), load_persona(PACK.parents[1] / "personas/lewis.yaml"))
    shipped = [n for n in names_of_sets() if n.startswith("dev-") and n[4:].isdigit()]
    found = list(cases(sys.argv[1:] or shipped, lesson))
    doubts = [case for case in found if case is not None]
    rights = sum(case.right for case in doubts)
    tokens = [case.tokens for case in doubts]
    print(f"{len(doubts)} of {len(found)} answers in doubt, {rights} of them right;", end=" ")
    print(f"prompt tokens median {median(tokens):.0f}, most {max(tokens)}")
    print("| rater | error, right answers | error, wrong answers | sides changed |")
    print("|---|---|---|---|")
    alone = [believed(case, None) for case in doubts]
    for name, rater in RATERS.items():
        after = [believed(case, rater) for case in doubts]
        errors = {
            right: mean(
                abs(float(right) - o)
                for c, o in zip(doubts, after, strict=True)
                if c.right == right
            )
            for right in (True, False)
        }
        changed = sum(
            (a >= ACCEPTED) != (b >= ACCEPTED) and abs(b - ACCEPTED) > 0.002
            for a, b in zip(alone, after, strict=True)
        )
        print(f"| {name} | {errors[True]:.3f} | {errors[False]:.3f} | {changed} |")


if __name__ == "__main__":
    main()
