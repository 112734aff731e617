"""The texts of a question's key: what is right, what is wrong, and what the tutor itself says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.core.lesson import Expectation, Misconception, Question, render_person
from tutor.core.terms import Language

_ASKS_WHY = re.compile(
    r"\W*(?:why|how|por qu[ée]|c[óo]mo)\b(?! (?:many|much|long|far|old))"
    r"(?: (?:did|do|does))? ?(.*?)[,?]",
    re.IGNORECASE,
)
"""A question after why or how something is, which presumes that it is."""


def spread_out(rows: Sequence[int], most: int | None) -> Sequence[int]:
    """Give at most so many rows, from all over the list."""
    if most is None or len(rows) <= most:
        return rows
    return [rows[at * len(rows) // most] for at in range(most)]


def plain(text: str) -> str:
    """Give a text in the third person."""
    return render_person(text, None, None)


def told_texts(question: Question, language: Language) -> list[str]:
    """Give what says who did what: the tutor's sentences, and what "why did he go" presumes."""
    localised = [question.summary, *(e.assertion for e in question.expectations)]
    texts = [text.en if language == "en" else text.es for text in localised]
    asked = _ASKS_WHY.match(question.main.get(language))
    if asked:
        texts.append(asked[1])
    return [plain(text) for text in texts if text]


def right_texts(expectation: Expectation, language: Language) -> list[str]:
    """Give the texts that put an expectation rightly."""
    exemplars = [e.text for e in expectation.exemplars if e.counts and e.language == language]
    says = (*expectation.says.get(language), *expectation.accepted.get(language))
    return [*says, *exemplars]


def wrong_texts(expectation: Expectation, language: Language) -> list[str]:
    """Give the texts that do not put an expectation."""
    exemplars = [e.text for e in expectation.exemplars if not e.counts and e.language == language]
    return [*expectation.rejected.get(language), *exemplars]


def mistake_texts(misconception: Misconception, language: Language) -> list[str]:
    """Give the texts that put a misconception."""
    exemplars = [e.text for e in misconception.exemplars if e.counts and e.language == language]
    return [*misconception.says.get(language), *exemplars]
