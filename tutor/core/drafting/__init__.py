"""Drafts of lesson material that a language model writes for an author to judge. Pure."""

from tutor.core.drafting.requests import (
    DraftRequest,
    ask_for_help,
    ask_for_ideas,
    ask_for_level,
    ask_for_mistakes,
    ask_for_samples,
    ask_for_translation,
    ask_to_refute,
)
from tutor.core.drafting.scoring import check_help, check_samples
from tutor.core.drafting.values import (
    Draft,
    Drafts,
    HelpDraft,
    IdeaDraft,
    MistakeDraft,
    TextDraft,
)

__all__ = [
    "Draft",
    "DraftRequest",
    "Drafts",
    "HelpDraft",
    "IdeaDraft",
    "MistakeDraft",
    "TextDraft",
    "ask_for_help",
    "ask_for_ideas",
    "ask_for_level",
    "ask_for_mistakes",
    "ask_for_samples",
    "ask_for_translation",
    "ask_to_refute",
    "check_help",
    "check_samples",
]
