"""What a screen found in a message, as it is put on record."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from tutor.core.terms import Language

Kind = Literal[
    "crisis",
    "check_in",
    "harm",
    "asks_for_human",
    "personal_data",
    "companionship",
    "homework",
    "jailbreak",
    "long_use",
    "night_use",
]
Severity = Literal["urgent", "high", "low"]
"""Plain words of a crisis; told by hints or harmful; worth a look."""


class Concern(BaseModel):
    """One thing that a message calls for care about."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    category: str
    """Of its kind: `self_harm`, `abuse`, `threat`; `weapons`, `hate` and the like."""
    severity: Severity
    wording: str
    """The words that decided it, as the screen read them."""
    rule: str
    """The reviewed rule, or how the linear model weighed it."""
    language: Language
