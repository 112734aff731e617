"""What a turn shows to the outside: the object that the command line prints and the page draws."""

from __future__ import annotations

from datetime import datetime

from tutor.core.events import Citation, Evidence, Exchange, Fact, Segment
from tutor.core.learner import LearnerModel
from tutor.core.terms import Depth, Language, Move, Presentation, SpeechAct


class PendingView(Fact):
    """The question left open."""

    question_id: str
    expectation: str | None


class EvidenceView(Fact):
    """One graded observation."""

    concept: str
    expectation: str
    outcome: float
    confidence: float
    assisted: bool
    misconception: str | None


class LearnerView(Fact):
    """The learner model in the numbers that fit on a line."""

    exchanges: int
    mastery: dict[str, float]
    reading_level: dict[Language, float]
    language: Language
    interests: dict[str, float]
    presentation: Presentation


class VersionsView(Fact):
    """What made the turn."""

    app: str
    pack: str
    policy: str


class Turn(Fact):
    """One turn of the headless contract."""

    turn: int
    segments: tuple[Segment, ...]
    speech_act: SpeechAct | None
    move: Move
    reason: str
    language: Language
    reading_level: float
    depth: Depth
    focus: tuple[str, ...]
    pending: PendingView | None
    citations: tuple[Citation, ...]
    evidence: tuple[EvidenceView, ...]
    learner: LearnerView
    engine: str
    versions: VersionsView
    timings_ms: dict[str, float]
    notes: tuple[str, ...] = ()
    """What was fitted to this student, one readable line each."""
    exchange: str = ""
    at: datetime | None = None
    message: str | None = None


def view_learner(model: LearnerModel, pack: str, language: Language, at: datetime) -> LearnerView:
    """Show a learner model within one pack."""
    prefix = f"{pack}/"
    return LearnerView(
        exchanges=model.exchanges,
        mastery={
            key.removeprefix(prefix): round(model.mastery(key, at), 4)
            for key in sorted(model.concepts)
            if key.startswith(prefix)
        },
        reading_level={
            "en": round(model.reading_level("en").grade, 2),
            "es": round(model.reading_level("es").grade, 2),
        },
        language=model.language or language,
        interests=model.interests,
        presentation=model.presentation,
    )


def _view_evidence(evidence: Evidence) -> EvidenceView:
    return EvidenceView(
        concept=evidence.concept,
        expectation=evidence.expectation,
        outcome=round(evidence.outcome, 4),
        confidence=round(evidence.confidence, 4),
        assisted=evidence.assisted,
        misconception=evidence.misconception,
    )


def view_turn(exchange: Exchange, model: LearnerModel, number: int) -> Turn:
    """Show an exchange with the learner model after it, as turn `number` of this process."""
    pending = exchange.state.pending
    return Turn(
        turn=number,
        segments=exchange.segments,
        speech_act=exchange.reading.act if exchange.reading else None,
        move=exchange.decision.move,
        reason=exchange.decision.reason,
        language=exchange.plan.language,
        reading_level=exchange.plan.reading_level,
        depth=exchange.plan.depth,
        focus=exchange.plan.focus,
        pending=PendingView(question_id=pending.question, expectation=pending.expectation)
        if pending
        else None,
        citations=exchange.citations,
        evidence=tuple(_view_evidence(evidence) for evidence in exchange.evidence),
        learner=view_learner(model, exchange.pack, exchange.plan.language, exchange.at),
        engine=exchange.engine,
        versions=VersionsView(
            app=exchange.versions.app, pack=exchange.versions.pack, policy=exchange.versions.policy
        ),
        timings_ms=exchange.timings_ms,
        notes=exchange.plan.notes,
        exchange=exchange.id,
        at=exchange.at,
        message=exchange.message,
    )
