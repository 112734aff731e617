"""How far a student has come with a concept, in one word."""

from __future__ import annotations

from datetime import datetime

from tutor.classroom.overview.seen import Band
from tutor.core.learner import ConceptModel, LearnerModel

SHAKY = 0.5
"""A concept that was practised is shaky below this mastery."""


def band_of(model: LearnerModel, key: str, at: datetime) -> Band:
    """Name how far a student has come with `PACK/CONCEPT`."""
    if model.concepts.get(key, ConceptModel()).opportunities == 0:
        return "new"
    if model.mastered(key):
        return "strong"
    return "shaky" if model.mastery(key, at) < SHAKY else "growing"
