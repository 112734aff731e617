"""What a drafter gives: values marked as drafts, each with what is wrong with it."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from tutor.core.events import Fact
from tutor.core.terms import Language, Level


class Draft(Fact):
    """Something that a model wrote. It is an author's to take over; no student is shown it."""

    status: Literal["draft"] = "draft"
    model: str
    language: Language
    problems: tuple[str, ...] = ()
    """What the checks found, a line each; empty where they found nothing."""


class TextDraft(Draft):
    """A passage's text at one level, in the third person and without person slots."""

    level: Level
    title: str
    text: str


class IdeaDraft(Draft):
    """An expectation: an idea in several ways, with answers that hold it and that do not."""

    says: tuple[str, ...]
    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()


class MistakeDraft(Draft):
    """A misconception in several ways, and what the passage says against it."""

    says: tuple[str, ...]
    refutation: str = ""


class HelpDraft(Draft):
    """Help with one expectation: a hint, a sentence to complete and the answer."""

    expectation: str
    hint: str
    prompt: str
    assertion: str


Item = TypeVar("Item", bound=Draft)


class Drafts(Fact, Generic[Item]):
    """What one asking gave: every draft is either kept or reported with its problems."""

    model: str
    kept: tuple[Item, ...] = ()
    failed: tuple[Item, ...] = ()
    unanswered: tuple[str, ...] = ()
    """What the model gave no usable answer to, a line each."""
