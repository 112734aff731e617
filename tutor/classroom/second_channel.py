"""The second channel: tells grown-ups of an alert by mail or webhook, as they are not on the page.

An alert is claimed by a conditional update before it is sent, so that of several programs over one
database one alone sends it. What fails is tried again, later each time. A program that dies while
it sends leaves a claim that ends: the alert may then be told twice, and never not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread
from typing import Protocol

from tutor.classroom.journal import note
from tutor.classroom.ports import AlertStore, ClassStore
from tutor.core.alerts import GRAVEST, Alert, Severity, worst_of
from tutor.core.notices import Notice, write_notice

DEADLINE_S = 20.0
"""How long one way may take with a message, whatever its server does."""
CLAIMED = timedelta(seconds=60)
"""How long a claim holds: longer than every way together may take."""
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
TOGETHER = timedelta(minutes=5)
"""Alerts of one student within this time of a message are told in one more, not each in its own;
those that are graver than what was told go at once."""
MOST = 50
"""Alerts that are looked at in one round."""


class SendError(Exception):
    """A message did not go out."""


class Sender(Protocol):
    """A way of sending."""

    @property
    def name(self) -> str:
        """Name the way, for the journal."""
        ...

    def send(self, notice: Notice) -> None:
        """Send a message.

        Raises:
            SendError: it did not go out.
        """
        ...


@dataclass(frozen=True, slots=True)
class Sending:
    """How messages are sent."""

    senders: tuple[Sender, ...]
    page: str = ""
    """The address of the page; empty where it is not known."""
    words: bool = False
    """Tell the student's own words too."""
    least: Severity = Severity.CRISIS
    """The least urgent alerts that are sent."""
    deadline_s: float = DEADLINE_S


class SecondChannel:
    """Sends the alerts of a database."""

    def __init__(
        self,
        alerts: AlertStore,
        classes: ClassStore,
        clock: Callable[[], datetime],
        sending: Sending,
    ) -> None:
        """Send nothing yet."""
        self._alerts, self._classes, self._clock = alerts, classes, clock
        self._sending = sending
        self._wanted = GRAVEST[: GRAVEST.index(sending.least) + 1]

    def send_due(self) -> int:
        """Send what is due; gives how many alerts were delivered."""
        if not self._sending.senders:
            return 0
        due = self._alerts.waiting(self._clock(), MOST, self._wanted)
        groups: dict[str, list[Alert]] = {}
        for alert in due:
            groups.setdefault(alert.student or alert.id, []).append(alert)
        return sum(self._send_group(group) for group in groups.values() if self._is_due(group))

    def _is_due(self, group: Sequence[Alert]) -> bool:
        student, worst = group[0].student, worst_of(group)
        grave = GRAVEST[: GRAVEST.index(worst) + 1]
        last = self._alerts.last_sent(student, grave) if student else None
        return last is None or self._clock() - last >= TOGETHER

    def _send_group(self, group: Sequence[Alert]) -> int:
        claimed = [alert for alert in group if self._alerts.claim(alert, self._clock() + CLAIMED)]
        if not claimed:
            return 0
        first = claimed[0]
        found = self._classes.find(first.class_id) if first.class_id else None
        notice = write_notice(
            claimed,
            found.name if found else None,
            page=self._sending.page,
            words=self._sending.words,
        )
        went = [self._try(sender, notice) for sender in self._sending.senders]
        for alert in claimed:
            if any(went):
                self._alerts.note_sent(alert.id, self._clock())
            else:
                self._alerts.note_failed(alert.id, self._clock() + pause_after(alert.attempts))
        if any(went):
            waited = round((self._clock() - first.at).total_seconds())
            note("alert sent", alert=first.id, alerts=len(claimed), waited_s=waited)
        return len(claimed) if any(went) else 0

    def _try(self, sender: Sender, notice: Notice) -> bool:
        """Send in a thread of its own: a server that never ends its answer is not waited for."""
        outcome: list[str] = []

        def send() -> None:
            try:
                sender.send(notice)
                outcome.append("")
            except SendError as error:
                outcome.append(str(error))

        thread = Thread(target=send, name=f"alert-{sender.name}", daemon=True)
        thread.start()
        thread.join(self._sending.deadline_s)
        trouble = outcome[0] if outcome else f"no answer in {self._sending.deadline_s:.0f} s"
        if trouble:
            note("alert not sent", alert=notice.id, way=sender.name, why=trouble)
        return not trouble


def pause_after(attempts: int) -> timedelta:
    """Give how long to wait after so many earlier tries: doubled each time, up to a limit."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(attempts, 10)))
