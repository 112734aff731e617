"""Times in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from tutor.ui.strings import Words


def ago(words: Words, span: timedelta) -> str:
    """Say how long ago something was, in the largest unit that fits."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 1:
        return words("ago.now")
    if minutes < 60:
        return words("ago.minutes", count=minutes)
    if minutes < 48 * 60:
        return words("ago.hours", count=minutes // 60)
    return words("ago.days", count=minutes // (24 * 60))


def moment(words: Words, at: datetime) -> str:
    """Write day and time, in UTC as they are stored."""
    return f"{words.day(at.date())}, {at:%H:%M} UTC"
