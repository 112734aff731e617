"""Classes: who sits in them, what their teacher has settled, and their codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tutor.core.terms import LANGUAGES, Language, Person

Dice = Callable[[int], bytes]
"""Gives so many random bytes that nobody can guess."""

Help = Literal["hint", "prompt", "assert"]

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Thirty signs for codes and keys: no I, L, O, U, 0 or 1, which look like others or spell words."""
CODE_LENGTH = 8
"""Signs of a join code: 39 bits."""
KEY_LENGTH = 10
"""Signs of a return key: 49 bits."""
GUEST = "guest/"
"""What the names of students begin with who try the tutor without a class: nothing is kept."""
_MISREAD = str.maketrans("", "", " -–—_.·\u200b\u00a0")


class Policy(BaseModel):
    """What a teacher has settled for a class. The student page states it in plain words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Person = "first"
    """The figure speaks as `I`, or is told about."""
    languages: tuple[Language, ...] = Field(default=LANGUAGES, min_length=1)
    level_min: float = Field(default=2.0, ge=2.0, le=12.0)
    """The simplest reading level, in US school grades."""
    level_max: float = Field(default=12.0, ge=2.0, le=12.0)
    help_limit: Help = "assert"
    """How far the tutor helps with an open question; `assert` tells the answer in the end."""
    outside_model: bool = False
    """A language model of another company may word the answers."""
    transcripts: Literal["teacher", "summaries"] = "teacher"
    """The teacher may read every word, or sees summaries and alerts only."""
    retention_days: int = Field(default=300, ge=1, le=366)
    """Days after a student's last message until all of it is deleted."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.level_min > self.level_max:
            raise ValueError("level_min is above level_max")
        if len(set(self.languages)) != len(self.languages):
            raise ValueError("a language stands twice")
        return self


@dataclass(frozen=True, slots=True)
class Class:
    """A class of one teacher."""

    id: str
    name: str
    lesson: str
    """The id of its lesson pack."""
    teacher: str
    created: datetime
    policy: Policy = field(default_factory=Policy)
    code_expires: datetime | None = None
    """Until when its newest code lets newcomers in; None before the first code."""
    paused: bool = False
    """Nobody new comes in while it is."""

    def is_open(self, at: datetime) -> bool:
        """Tell whether its code lets newcomers in."""
        return not self.paused and self.code_expires is not None and at < self.code_expires


@dataclass(frozen=True, slots=True)
class Member:
    """A student's seat in a class."""

    class_id: str
    student: str
    """The student's id in the log."""
    name: str
    """The student's name in the log: nothing that anyone chose or could guess."""
    nickname: str
    joined: datetime


@dataclass(frozen=True, slots=True)
class Silent:
    """A student who has not been here for a while."""

    student: str
    class_id: str | None
    last: datetime
    """Of their last words, or of their coming where they said nothing since."""


@dataclass(frozen=True, slots=True)
class Activity:
    """How much a student has said."""

    answers: int
    """Messages that answered a question of the tutor's."""
    last: datetime
    """When the log was last written for the student."""


def make_code(length: int, dice: Dice) -> str:
    """Throw a code of so many signs, each as likely as the others."""
    signs: list[str] = []
    limit = 256 - 256 % len(LETTERS)
    while len(signs) < length:
        signs += [LETTERS[byte % len(LETTERS)] for byte in dice(2 * length) if byte < limit]
    return "".join(signs[:length])


def show_code(code: str) -> str:
    """Write a code in two groups, as it is easier to copy."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def read_code(typed: str) -> str:
    """Take what someone typed for a code: case, spaces and dashes do not count."""
    return typed.translate(_MISREAD).upper()[:64]


def seat_name(student: str) -> str:
    """Give a student in a class the name for the log.

    The page takes tokens of letters, digits, `-` and `_` from its address: none is such a name.
    """
    return f"class/{student}"
