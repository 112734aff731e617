"""The class page, put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from tutor.classroom.overview.bands import band_of
from tutor.classroom.overview.clusters import find_clusters
from tutor.classroom.overview.needs import find_needs
from tutor.classroom.overview.seen import Cell, ClassView, Metrics, Pupil, Row
from tutor.classroom.overview.steps import suggest_for_class, suggest_for_student
from tutor.core.alerts import Alert
from tutor.core.classes import Class
from tutor.core.learner import ConceptModel, LearnerModel
from tutor.core.lesson import LessonPack

ACTIVE = timedelta(days=7)


def view_class(
    found: Class,
    pupils: Sequence[Pupil],
    alerts: Sequence[Alert],
    pack: LessonPack | None,
    at: datetime,
) -> ClassView:
    """Show a class.

    Args:
        found: the class.
        pupils: in the order of joining.
        alerts: of the class, newest first.
        pack: the lesson of the class; None where it is no longer there.
        at: now.
    """
    rows = tuple(view_row(pupil, pack, at) for pupil in pupils)
    clusters = find_clusters(pupils, pack)
    modelled = all(pupil.model is not None for pupil in pupils)
    return ClassView(
        found=found,
        at=at,
        metrics=measure(rows, at, modelled=modelled),
        rows=rows,
        clusters=clusters,
        needs=find_needs(pupils, alerts, at),
        steps=suggest_for_class(pupils, rows, pack, at) if modelled else (),
        alerts=tuple(alerts),
        modelled=modelled,
    )


def view_row(pupil: Pupil, pack: LessonPack | None, at: datetime) -> Row:
    """Show one student."""
    activity, model = pupil.activity, pupil.model
    cells = _cells(model, pack, at) if model and pack else ()
    return Row(
        member=pupil.member,
        cells=cells,
        answers=activity.answers if activity else 0,
        last=activity.last if activity else None,
        steps=suggest_for_student(model, cells, pack, at) if model and pack else (),
    )


def measure(rows: Sequence[Row], at: datetime, *, modelled: bool) -> Metrics:
    """Count."""
    strong = [row.strong for row in rows]
    return Metrics(
        joined=len(rows),
        active=sum(row.last is not None and at - row.last <= ACTIVE for row in rows),
        answers=sum(row.answers for row in rows),
        mastered=float(median(strong)) if strong and modelled else None,
    )


def _cells(model: LearnerModel, pack: LessonPack, at: datetime) -> tuple[Cell, ...]:
    keys = ((concept, f"{pack.id}/{concept}") for concept in pack.taught_concepts)
    return tuple(
        Cell(
            concept,
            band_of(model, key, at),
            model.concepts.get(key, ConceptModel()).opportunities,
        )
        for concept, key in keys
    )
