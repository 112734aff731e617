"""What in a message and its moment speaks for an act: named clues, each with its strength."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log1p

from tutor.core.speech_acts.book import load_book
from tutor.core.speech_acts.wording import ENDS, pad
from tutor.core.terms import LANGUAGES
from tutor.core.text import stem

LESSON, OTHER, NUMBER = "<lesson>", "<other>", "<number>"
RUN = 3
"""Neighbouring words that are counted together, at most."""
_FEW = 3
_ACCENTED = re.compile(
    r"(^|[^\w])(qué|quién|quiénes|cuándo|cómo|dónde|cuál|cuáles|cuánto|cuánta|cuántos|cuántas)\b"
)


def knows_everything(_word: str) -> bool:
    """Stand in where no lesson is at hand."""
    return True


@dataclass(frozen=True, slots=True)
class Moment:
    """What a message is read beside."""

    pending: bool = False
    """A main question is open."""
    resembles: float = 0.0
    """How close the words are to an expected or mistaken answer (0..1)."""
    asked: frozenset[str] = frozenset()
    """Stems of the open question."""
    knows: Callable[[str], bool] = knows_everything
    """Whether a folded word belongs to the lesson."""


def find_clues(message: str, tokens: Sequence[str], moment: Moment) -> dict[str, float]:
    """Give the clues of a message, strength by name.

    Args:
        message: the student's words.
        tokens: the same, spelled (`spelling.spell`).
        moment: what it is read beside.
    """
    faces = _faces(tokens, moment)
    signs = find_signs(tuple(tokens))
    clues = {"any": 1.0}
    clues.update((f"sign {act}: {name}", 1.0) for act, name in signs)
    if moment.pending:
        clues["open"] = 1.0
        clues["resembles"] = moment.resembles
        short = sum(token not in ENDS for token in tokens) <= _FEW
        clues["resembles in few words"] = moment.resembles * short
        clues["resembles nothing"] = float(moment.resembles < 0.2)
        clues["echoes"] = _echo(tokens, moment)
        clues.update((f"open, sign {act}: {name}", 0.7) for act, name in signs)
    clues.update(_measures(message, tokens, faces))
    clues.update((f"words {run}", 0.9) for run in _runs(faces))
    return clues


@lru_cache(maxsize=1024)
def find_signs(tokens: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give the act and name of each sign that a message shows."""
    text = pad(tokens)
    return tuple(key for key, pattern in load_book().signs.items() if pattern.search(text))


def _faces(tokens: Sequence[str], moment: Moment) -> list[str]:
    """Give each word's face: common words their own, the others whether the lesson knows them."""
    common = load_book().common
    return [t if t in common or t in ENDS else _face(t, moment) for t in tokens]


def _face(token: str, moment: Moment) -> str:
    if token.isdigit():
        return NUMBER
    return LESSON if moment.knows(token) else OTHER


def _echo(tokens: Sequence[str], moment: Moment) -> float:
    """Give the share of the telling words that stand in the open question."""
    common = load_book().common
    telling = [t for t in tokens if t not in common and t not in ENDS]
    held = sum(any(stem(t, lang) in moment.asked for lang in LANGUAGES) for t in telling)
    return held / len(telling) if telling else 0.0


def _measures(message: str, tokens: Sequence[str], faces: Sequence[str]) -> dict[str, float]:
    count = sum(token not in ENDS for token in tokens)
    known, strange = faces.count(LESSON), faces.count(OTHER)
    ends = {"question mark": float("?" in tokens), "ends asking": float(tokens[-1:] == ["?"])}
    return {
        **ends,
        "accented question word": float(bool(_ACCENTED.search(message.casefold()))),
        "length": log1p(count) / 2,
        "one word": float(count == 1),
        "few words": float(1 < count <= _FEW),
        "many words": float(count > 12),
        "lesson words": log1p(known) / 2,
        "no lesson words": float(known == 0),
        "strange words": min(strange, _FEW) / _FEW,
        "mostly strange": float(strange > known),
        "only common words": float(known + strange == 0),
    }


def _runs(faces: Sequence[str]) -> set[str]:
    """Give every run of one to `RUN` neighbouring words, the ends of the message marked."""
    marked = ["^", *faces, "$"]
    return {
        " ".join(marked[start : start + length])
        for length in range(1, RUN + 1)
        for start in range(len(marked) - length + 1)
    }
