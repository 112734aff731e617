"""The laws of clean text and of the output check."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.safety import clean_text, screen_segment
from tutor.core.safety.book import OutputRule, load_book
from tutor.core.safety.normalise import fold_text
from tutor.core.terms import LANGUAGES, Language


def output_rules() -> list[tuple[Language, OutputRule]]:
    return [(language, rule) for language in LANGUAGES for rule in load_book(language).output]


@given(st.text(st.characters(codec=None)))
def test_clean_text_is_total_and_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in once if c != "\n")
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x07c", "abc"),
        ("a\u200bb\u2060c\ufeffd", "abcd"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("a\U000e0041\U000e007fb", "ab"),
        ("a\ud800b", "ab"),
        ("e\u0301", "é"),
        ("  a \t b \r\n\n\n\n c  ", "a b\n\nc"),
        ("a\x85b\u2028c", "a\nb\nc"),
    ],
)
def test_what_is_hidden_goes(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "¿Cómo está, señor Núñez?",
        "שלום עולם",
        "مرحبا بك",
        "👩‍👩‍👧‍👦 ❤️ 👍🏽 🇲🇽 1️⃣",
        "日本語",
        "one\ntwo",
    ],
)
def test_honest_text_stays(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("K1ll", "kill"),
        ("k i l l", "kill"),
        ("k.i.l.l", "kill"),
        ("\uff4b\uff49\uff4c\uff4c", "kill"),
        ("niño", "nino"),
        ("don't", "dont"),
        ("the 4th of July 1804", "the 4th of july 1804"),
        ("1 2 3 4", "1 2 3 4"),
    ],
)
def test_folding_undoes_a_disguise_and_leaves_numbers(text: str, folded: str) -> None:
    assert fold_text(text) == folded


@pytest.mark.parametrize(
    ("language", "rule"), output_rules(), ids=lambda value: getattr(value, "id", "")
)
def test_every_example_of_the_output_check_is_refused(language: Language, rule: OutputRule) -> None:
    for example in rule.examples:
        assert screen_segment(example) == rule.id, (language, example)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</div>",
        "See [here](https://example.org/x).",
        "![map](map.png)",
        "Go to https://example.org now.",
        "Look at www.example.org.",
        "Look at example.com.",
        "javascript:alert(1)",
        "data:text/html;base64,AAAA",
        "&lt;b&gt;",
        "```python",
        "<\u200bscript>",
        "[ref]: //evil.example",
    ],
)
def test_markup_and_links_are_refused(text: str) -> None:
    assert screen_segment(text) == "markup"


@pytest.mark.parametrize(
    "text",
    [
        "I am a computer program, not a real person.",
        "I am not Sacagawea; this is a program that tells what the records say.",
        "My brother Cameahwait was the chief of the Shoshone people.",
        "Captain Clark wrote that I was a token of peace.",
        "The river was 3 < 5 miles wide? No: about 300 yards.",
        "What do you think York felt when the others were paid?",
        "Why do you think Lewis hired Charbonneau?",
        "I was a child when the Hidatsa took me from my people. I missed my family.",
        "The men loved to dance; they killed a bear and ate it.",
        "Soy un programa de computadora, no una persona real.",
        "Mi hermano Cameahwait era el jefe. Extrañaba a mi gente.",
        "¿Qué crees que sintió York cuando no le pagaron?",
        "Te quiero contar cómo cruzamos las montañas.",
        "¿Por qué crees que Lewis contrató a Charbonneau?",
        'Clark gave the baby the name "Pomp" [the record does not say why].',
        "York was enslaved by Clark. He was not paid and not freed when the others were.",
    ],
)
def test_honest_replies_pass(text: str) -> None:
    assert screen_segment(text) is None
