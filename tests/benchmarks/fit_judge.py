"""Fit the judge of answerability on packs of different writers, with and without asks.

    python -m tests.benchmarks.fit_judge

Prints bias and weights for `tutor.retrieval.judge`, and for each set how many questions that the
pack answers would be answered, and how many that it does not answer would be declined: with a judge
fitted on the other sets (`left out`) and with the one that is printed (`fitted`). The half of the
shipped pack's questions that is held back is never fitted on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, fields
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.asked import DATA, read_set
from tests.benchmarks.encyclopedia import read_encyclopedia
from tests.benchmarks.grading import area_under_curve
from tests.retrieval.packs import bird_woman
from tests.retrieval.questions import read_judged, read_questions
from tutor.core.lesson import LessonPack
from tutor.core.terms import LANGUAGES, Language
from tutor.ports import Query
from tutor.retrieval import LexicalIndex
from tutor.retrieval.judge import Signs

RIDGE = 5.0
STEPS = 40
PACK_WEIGHT = 2.0
"""What a question to a whole pack, with asks, counts beside one to a pack without."""
HELD_BACK = "pack held back"
Matrix = NDArray[np.float64]


class Row(NamedTuple):
    """One question: the set it is of, its signs, and whether the pack answers it."""

    name: str
    language: Language
    signs: Signs
    answered: bool


def gather() -> list[Row]:
    """Read the signs of every question of every set."""
    return [row for language in LANGUAGES for row in _gather(language)]


def _gather(language: Language) -> Iterator[Row]:
    pack = bird_woman()
    whole, bare = LexicalIndex(pack), LexicalIndex(without_asks(pack))
    fit, held = read_judged(language, pack)
    for judged in (*fit, *held):
        yes = judged.kind == "yes"
        back = judged in held
        name = HELD_BACK if back else "pack"
        yield from _read(name, whole, judged.question, language, answered=yes)
        if not back:
            yield from _read("pack, no asks", bare, judged.question, language, answered=yes)
    asked, unanswerable = read_questions(language, pack)
    for a in asked:
        yield from _read("pack, ranked", whole, a.question, language, answered=True)
    for question in unanswerable:
        yield from _read("pack, ranked", whole, question, language, answered=False)
    yield from _read_blind(whole, language)
    yield from _read_encyclopedia(language)


def _read_blind(index: LexicalIndex, language: Language) -> Iterator[Row]:
    for told in read_set(DATA / f"asked.{language}.yaml"):
        if told.kind in {"ordinary", "future"}:
            yes = bool(told.answers)
            yield from _read("pack, blind", index, told.text, language, answered=yes)


def _read_encyclopedia(language: Language) -> Iterator[Row]:
    found = read_encyclopedia()
    index = LexicalIndex(found.pack)
    for asked_here in found.asked:
        text = asked_here.texts[language]
        yield from _read("other fact", index, text, language, answered=True)
    for texts in found.unanswerable:
        yield from _read("other fact", index, texts[language], language, answered=False)
    for half in (0, 1):
        part = read_encyclopedia(half=half)
        index = LexicalIndex(part.pack)
        for q in part.asked:
            there = q.passage in part.pack.passage_by_id
            yield from _read("other subject", index, q.texts[language], language, answered=there)


def without_asks(pack: LessonPack) -> LessonPack:
    """Give a pack as one without the ways in which students ask."""
    passages = tuple(
        p.model_copy(
            update={
                "variants": {x: v.model_copy(update={"asks": ()}) for x, v in p.variants.items()}
            }
        )
        for p in pack.passages
    )
    return pack.model_copy(update={"passages": passages})


def _read(
    name: str, index: LexicalIndex, question: str, language: Language, *, answered: bool
) -> Iterator[Row]:
    signs = index.read_signs(Query(question, language))
    if signs is not None:
        yield Row(name, language, signs, answered)


def fit(rows: list[Row]) -> tuple[float, Matrix]:
    """Fit a ridge logistic regression on standardised signs, every set and answer alike in weight.

    Newton's method; gives bias and weights for signs as they are read.
    """
    signs = np.array([astuple(row.signs) for row in rows])
    labels = np.array([float(row.answered) for row in rows])
    counts = np.array([_weigh(row, rows) for row in rows])
    mean, spread = signs.mean(axis=0), np.maximum(signs.std(axis=0), 1e-9)
    table = np.column_stack((np.ones(len(rows)), (signs - mean) / spread))
    ridge = np.full(table.shape[1], RIDGE)
    ridge[0] = 0.0
    found = np.zeros(table.shape[1])
    for _ in range(STEPS):
        guess = 1.0 / (1.0 + np.exp(-table @ found))
        slope = table.T @ (counts * (guess - labels)) + ridge * found
        curve = (table.T * (counts * guess * (1.0 - guess))) @ table + np.diag(ridge + 1e-9)
        found -= np.linalg.solve(curve, slope)
    weights = found[1:] / spread
    return float(found[0] - weights @ mean), weights


def _weigh(row: Row, rows: list[Row]) -> float:
    alike = sum(r.name == row.name and r.answered == row.answered for r in rows)
    whole = row.name in {"pack", "pack, ranked", "pack, blind"}
    return 100.0 / alike * (PACK_WEIGHT if whole else 1.0)


def report(title: str, rows: list[Row], bias: float, weights: Matrix) -> None:
    """Print the table of one set."""
    for language in LANGUAGES:
        mine = [row for row in rows if row.language == language]
        scores = {
            kind: [
                bias + float(weights @ np.array(astuple(row.signs)))
                for row in mine
                if row.answered == kind
            ]
            for kind in (True, False)
        }
        answered = np.mean([score >= 0.0 for score in scores[True]])
        declined = np.mean([score < 0.0 for score in scores[False]])
        area = area_under_curve(scores[True], scores[False])
        print(
            f"{title:<26} {language}  answered {answered:.2f} of {len(scores[True]):3}"
            f"  declined {declined:.2f} of {len(scores[False]):3}  AUC {area:.3f}"
        )


def main() -> None:
    """Fit, and print what the judge would do."""
    rows = gather()
    names = dict.fromkeys(row.name for row in rows)
    writers = {name: "pack" if name.startswith("pack") else "encyclopedia" for name in names}
    known = [row for row in rows if row.name != HELD_BACK]
    for name in names:
        others = [row for row in known if writers[row.name] != writers[name]]
        report(f"{name} (left out)", [r for r in rows if r.name == name], *fit(others))
    bias, weights = fit(known)
    for name in names:
        report(f"{name} (fitted)", [r for r in rows if r.name == name], bias, weights)
    print(f"BIAS = {bias:.2f}")
    for field, weight in zip(fields(Signs), weights, strict=True):
        print(f"    {field.name}={weight:.2f},")


if __name__ == "__main__":
    main()
