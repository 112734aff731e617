"""One key for the forms of a word as it is written, accents included.

`core.inflection` reads words as students spell them, without accents; an author's and a model's
Spanish has them, and they tell `bajé` from `baje`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tutor.core.inflection import base_form, frequency
from tutor.core.terms import Language
from tutor.core.text import fold, stem

_VERB = re.compile(
    r"(?P<stem>.{2,}?)(?P<end>é|í|ó|ió|aron|ieron|yeron|aba|aban|ábamos|ía|ían|íamos|ado|ados|ada|adas"
    r"|ido|idos|ida|idas|ando|iendo|yendo|amos|imos|emos|ara|aran|iera|ieran|aría|arían|ería|erían"
    r"|iría|irían|ará|arán|erá|erán|irá|irán|ar|er|ir|arlo|arla|erlo|irlo|arlos|arlas|erlos|arse|erse"
    r"|irse|arle|arles|erle|erles|irle|irles|an|en)$"
)
_PREFIXES = ("des", "re", "con", "de", "pro", "ante", "su", "man", "ob", "dis", "com", "contra")
_SUBJUNCTIVES = {"viera": "ver", "vieran": "ver", "diera": "dar", "dieran": "dar"}
_JOINED = re.compile(r"(dar|ver|ser)(?:le|les|lo|la|los|las|se|me|nos)")
_KNOWN = 2.3
"""Zipf frequency from which an infinitive is a word."""


@lru_cache(maxsize=65536)
def key_of(word: str, language: Language) -> str:
    """Give the key of a word in lower case: its forms share it, words that sound alike do not."""
    return stem(lemma_of(word, language), language)


@lru_cache(maxsize=65536)
def lemma_of(word: str, language: Language) -> str:
    """Give the infinitive of a Spanish verb's form, the base of an irregular one; else the word."""
    folded = fold(word)
    base = base_form(folded, language)
    if base is not None or language == "en":
        return base or folded
    prefixed = _prefixed(folded, language)
    found = None if prefixed else _VERB.fullmatch(word)
    if found is None:
        return prefixed or folded
    stem, end = fold(found["stem"]), fold(found["end"])
    regular = end[0] == "a" or end in ("e", "o", "emos")
    kinds = ("ar",) if regular else ("er", "ir")
    tries = [f"{root}{kind}" for kind in kinds for root in _roots(stem, kind)]
    best = max(tries, key=frequency)
    return best if frequency(best) >= _KNOWN else folded


def _prefixed(word: str, language: Language) -> str | None:
    """Give the infinitive of a form such as `deshizo` or `obtuvo`, or of `darle`."""
    if word in _SUBJUNCTIVES:
        return _SUBJUNCTIVES[word]
    joined = _JOINED.fullmatch(word)
    if joined is not None:
        return joined[1]
    for prefix in _PREFIXES:
        base = base_form(word.removeprefix(prefix), language) if word.startswith(prefix) else None
        if base is not None and frequency(f"{prefix}{base}") >= _KNOWN:
            return f"{prefix}{base}"
    return None


def _roots(stem: str, kind: str) -> tuple[str, ...]:
    """Give the stem with the spelling that it has before an infinitive's ending."""
    if kind != "ar":
        return (stem, f"{stem[:-1]}y") if stem.endswith("i") else (stem,)
    if stem.endswith("qu"):
        return (stem, f"{stem[:-2]}c")
    if stem.endswith("gu"):
        return (stem, f"{stem[:-2]}g")
    return (stem, f"{stem[:-1]}z") if stem.endswith("c") else (stem,)
