"""What a student is told of the rules: who reads, how long it is kept, who words the answers."""

from __future__ import annotations

from tutor.core.classes import Policy
from tutor.core.rules import Override
from tutor.core.terms import level_for
from tutor.ui.strings import Words, words


def policy_lines(policy: Policy, say: Words, companies: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Say in plain words what a class has settled; `companies` are those of the settings."""
    languages = ", ".join(words(language)("language") for language in policy.languages)
    low, high = round(policy.level_min), round(policy.level_max)
    return (
        say(f"policy.read.{policy.transcripts}"),
        say("policy.alerts"),
        say(f"policy.person.{policy.person}"),
        say("policy.languages", languages=languages),
        say("policy.levels", low=low, high=high),
        say(f"policy.help.{policy.help_limit}"),
        model_line(say, companies if policy.outside_model else ()),
        say("policy.kept", count=policy.retention_days),
    )


def model_line(say: Words, companies: tuple[str, ...]) -> str:
    """Say whether anything goes to another company, and to which."""
    if not companies:
        return say("policy.model.off")
    return say("policy.model.on", company=", ".join(companies))


def override_lines(override: Override | None, say: Words) -> tuple[str, ...]:
    """Say what a teacher has set for this student, and when."""
    if override is None or not override.is_set:
        return ()
    day, lines = say.day(override.at.date()), []
    if override.level is not None:
        level, grade = say(f"level.{level_for(override.level)}"), round(override.level)
        lines.append(say("set.level", level=level, grade=grade, day=day))
    if override.language is not None:
        language = words(override.language)("language")
        lines.append(say("set.language", language=language, day=day))
    return tuple(lines)
