"""How well the grader tells right from wrong on answers by writers who have not seen it.

    python -m tests.benchmarks.grading [ANSWERS.yaml ...] [--errors]

Reads lists of {question, kind, right: true|false|null, answer} for the shipped pack, or the sets of
`tests/data/grading`, and prints the share of right answers accepted and of wrong ones rejected (by
kind), AUC, and time an answer.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import yaml

from tutor.content import load_pack
from tutor.core.grading import ACCEPTED, PreparedQuestion, prepare_question
from tutor.core.lesson import Person, Question
from tutor.core.terms import Language

HERE = Path(__file__).parent
PACK = HERE.parents[1] / "lessons" / "bird-woman"
OTHER = HERE.parents[0] / "data" / "grading"


class Item(NamedTuple):
    """One answer of a set; `right` is None where it may be seen either way."""

    question: str
    kind: str
    right: bool | None
    answer: str


def area_under_curve(rights: list[float], wrongs: list[float]) -> float:
    """Give the chance that a right answer scores above a wrong one."""
    wins = sum((r > w) + 0.5 * (r == w) for r in rights for w in wrongs)
    return wins / max(1, len(rights) * len(wrongs))


def shipped_graders() -> dict[str, PreparedQuestion]:
    """Prepare the shipped pack's questions, and print how long that took."""
    pack = load_pack(PACK)
    speaker = pack.manifest.personas[0]
    started = perf_counter()
    graders = {q.id: prepare_question(q, pack.people, speaker) for q in pack.questions}
    for grader, language in product(graders.values(), pack.manifest.languages):
        grader.key(language)
    print(f"{len(graders)} questions prepared in {perf_counter() - started:.2f} s")
    return graders


def other_graders() -> dict[str, PreparedQuestion]:
    """Prepare the questions on other subjects."""
    found = yaml.safe_load((OTHER / "questions.yaml").read_text("utf-8"))
    people = [Person.model_validate(person) for person in found["people"]]
    questions = [Question.model_validate(question) for question in found["questions"]]
    return {question.id: prepare_question(question, people) for question in questions}


def read_set(path: Path) -> Iterator[Item]:
    """Read the answers of a set, of either form."""
    found = yaml.safe_load(path.read_text("utf-8"))
    if isinstance(found, dict):
        for question, answers in found.items():
            for kind, texts in answers.items():
                yield from (Item(question, kind, kind == "right", text) for text in texts)
        return
    for item in found:
        yield Item(item["question"], item["kind"], item["right"], item["answer"])


def language_of(path: Path) -> Language:
    """Tell a set's language by its file's name."""
    return "es" if ".es" in path.name else "en"


def measure(path: Path, graders: dict[str, PreparedQuestion], *, show_errors: bool) -> None:
    """Print the table of one set."""
    by_kind: dict[str, list[bool]] = defaultdict(list)
    scores: dict[bool, list[float]] = {True: [], False: []}
    spent: list[float] = []
    for item in read_set(path):
        started = perf_counter()
        grade = graders[item.question].grade(item.answer, language_of(path))
        spent.append(perf_counter() - started)
        accepted = grade.outcome >= ACCEPTED
        by_kind[item.kind].append(accepted)
        if item.right is None:
            continue
        scores[item.right].append(grade.outcome)
        if show_errors and accepted != item.right:
            sign = "MISSED " if item.right else "PASSED "
            best = max(grade.expectations, key=lambda key: grade.expectations[key])
            print(
                f"{sign}{grade.outcome:.2f} {item.kind:<14} {item.question}: {item.answer}"
                f"  [{best}; {', '.join(grade.reasons)}; {grade.misconception}]"
            )
    rights, wrongs = scores[True], scores[False]
    accepted_rights = sum(score >= ACCEPTED for score in rights)
    rejected_wrongs = sum(score < ACCEPTED for score in wrongs)
    print(
        f"{path.name}: right accepted {accepted_rights}/{len(rights)} = "
        f"{accepted_rights / len(rights):.2f}, wrong rejected {rejected_wrongs}/{len(wrongs)} = "
        f"{rejected_wrongs / len(wrongs):.2f}, AUC {area_under_curve(rights, wrongs):.3f}, "
        f"median {1000 * median(spent):.2f} ms an answer"
    )
    for kind, found in by_kind.items():
        print(f"  {kind:<16} accepted {sum(found):3}/{len(found)}")


def main() -> None:
    """Measure the sets named, or those shipped."""
    named = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    paths = named or [
        *sorted((HERE / "data").glob("answers*.yaml")),
        *sorted(OTHER.glob("answers*.yaml")),
    ]
    shipped, other = shipped_graders(), other_graders()
    for path in paths:
        graders = other if path.resolve().parent == OTHER else shipped
        measure(path, graders, show_errors="--errors" in sys.argv)


if __name__ == "__main__":
    main()
