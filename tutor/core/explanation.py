"""Why an estimate is what it is, term by term, in words for students and teachers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tutor.core.mastery import Contribution
from tutor.core.terms import Language

_NAMES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "intercept": "where everyone starts",
        "ability": "all answers so far, on every idea",
        "deviation": "all answers so far on this idea, beside the others",
        "concept_difficulty": "how hard this idea is for other students",
        "question_difficulty": "how hard the question is",
        "recent_concept": "the last answers on this idea",
        "recent_all": "the last answers on every idea",
        "first_time": "not yet shown on this idea",
        "lag": "time since this idea was practised",
        "lag_by_recent": "the last answers count for less after a while",
        "successes_concept": "the number of right answers on this idea",
        "failures_concept": "the number of wrong answers on this idea",
        "successes_all": "the number of right answers on every idea",
        "failures_all": "the number of wrong answers on every idea",
    },
    "es": {
        "intercept": "el punto de partida de todos",
        "ability": "todas las respuestas hasta ahora, sobre cualquier idea",
        "deviation": "todas las respuestas sobre esta idea, frente a las demás",
        "concept_difficulty": "lo difícil que es esta idea para otros estudiantes",
        "question_difficulty": "lo difícil que es la pregunta",
        "recent_concept": "las últimas respuestas sobre esta idea",
        "recent_all": "las últimas respuestas sobre cualquier idea",
        "first_time": "todavía sin demostrar en esta idea",
        "lag": "el tiempo sin practicar esta idea",
        "lag_by_recent": "las últimas respuestas pesan menos con el tiempo",
        "successes_concept": "el número de aciertos en esta idea",
        "failures_concept": "el número de fallos en esta idea",
        "successes_all": "el número de aciertos en cualquier idea",
        "failures_all": "el número de fallos en cualquier idea",
    },
}
_EFFECTS: Mapping[Language, tuple[str, str, tuple[str, str, str]]] = {
    "en": ("raises it", "lowers it", ("a little", "somewhat", "a lot")),
    "es": ("la sube", "la baja", ("un poco", "algo", "mucho")),
}
_SOME, _MUCH = 0.15, 0.5
"""Logits from which a term is called to have some and much effect."""


def name_term(term: str, language: Language) -> str:
    """Name a term of the learner model in words."""
    return _NAMES[language][term]


def explain(contributions: Iterable[Contribution], language: Language) -> tuple[str, ...]:
    """Say what each term that counts does to an estimate, the strongest first."""
    counting = [c for c in contributions if abs(c.logits) >= 0.005]
    ordered = sorted(counting, key=lambda c: (-abs(c.logits), c.term))
    return tuple(_say(contribution, language) for contribution in ordered)


def _say(contribution: Contribution, language: Language) -> str:
    raises, lowers, degrees = _EFFECTS[language]
    size = abs(contribution.logits)
    degree = degrees[(size >= _SOME) + (size >= _MUCH)]
    effect = raises if contribution.logits > 0 else lowers
    name = name_term(contribution.term, language)
    return f"{name}: {effect} {degree} ({contribution.logits:+.2f})"
