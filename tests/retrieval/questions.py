"""Students' questions with the passages that answer them, and questions that nothing answers."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.retrieval.packs import read_yaml
from tutor.core.lesson import LessonPack
from tutor.core.terms import Language
from tutor.retrieval.documents import list_owners

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Asked:
    question: str
    right: frozenset[str]


def read_questions(language: Language, pack: LessonPack) -> tuple[list[Asked], list[str]]:
    """Give the answerable questions (whose passages the pack has) and the unanswerable ones."""
    data = read_yaml((_DATA / f"questions.{language}.yaml").read_text("utf-8"))
    has = set(list_owners(pack))
    asked = [Asked(a["q"], frozenset(a["ids"]) & has) for a in data["answerable"]]
    return [a for a in asked if a.right], [str(q) for q in data["unanswerable"]]


@dataclass(frozen=True)
class Judged:
    """A question and whether the pack answers it; `far` and `near` are kinds of no."""

    question: str
    kind: Literal["yes", "far", "near"]
    right: frozenset[str] = frozenset()


def read_judged(language: Language, pack: LessonPack) -> tuple[list[Judged], list[Judged]]:
    """Give the half of the judge's questions that it was fitted on, and the half held back."""
    data = read_yaml((_DATA / f"judge.{language}.yaml").read_text("utf-8"))
    has = set(list_owners(pack))
    right: dict[str, set[str]] = {}
    for owner in (o for o in data["answerable"] if o in has):
        for q in data["answerable"][owner]:
            right.setdefault(str(q), set()).add(owner)
    judged = [Judged(q, "yes", frozenset(owners)) for q, owners in right.items()]
    judged += [Judged(str(q), "far") for q in data["far"]]
    judged += [Judged(str(q), "near") for q in data["near"]]
    fit = [j for j in judged if not _is_held(j)]
    return fit, [j for j in judged if _is_held(j)]


def _is_held(judged: Judged) -> bool:
    """Split in half at random, and always alike whatever the pack comes to hold."""
    return random.Random(judged.question).random() < 0.5


def misspell(question: str, dice: random.Random) -> str:
    """Give 35 % of the longer words one slip."""
    return " ".join(_slip(w, dice) if dice.random() < 0.35 else w for w in question.split())


def _slip(word: str, dice: random.Random) -> str:
    if len(word) < 5:
        return word
    i = dice.randrange(1, len(word) - 1)
    slips = (
        word[:i] + word[i + 1 :],
        word[:i] + word[i + 1] + word[i] + word[i + 2 :],
        word[:i] + word[i] + word[i:],
        word[:i] + dice.choice("aeiourstn") + word[i + 1 :],
    )
    return dice.choice(slips)
