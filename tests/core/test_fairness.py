"""An answer counts the same in whatever voice it is given."""

from __future__ import annotations

import pytest

from tests.benchmarks.grading import own_answers, points
from tests.benchmarks.voices import NAMES, VOICES, befriended, called
from tutor.core.terms import LANGUAGES, Language

DIALECTS = [(language, voice) for language in LANGUAGES for voice in VOICES[language]]
POINTS = {"no stops": 3.1, "Caribbean": 1.3}
"""Points of right answers that a voice may cost or win; 1 where none is named.

Commas part who does what, and a French without its s is France: both still cost an answer or two.
"""


def accepted(language: Language, voice: object = str) -> float:
    rights = [one for one in own_answers(language) if one[1].right]
    return points(rights, language, voice)  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "voice"), DIALECTS)
def test_a_dialect_or_a_spelling_costs_no_right_answers(language: Language, voice: str) -> None:
    plain = accepted(language)
    assert accepted(language, VOICES[language][voice]) >= plain - POINTS.get(voice, 1.0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_of_a_student_counts_for_more_than_another(language: Language) -> None:
    for naming in (called, befriended):
        found = [accepted(language, naming(name, language)) for name in NAMES[language][:3]]
        assert max(found) - min(found) <= 1.0
        assert min(found) >= accepted(language) - 1.0
