"""Words as a language's patterns know them: text-speak, stretched, run-together and misspelt."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from tutor.core.safety.sounds import sound_of
from tutor.core.terms import Language

_ENDS = re.compile(r"[.!?;]+(?:\s|$)|(?<=[a-z]{2})[.!?;](?=[a-z]{2})|[?!]+")
_DOTS = re.compile(r"\.{2,}")
_TOKEN = re.compile(r"[a-z0-9](?:[a-z0-9*]*[a-z0-9])?")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_LONG_KEY = 8
_HEARD_FROM, _LONGEST_HEARD = 4, 14
_SHORTEST_RUN, _LONGEST_RUN = 7, 60


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What one language's patterns need to read a student's spelling; each equals itself alone."""

    words: Mapping[str, tuple[str, ...]]
    """A written form and the words it stands for."""
    fillers: frozenset[str]
    """Words that change nothing, dropped before matching."""
    known: frozenset[str]
    """Words that are never respelt."""
    short: frozenset[str]
    """Words of one or two letters that may stand in a run of words without spaces."""
    anchors: frozenset[str]
    """Words that make a pattern possible; a run-together word is split only to find one."""
    keys: frozenset[str]
    """Words whose misspellings are mended."""
    near: Mapping[str, tuple[str, ...]]
    """Each key with a letter taken out, and the keys it came from."""
    heard: Mapping[str, str]
    """A sound and the word of the patterns that sounds so."""
    language: Language


def index_keys(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Index the keys under every form that lacks at most one letter."""
    near: dict[str, tuple[str, ...]] = {}
    for key in sorted(keys):
        for form in _lacking_one(key):
            near[form] = (*near.get(form, ()), key)
    return near


def index_sounds(words: Iterable[str], language: Language) -> dict[str, str]:
    """Index longer words by their sound; the shortest spelling stands for those alike."""
    longer = sorted((word for word in words if len(word) >= _HEARD_FROM), key=len, reverse=True)
    return {sound_of(word, language): word for word in longer}


def split_sentences(folded: str) -> tuple[str, ...]:
    """Split folded text where a sentence ends; words that stand alone are put together again."""
    parts = [part for part in _ENDS.split(_DOTS.sub(" ", folded)) if part.strip()]
    groups = groupby(parts, key=_is_one_word)
    return tuple(
        sentence for alone, group in groups for sentence in ([" ".join(group)] if alone else group)
    )


def _is_one_word(part: str) -> bool:
    return len(part.split()) == 1


def read_words(sentence: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the words of a folded sentence as patterns spell them, without fillers or stutter."""
    read: list[str] = []
    for token in _TOKEN.findall(sentence):
        for word in _read_word(token, lexicon):
            if word not in lexicon.fillers and read[-1:] != [word]:
                read.append(word)
    return tuple(read)


@functools.lru_cache(maxsize=8_192)
def _read_word(token: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Mend and write out a word; the same few thousand make up nearly all messages."""
    return expand_word(mend_word(token, lexicon), lexicon.words)


def expand_word(word: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Write out text-speak and contractions; several words may have been run together."""
    return tuple(out for part in word.split() for out in words.get(part, (part,)))


def mend_word(token: str, lexicon: Lexicon) -> str:
    """Give the word that a token is a stretched, censored, joined or misspelt form of."""
    if token in lexicon.known:
        return token
    if "*" in token:
        return _uncensor(token, lexicon)
    token = _unstretch(token, lexicon.known)
    if token in lexicon.known:
        return token
    return _respell(token, lexicon) or _hear(token, lexicon) or _split_run(token, lexicon) or token


def _uncensor(token: str, lexicon: Lexicon) -> str:
    shape = re.compile(token.replace("*", "[a-z]"))
    for candidates in (lexicon.anchors, lexicon.known):
        fits = [word for word in candidates if len(word) == len(token) and shape.fullmatch(word)]
        if fits:
            return min(fits)
    return token.replace("*", "")


def _unstretch(token: str, known: frozenset[str]) -> str:
    if not _STRETCHED.search(token):
        return token
    twice = _STRETCHED.sub(r"\1\1", token)
    return twice if twice in known else _STRETCHED.sub(r"\1", token)


def _respell(token: str, lexicon: Lexicon) -> str | None:
    if not 4 <= len(token) <= _LONGEST_RUN // 2:
        return None
    for form in sorted(_lacking_one(token)):
        for key in lexicon.near.get(form, ()):
            if key[0] == token[0] and (len(key) >= _LONG_KEY or _one_edit_apart(token, key)):
                return key
    return None


def _hear(token: str, lexicon: Lexicon) -> str | None:
    """Give the word that a token written by ear sounds like: `bibir`, `runing`."""
    if not _HEARD_FROM <= len(token) <= _LONGEST_HEARD:
        return None
    return lexicon.heard.get(sound_of(token, lexicon.language))


def _lacking_one(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _one_edit_apart(left: str, right: str) -> bool:
    if len(left) != len(right):
        return left in _lacking_one(right) or right in _lacking_one(left)
    differ = [i for i in range(len(left)) if left[i] != right[i]]
    if len(differ) == 2 and differ[1] == differ[0] + 1:
        first, second = differ
        return left[first] == right[second] and left[second] == right[first]
    return len(differ) <= 1


def _split_run(token: str, lexicon: Lexicon) -> str | None:
    """Split words written without spaces, into as few known words as possible."""
    if not _SHORTEST_RUN <= len(token) <= _LONGEST_RUN:
        return None
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(token) + 1):
        ways = [
            (*before, token[start:end])
            for start in range(max(0, end - 12), end)
            if (before := best[start]) is not None and _may_stand(token[start:end], lexicon)
        ]
        best.append(min(ways, key=len, default=None))
    found = best[-1]
    return " ".join(found) if found and not lexicon.anchors.isdisjoint(found) else None


def _may_stand(part: str, lexicon: Lexicon) -> bool:
    return part in (lexicon.short if len(part) < 3 else lexicon.known)
