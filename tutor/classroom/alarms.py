"""Alerts as grown-ups meet them: who sees which, what was said around one, and what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from tutor.classroom.access import authorize, is_allowed
from tutor.classroom.ports import Stores
from tutor.classroom.things import of_class, of_seat
from tutor.core.alerts import NEXT, Alert, AlertState, Read
from tutor.core.events import Exchange
from tutor.core.people import Actor, Kind, Thing, Verb
from tutor.errors import InUseError, NotFoundError
from tutor.ports import ExchangeLog

AROUND = 3
"""Turns before and after an alert that are shown with it."""


class Alarms:
    """The alerts of classes, and of students without one. Threads may share it."""

    def __init__(self, stores: Stores, log: ExchangeLog, clock: Callable[[], datetime]) -> None:
        """Look after the alerts of stores and log."""
        self._stores, self._log, self._clock = stores, log, clock

    def of_class(self, actor: Actor | None, class_id: str) -> tuple[Alert, ...]:
        """Give the alerts of a class, newest first."""
        found = self._stores.classes.find(class_id)
        authorize(actor, Verb.SEE, of_class(Kind.ALERT, found))
        if found is None:
            raise NotFoundError(f"class '{class_id}': is not there. Look at the list again.")
        return self._stores.alerts.alerts(class_id=class_id)

    def of_no_class(self, actor: Actor | None) -> tuple[Alert, ...]:
        """Give the alerts of students without a class, newest first: the administrators' to see."""
        authorize(actor, Verb.SEE, Thing(Kind.ALERT))
        return tuple(alert for alert in self._stores.alerts.alerts() if alert.class_id is None)

    def around(self, actor: Actor | None, alert_id: str) -> tuple[Exchange, ...]:
        """Give what was said around an alert, oldest first; it is noted as a reading.

        Nothing for whoever may not read the talk, and of a student who is gone: the alert's own
        words are all there is then.
        """
        alert = self._stores.alerts.alert(alert_id)
        authorize(actor, Verb.SEE, self._of_alert(alert))
        if alert is None or actor is None or alert.student is None or alert.exchange is None:
            return ()
        member = self._stores.classes.member(alert.student)
        found = self._stores.classes.find(member.class_id) if member else None
        if not is_allowed(actor, Verb.SEE, of_seat(Kind.TALK, member, found)):
            return ()
        read = Read(alert.student, actor.id, "alert", self._clock())
        self._stores.alerts.note_read(read)
        return self._log.around(alert.exchange, AROUND)

    def move(self, actor: Actor | None, alert_id: str, state: AlertState) -> Alert:
        """Note that an alert was seen or closed; nothing of it is deleted.

        Raises:
            InUseError: someone else moved it meanwhile, or it cannot go there from where it is.
        """
        alert = self._stores.alerts.alert(alert_id)
        authorize(actor, Verb.CHANGE, self._of_alert(alert))
        if alert is None or actor is None:
            raise NotFoundError(f"alert '{alert_id}': is not there. Look at the list again.")
        moved = _moved(alert, state, actor.id, self._clock())
        if moved is None or not self._stores.alerts.move(moved, alert.state):
            raise InUseError(
                f"alert '{alert_id}': cannot go from {alert.state.value} to {state.value}, or was "
                "moved meanwhile. Look at it again."
            )
        return moved

    def _of_alert(self, alert: Alert | None) -> Thing:
        found = self._stores.classes.find(alert.class_id or "") if alert else None
        return Thing(
            Kind.ALERT,
            student=alert.student if alert else None,
            class_id=found.id if found else None,
            teacher=found.teacher if found else None,
        )


def _moved(alert: Alert, state: AlertState, who: str, at: datetime) -> Alert | None:
    """Give the alert after a step, or None where the step cannot be taken."""
    if state not in NEXT[alert.state]:
        return None
    if state is AlertState.CLOSED:
        return replace(alert, state=state, closed_by=who, closed_at=at)
    first = alert.state is AlertState.NEW
    return replace(
        alert,
        state=state,
        seen_by=who if first else alert.seen_by,
        seen_at=at if first else alert.seen_at,
        closed_by=None,
        closed_at=None,
    )
