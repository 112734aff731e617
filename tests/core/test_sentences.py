"""A model's sentence passes only where all that it claims stands in the facts that it cites."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from tests.benchmarks.wording import DATA, prepare
from tutor.core.terms import LANGUAGES, Language
from tutor.core.wire_lines import Sentence

Context = dict[str, object]


def contexts(language: Language) -> list[Context]:
    found: list[Context] = json.loads((DATA / f"model_contexts.{language}.json").read_text("utf-8"))
    return found


def check(language: Language, context: str, voice: str, cite: list[str], text: str) -> str:
    given = next(c for c in contexts(language) if c["context"] == context)
    return "; ".join(prepare(given, language)(Sentence(text, voice, tuple(cite))))  # type: ignore[arg-type]


def statements(language: Language) -> Iterator[tuple[Context, dict[str, str]]]:
    for context in contexts(language):
        for fact in context["facts"]:  # type: ignore[attr-defined]
            yield context, fact


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_authored_sentence_may_be_said_as_it_stands(language: Language) -> None:
    checks = {str(c["context"]): prepare(c, language) for c in contexts(language)}
    told = list(statements(language))
    refused = [
        fact["text"]
        for context, fact in told
        if checks[str(context["context"])](Sentence(fact["text"], fact["voice"], (fact["id"],)))  # type: ignore[arg-type]
    ]
    assert len(refused) <= 0.01 * len(told), refused


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_number_is_never_let_through(language: Language) -> None:
    checks = {str(c["context"]): prepare(c, language) for c in contexts(language)}
    passed = []
    for context, fact in statements(language):
        found = re.search(r"\b\d{1,2}\b", fact["text"])
        if found is None:
            continue
        other = fact["text"][: found.start()] + str(int(found[0]) + 1) + fact["text"][found.end() :]
        sentence = Sentence(other, fact["voice"], (fact["id"],))  # type: ignore[arg-type]
        if not checks[str(context["context"])](sentence):
            passed.append(other)
    assert passed == []


@pytest.mark.parametrize(
    ("cite", "text"),
    [
        (["f3"], "I was about twelve when the raiders took me captive to the Knife River."),
        (["f1"], "Around the year 1800, Hidatsa raiders struck my people at the Three Forks."),
        (["f2"], "Four men, four women and several boys were killed by the raiders."),
    ],
)
def test_other_words_for_the_same_may_be_said(cite: list[str], text: str) -> None:
    assert check("en", "en02", "figure", cite, text) == ""


@pytest.mark.parametrize(
    ("cite", "text", "why"),
    [
        ([], "I was about twelve.", "cites no fact"),
        (["f99"], "I was about twelve.", "not there"),
        (["f3"], "I was twelve when the raiders took me as a captive.", "leaves out 'about'"),
        (["f2"], "The raiders killed four women, five men and several boys.", "five"),
        (["f2"], "The raiders killed all the boys.", "adds 'all'"),
        (["f1"], "My people attacked Hidatsa raiders at the Three Forks.", "who does it"),
        (["f2"], "The raiders did not kill several boys.", "adds 'not'"),
        (["f3"], "I was about twelve and afraid when the raiders took me.", "afraid"),
        (["f3"], "Sacagawea was about twelve when the raiders took her.", "by name"),
        (["f9"], "Nobody wrote down what Sacagawea felt.", "only GUIDE"),
        (["f3", "f1"], "About the year 1800 I was about twelve.", "joins"),
        (["f3"], "Were you ever a captive?", "question"),
        (["f3"], "I was about twelve, Ana, when the raiders took me.", "ana"),
        (["f3"], "I was about twelve when the raiders took me <b>captive</b>.", "markup"),
        (["f3"], "Yo tenía unos doce años cuando me llevaron cautiva al río Knife.", "language"),
        (["f3"], 'I was about twelve when the raiders said "come" and took me.', "quotes"),
        (["f3"], "As an AI, I was about twelve when the raiders took me.", "instructions"),
        (["f3"], "I was about twelve (f3) when the raiders took me.", "id of a fact"),
        (["f3"], "I was about twelve K0123456789 when the raiders took me.", "secret"),
        (["f3"], "I was about twelve when the raiders took", "whole sentence"),
    ],
)
def test_what_the_facts_do_not_say_is_turned_away(cite: list[str], text: str, why: str) -> None:
    assert why in check("en", "en02", "figure", cite, text)


def test_what_somebody_only_thought_stays_a_thought() -> None:
    assert "leaves out" in check("en", "en04", "figure", ["f6"], "The sulfur water helped me.")


def test_what_is_likely_stays_likely() -> None:
    reasons = check("en", "en07", "guide", ["f12"], "Sacagawea saw the whale.")
    assert "leaves out 'likely'" in reasons


def test_the_guide_never_says_i() -> None:
    assert "GUIDE speaks as I" in check("en", "en02", "guide", ["f3"], "I was about twelve.")


def test_the_same_sentence_is_shown_once() -> None:
    context = contexts("en")[1]
    said = "I was about twelve when the raiders took me as a captive to the Knife River."
    again = prepare(context, "en")(Sentence(said, "figure", ("f3",)), (said,))
    assert again == ("says it twice",)
