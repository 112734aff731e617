"""The safety floor: clean text, the crisis screen and the output check, all pure."""

from __future__ import annotations

from tutor.core.safety.book import Category
from tutor.core.safety.crisis import Screen, screen_message, support_text
from tutor.core.safety.normalise import clean_text
from tutor.core.safety.output import screen_segment

__all__ = [
    "Category",
    "Screen",
    "clean_text",
    "screen_message",
    "screen_segment",
    "support_text",
]
