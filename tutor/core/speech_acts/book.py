"""The wordings of both languages and the weights, read once from the package."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import get_args

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, TypeAdapter

from tutor.core.speech_acts.wording import build_wordings, words_of
from tutor.core.terms import LANGUAGES, Language, Presentation, SpeechAct
from tutor.core.text import FUNCTION_WORDS, NEGATIONS

ACTS: tuple[SpeechAct, ...] = tuple(act for act in get_args(SpeechAct) if act != "unsafe")
"""The acts that the wordings tell apart, in the order of the weights."""
WEIGHTS = "weights.tsv"


class Wordings(BaseModel):
    """The file of one language; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    spelling: str
    signs: dict[SpeechAct, dict[str, str]]
    topics: dict[str, str]
    forms: dict[Presentation, str]
    languages: dict[Language, str]


@dataclass(frozen=True, slots=True)
class Book:
    """The wordings of both languages, ready to match."""

    spelling: dict[str, tuple[str, ...]]
    signs: dict[tuple[SpeechAct, str], re.Pattern[str]]
    """By act and by what they show."""
    topics: dict[str, re.Pattern[str]]
    forms: dict[Presentation, re.Pattern[str]]
    languages: dict[Language, re.Pattern[str]]
    common: frozenset[str]
    """Words that keep their own face in the weights, whatever the lesson is about."""


def read_wordings(language: Language) -> Wordings:
    """Read the file of a language."""
    text = resources.files(__package__).joinpath(f"signs.{language}.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return TypeAdapter(Wordings).validate_python(yaml.load(text, loader))  # noqa: S506 - safe


@functools.cache
def load_book() -> Book:
    """Read the wordings of both languages and make them ready."""
    files = [read_wordings(language) for language in LANGUAGES]
    signs: dict[tuple[SpeechAct, str], list[str]] = {}
    topics: dict[str, list[str]] = {}
    forms: dict[Presentation, list[str]] = {}
    wishes: dict[Language, list[str]] = {}
    for file in files:
        for act, shown in file.signs.items():
            for name, lines in shown.items():
                signs.setdefault((act, name), []).extend(lines.splitlines())
        for topic, lines in file.topics.items():
            topics.setdefault(topic, []).extend(lines.splitlines())
        for form, lines in file.forms.items():
            forms.setdefault(form, []).extend(lines.splitlines())
        for language, lines in file.languages.items():
            wishes.setdefault(language, []).extend(lines.splitlines())
    return Book(
        spelling={
            form: tuple(stands_for.split())
            for file in files
            for form, _, stands_for in (row.partition(": ") for row in file.spelling.splitlines())
        },
        signs={key: build_wordings(lines) for key, lines in signs.items()},
        topics={key: build_wordings(lines) for key, lines in topics.items()},
        forms={key: build_wordings(lines) for key, lines in forms.items()},
        languages={key: build_wordings(lines) for key, lines in wishes.items()},
        common=_common_words(signs),
    )


def _common_words(signs: dict[tuple[SpeechAct, str], list[str]]) -> frozenset[str]:
    grammar = [FUNCTION_WORDS[language] | NEGATIONS[language] for language in LANGUAGES]
    shown = [
        words_of(line) for (act, _), lines in signs.items() if act != "off_topic" for line in lines
    ]
    return frozenset().union(*grammar, *shown)


@functools.cache
def load_weights() -> dict[str, NDArray[np.float64]]:
    """Read what each clue speaks for: clue to one weight for each of `ACTS`, their mean 0."""
    text = resources.files(__package__).joinpath(WEIGHTS).read_text("utf-8")
    clues, *rows = zip(*(line.split("\t") for line in text.splitlines()[1:]), strict=True)
    weights = np.array([[float(weight or 0) for weight in row] for row in rows]).T
    return dict(zip(clues, weights - weights.mean(axis=1, keepdims=True), strict=True))
