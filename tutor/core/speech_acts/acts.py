"""Reading the speech act: the act that the clues speak for most, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from tutor.core.speech_acts.book import ACTS, load_book, load_weights
from tutor.core.speech_acts.clues import Moment, find_clues, find_signs
from tutor.core.speech_acts.spelling import spell
from tutor.core.speech_acts.wording import pad
from tutor.core.terms import Language, Mood, Presentation, SpeechAct

_NEEDS_QUESTION = frozenset({"answer", "request_answer", "dont_know"})
_CLOSE = 0.6
"""How close to an expected answer a word such as "yes" is one, and no small talk."""
_SENTENCES = re.compile(r"[^.!?;\n]+[.!?;]*")
_ASKING = frozenset(
    {"has a question word first", "has a helping verb first", "asks to be told of something",
     "asks with a past form of you"}
)  # fmt: skip
_TOPICS: Mapping[SpeechAct, tuple[str, ...]] = {
    "question": ("program", "sources"),
    "social": ("bored",),
    "preference": ("no_quiz", "quiz", "likes"),
}
"""What the talk itself may be about, by act; the first that fits counts."""
_LIGHT = frozenset({"social", "off_topic"})
"""What a question of what the tutor is may be taken for: it is answered truthfully all the same."""
_MOODS: tuple[Mood, ...] = get_args(Mood)
_SHOWN: Mapping[SpeechAct, str] = {
    "question": "asks something",
    "answer": "answers the open question",
    "clarification": "asks what was meant",
    "request_simpler": "asks for simpler words",
    "request_deeper": "asks for more",
    "request_answer": "asks for the answer",
    "dont_know": "says they do not know",
    "preference": "says how they want it",
    "social": "is small talk",
    "off_topic": "is about something else",
}


@dataclass(frozen=True, slots=True)
class Act:
    """A speech act, why it was read so, and what it asks for."""

    act: SpeechAct
    reason: str
    language: Language | None = None
    presentation: Presentation | None = None
    topic: str | None = None
    """`quiz`, `no_quiz`, `program`, `sources`, `likes` or `bored`: what the talk is about."""
    formed: bool = False
    """It has the form of a question, or a question mark."""
    mood: Mood | None = None
    """What the words show of the student's mood."""


def read_act(message: str, moment: Moment) -> Act:
    """Read the speech act of a message."""
    tokens = spell(message)
    if not tokens:
        return Act("social", "holds no words")
    clues = find_clues(message, tokens, moment)
    sums = score(clues)
    if not moment.pending:
        if ACTS[int(sums.argmax())] == "dont_know":
            return Act("social", "nothing is asked that could be known")
        sums = np.where([act in _NEEDS_QUESTION for act in ACTS], -np.inf, sums)
    elif moment.resembles >= _CLOSE:
        sums[ACTS.index("social")] = -np.inf
    act = ACTS[int(sums.argmax())]
    if act in _LIGHT and "?" in tokens and load_book().topics["program"].search(pad(tokens)):
        act = "question"
    return _describe(act, tokens, f"{_SHOWN[act]} ({_say_why(clues, act)})")


def score(clues: Mapping[str, float]) -> NDArray[np.float64]:
    """Add up what the clues speak for, one sum for each of `ACTS`."""
    weights = load_weights()
    sums = np.zeros(len(ACTS))
    for clue, strength in clues.items():
        known = weights.get(clue)
        if known is not None:
            sums += strength * known
    return sums


def _say_why(clues: Mapping[str, float], act: SpeechAct) -> str:
    """Name the clue that sets the act apart most from the others on average."""
    weights, place = load_weights(), ACTS.index(act)

    def apart(clue: str) -> float:
        known = weights.get(clue)
        return 0.0 if known is None else clues[clue] * float(known[place])

    best = max(clues, key=apart)
    return best.split(": ", 1)[-1]


def _describe(act: SpeechAct, tokens: list[str], reason: str) -> Act:
    """Add to an act what exactly is wished for or talked of."""
    book, text = load_book(), pad(tokens)
    wish, form = None, None
    if act == "preference":
        wish = next((k for k, p in book.languages.items() if p.search(text)), None)
        form = next((k for k, p in book.forms.items() if p.search(text)), None)
    topics = () if wish or form else _TOPICS.get(act, ())
    return Act(
        act,
        reason,
        language=wish,
        presentation=form,
        topic=next((t for t in topics if book.topics[t].search(text)), None),
        formed=_asks(tokens),
        mood=next((m for m in _MOODS if book.topics[m].search(text)), None),
    )


def find_question(message: str) -> str:
    """Give the sentence of a message that asks: the last one that does, or the whole message."""
    return find_questions(message)[-1]


def find_questions(message: str) -> tuple[str, ...]:
    """Give the sentences of a message that ask, in order, or the whole message."""
    asking = [s.strip() for s in _SENTENCES.findall(message) if _asks(spell(s))]
    return tuple(asking) or (message,)


def _asks(tokens: list[str]) -> bool:
    return "?" in tokens or any(name in _ASKING for _, name in find_signs(tuple(tokens)))
