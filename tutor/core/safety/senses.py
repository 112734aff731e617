"""What a word is about, as a reviewed list of senses tells: `uncle` and `tío` are grown-up kin."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml
from pydantic import TypeAdapter

from tutor.core.safety.normalise import fold_text
from tutor.core.safety.sounds import sound_of
from tutor.core.terms import Language

LONGEST_ROW = 4
"""Words that may stand in a row for one sense."""
_HEARD_FROM = 5
"""Letters from which a word may be written by ear."""


@dataclass(frozen=True, slots=True)
class Senses:
    """The senses of words, of words by ear, of beginnings of words and of words in a row."""

    of_word: Mapping[str, tuple[str, ...]]
    of_sound: Mapping[str, tuple[str, ...]]
    of_begin: Mapping[str, tuple[str, ...]]
    of_row: Mapping[tuple[str, ...], tuple[str, ...]]
    """By words in a row, two or more."""


def find_senses(words: Sequence[str], language: Language) -> list[tuple[int, str]]:
    """Give the senses of a sentence's words with the place of each, in order."""
    return [
        (at, sense) for at in range(len(words)) for sense in dict.fromkeys(_at(words, at, language))
    ]


def _at(words: Sequence[str], at: int, language: Language) -> Iterator[str]:
    yield from senses_of(words[at], language)
    rows = load_senses(language).of_row
    for length in range(2, LONGEST_ROW + 1):
        yield from rows.get(tuple(words[at : at + length]), ())


@functools.lru_cache(maxsize=8_192)
def senses_of(word: str, language: Language) -> tuple[str, ...]:
    """Give the senses of one word; one that is unknown may be written by ear or may begin so."""
    held = load_senses(language)
    if word in held.of_word:
        return held.of_word[word]
    begun = (
        held.of_begin[word[:end]] for end in range(3, len(word)) if word[:end] in held.of_begin
    )
    found = next(begun, ())
    if found or len(word) < _HEARD_FROM:
        return found
    return held.of_sound.get(sound_of(word, language), ())


def list_senses(language: Language) -> Mapping[str, str]:
    """Read the words of each sense as they are written."""
    text = resources.files(__package__).joinpath(f"senses.{language}.yaml").read_text("utf-8")
    return TypeAdapter(dict[str, str]).validate_python(yaml.safe_load(text))


@functools.cache
def load_senses(language: Language) -> Senses:
    """Read the reviewed senses of a language."""
    whole: dict[str, tuple[str, ...]] = {}
    begun: dict[str, tuple[str, ...]] = {}
    rows: dict[tuple[str, ...], tuple[str, ...]] = {}
    for sense, entries in list_senses(language).items():
        for entry in entries.split():
            row = tuple(fold_text(word) for word in entry.split("_"))
            if len(row) > 1:
                rows[row] = (*rows.get(row, ()), sense)
            elif entry.endswith("*"):
                begun[row[0].rstrip("*")] = (*begun.get(row[0].rstrip("*"), ()), sense)
            else:
                whole[row[0]] = (*whole.get(row[0], ()), sense)
    heard = {
        sound_of(word, language): senses
        for word, senses in whole.items()
        if len(word) >= _HEARD_FROM
    }
    return Senses(whole, heard, begun, rows)
