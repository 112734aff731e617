"""How long, how late and how fast a student uses the tutor: what is said of it, and when. Pure.

A reminder every three hours is what the laws on companion programs ask for (California SB 243, New
York GBL 1702); the break, the night and the pace are care for a child.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tutor.core.phrases import phrase
from tutor.core.safety import Concern
from tutor.core.terms import Language

Due = Literal["break", "reminder", "night"]

PAUSE = timedelta(minutes=30)
"""A pause after which a student sits down anew."""
BREAK_AFTER = timedelta(minutes=90)
REMIND_EVERY = timedelta(hours=3)
NIGHT_BEGINS, NIGHT_ENDS = 22, 6
"""Hours of the clock on the wall."""
PACE, PACE_WINDOW = 12, timedelta(minutes=1)
"""Messages that are answered in so long."""


class Sitting(BaseModel):
    """One stretch of use without a long pause, as it stands at an exchange."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    began: datetime
    rested: bool = False
    """A break was suggested before this exchange."""
    reminders: int = 0
    """Reminders given before this exchange."""
    late: bool = False
    """That it is night was said before this exchange."""
    hour: int | None = None
    """Of the clock on the wall, 0 to 23; None where it is not known."""
    due: tuple[Due, ...] = ()
    """What is said with this exchange."""
    too_fast: bool = False
    """The messages come faster than they are answered."""

    def put_off(self) -> Sitting:
        """Leave what is due to the next exchange: this one has other things to say."""
        return self.model_copy(update={"due": ()})


def sit_on(
    last: Sitting | None,
    last_at: datetime | None,
    at: datetime,
    hour: int | None = None,
    messages: Sequence[datetime] = (),
) -> Sitting:
    """Give the sitting at an exchange.

    Args:
        last: as it stood at the student's exchange before, in whichever talk.
        last_at: when that was.
        at: the time now.
        hour: of the clock on the wall where the student is, if that is known.
        messages: when the student's last messages came, where their pace is watched.
    """
    goes_on = last is not None and last_at is not None and at - last_at < PAUSE
    before = last if goes_on and last is not None else Sitting(began=at)
    sitting = Sitting(
        began=before.began,
        rested=before.rested or "break" in before.due,
        reminders=before.reminders + ("reminder" in before.due),
        late=before.late or "night" in before.due,
        hour=hour,
        too_fast=sum(at - PACE_WINDOW < then <= at for then in messages) >= PACE,
    )
    return sitting.model_copy(update={"due": _find_due(sitting, at)})


def _find_due(sitting: Sitting, at: datetime) -> tuple[Due, ...]:
    spent = at - sitting.began
    due: list[Due] = []
    if spent >= REMIND_EVERY * (sitting.reminders + 1):
        due.append("reminder")
    elif spent >= BREAK_AFTER and not sitting.rested:
        due.append("break")
    if _is_night(sitting.hour) and not sitting.late:
        due.append("night")
    return tuple(due)


def _is_night(hour: int | None) -> bool:
    return hour is not None and (hour >= NIGHT_BEGINS or hour < NIGHT_ENDS)


def say_due(sitting: Sitting | None, language: Language) -> tuple[str, ...]:
    """Give the lines that are due."""
    due = sitting.due if sitting else ()
    return tuple(phrase(f"time_{each}", language) for each in due)


def note_use(sitting: Sitting | None, at: datetime, language: Language) -> tuple[Concern, ...]:
    """Give what the teacher should know of how long and how late the tutor is used."""
    if sitting is None:
        return ()
    minutes = int((at - sitting.began).total_seconds() // 60)
    notes = {
        "long_use": (f"{minutes} min", {"break", "reminder"} & set(sitting.due)),
        "night_use": (f"{sitting.hour} h", {"night"} & set(sitting.due)),
    }
    return tuple(
        Concern.model_validate(
            {
                "kind": kind,
                "category": kind,
                "severity": "low",
                "wording": wording,
                "rule": "clock",
                "language": language,
            }
        )
        for kind, (wording, is_due) in notes.items()
        if is_due
    )
