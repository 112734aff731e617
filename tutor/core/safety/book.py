"""The reviewed patterns and texts of one language, read once from the package."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Literal, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from tutor.core.safety.grammar import (
    Expression,
    Veto,
    build_expression,
    build_grammar,
    build_veto,
    compiled,
    is_vetoed,
)
from tutor.core.safety.normalise import fold_text
from tutor.core.safety.spelling import (
    Lexicon,
    expand_word,
    index_keys,
    index_sounds,
    read_words,
    split_sentences,
)
from tutor.core.terms import Language

Category = Literal["self_harm", "abuse", "threat"]
Reason = Literal["claims_human", "claims_attachment", "asks_private"]
Conduct = Literal[
    "weapons",
    "drugs",
    "sexual",
    "hate",
    "bullying",
    "companionship",
    "homework",
    "jailbreak",
]
Replied = Literal["harm", "companionship", "homework"]
Noted = Literal["check_in", "personal_data"]


class Reviewed(BaseModel):
    """A frozen part of a reviewed file; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rule(Reviewed):
    """Wordings of one thing that a student may disclose."""

    id: str
    category: Category
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    unless: tuple[str, ...] = ()


class OutputRule(Reviewed):
    """Wordings that no reply may contain."""

    id: Reason
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    unless: tuple[str, ...] = ()


class ConductRule(Reviewed):
    """Wordings of one thing that a message may do besides teaching and learning."""

    id: str
    category: Conduct
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    unless: tuple[str, ...] = ()


class ConductBook(Reviewed):
    """What is reviewed for one language besides the crisis screen."""

    slots: dict[str, tuple[str, ...]]
    rules: tuple[ConductRule, ...]
    replies: dict[Replied, tuple[str, ...]]
    """The fixed words that answer instead of the tutor."""
    notes: dict[Noted, str]
    """One line said beside an answer."""


class HelpLines(Reviewed):
    """The help lines of a region, as they stand in the support texts."""

    crisis: str
    text: str
    abuse: str
    emergency: str


class Book(Reviewed):
    """Everything reviewed for one language."""

    slots: dict[str, tuple[str, ...]]
    words: dict[str, str]
    fillers: frozenset[str]
    keys: frozenset[str]
    keep: frozenset[str]
    common: frozenset[str]
    unless: tuple[str, ...]
    rules: tuple[Rule, ...]
    echoes: tuple[str, ...]
    borderline: tuple[str, ...]
    confirmations: tuple[str, ...]
    help_lines: dict[str, HelpLines]
    support: dict[Category, tuple[str, ...]]
    output: tuple[OutputRule, ...]


class RequestBook(Reviewed):
    """How students ask for a human being in one language, and what they are told."""

    slots: dict[str, tuple[str, ...]]
    patterns: tuple[str, ...]
    unless: tuple[str, ...]
    examples: tuple[str, ...]
    others: tuple[str, ...]
    """Messages that are near, and ask for something else."""
    replies: dict[Literal["seated", "alone"], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Matcher:
    """One pattern of a rule, ready to match."""

    label: str
    expression: Expression
    unless: tuple[Veto, ...]


Vetoes: TypeAlias = tuple[Veto, ...]
Shelf: TypeAlias = dict[str, tuple[Matcher, ...]]
"""Matchers by the words of which one must occur."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """A book made ready: how to read a message, and what to look for in it."""

    lexicon: Lexicon
    crisis: Shelf
    conduct: Shelf
    echoes: Shelf
    borderline: Shelf
    confirmations: Shelf
    output: Shelf
    categories: dict[str, Category]
    conducts: dict[str, Conduct]


@functools.cache
def load_book(language: Language) -> Book:
    """Read the reviewed crisis file of a language."""
    return TypeAdapter(Book).validate_python(_read_file(f"crisis.{language}.yaml"))


@functools.cache
def load_conduct(language: Language) -> ConductBook:
    """Read the reviewed file of what else a message may be."""
    return TypeAdapter(ConductBook).validate_python(_read_file(f"conduct.{language}.yaml"))


@functools.cache
def load_requests(language: Language) -> RequestBook:
    """Read the reviewed file of how a human being is asked for."""
    return TypeAdapter(RequestBook).validate_python(_read_file(f"human.{language}.yaml"))


@functools.cache
def load_request_shelf(language: Language) -> Shelf:
    """Make those wordings ready; words are spelt as the crisis file spells them."""
    book, asked = load_book(language), load_requests(language)
    words = {form: tuple(stands_for.split()) for form, stands_for in book.words.items()}
    grammar = build_grammar(asked.slots, lambda word: _spell(word, words, book.fillers))
    vetoes = tuple(build_veto(line, grammar) for line in asked.unless)
    return _shelve(
        Matcher("asked", build_expression(source, grammar, book.common), vetoes)
        for source in asked.patterns
    )


def _read_file(name: str) -> object:
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    # The C loader is the same safe subset, about ten times faster.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, loader)  # noqa: S506


@functools.cache
def load_patterns(language: Language) -> Patterns:
    """Make a language's patterns ready; no expression is compiled before a message needs it."""
    book, other = load_book(language), load_conduct(language)
    words = {form: tuple(stands_for.split()) for form, stands_for in book.words.items()}
    spell = functools.cache(lambda word: _spell(word, words, book.fillers))
    grammar = build_grammar({**book.slots, **other.slots}, spell)
    shared = tuple(build_veto(line, grammar) for line in book.unless)

    def build(
        label: str, patterns: Iterable[str], unless: Iterable[str] = (), common: Vetoes = shared
    ) -> list[Matcher]:
        vetoes = (*(build_veto(line, grammar) for line in unless), *common)
        return [
            Matcher(label, build_expression(source, grammar, book.common), vetoes)
            for source in patterns
        ]

    crisis = [m for rule in book.rules for m in build(rule.id, rule.patterns, rule.unless)]
    conduct = [m for rule in other.rules for m in build(rule.id, rule.patterns, rule.unless, ())]
    output = [m for rule in book.output for m in build(rule.id, rule.patterns, rule.unless)]
    echoes = build("echo", book.echoes)
    borderline = build("borderline", book.borderline)
    confirmations = build("confirmation", book.confirmations)
    return Patterns(
        lexicon=_lexicon(
            language, book, words, [*crisis, *echoes, *borderline, *confirmations], conduct
        ),
        crisis=_shelve(crisis),
        conduct=_shelve(conduct),
        echoes=_shelve(echoes),
        borderline=_shelve(borderline),
        confirmations=_shelve(confirmations),
        output=_shelve(output),
        categories={rule.id: rule.category for rule in book.rules},
        conducts={rule.id: rule.category for rule in other.rules},
    )


def read_sentences(text: str, language: Language) -> tuple[str, ...]:
    """Give the sentences of any text as this language's patterns match them."""
    return sentences_of(fold_text(text), language)


def sentences_of(folded: str, language: Language) -> tuple[str, ...]:
    """Give the sentences of folded text, every word followed by one space."""
    lexicon = load_patterns(language).lexicon
    read = (read_words(sentence, lexicon) for sentence in split_sentences(folded))
    return tuple(" ".join(words) + " " for words in read if words)


def find_labels(sentence: str, shelf: Shelf) -> tuple[str, ...]:
    """Name the rules that a sentence matches and nothing takes back, in the order of its words."""
    words = dict.fromkeys(sentence.split())
    tried = {id(matcher): matcher for word in words for matcher in shelf.get(word, ())}
    present = frozenset(words)
    return tuple(dict.fromkeys(m.label for m in tried.values() if _matches(m, sentence, present)))


def _matches(matcher: Matcher, sentence: str, present: frozenset[str]) -> bool:
    if any(need.isdisjoint(present) for need in matcher.expression.needs):
        return False
    found = compiled(matcher.expression.regex).finditer(sentence)
    return any(not is_vetoed(match, matcher.unless) for match in found)


def _spell(
    word: str, words: dict[str, tuple[str, ...]], fillers: frozenset[str]
) -> tuple[str, ...]:
    return tuple(part for part in expand_word(fold_text(word), words) if part not in fillers)


def _lexicon(
    language: Language,
    book: Book,
    words: dict[str, tuple[str, ...]],
    matchers: list[Matcher],
    others: list[Matcher],
) -> Lexicon:
    """Words run together are taken apart for the crisis patterns alone."""
    spelt = frozenset[str]().union(*(one.expression.words for one in (*matchers, *others)))
    anchors = frozenset[str]().union(*(matcher.expression.anchors for matcher in matchers))
    return Lexicon(
        words=words,
        fillers=book.fillers,
        known=spelt | words.keys() | book.fillers | book.keys | book.keep | book.common,
        short=frozenset(word for word in book.common if len(word) < 3),
        anchors=anchors - book.common,
        keys=book.keys,
        near=index_keys(book.keys),
        heard=index_sounds({*spelt, *words} - book.common, language),
        language=language,
    )


def _shelve(matchers: Iterable[Matcher]) -> Shelf:
    shelf: dict[str, list[Matcher]] = {}
    for matcher in matchers:
        for word in matcher.expression.anchors:
            shelf.setdefault(word, []).append(matcher)
    return {word: tuple(found) for word, found in shelf.items()}
