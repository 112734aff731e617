"""What to do next, for a student and for the class, from what their learner models hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from tutor.classroom.overview.clusters import find_clusters
from tutor.classroom.overview.seen import Cell, Pupil, Row, Step, StepKind
from tutor.core.learner import LearnerModel
from tutor.core.lesson import LessonPack

FOR_STUDENT, FOR_CLASS = 3, 5
"""Steps that are suggested at the most."""
_MANY = 3
"""What fewer students need is suggested for them alone."""


def suggest_for_student(
    model: LearnerModel, cells: Sequence[Cell], pack: LessonPack, at: datetime
) -> tuple[Step, ...]:
    """Suggest what is worth while with a student, the most pressing first."""
    if not any(key.startswith(f"{pack.id}/") for key in model.concepts):
        return (Step("begin"),)
    wrong = [m for m in pack.misconception_by_id if _holds(model, pack, m)]
    known = {cell.concept for cell in cells}
    new = [cell.concept for cell in cells if cell.band == "new"]
    steps = [
        *(Step("misconception", pack.misconception_by_id[m].concept, m) for m in wrong),
        *(Step("shaky", cell.concept) for cell in cells if cell.band == "shaky"),
        *(Step("review", concept) for concept in model.due(pack.id, at) if concept in known),
        *(Step("next", concept) for concept in new[:1]),
    ]
    return tuple(_once(steps))[:FOR_STUDENT] or (Step("deeper"),)


def suggest_for_class(
    pupils: Sequence[Pupil], rows: Sequence[Row], pack: LessonPack | None, at: datetime
) -> tuple[Step, ...]:
    """Suggest what is worth while with the class, the most pressing first."""
    if pack is None or not pupils:
        return ()
    models = [pupil.model for pupil in pupils if pupil.model is not None]
    silent = sum(pupil.activity is None for pupil in pupils)
    due = Counter(concept for model in models for concept in model.due(pack.id, at))
    shaky = _count(rows, lambda band: band == "shaky")
    wrong = [
        Step("misconception", cluster.concept, cluster.misconception, len(cluster.members))
        for cluster in find_clusters(pupils, pack)
    ]
    steps = [
        *wrong,
        *_most(shaky, "shaky", 2),
        *_most(due, "review", 1),
        *([Step("begin", students=silent)] if silent else []),
        *_following(rows, pack),
    ]
    return tuple(steps[:FOR_CLASS])


def _holds(model: LearnerModel, pack: LessonPack, misconception: str) -> bool:
    belief = model.misconceptions.get(f"{pack.id}/{misconception}")
    return belief is not None and belief.status == "held"


def _once(steps: Iterable[Step]) -> list[Step]:
    """Keep the first step on each concept."""
    kept: dict[str | None, Step] = {}
    for step in steps:
        kept.setdefault(step.concept, step)
    return list(kept.values())


def _count(rows: Sequence[Row], wanted: Callable[[str], bool]) -> Counter[str]:
    return Counter(cell.concept for row in rows for cell in row.cells if wanted(cell.band))


def _most(counted: Counter[str], kind: StepKind, limit: int) -> list[Step]:
    many = sorted((-n, concept) for concept, n in counted.items() if n >= _MANY)
    return [Step(kind, concept, students=-n) for n, concept in many[:limit]]


def _following(rows: Sequence[Row], pack: LessonPack) -> list[Step]:
    """Give the first idea of the lesson that most of those who have begun have not met."""
    begun = [row for row in rows if any(cell.attempts for cell in row.cells)]
    new = _count(begun, lambda band: band == "new")
    unmet = [c for c in pack.taught_concepts if new[c] * 2 > len(begun)]
    return [Step("next", concept, students=new[concept]) for concept in unmet[:1]]
