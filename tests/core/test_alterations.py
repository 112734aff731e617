"""A faithful sentence altered in one thing, so that it claims another, is turned away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

import pytest

from tests.benchmarks.wording import DATA, prepare
from tutor.core.grounding import SentenceCheck
from tutor.core.terms import LANGUAGES, Language
from tutor.core.wire_lines import Sentence


@cache
def checks(language: Language) -> dict[str, SentenceCheck]:
    contexts = json.loads((DATA / f"model_contexts.{language}.json").read_text("utf-8"))
    return {context["context"]: prepare(context, language) for context in contexts}


def alterations() -> Iterator[tuple[Language, str, Sentence]]:
    for language in LANGUAGES:
        for line in (DATA / f"alterations.{language}.txt").read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            head, _, text = line.partition(" | ")
            context, voice, *cited = head.split()
            yield language, context, Sentence(text, voice, tuple(cited))  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "context", "sentence"), list(alterations()))
def test_an_altered_sentence_is_turned_away(
    language: Language, context: str, sentence: Sentence
) -> None:
    assert checks(language)[context](sentence) != ()
