"""The open learner model: what the tutor believes of a student, in words, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from tutor.core.events import Fact
from tutor.core.learner import MASTERED, ConceptModel, LearnerModel
from tutor.core.lesson import LessonPack
from tutor.core.terms import LANGUAGES, Language, Presentation

State = Literal["strong", "growing", "new"]
_GROWING = 0.5


class EvidenceNote(Fact):
    """One thing a belief rests on: what the student said, when, and what it showed."""

    at: datetime
    said: str
    outcome: float
    assisted: bool


class ConceptProgress(Fact):
    """What is believed of one concept."""

    id: str
    title: str
    state: State
    mastery: float
    uncertainty: float
    due: datetime | None
    evidence: tuple[EvidenceNote, ...]


class MisconceptionProgress(Fact):
    """A wrong idea that was shown, and where it stands."""

    says: str
    status: Literal["held", "wavering", "resolved"]
    exchanges: tuple[str, ...]


class Progress(Fact):
    """Everything the tutor believes of a student in one pack, for the student to read."""

    concepts: tuple[ConceptProgress, ...]
    misconceptions: tuple[MisconceptionProgress, ...]
    reading_level: dict[Language, float]
    language: Language
    interests: dict[str, float]
    presentation: Presentation
    exchanges: int


def show_progress(
    model: LearnerModel,
    pack: LessonPack,
    language: Language,
    at: datetime,
    said: Mapping[str, str],
) -> Progress:
    """Put a learner model into words. `said` gives the student's message by exchange id."""
    return Progress(
        concepts=tuple(
            _show_concept(model, pack, concept.id, concept.title.get(language), at, said)
            for concept in pack.concepts
        ),
        misconceptions=_show_misconceptions(model, pack, language),
        reading_level={tongue: round(model.reading_level(tongue).grade, 1) for tongue in LANGUAGES},
        language=model.language or language,
        interests=model.interests,
        presentation=model.presentation,
        exchanges=model.exchanges,
    )


def _show_misconceptions(
    model: LearnerModel, pack: LessonPack, language: Language
) -> tuple[MisconceptionProgress, ...]:
    shown = []
    for key, belief in model.misconceptions.items():
        pack_id, _, wrong = key.partition("/")
        if pack_id == pack.id and wrong in pack.misconception_by_id:
            says = pack.misconception_by_id[wrong].says.get(language)[0]
            shown.append(
                MisconceptionProgress(says=says, status=belief.status, exchanges=belief.exchanges)
            )
    return tuple(shown)


def _show_concept(
    model: LearnerModel, pack: LessonPack, concept_id: str, title: str, at: datetime,
    said: Mapping[str, str],
) -> ConceptProgress:  # fmt: skip
    key = f"{pack.id}/{concept_id}"
    concept = model.concepts.get(key, ConceptModel())
    mastery = model.mastery(key, at)
    return ConceptProgress(
        id=concept_id,
        title=title,
        state=_state(model, key, concept, mastery),
        mastery=round(mastery, 3),
        uncertainty=round(model.mastery_uncertainty(key), 3),
        due=concept.card.due if concept.card else None,
        evidence=tuple(
            EvidenceNote(
                at=reference.at, said=said.get(reference.exchange, ""),
                outcome=reference.outcome, assisted=reference.assisted,
            )
            for reference in concept.references
        ),
    )  # fmt: skip


def _state(model: LearnerModel, key: str, concept: ConceptModel, mastery: float) -> State:
    if concept.opportunities == 0:
        return "new"
    if model.mastered(key):
        return "strong"
    return "growing" if mastery >= _GROWING or mastery < MASTERED else "new"
