"""What a pack holds, what it covers and how hard it reads: figures for its author."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tutor.content.checks.reading_bands import band_of
from tutor.content.checks.sections import Section, sections_of
from tutor.core.lesson import Expectation, LessonPack, LocalisedList, Question
from tutor.core.readability import lix, reading_grade
from tutor.core.terms import LEVEL_GRADES, LEVELS, Language, Level

QUESTIONS_PER_CONCEPT = 2
EXPECTATIONS = 3
PARAPHRASES = 3
HINTS = 3
PROMPTS = 2
MISCONCEPTIONS = 2
_RARE_WORDS = 6
_RARE_ZIPF = 4.0
"""Words at least this common (ten in a million) are rare to no reader."""
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What few questions ask for, and which questions have little."""

    concepts: dict[str, int]
    """Concepts met by fewer than QUESTIONS_PER_CONCEPT questions, with how many meet them."""
    questions: dict[str, tuple[str, ...]]
    """Questions with what they have too little of, in words."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many sections of one level in one language read within their band."""

    language: Language
    level: Level
    sections: int
    inside: int
    """Within the band that `lessons check` allows, which is wider than the level itself."""
    exact: int
    """Within the level's own grades."""
    grade: float
    """Mean US school grade."""


@dataclass(frozen=True, slots=True)
class Outside:
    """A section that reads easier or harder than its level, and what makes it so."""

    passage: str
    language: Language
    level: Level
    lix: float
    grade: float
    band: tuple[float, float]
    rarest: tuple[str, ...]
    """Its rarest words, the rarest first."""


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of a pack."""

    pack: str
    version: str
    counts: dict[str, int]
    passages_by_kind: dict[str, int]
    coverage: Coverage
    reading: tuple[Share, ...]
    outside: tuple[Outside, ...]


def report_pack(pack: LessonPack) -> Report:
    """Count and measure a pack."""
    sections = [s for passage in pack.passages for s in sections_of(passage)]
    return Report(
        pack=pack.id,
        version=pack.version,
        counts=_counts(pack),
        passages_by_kind=dict(sorted(Counter(p.kind for p in pack.passages).items())),
        coverage=Coverage(_thin_concepts(pack), _thin_questions(pack)),
        reading=tuple(_shares(sections, pack.manifest.languages)),
        outside=tuple(_outside(sections)),
    )


def _counts(pack: LessonPack) -> dict[str, int]:
    kinds = Counter(concept.kind for concept in pack.concepts)
    return {
        "lessons": len(pack.manifest.lessons),
        "passages": len(pack.passages),
        "concepts": kinds["content"],
        "skills": kinds["skill"],
        "questions": len(pack.questions),
        "expectations": sum(len(q.expectations) for q in pack.questions),
        "misconceptions": sum(len(q.misconceptions) for q in pack.questions),
        "disputes": len(pack.disputes),
        "glossary": len(pack.glossary),
        "people": len(pack.people),
    }


def _thin_concepts(pack: LessonPack) -> dict[str, int]:
    """Count the questions that meet each concept, as a whole or by one of their expectations."""
    met = Counter(
        c for q in pack.questions for c in {q.concept, *(e.concept for e in q.expectations)}
    )
    return {c.id: met[c.id] for c in pack.concepts if met[c.id] < QUESTIONS_PER_CONCEPT}


def _thin_questions(pack: LessonPack) -> dict[str, tuple[str, ...]]:
    lacks = {q.id: tuple(_lacks(q, pack.manifest.languages)) for q in pack.questions}
    return {question: lacking for question, lacking in lacks.items() if lacking}


def _lacks(question: Question, languages: Iterable[Language]) -> Iterator[str]:
    expectations = question.expectations
    counted = (
        ("expectation", len(expectations), EXPECTATIONS),
        ("misconception", len(question.misconceptions), MISCONCEPTIONS),
        ("hint", _written(e.hint.en or e.hint.es for e in expectations), HINTS),
        ("prompt", _written(e.prompt.en or e.prompt.es for e in expectations), PROMPTS),
    )
    for name, count, wanted in counted:
        if count < wanted:
            yield f"{count} of {wanted} {name}s"
    for language in languages:
        for name in ("says", "accepted", "rejected"):
            wanted = PARAPHRASES if name == "says" else 1
            few = [e.id for e in expectations if _length(e, name, language) < wanted]
            if few:
                yield f"fewer than {wanted} '{name}.{language}' in {', '.join(few)}"


def _written(texts: Iterable[str | None]) -> int:
    return sum(bool(text) for text in texts)


def _length(expectation: Expectation, name: str, language: Language) -> int:
    texts: LocalisedList = getattr(expectation, name)
    return len(texts.get(language))


def _shares(sections: list[Section], languages: Iterable[Language]) -> Iterator[Share]:
    for language in languages:
        for level in LEVELS:
            low, high = band_of(level)
            mine = [s for s in sections if (s.language, s.level) == (language, level)]
            grades = [reading_grade(s.text(), language) for s in mine]
            if grades:
                least, most = LEVEL_GRADES[level]
                yield Share(
                    language,
                    level,
                    len(grades),
                    inside=sum(low <= grade <= high for grade in grades),
                    exact=sum(least <= grade <= most for grade in grades),
                    grade=round(sum(grades) / len(grades), 2),
                )


def _outside(sections: list[Section]) -> Iterator[Outside]:
    for section in sections:
        text, band = section.text(), band_of(section.level)
        grade = reading_grade(text, section.language)
        if not band[0] <= grade <= band[1]:
            yield Outside(
                section.passage,
                section.language,
                section.level,
                round(lix(text), 1),
                round(grade, 1),
                band,
                rarest_words(text, section.language),
            )


def rarest_words(text: str, language: Language) -> tuple[str, ...]:
    """Give the rarest words of a text, names left out, by their Zipf frequency (wordfreq)."""
    from wordfreq import zipf_frequency  # noqa: PLC0415  # slow to import

    words = dict.fromkeys(word for word in _WORD.findall(text) if word.islower())
    ranked = sorted((zipf_frequency(word, language), word) for word in words)
    return tuple(word for zipf, word in ranked if zipf < _RARE_ZIPF)[:_RARE_WORDS]
