"""Which language a message is written in, and whether it mixes two.

Each word votes with the difference of its Zipf frequencies in English and Spanish (wordfreq);
names do not vote, and a word that no list knows votes with its spelling. A message is mixed where
reading it as two languages explains it much better than reading it as one, and where each of the
two has a phrase: two words running, one of which may be a name or a word of both languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from wordfreq import zipf_frequency

from tutor.core.speech_acts.spelling import read_word
from tutor.core.terms import Language
from tutor.core.text import FUNCTION_WORDS, fold, words

_CLIP = 3.0
_SWITCH = 2.0
"""What a change of language inside a message costs, in votes."""
_GAIN = 1.0
"""How much better two languages must explain a mixed message than one."""
_PHRASE = 2.4
"""Votes that a phrase of either language has in a mixed message, at least."""
_PLAIN = 0.8
"""The vote of a word that makes a phrase with another such word."""
_STRONG = 2.0
"""The vote of a word that makes a phrase with a neighbour that both languages have."""
_SPELT = 1.2
"""The vote of a strange word by its spelling."""
_NEUTRAL = 0.3
"""Votes below this say nothing of the language."""
_GRAMMAR = FUNCTION_WORDS["en"] | FUNCTION_WORDS["es"]
_ONE_SIDED = frozenset("¿¡ñ")
_OPENING = frozenset("¿¡")
"""Marks that nobody writes by chance: with them a short message is sure."""
_ENGLISH_SPELLING = ("th", "wh", "sh", "ck", "gh", "ee", "oo", "tion", "ing", "w", "k")
_SPANISH_SPELLING = (
    "cion", "aron", "ieron", "ando", "iendo", "aba", "rr", "ll", "ue", "ito", "ita", "ados", "adas"
)  # fmt: skip
_SHARED = frozenset(
    "ok hi bye lol wow cool super hint chat quiz ve fan app video no me a pizza xd jaja haha hey"
    " idea fort fuerte river rio forks falls animal natural real general original final total"
    " central normal social cultural local personal"
    " shoshone hidatsa mandan arikara sioux teton lakota clatsop chinook nez perce".split()
)
"""Words that both languages write, or that each borrows from the other; peoples too."""
_SHARED_NAMES = frozenset(
    "corps of discovery,la charrette,la salle,los angeles,las vegas,el paso,el dorado,santa fe"
    ",san antonio,san diego,san francisco,san jose,rio grande,new york,new mexico,new jersey"
    ",new orleans,north dakota,south dakota,north carolina,south carolina,hot dog,hot dogs"
    ",star wars,harry potter,among us,la llorona,cinco de mayo".split(",")
)
"""Names, of places above all, that keep the words of one language in the other."""
_DA = re.compile(r"\bda\b", re.IGNORECASE)
"""Both "the" as it is heard and Spanish "gives": it says nothing, as a number does."""
_CAPITALISED = re.compile(r"(?<=[a-záéíóúñ,] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+")
"""A word with a capital inside a sentence: likely a name."""
_CALLS = frozenset(
    "hola oye bueno adios gracias porfa amigo amiga amigos capitan captain please hey well oh ok"
    " okay yes yeah thanks sorry hello like y".split()
)
"""Words that children throw into the other language (y is "why"): no phrase with a name."""
_EITHER = frozenset({"no", "me"})
"""Words of both languages that make a phrase with a strong word that follows."""


@dataclass(frozen=True, slots=True)
class LanguageReading:
    """The language of a message. `sure` is False for one or two words and for names alone."""

    language: Language
    sure: bool
    mixed: bool


@lru_cache(maxsize=32768)
def _vote(word: str) -> float:
    """Give a word's vote: above 0 for English, below for Spanish."""
    if word.isdigit() or word in _SHARED:
        return 0.0
    grammar = (word in FUNCTION_WORDS["en"]) - (word in FUNCTION_WORDS["es"])
    if grammar and len(word) > 1:
        return _CLIP * grammar
    vote = _frequency_vote(word)
    if vote is None:
        standard = read_word(word)
        heard = [_frequency_vote(each) or 0.0 for each in standard if each != word]
        vote = max(heard, key=abs) if heard else _spelling_vote(word)
    return max(-_CLIP, min(_CLIP, vote))


def _frequency_vote(word: str) -> float | None:
    english = zipf_frequency(word, "en", wordlist="small")
    spanish = zipf_frequency(word, "es", wordlist="small")
    return None if english == spanish == 0.0 else english - spanish


def _spelling_vote(word: str) -> float:
    english = any(part in word for part in _ENGLISH_SPELLING)
    spanish = any(part in word for part in _SPANISH_SPELLING)
    return _SPELT * (english - spanish)


def _cast_votes(found: Sequence[str], names: AbstractSet[str], text: str) -> list[float]:
    """Give each word's vote; the words of a name have none."""
    votes = [_vote(word) for word in found]
    for length in (3, 2, 1):
        for start in range(len(found) - length + 1):
            said = " ".join(found[start : start + length])
            if said in names or said in _SHARED_NAMES:
                votes[start : start + length] = [0.0] * length
    likely = {fold(word) for word in _CAPITALISED.findall(text)} - _GRAMMAR
    return [0.0 if word in likely else vote for word, vote in zip(found, votes, strict=True)]


def _best_sum(votes: Sequence[float]) -> float:
    """Give the votes for the best reading as two languages, its changes paid (Viterbi)."""
    english = spanish = 0.0
    for vote in votes:
        english, spanish = (
            max(english, spanish - _SWITCH) + vote,
            max(spanish, english - _SWITCH) - vote,
        )
    return max(english, spanish)


def _has_phrase(found: Sequence[str], votes: Sequence[float], side: int) -> bool:
    """Tell whether two words running are of one language; one of them may be of both."""
    own = [vote * side for vote in votes]
    plain = [vote for vote in own if abs(vote) >= _PLAIN]
    if any(min(two) >= _PLAIN and sum(two) >= _PHRASE for two in pairwise(plain)):
        return True
    pairs = zip(pairwise(found), pairwise(own), strict=True)
    return any(_is_led(said, *two, side) for said, two in pairs)


def _is_led(said: tuple[str, str], first: float, second: float, side: int) -> bool:
    """Tell whether a word of one language makes a phrase with a neighbour of both.

    An English noun after a name ("rio Knife") may be borrowed, as Spanish borrows many.
    """
    if said[0] in _EITHER:
        return second >= _STRONG and said[1] not in _CALLS
    leads = first >= _STRONG and said[0] not in _CALLS
    follows = second >= _STRONG and said[1] not in _CALLS and (side < 0 or said[1] in _GRAMMAR)
    return (leads and abs(second) < _PLAIN) or (follows and abs(first) < _PLAIN)


def _is_mixed(found: Sequence[str], votes: Sequence[float]) -> bool:
    gain = _best_sum(votes) - abs(sum(votes))
    return gain >= _GAIN and all(_has_phrase(found, votes, side) for side in (1, -1))


def read_language(
    text: str, standing: Language, names: frozenset[str] = frozenset()
) -> LanguageReading:
    """Read the language of a message.

    Args:
        text: the message, cleaned.
        standing: the student's language so far; it decides where the words do not.
        names: folded names of people and places, which say nothing of the language.
    """
    found = words(_DA.sub("0", text))
    votes = _cast_votes(found, names, text)
    total = sum(votes)
    if any(mark in text.casefold() for mark in _ONE_SIDED):
        total -= 4.0
    voting = sum(abs(vote) > _NEUTRAL for vote in votes)
    opened = any(mark in text for mark in _OPENING)
    sure = (voting >= 3 and abs(total) > 2.0) or (opened and total < -2.0)
    decided: Language = standing if abs(total) < 1.0 else ("en" if total > 0 else "es")
    return LanguageReading(decided, sure, len(found) >= 4 and _is_mixed(found, votes))
