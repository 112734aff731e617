"""What a model must not give back: its instructions, its marks, the ids of facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.core.statements import Statement
from tutor.core.text import fold

_PROMPT = re.compile(
    r"\b(?:facts?|figure|guide|prompt|instruct\w*|rules?|system|language model|ai|assistant|chatbot"
    r"|as an? (?:ai|program|model)|plan|ids?|cited?|key|token"
    r"|datos?|figura|guia|instruccion\w*|reglas?|sistema|modelo de lenguaje|ia|asistente|prompt"
    r"|voz guia|clave)\b"
)

_WORD = re.compile(r"\w+")


def secret_problems(
    text: str, marks: Sequence[str], ids: Sequence[str], cited: Sequence[Statement]
) -> list[str]:
    """Say what a sentence gives back of the prompt; words that its facts have are no such thing."""
    low = fold(text)
    if any(mark and fold(mark) in low for mark in marks):
        return ["holds a secret of the prompt"]
    if not {fold(each) for each in ids}.isdisjoint(_WORD.findall(low)):
        return ["names the id of a fact"]
    told = fold(" ".join(fact.text for fact in cited))
    for found in _PROMPT.finditer(low):
        if not re.search(rf"\b{re.escape(found[0])}", told):
            return ["speaks of its instructions"]
    return []
