"""Passages on many subjects with their questions, in English and Spanish, as a lesson pack.

A set is a YAML list of {id, en, es, questions: [{en, es}]}; beside it stands a list of questions
{en, es} that nothing answers. The one in `data` is by somebody who has not seen the retriever.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tutor.content.sentences import sentence_spans
from tutor.core.lesson import LessonPack
from tutor.core.terms import Language

DATA = Path(__file__).parent / "data" / "encyclopedia.yaml"
BOTH: tuple[Language, ...] = ("en", "es")
SHARE = 0.35
"""Share of the longer words that get a slip."""
_NEAR = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm",
        "wa qes wrd etf ryg tuh yij uok ipl ol qsz awdx sefc drgv fthb gyjn hukm jil ko"
        " asx zsdc xdfv cfgb vghn bhjm njk".split(),
        strict=True,
    )
)
_BY_EAR: dict[Language, tuple[tuple[str, str], ...]] = {
    "en": tuple(
        tuple(rule.split(">"))  # type: ignore[misc]
        for rule in "ph>f tion>shun sion>zhun ck>k ough>uff igh>y kn>n wr>r wh>w qu>kw ce>se ci>si"
        " c>k x>ks ea>ee ai>ay ou>ow dge>j ge>je gi>ji ss>s ll>l tt>t mm>m nn>n pp>p ous>us"
        " able>abul le$>el er>ur or>er y>ee th>f z>s e$>".split()
    ),
    "es": tuple(
        tuple(rule.split(">"))  # type: ignore[misc]
        for rule in "qu>k ce>se ci>si z>s v>b b>v h> ll>y ge>je gi>ji c>k x>s y>ll gu>w mb>nb"
        " mp>np s$> ado>ao cc>x o$>u".split()
    ),
}


@dataclass(frozen=True)
class Asked:
    """A question in each language, and the passage that answers it."""

    texts: dict[Language, str]
    passage: str


@dataclass(frozen=True)
class Encyclopedia:
    """A set: the pack, its questions, and those that it has no answer to."""

    pack: LessonPack
    asked: tuple[Asked, ...]
    unanswerable: tuple[dict[Language, str], ...]


def read_encyclopedia(path: Path = DATA, *, half: int | None = None) -> Encyclopedia:
    """Read a set; with `half` 0 or 1 the pack has only every second passage."""
    entries = yaml.safe_load(path.read_text("utf-8"))
    beside = path.with_name(f"{path.stem}.unanswerable.yaml")
    nothing = yaml.safe_load(beside.read_text("utf-8")) if beside.exists() else []
    kept = [e for place, e in enumerate(entries) if half is None or place % 2 == half]
    asked = tuple(Asked(q, e["id"]) for e in entries for q in e["questions"])
    return Encyclopedia(make_pack(kept), asked, tuple(nothing))


def make_pack(entries: Sequence[dict[str, str]]) -> LessonPack:
    """Make the least pack that can be searched: an id and a text in each language."""
    return LessonPack.model_validate(
        {
            "manifest": {"id": "encyclopedia", "title": {"en": "Encyclopedia"}},
            "version": "made",
            "concepts": (),
            "passages": [
                {
                    "id": entry["id"],
                    "concepts": ["all"],
                    "kind": "scholarship",
                    "sources": [{"author": "unknown", "work": "unknown"}],
                    "variants": {x: _variant(entry["id"], entry[x]) for x in BOTH if x in entry},
                }
                for entry in entries
            ],
        }
    )


def _variant(title: str, text: str) -> dict[str, object]:
    return {
        "title": title,
        "sections": {
            "standard": [{"sentences": [text[a:b].strip() for a, b in sentence_spans(text)]}]
        },
    }


def misspell(text: str, dice: random.Random) -> str:
    """Write as a child types: one slip in some of the longer words, no capitals, no accents."""
    words = _plain(text).split()
    return " ".join(_slip(w, dice) if len(w) >= 5 and dice.random() < SHARE else w for w in words)


def spell_by_ear(text: str, language: Language, dice: random.Random) -> str:
    """Write most of the longer words as they sound, by up to two rules a word."""
    words = _plain(text).split()
    return " ".join(_by_ear(w, language, dice) if dice.random() < 0.6 else w for w in words)


def _plain(text: str) -> str:
    found = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in found if not unicodedata.combining(c))


def _slip(word: str, dice: random.Random) -> str:
    if not word.isalpha():
        return word
    at = dice.randrange(len(word) - 1)
    near = dice.choice(_NEAR.get(word[at], "e"))
    return dice.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
            word[:at] + near + word[at + 1 :],
            word[:at] + near + word[at:],
        )
    )


def _by_ear(word: str, language: Language, dice: random.Random) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    rules = [rule for rule in _BY_EAR[language] if re.search(rule[0], word)]
    for written, heard in dice.sample(rules, min(2, len(rules))):
        word = re.sub(written, heard, word, count=1)
    return word
