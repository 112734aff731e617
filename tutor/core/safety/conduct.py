"""What a message does besides teaching and learning: harm, companionship, homework, jailbreak."""

from __future__ import annotations

from typing import Literal

from tutor.core.safety.book import Conduct, find_labels, load_conduct, load_patterns, sentences_of
from tutor.core.safety.concern import Concern, Kind
from tutor.core.safety.decoding import decode_text
from tutor.core.safety.normalise import fold_text
from tutor.core.safety.weighing import main_language, weigh
from tutor.core.terms import LANGUAGES, Language

Other = Literal["harm", "companionship", "homework", "jailbreak"]
KIND_OF: dict[Conduct, Other] = {
    "weapons": "harm",
    "drugs": "harm",
    "sexual": "harm",
    "hate": "harm",
    "bullying": "harm",
    "companionship": "companionship",
    "homework": "homework",
    "jailbreak": "jailbreak",
}
CUTS: dict[Other, float] = {
    "harm": 0.45,
    "companionship": 0.5,
    "homework": 0.5,
    "jailbreak": 0.45,
}
"""How likely the linear model must find it."""
DOUBT = 0.03
"""How likely the linear model must find conduct of which a wording is found."""
_SHORTEST = 2
"""Words that a message must have to be weighed."""


def find_conduct(text: str) -> tuple[Concern, ...]:
    """Give what a message does, each kind once; words hidden in a code are read too."""
    hidden = decode_text(text)
    found = [one for said in (text, *hidden) for one in (*_matched(said), *_weighed(said))]
    if hidden:
        found.append(_encoded(hidden[0]))
    return tuple({one.kind: one for one in reversed(found)}.values())[::-1]


def _matched(text: str) -> list[Concern]:
    folded = fold_text(text)
    shares = weigh(folded)
    return [
        Concern(
            kind=KIND_OF[category],
            category=category,
            severity="high" if KIND_OF[category] == "harm" else "low",
            wording=sentence.strip(),
            rule=label,
            language=language,
        )
        for language in LANGUAGES
        for sentence in sentences_of(folded, language)
        for label in find_labels(sentence, load_patterns(language).conduct)
        for category in (load_patterns(language).conducts[label],)
        if shares[KIND_OF[category]] >= DOUBT
    ]


def _weighed(text: str) -> list[Concern]:
    folded = fold_text(text)
    if len(folded.split()) < _SHORTEST:
        return []
    shares, language = weigh(folded), main_language(folded)
    return [
        Concern(
            kind=heard,
            category=heard,
            severity="low",
            wording=folded,
            rule=f"weighed {shares[heard]:.2f}",
            language=language,
        )
        for heard, cut in CUTS.items()
        if shares[heard] >= cut
    ]


def _encoded(said: str) -> Concern:
    return Concern(
        kind="jailbreak",
        category="jailbreak",
        severity="low",
        wording=fold_text(said),
        rule="encoded",
        language=main_language(fold_text(said)),
    )


def reply_to(kind: Kind, language: Language) -> str | None:
    """Give the fixed words that answer a message of this kind, None where the tutor answers it."""
    book = load_conduct(language)
    if kind in ("harm", "companionship", "homework"):
        return " ".join(book.replies[kind])
    return None


def note_on(kind: Kind, language: Language) -> str | None:
    """Give the line said beside the answer to a message of this kind, None where there is none."""
    return load_conduct(language).notes[kind] if kind in ("check_in", "personal_data") else None
