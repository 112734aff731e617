"""Plain builders of values for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tutor.core.events import (
    Assessment,
    Decision,
    Evidence,
    Exchange,
    ModelCall,
    Plan,
    Reading,
    Segment,
    Versions,
)

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_exchange(**changes: Any) -> Exchange:
    """Build an answer given to a question about York; `changes` replaces fields.

    Ids follow the places: `id` from student and ordinal, `at` from ordinal.
    """
    ordinal = changes.get("ordinal", 0)
    fields: dict[str, Any] = {
        "id": f"{changes.get('student', 'student-1')}-{ordinal}",
        "student": "student-1",
        "session": "session-1",
        "position": ordinal,
        "ordinal": ordinal,
        "at": START + timedelta(minutes=ordinal),
        "pack": "bird-woman",
        "persona": "sacajawea",
        "message": f"Because she spoke Shoshone ({ordinal})",
        "reading": Reading(act="answer", reason="a question is pending", language="en", words=5),
        "evidence": (make_evidence(),),
        "decision": Decision(move="explain", reason="covered"),
        "plan": make_plan(),
        "segments": (Segment(voice="figure", text="Yes.", support=("fort-mandan.hired",)),),
        "versions": Versions(
            app="1", pack="p1", persona="s1", policy="1", grader="1", learner="1", index="1"
        ),
        "timings_ms": {"total": 12.3},
    }
    return Exchange.model_validate(fields | changes)


def make_evidence(**changes: Any) -> Evidence:
    """Build evidence of an unassisted right answer."""
    fields: dict[str, Any] = {
        "concept": "interpreters",
        "expectation": "spoke-shoshone",
        "question": "why-hired",
        "outcome": 0.8,
        "confidence": 0.9,
        "assisted": False,
    }
    return Evidence.model_validate(fields | changes)


def make_plan(**changes: Any) -> Plan:
    """Build a plan for an explanation in English."""
    fields: dict[str, Any] = {
        "move": "explain",
        "reason": "covered",
        "language": "en",
        "reading_level": 6.0,
        "level": "standard",
        "depth": "fact",
        "focus": ("interpreters",),
        "presentation": "story",
        "person": "first",
        "max_sentences": 4,
    }
    return Plan.model_validate(fields | changes)


def make_call(**changes: Any) -> ModelCall:
    """Build a call to a model that went well."""
    fields: dict[str, Any] = {"request": "r" * 64, "response": "s" * 64, "requests": 1}
    return ModelCall.model_validate(fields | changes)


def make_assessment(**changes: Any) -> Assessment:
    """Build an assessment of `make_exchange()`, in the place after it."""
    ordinal = changes.get("ordinal", 1)
    fields: dict[str, Any] = {
        "id": f"{changes.get('student', 'student-1')}-assessment-{ordinal}",
        "exchange": f"{changes.get('student', 'student-1')}-{ordinal - 1}",
        "student": "student-1",
        "ordinal": ordinal,
        "at": START + timedelta(minutes=ordinal),
        "pack": "bird-woman",
        "model": "openai:tiny",
        "call": make_call(),
        "outcome": "added",
        "evidence": (make_evidence(confidence=0.3),),
        "versions": make_exchange().versions,
    }
    return Assessment.model_validate(fields | changes)
