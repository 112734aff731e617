"""The output check of the safety floor: what no reply of the tutor may say or contain."""

from __future__ import annotations

import re
from functools import lru_cache

from tutor.core.safety.book import find_labels, load_patterns, read_sentences
from tutor.core.safety.normalise import clean_text
from tutor.core.terms import LANGUAGES

_MARKUP = re.compile(
    r"<\s*[a-z!/?]|&(?:#\w+|lt|gt|quot|amp|nbsp);|!\[|\]\s?\(|\]\s?\[|^\s*\[[^\]\n]+\]:|```"
    r"|\b(?:https?|ftp|file|mailto|javascript|vbscript|data|tel)\s?:\s?[/\w]|//\w+\.\w"
    r"|\bwww\s?\.|\b[\w-]+\.(?:com|org|net|edu|gov|io|info|ly|gg|xyz)\b",
    re.IGNORECASE | re.MULTILINE,
)


@lru_cache(maxsize=512)
def screen_segment(text: str) -> str | None:
    """Say why a reply may not be shown, or None where nothing forbids it.

    Reasons: `claims_human`, `claims_attachment`, `asks_private`, `markup`.
    """
    if _MARKUP.search(clean_text(text)):
        return "markup"
    for language in LANGUAGES:
        shelf = load_patterns(language).output
        for sentence in read_sentences(text, language):
            for reason in find_labels(sentence, shelf):
                return reason
    return None
