"""What a talk has to keep to: what a teacher has settled for the class and for the student.

The rules that held are recorded on each exchange, so that it can be made again whatever the
teacher settles later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from tutor.core.classes import Help, Policy
from tutor.core.terms import LANGUAGES, Language, Person


class Rules(BaseModel):
    """The rules of one exchange; as they stand here for a student without a class."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seated: bool = False
    """The student sits in a class, so a teacher sees what is theirs."""
    person: Person = "first"
    """`third`: the figure is told about, whatever the persona prefers."""
    languages: tuple[Language, ...] = LANGUAGES
    level_min: float = 2.0
    """The simplest reading level, in US school grades."""
    level_max: float = 12.0
    help_limit: Help = "assert"
    outside_model: bool = True
    """The language model of the settings, if there is one, may be asked."""
    level: float | None = None
    """US school grade that the teacher has set for this student."""
    language: Language | None = None
    """The language that the teacher has set for this student."""
    paced: bool = False
    """Only so many messages a minute are answered."""

    @property
    def spoken(self) -> tuple[Language, ...]:
        """Give the languages of the replies; the one set for the student goes before the class."""
        return (self.language,) if self.language else self.languages

    @property
    def span(self) -> tuple[float, float]:
        """Give the lowest and highest reading level; the one set for the student goes first."""
        return (self.level, self.level) if self.level else (self.level_min, self.level_max)

    def permit(self, language: Language) -> Language:
        """Give a language to reply in: this one, or the first permitted."""
        return language if language in self.spoken else self.spoken[0]


@dataclass(frozen=True, slots=True)
class Override:
    """What a teacher has set for one student, in place of what the tutor would choose."""

    student: str
    person: str
    """The account that set it, or `operator` for a command on the machine."""
    at: datetime
    level: float | None = None
    """US school grade."""
    language: Language | None = None

    @property
    def is_set(self) -> bool:
        """Tell whether anything is set; where nothing is, the last one was cleared."""
        return self.level is not None or self.language is not None


def rules_of(policy: Policy, override: Override | None) -> Rules:
    """Give the rules of a student of a class."""
    return Rules(
        seated=True,
        person=policy.person,
        languages=policy.languages,
        level_min=policy.level_min,
        level_max=policy.level_max,
        help_limit=policy.help_limit,
        outside_model=policy.outside_model,
        level=override.level if override else None,
        language=override.language if override else None,
        paced=True,
    )
