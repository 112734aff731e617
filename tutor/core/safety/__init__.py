"""The safety floor: clean text, what a message calls for care about, and the output check."""

from __future__ import annotations

from tutor.core.safety.book import Category
from tutor.core.safety.concern import Concern
from tutor.core.safety.concerns import find_concerns
from tutor.core.safety.conduct import note_on, reply_to
from tutor.core.safety.crisis import Screen, screen_message, support_text
from tutor.core.safety.human import answer_request
from tutor.core.safety.normalise import clean_text
from tutor.core.safety.output import screen_segment
from tutor.core.safety.personal import mask_personal, names_to_mask

__all__ = [
    "Category",
    "Concern",
    "Screen",
    "answer_request",
    "clean_text",
    "find_concerns",
    "mask_personal",
    "names_to_mask",
    "note_on",
    "reply_to",
    "screen_message",
    "screen_segment",
    "support_text",
]
