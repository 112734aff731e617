"""Whose "you" a question and an ask mean: students say it to the figure they talk with."""

from __future__ import annotations

import re

from tutor.core.terms import Language
from tutor.core.text import fold

_SECOND: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:you|your|yours|yourself|u|ur|ya)\b"),
    "es": re.compile(
        r"\b(?:tu|tus|te|ti|contigo|tuy[oa]s?|eras|fuiste|eres|\w{2,}(?:aste|iste|abas|ias))\b"
    ),
}


def speaks_to_figure(text: str, language: Language) -> bool:
    """Tell whether a text says "you" to the figure."""
    return bool(_SECOND[language].search(fold(text)))
