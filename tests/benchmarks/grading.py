"""How well the grader tells right from wrong on answers by writers who have not seen it.

    python -m tests.benchmarks.grading [ANSWERS.yaml ...] [--errors]

Reads lists of {question, kind, right: true|false|null, answer} for the shipped pack, and prints the
share of right answers accepted and of wrong ones rejected (by kind), AUC, and time an answer.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from time import perf_counter

import yaml

from tutor.content import load_pack
from tutor.core.grading import prepare_question

HERE = Path(__file__).parent
PACK = HERE.parents[1] / "lessons" / "bird-woman"


def area_under_curve(rights: list[float], wrongs: list[float]) -> float:
    """Give the chance that a right answer scores above a wrong one."""
    wins = sum((r > w) + 0.5 * (r == w) for r in rights for w in wrongs)
    return wins / (len(rights) * len(wrongs))


def measure(path: Path, *, show_errors: bool) -> None:
    """Print the table of one set."""
    pack = load_pack(PACK)
    graders = {
        q.id: prepare_question(q, pack.people, pack.manifest.personas[0]) for q in pack.questions
    }
    language = "es" if ".es" in path.name else "en"
    by_kind: dict[str, list[bool]] = defaultdict(list)
    scores: dict[bool, list[float]] = {True: [], False: []}
    spent = 0.0
    items = yaml.safe_load(path.read_text("utf-8"))
    for item in items:
        started = perf_counter()
        grade = graders[item["question"]].grade(item["answer"], language)
        spent += perf_counter() - started
        accepted = grade.outcome >= 0.6
        by_kind[item["kind"]].append(accepted)
        if item["right"] is None:
            continue
        scores[item["right"]].append(grade.outcome)
        if show_errors and accepted != item["right"]:
            sign = "MISSED " if item["right"] else "PASSED "
            best = max(grade.expectations, key=lambda key: grade.expectations[key])
            print(
                f"{sign}{grade.outcome:.2f} {item['kind']:<14} {item['question']}: {item['answer']}"
                f"  [{best}; {', '.join(grade.reasons)}; {grade.misconception}]"
            )
    accepted_rights = sum(score >= 0.6 for score in scores[True])
    rejected_wrongs = sum(score < 0.6 for score in scores[False])
    rights, wrongs = len(scores[True]), len(scores[False])
    print(
        f"\n{path.name}: right accepted {accepted_rights}/{rights} = {accepted_rights / rights:.2f}, "
        f"wrong rejected {rejected_wrongs}/{wrongs} = {rejected_wrongs / wrongs:.2f}, "
        f"AUC {area_under_curve(scores[True], scores[False]):.3f}, "
        f"{1000 * spent / len(items):.2f} ms an answer"
    )
    for kind, found in by_kind.items():
        print(f"  {kind:<16} accepted {sum(found):3}/{len(found)}")


def main() -> None:
    """Measure the sets named, or those shipped."""
    named = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    for path in named or sorted((HERE / "data").glob("answers*.yaml")):
        measure(path, show_errors="--errors" in sys.argv)


if __name__ == "__main__":
    main()
