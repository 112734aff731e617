"""Who needs the teacher now: what is open comes first, then what is going on this lesson."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from tutor.classroom.overview.seen import REASONS, Need, Pupil, Reason
from tutor.core.alerts import Alert, AlertState, Severity
from tutor.core.events import Exchange

STUCK_TURNS = 3
OFF_TASK_TURNS = 3
LOOKED_AT = 5
"""Of the last messages; `OFF_TASK_TURNS` of them away from the lesson are off task."""
NOW = timedelta(minutes=45)
"""A lesson: who was stuck before it is no longer."""
ASKED_FOR = timedelta(hours=24)
"""How long a call for a human stands that no alert keeps open."""
_ASKS: frozenset[str] = frozenset({"asks_for_human"})
_AWAY: frozenset[str] = frozenset({"companionship", "jailbreak", "harm"})
"""What a message is about that leads away from the lesson."""
_BY_SEVERITY: Mapping[Severity, Reason] = {
    Severity.CRISIS: "crisis",
    Severity.CONCERN: "concern",
    Severity.NOTE: "note",
}


def find_needs(pupils: Sequence[Pupil], alerts: Sequence[Alert], at: datetime) -> tuple[Need, ...]:
    """Give who needs the teacher, the most urgent first, and of the same the newest.

    A student stands there once for each reason; alerts that are closed count no more.
    """
    found = [need for pupil in pupils for need in _of(pupil, alerts, at)]
    return tuple(
        sorted(found, key=lambda n: (REASONS.index(n.reason), -n.at.timestamp(), n.member.student))
    )


def _of(pupil: Pupil, alerts: Sequence[Alert], at: datetime) -> list[Need]:
    mine = [alert for alert in alerts if alert.student == pupil.member.student]
    found = (
        *_alerted(pupil, mine),
        *_asked(pupil, mine, at),
        *_stuck(pupil, at),
        *_away(pupil, at),
    )
    first: dict[Reason, Need] = {}
    for need in found:
        first.setdefault(need.reason, need)
    return list(first.values())


def _alerted(pupil: Pupil, alerts: Sequence[Alert]) -> Iterator[Need]:
    for alert in alerts:
        if alert.state is not AlertState.CLOSED:
            reason = "asked" if alert.category in _ASKS else _BY_SEVERITY[alert.severity]
            yield Need(pupil.member, reason, alert.at, alert)


def _asked(pupil: Pupil, alerts: Sequence[Alert], at: datetime) -> Iterator[Need]:
    """Find a call for a human of which there is no alert; an alert of it has its own say."""
    told = {alert.exchange for alert in alerts}
    for exchange in reversed(pupil.recent):
        asks = any(concern.kind in _ASKS for concern in exchange.concerns)
        if asks and exchange.id not in told and at - exchange.at <= ASKED_FOR:
            yield Need(pupil.member, "asked", exchange.at)


def _stuck(pupil: Pupil, at: datetime) -> Iterator[Need]:
    last = pupil.recent[-1] if pupil.recent else None
    if last is None or at - last.at > NOW or last.state.stuck < STUCK_TURNS:
        return
    evidence = last.evidence[0].concept if last.evidence else None
    concept = evidence or (last.plan.focus[0] if last.plan.focus else None)
    yield Need(pupil.member, "stuck", last.at, concept=concept, turns=last.state.stuck)


def _away(pupil: Pupil, at: datetime) -> Iterator[Need]:
    said = [exchange for exchange in pupil.recent if exchange.message is not None][-LOOKED_AT:]
    away = [exchange for exchange in said if _leads_away(exchange)]
    if len(away) >= OFF_TASK_TURNS and at - said[-1].at <= NOW:
        yield Need(pupil.member, "off_task", said[-1].at, turns=len(away))


def _leads_away(exchange: Exchange) -> bool:
    act = exchange.reading.act if exchange.reading else None
    kinds = {concern.kind for concern in exchange.concerns}
    return act == "off_topic" or not kinds.isdisjoint(_AWAY)
