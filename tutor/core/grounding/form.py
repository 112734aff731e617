"""The form of a model's sentence: whole, plain, in the plan's language and at its level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.core.events import Plan
from tutor.core.grounding.segments import is_in_language
from tutor.core.language import read_language
from tutor.core.readability import lix, lix_from_grade
from tutor.core.safety import screen_segment
from tutor.core.statements import Statement
from tutor.core.text import fold

HARDER = 20.0
"""LIX points (4.5 grades) by which a sentence may be harder than the plan's grade."""
BESIDE = 12.0
"""LIX points by which it may be harder than the hardest fact that it cites."""
BRIEF = 7
"""Words up to which no sentence is too hard."""
LONGEST = 420
"""Characters of a sentence."""

_MARKUP = re.compile(r"[<>{}\[\]`|\\^~]|\*\*|__|^#|\]\(|(?:https?|www)\b|\bjson\b|\w+\(\w*\)|&\w+;")
_SYMBOLS = re.compile(r"[^\w\s.,;:!?¿¡'’\u2018\"“”«»()…–—/%°$&-]")
_WHOLE = re.compile(r"[.!…][\"”»'’)]*$")
_ENGLISH = frozenset(
    "the of and was were with that his her they their for from had by this".split()
)
_SPANISH = frozenset(
    "el la los las de del que y en con por para una un su sus era fue como se lo al".split()
)


def form_problems(text: str, cited: Sequence[Statement], plan: Plan) -> list[str]:
    """Say what is wrong with the form of a sentence."""
    problems = []
    if not _WHOLE.search(text):
        problems.append("is not a whole sentence")
    if len(text) > LONGEST:
        problems.append("is too long")
    if _MARKUP.search(text) or _SYMBOLS.search(text):
        problems.append("holds markup or symbols")
    if "?" in text or "¿" in text:
        problems.append("asks a question")
    if screen_segment(text) is not None:
        problems.append("says what a program must not say")
    if not _in_language(text, plan):
        problems.append("is not in the language asked for")
    if len(text.split()) > BRIEF and lix(text) > max(
        lix_from_grade(plan.reading_level, plan.language) + HARDER,
        *(lix(fact.text) + BESIDE for fact in cited),
    ):
        problems.append("is too hard to read")
    return problems


def _in_language(text: str, plan: Plan) -> bool:
    """Tell whether all of a sentence but its quotations is in the plan's language."""
    plain = re.sub(r"[“\"«][^”\"»]*[”\"»]", " ", text)
    heard = read_language(plain, plan.language)
    foreign = _SPANISH - _ENGLISH if plan.language == "en" else _ENGLISH
    strange = [word for word in fold(plain).split() if word.strip(".,;:") in foreign]
    return is_in_language(text, plan) and not heard.mixed and len(strange) < 2
