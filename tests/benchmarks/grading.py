"""How well the grader tells right from wrong on answers by writers who have not seen it.

    python -m tests.benchmarks.grading [SET ...] [--errors]

Prints one row a set and language: AUC, the share accepted of right answers, of wrong ones, of those
turned by a negation or by swapped roles, and the time an answer; then how far each voice
(`tests.benchmarks.voices`) moves the share of right answers accepted. The `dev` sets were used in
making the grader, the `final` ones were not: their errors are never shown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import yaml

from tests.benchmarks.voices import Voice, voices
from tutor.content import load_pack
from tutor.core.cuts import area_under_curve
from tutor.core.grading import ACCEPTED, Grade, PreparedQuestion, prepare_questions
from tutor.core.lesson import Person, Question
from tutor.core.terms import LANGUAGES, Language

DATA = Path(__file__).parent / "data"
SUBJECTS = Path(__file__).parents[1] / "data" / "grading"
PACK = Path(__file__).parents[2] / "lessons" / "bird-woman"
HEADER = """\
| set | language | right + wrong | AUC | right accepted | wrong accepted | negated | swapped | µs |
|---|---|---|---|---|---|---|---|---|"""
FAIR_SETS = ("dev-1", "dev-2", "dev-3", "subjects")


class Item(NamedTuple):
    """One answer of a set; `right` is None where it may be seen either way."""

    question: str
    kind: str
    right: bool | None
    answer: str


class Tried(NamedTuple):
    """An answer with its grade and the seconds that it took."""

    item: Item
    grade: Grade
    seconds: float

    @property
    def accepted(self) -> bool:
        """Tell whether it counts as right."""
        return self.grade.outcome >= ACCEPTED


def names_of_sets() -> list[str]:
    """Give the sets by name, those that were used in making the grader first."""
    found = {path.name.split(".")[0] for path in DATA.glob("*.en.yaml")}
    found = {name for name in found if name.startswith(("dev", "final"))}
    return [*sorted(found - {n for n in found if n.startswith("final")}), "subjects",
            *sorted(n for n in found if n.startswith("final"))]  # fmt: skip


@cache
def graders_of(name: str) -> dict[str, PreparedQuestion]:
    """Prepare the questions of a set: its own, or those of the shipped pack."""
    own = SUBJECTS / "questions.yaml" if name == "subjects" else DATA / f"{name}.questions.yaml"
    if not own.exists():
        return shipped_graders()
    found = yaml.safe_load(own.read_text("utf-8"))
    if isinstance(found, list):
        found = {"questions": found}
    people = [Person.model_validate(person) for person in found.get("people", ())]
    return prepare_questions([Question.model_validate(q) for q in found["questions"]], people)


@cache
def shipped_graders() -> dict[str, PreparedQuestion]:
    """Prepare the shipped pack's questions."""
    pack = load_pack(PACK)
    return prepare_questions(pack.questions, pack.people, pack.manifest.personas[0])


def read_set(name: str, language: Language) -> Iterator[Item]:
    """Read the answers of a set, of either form."""
    folder, stem = (SUBJECTS, "answers") if name == "subjects" else (DATA, name)
    found = yaml.safe_load((folder / f"{stem}.{language}.yaml").read_text("utf-8"))
    if isinstance(found, dict):
        for question, answers in found.items():
            for kind, texts in answers.items():
                yield from (Item(question, kind, kind == "right", text) for text in texts)
        return
    for item in found:
        yield Item(item["question"], item["kind"], item["right"], item["answer"])


def try_set(name: str, language: Language) -> Iterator[Tried]:
    """Grade the answers of a set."""
    graders = graders_of(name)
    for grader in graders.values():
        grader.cut.shift(language)
    for item in read_set(name, language):
        started = perf_counter()
        grade = graders[item.question].grade(item.answer, language)
        yield Tried(item, grade, perf_counter() - started)


def share(tried: Iterable[Tried]) -> str:
    """Give the share accepted, or a dash for none tried."""
    accepted = [one.accepted for one in tried]
    return f"{sum(accepted) / len(accepted):.2f}" if accepted else "-"


def row(name: str, language: Language, tried: list[Tried]) -> str:
    """Give the row of one set and language."""
    rights = [one for one in tried if one.item.right is True]
    wrongs = [one for one in tried if one.item.right is False]
    area = area_under_curve([t.grade.outcome for t in rights], [t.grade.outcome for t in wrongs])
    turned = [
        share(one for one in wrongs if one.item.kind.startswith(kind)) for kind in ("negat", "swap")
    ]
    spent = 1e6 * median(one.seconds for one in tried)
    return (
        f"| {name} | {language} | {len(rights)} + {len(wrongs)} | {area:.3f} | {share(rights)}"
        f" | {share(wrongs)} | {turned[0]} | {turned[1]} | {spent:.0f} |"
    )


def show_errors(tried: Iterable[Tried]) -> None:
    """Print the answers of a set that are graded wrongly."""
    for item, grade, _ in tried:
        accepted = grade.outcome >= ACCEPTED
        if item.right is not None and accepted != item.right:
            sign = "PASSED" if accepted else "MISSED"
            against = ", ".join((*grade.reasons, grade.misconception or ""))
            print(
                f"{sign} {grade.outcome:.2f} {item.kind} {item.question}: {item.answer} {against}"
            )


class Gap(NamedTuple):
    """How a voice moves the shares accepted, in points of all right and of all wrong answers."""

    right: float
    wrong: float


def own_answers(language: Language) -> list[tuple[PreparedQuestion, Item]]:
    """Give the answers of the sets for fairness that are written in this language."""
    return [
        (graders_of(name)[item.question], item)
        for name in FAIR_SETS
        for item in read_set(name, language)
        if item.right is not None and item.kind != "other_language"
    ]


def points(answers: Iterable[tuple[PreparedQuestion, Item]], language: Language,
           speak: Voice) -> float:  # fmt: skip
    """Give how many of a hundred answers are accepted in a voice."""
    passed = [
        grader.grade(speak(item.answer), language).outcome >= ACCEPTED for grader, item in answers
    ]
    return 100.0 * sum(passed) / len(passed)


def gaps(language: Language) -> dict[str, Gap]:
    """Compare each voice with the answers as they were written."""
    rights = [one for one in own_answers(language) if one[1].right]
    wrongs = [one for one in own_answers(language) if not one[1].right]
    plain = Gap(points(rights, language, str), points(wrongs, language, str))
    return {
        name: Gap(
            points(rights, language, speak) - plain.right,
            points(wrongs, language, speak) - plain.wrong,
        )
        for name, speak in voices(language).items()
    }


def main() -> None:
    """Measure the sets named, or all; the voices only with all."""
    named = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    print(HEADER)
    for name in named or names_of_sets():
        for language in LANGUAGES:
            tried = list(try_set(name, language))
            print(row(name, language, tried), flush=True)
            if "--errors" in sys.argv and not name.startswith("final"):
                show_errors(tried)
    if not named:
        print("\n| voice | right accepted | wrong accepted |\n|---|---|---|")
        for language in LANGUAGES:
            for voice, gap in gaps(language).items():
                print(f"| {language}, {voice} | {gap.right:+.1f} | {gap.wrong:+.1f} |")


if __name__ == "__main__":
    main()
