"""Asking for a human being is heard in both languages, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from tutor.core.fixed_words import ASKS_FOR_HUMAN, find_fixed_words
from tutor.core.rules import Rules
from tutor.core.safety import answer_request, find_concerns, screen_segment
from tutor.core.safety.book import load_requests
from tutor.core.terms import LANGUAGES, Language

EXAMPLES = [(lang, text) for lang in LANGUAGES for text in load_requests(lang).examples]
OTHERS = [text for lang in LANGUAGES for text in load_requests(lang).others]


@pytest.mark.parametrize(("language", "text"), EXAMPLES)
def test_every_example_is_heard_in_its_language(language: Language, text: str) -> None:
    (asked,) = [one for one in find_concerns(text) if one.kind == "asks_for_human"]
    assert asked.language == language


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_near_is_not_taken_for_it(text: str) -> None:
    assert "asks_for_human" not in {one.kind for one in find_concerns(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_sees_it_depends_on_whether_there_is_a_teacher(language: Language) -> None:
    seated, alone = (answer_request(language, seated=seated) for seated in (True, False))
    assert seated != alone
    assert screen_segment(seated) is None
    assert screen_segment(alone) is None


def test_it_is_answered_whatever_the_message_says_besides() -> None:
    text = "can i talk to a real person? my phone number is 555-867-5309"
    concerns = find_concerns(text)
    fixed = find_fixed_words(text, concerns, "en", 2_000, rules=Rules(seated=True))
    assert fixed is not None
    assert fixed.reason == ASKS_FOR_HUMAN
    assert "please do not type" in fixed.text
    assert {"asks_for_human", "personal_data"} <= {one.kind for one in fixed.concerns}
