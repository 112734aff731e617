"""The laws of the crisis screen and its reviewed patterns."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.safety import Screen, screen_message, support_text
from tutor.core.safety.book import Category, Rule, load_book
from tutor.core.safety.grammar import build_expression, build_grammar, build_veto, compiled
from tutor.core.terms import LANGUAGES, Language

LABELLED = Path(__file__).parents[1] / "data" / "safety"
CRISIS = Path(__file__).parents[1] / "data" / "crisis"
LESSONS = Path(__file__).parents[2] / "lessons"
JOURNALS = Path(__file__).parents[2].parent / "shared" / "sources" / "journals.jsonl"
CATEGORIES: tuple[Category, ...] = ("self_harm", "abuse", "threat")


def lines(name: str, language: Language) -> list[str]:
    text = (LABELLED / f"{name}.{language}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line.strip()]


def second_author(half: str, language: Language) -> tuple[list[str], list[str]]:
    """Give what a second author wrote before reading the rules: positives and near-misses."""
    path = CRISIS / f"second_author.{half}.{language}.yaml"
    held = yaml.safe_load(path.read_text("utf-8"))
    return [line["text"] for line in held["positives"]], held["near_misses"]


def fires(text: str) -> bool:
    return screen_message(text).action == "support"


def rules() -> list[tuple[Language, Rule]]:
    return [(language, rule) for language in LANGUAGES for rule in load_book(language).rules]


@pytest.mark.parametrize(("language", "rule"), rules(), ids=lambda value: getattr(value, "id", ""))
def test_every_example_of_a_rule_fires(language: Language, rule: Rule) -> None:
    assert rule.examples
    for example in rule.examples:
        found = screen_message(example)
        assert (found.action, found.category, found.language) == (
            "support",
            rule.category,
            language,
        ), example


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_at_least_120_rules_with_ids_of_their_own(language: Language) -> None:
    ids = [rule.id for rule in load_book(language).rules]
    assert len(ids) >= 120
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_explicit_wording_fires_with_its_category_and_language(language: Language) -> None:
    for line in lines("explicit", language):
        category, text = line.split("\t")
        found = screen_message(text)
        assert (found.action, found.category, found.language) == ("support", category, language), (
            text
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_paraphrases_fire(language: Language) -> None:
    texts = lines("paraphrase", language)
    missed = [text for text in texts if not fires(text)]
    assert len(missed) <= 0.05 * len(texts), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_near_misses_fire(language: Language) -> None:
    texts = lines("near_miss", language)
    fired = [text for text in texts if fires(text)]
    assert len(texts) >= 150
    assert len(fired) <= 0.03 * len(texts), fired


@pytest.mark.parametrize(
    ("half", "language", "least"),
    [("a", "en", 0.95), ("a", "es", 0.95), ("b", "en", 0.85), ("b", "es", 0.80)],
)
def test_a_second_authors_disclosures_fire_and_near_misses_do_not(
    half: str, language: Language, least: float
) -> None:
    positives, near_misses = second_author(half, language)
    missed = [text for text in positives if not fires(text)]
    fired = [text for text in near_misses if fires(text)]
    assert len(missed) <= (1 - least) * len(positives), missed
    assert len(fired) <= 0.03 * len(near_misses), fired


@pytest.mark.parametrize(
    "text",
    [
        "why did they kill the buffalo",
        "were you raped",
        "did he hit you",
        "what did he do to you",
        "did York get whipped by Clark",
        "did Lewis tell Clark he wanted to die",
        "my teacher said that Lewis killed himself",
        "te violaron",
        "él te pegaba",
        "qué te hicieron los hidatsa",
        "mi maestra dijo que Lewis se suicidó",
        "i dont want to be here i want to be at recess",
    ],
)
def test_hard_history_and_school_talk_go_to_the_tutor(text: str) -> None:
    assert not fires(text)


@pytest.mark.parametrize(
    "text",
    [
        "Did you ever want to die? Because I do.",
        "Did Lewis want to die? Me too",
        "¿Alguna vez quisiste morir? Yo sí",
    ],
)
def test_a_wish_asked_of_the_figure_and_claimed_fires(text: str) -> None:
    found = screen_message(text)
    assert (found.category, found.pattern) == ("self_harm", "echo")
    assert not fires(text.split("?", maxsplit=1)[0] + "?")


def test_the_lessons_texts_never_fire() -> None:
    texts = [
        line
        for path in sorted(LESSONS.rglob("*"))
        if path.suffix in {".md", ".yaml"}
        for line in path.read_text("utf-8").splitlines()
    ]
    fired = [text for text in texts if fires(text)]
    assert len(fired) <= len(texts) / 1_000, fired


@pytest.mark.skipif(not JOURNALS.exists(), reason="../shared/sources/journals.jsonl is absent")
def test_the_journals_of_the_expedition_hardly_ever_fire() -> None:
    entries = [json.loads(line)["text"] for line in JOURNALS.read_text("utf-8").splitlines()]
    sentences = [
        sentence
        for entry in entries
        for sentence in re.split(r"(?<=[.!?])\s+", entry)
        if sentence.strip()
    ]
    fired = [sentence for sentence in sentences if fires(sentence)]
    assert len(fired) <= len(sentences) / 1_000, fired


@pytest.mark.parametrize(
    "joke", ["jk", "lol jk", "just kidding", "haha kidding", "es broma", "jaja no es cierto"]
)
def test_a_joke_withdraws_nothing(joke: str) -> None:
    assert fires(f"I want to kill myself {joke}")
    assert fires(f"quiero matarme {joke}")
    assert fires(f"I want to kill myself. {joke}!")


def test_a_joke_after_a_crisis_does_not_fire_again() -> None:
    assert screen_message("jk", ("I want to kill myself",)).action == "none"


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("i hate my life", "for real"),
        ("my dad is going to kill me", "no, i mean it"),
        ("kill me", "im not joking"),
        ("odio mi vida", "es en serio"),
        ("ya no quiero seguir", "no es broma"),
    ],
)
def test_a_confirmation_raises_what_was_only_hinted_at(before: str, text: str) -> None:
    assert not fires(before)
    assert not fires(text)
    assert screen_message(text, (before,)).action == "support"


@pytest.mark.parametrize("text", ["for real", "I mean it", "es en serio", "no es broma"])
def test_a_confirmation_of_ordinary_talk_raises_nothing(text: str) -> None:
    recent = ("me muero de risa", "did you want to die", "that is so cool")
    assert screen_message(text, recent).action == "none"


def test_words_sent_in_pieces_are_read_together() -> None:
    assert screen_message("die", ("I want to",)).action == "support"
    assert screen_message("to kill myself", ("hello", "I want")).action == "support"
    assert screen_message("die", ("how did Sacagawea",)).action == "none"


def test_a_question_to_the_figure_is_not_a_disclosure() -> None:
    assert fires("Sacajawea, I want to disappear forever")
    assert not fires("Sacajawea, did you ever want to disappear forever?")


def test_a_crisis_after_a_history_question_still_fires() -> None:
    assert fires("Did Charbonneau hit you? My stepdad hits me.")


def test_self_harm_comes_before_abuse_and_threat() -> None:
    found = screen_message("my dad hits me and i want to kill myself")
    assert found.category == "self_harm"


def test_nothing_to_report_names_no_pattern() -> None:
    assert screen_message("What did you eat?") == Screen("none", None, None, None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("category", CATEGORIES)
def test_the_support_text_names_help_and_promises_nothing(
    language: Language, category: Category
) -> None:
    text = support_text(language, category)
    assert 4 <= len(re.findall(r"[.!?](?:\s|$)", text)) <= 6
    for needed in ("911", "741741", "1-800-422-4453" if category == "abuse" else "988"):
        assert needed in text
    assert ("HOME" in text) == (language == "en")
    assert not re.search(r"secret|promise|promet|\?|\{", text, re.IGNORECASE)
    assert ("computer program" if language == "en" else "programa de computadora") in text


def test_an_unknown_region_gets_the_lines_of_the_united_states() -> None:
    assert support_text("en", None, "atlantis") == support_text("en", "self_harm")


@given(st.text(st.characters(codec=None), max_size=300), st.lists(st.text(max_size=40)))
@settings(deadline=None)
def test_any_text_can_be_screened_twice_alike(text: str, recent: list[str]) -> None:
    assert screen_message(text, recent) == screen_message(text, recent)


@pytest.mark.parametrize(
    "disguise",
    [
        str.upper,
        lambda text: text.replace("i", "1"),
        lambda text: text.replace("i", "\u0456").replace("e", "\u0435"),
        "\u200b".join,
        lambda text: " ".join(text.replace(" ", "")),
        lambda text: text.replace("l", "lllll"),
        lambda text: text.replace(" ", "   \n"),
        lambda text: f"ok, one question about the trip. {text}, thanks",
    ],
)
@pytest.mark.parametrize("text", ["i want to kill myself", "me quiero suicidar"])
def test_a_disguise_hides_nothing(disguise: object, text: str) -> None:
    assert callable(disguise)
    assert fires(disguise(text))


def test_a_pattern_with_an_empty_alternative_is_refused() -> None:
    grammar = build_grammar({}, lambda word: () if word == "really" else (word,))
    with pytest.raises(ValueError, match="empty"):
        build_expression("i (really|still) die", grammar, frozenset())


def test_a_slot_may_name_only_slots_above_it() -> None:
    with pytest.raises(ValueError, match="no slot above"):
        build_grammar({"a": ("{a} x",)}, lambda word: (word,))


def test_what_stands_beside_a_match_takes_it_back() -> None:
    grammar = build_grammar({}, lambda word: (word,))
    veto = build_veto("did you @ of laughter", grammar)
    assert (veto.within, bool(veto.before), bool(veto.after)) == (None, True, True)
    pattern = build_expression("die [now]", grammar, frozenset())
    assert compiled(pattern.regex).search("did you die now ")
    assert pattern.anchors == {"die"}
