"""What a teacher sees of a class: pure functions over learner models, exchanges and alerts."""

from tutor.classroom.overview.clusters import find_clusters
from tutor.classroom.overview.needs import find_needs
from tutor.classroom.overview.seen import (
    BANDS,
    Band,
    Cell,
    ClassView,
    Cluster,
    Metrics,
    Need,
    Pupil,
    Reason,
    Row,
    Step,
)
from tutor.classroom.overview.steps import suggest_for_class, suggest_for_student
from tutor.classroom.overview.tables import class_table
from tutor.classroom.overview.view import measure, view_class, view_row

__all__ = [
    "BANDS",
    "Band",
    "Cell",
    "ClassView",
    "Cluster",
    "Metrics",
    "Need",
    "Pupil",
    "Reason",
    "Row",
    "Step",
    "class_table",
    "find_clusters",
    "find_needs",
    "measure",
    "suggest_for_class",
    "suggest_for_student",
    "view_class",
    "view_row",
]
