"""What is kept of a student: shown whole, deleted, and folded anew."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from tutor.core.events import Assessment, Event, Exchange, calls_of
from tutor.core.learner import replay
from tutor.errors import NotFoundError
from tutor.ports import ExchangeLog, StudentRecord

ALL_TALKS = 1_000_000


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What folding every log anew has shown."""

    students: int
    differing: tuple[str, ...]


def takeout(log: ExchangeLog, student: str) -> str:
    """Give all that is kept of a student, as JSON.

    Raises:
        NotFoundError: there is no such student.
    """
    record = known_student(log, student)
    events = tuple(log.events(record.id))
    exchanges = [
        e.model_dump(mode="json") | {"rating": log.rating(e.id)}
        for e in events
        if isinstance(e, Exchange)
    ]
    assessments = [e.model_dump(mode="json") for e in events if isinstance(e, Assessment)]
    kept = {
        "student": {"id": record.id, "name": record.name},
        "learner_model": log.learner(record.id).model_dump(mode="json"),
        "talks": [asdict(talk) for talk in log.sessions(record.id, ALL_TALKS)],
        "exchanges": exchanges,
        "assessments": assessments,
        "model_texts": _raw_texts(log, events),
    }
    return json.dumps(kept, ensure_ascii=False, indent=2, default=datetime.isoformat)


def _raw_texts(log: ExchangeLog, events: Iterable[Event]) -> dict[str, str]:
    """Give what models were sent of a student, and what they said, by SHA-256."""
    calls = (call for event in events for call in calls_of(event))
    texts = {key: log.raw_text(key) for call in calls for key in (call.request, call.response)}
    return {key: text for key, text in texts.items() if text is not None}


def rebuild(log: ExchangeLog, *, mend: bool) -> Rebuilt:
    """Fold every student's log anew and compare with the projections, bit for bit."""
    students, differing = 0, []
    for record in log.students():
        students += 1
        folded = replay(log.events(record.id))
        if folded.model_dump_json() != log.learner(record.id).model_dump_json():
            differing.append(record.id)
            if mend:
                log.rebuild(record.id, folded)
    return Rebuilt(students, tuple(differing))


def known_student(log: ExchangeLog, name: str) -> StudentRecord:
    """Find a student by name; NotFoundError where there is none."""
    for record in log.students():
        if record.name == name:
            return record
    raise NotFoundError(
        f"there is no student '{name}' here. Check the name, and the folder of --data-dir."
    )
