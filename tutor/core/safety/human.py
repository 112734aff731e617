"""Asking for a human being: "can I talk to my teacher?" The tutor never stands between."""

from __future__ import annotations

from tutor.core.safety.book import find_labels, load_request_shelf, load_requests, sentences_of
from tutor.core.safety.concern import Concern
from tutor.core.safety.normalise import fold_text
from tutor.core.terms import LANGUAGES, Language


def find_request(text: str) -> tuple[Concern, ...]:
    """Tell whether a message asks for a person: one concern, or none."""
    folded = fold_text(text)
    for language in LANGUAGES:
        for sentence in sentences_of(folded, language):
            if find_labels(sentence, load_request_shelf(language)):
                return (_concern(sentence, language),)
    return ()


def _concern(sentence: str, language: Language) -> Concern:
    return Concern(
        kind="asks_for_human",
        category="asks_for_human",
        severity="low",
        wording=sentence.strip(),
        rule="asked",
        language=language,
    )


def answer_request(language: Language, *, seated: bool) -> str:
    """Give the words that answer it: in a class a teacher sees it, elsewhere nobody does."""
    return " ".join(load_requests(language).replies["seated" if seated else "alone"])
