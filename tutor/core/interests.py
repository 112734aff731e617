"""What students may like: the words that show it, and names for it in a sentence."""

from __future__ import annotations

import functools
import re
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import fold, stem, words

_CLAUSES = re.compile(r"[.,;!?\n]+|\b(?:but|although|though|pero|aunque|sino)\b")
_DISLIKE = re.compile(
    r"\b(hate|hates|dislike|can'?t stand|sick of|tired of|boring|bored (of|by|with)"
    r"|(do not|don'?t|dont|never|not) (really |even |a |an |much |so |very )*"
    r"(like|love|care|enjoy|want|into|interested|fan)"
    r"|odio|odiamos|detesto|aburren?|aburrid[oa]s?|hart[oa] de"
    r"|(no|nunca) (me |te |nos |a mi me )*"
    r"(gusta|gustan|gustaria|encanta|encantan|interesa|interesan|importa|importan|quiero|late|laten|fascinan?)"
    r"|(nada|tampoco) me (gustan?|interesan?))\b"
)


class Interest(BaseModel):
    """One interest: its name and its words in each language; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: dict[Language, str]
    en: str
    es: str

    def words_in(self, language: Language) -> tuple[str, ...]:
        """Give the words that show it."""
        return tuple((self.en if language == "en" else self.es).split())


@functools.cache
def load_interests() -> dict[str, Interest]:
    """Read the interests from the package, by tag."""
    text = resources.files(__package__).joinpath("interests.yaml").read_text("utf-8")
    return TypeAdapter(dict[str, Interest]).validate_python(yaml.safe_load(text))


@functools.cache
def _stems(tag: str, language: Language) -> frozenset[str]:
    interest = load_interests().get(tag)
    shown = interest.words_in(language) if interest else (tag,)
    forms = (form for word in shown for form in (word, f"{word}s", f"{word}es"))
    return frozenset(stem(fold(form), language) for form in forms)


def find_interests(message: str, language: Language, *, mixed: bool = False) -> tuple[str, ...]:
    """Find the interests that a message shows; a clause that says what is disliked shows none.

    Args:
        message: the student's words.
        language: that it is written in.
        mixed: it holds words of the other language too.
    """
    liked = " ".join(
        clause for clause in _CLAUSES.split(fold(message)) if not _DISLIKE.search(clause)
    )
    spoken = LANGUAGES if mixed else (language,)
    return tuple(
        tag for tag in load_interests() if any(touches(liked, tag, each) for each in spoken)
    )


def touches(text: str, tag: str, language: Language) -> bool:
    """Tell whether a text holds a word of an interest, in any inflection."""
    return any(stem(word, language) in _stems(tag, language) for word in words(text))


def interest_name(tag: str, language: Language) -> str:
    """Name an interest in a sentence."""
    interest = load_interests().get(tag)
    return interest.name[language] if interest else tag


def interest_words(tag: str) -> str:
    """Give the words of an interest as one text, to search with."""
    interest = load_interests().get(tag)
    return f"{interest.en} {interest.es}" if interest else tag
