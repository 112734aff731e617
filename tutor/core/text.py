"""Words, stems and folding: what every measure of a text starts from."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import Stemmer

from tutor.core.terms import Language

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SNOWBALL: dict[Language, str] = {"en": "english", "es": "spanish"}
_CONTRACTIONS = {
    "didnt": "did not", "doesnt": "does not", "dont": "do not", "wasnt": "was not",
    "werent": "were not", "isnt": "is not", "arent": "are not", "cant": "can not",
    "couldnt": "could not", "wouldnt": "would not", "hadnt": "had not", "hasnt": "has not",
    "havent": "have not", "wont": "will not", "aint": "is not", "shouldnt": "should not",
    "ppl": "people", "w": "with", "nite": "night", "alot": "a lot", "stuf": "stuff",
    "usa": "united states", "govt": "government", "gov": "government",
    "cuz": "because", "bc": "because", "becuz": "because", "becuase": "because", "cause": "because",
    "coz": "because", "u": "you", "ur": "your", "xq": "porque", "pq": "porque", "q": "que",
    "k": "que", "tmb": "tambien", "im": "i am", "thats": "that is", "whats": "what is",
    "its": "it is", "shes": "she is", "hes": "he is", "theyre": "they are", "wanna": "want to",
    "gonna": "going to", "couldve": "could have", "finna": "going to", "tryna": "trying to",
    "da": "the", "dey": "they", "dem": "them", "dat": "that", "dis": "this", "wit": "with",
    "jus": "just", "kno": "know", "wernt": "were not", "wasent": "was not", "dident": "did not",
    "nothin": "nothing", "nuthin": "nothing", "anythin": "anything", "somethin": "something",
    "everythin": "everything", "thru": "through", "tho": "though", "wen": "when", "cud": "could",
    "wud": "would", "shud": "should", "wuz": "was",
    "eya": "ella", "eyas": "ellas", "eyos": "ellos", "ello": "ellos", "asta": "hasta",
    "ay": "hay", "abia": "habia", "abian": "habian", "ubo": "hubo", "aora": "ahora",
    "ke": "que", "ken": "quien", "kien": "quien", "kuando": "cuando", "komo": "como",
    "aunq": "aunque", "aunke": "aunque", "porke": "porque", "porq": "porque", "x": "por",
    "pa": "para", "naa": "nada", "na": "nada", "caa": "cada", "ca": "cada", "pue": "pues",
    "despue": "despues", "entonce": "entonces", "meno": "menos", "vos": "tu",
}  # fmt: skip

FUNCTION_WORDS: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "a an the and or but so if then than as of in on at to from for with by about into onto over"
        " under out off up down is are was were be been being am do does did doing done have has had"
        " having will would can could shall should may might must i me my mine myself you your yours"
        " yourself he him his himself she her hers herself it itself we us our ours they them their"
        " theirs this that these those there here what which who whom whose when where why how all"
        " any both each few more most other some such only same too very just also because since"
        " while during until again once really actually like get got gets getting kind sort thing"
        " things stuff lot lots much many maybe think guess know say says said tell told please hey"
        " one ones let lets well oh ok okay yes yeah even ever still s t d m re ve ll".split()
    ),
    "es": frozenset(
        "el la los las un una unos unas y e o u pero si entonces que de del en a al con por para"
        " sobre entre desde hasta sin es son era eran fue fueron ser sido siendo estar esta estan"
        " estaba estaban estuvo soy eres somos hay habia hubo ha han he hemos haber habian yo me mi"
        " mis mio tu te ti tus usted ustedes el ella lo le les se su sus suyo nos nosotros ellos"
        " ellas esto eso este esa ese estos esas esos aquello aqui alli ahi como cual cuales quien"
        " quienes cuando donde cuanto cuantos cuanta cuantas porque pues muy mas tambien tan tanto"
        " solo ya aun todo toda todos todas algo alguna alguno algun otro otra otros otras mismo"
        " misma cosa cosas creo pienso sabe se decir dice dijo dijeron di dime cuenta cuentame por"
        " favor oye hola bueno entonces asi mientras durante antes despues luego fueron cada uno".split()
    ),
}  # fmt: skip

NEGATIONS: dict[Language, frozenset[str]] = {
    "en": frozenset({"not", "no", "never", "nobody", "nothing", "none", "neither", "nor",
                     "without", "cannot", "hardly", "refused"}),
    "es": frozenset({"no", "nunca", "jamas", "nadie", "nada", "ninguno", "ninguna", "ningun",
                     "tampoco", "ni", "sin"}),
}  # fmt: skip


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower the case and take the accents off, keeping everything else."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def words(text: str) -> list[str]:
    """Give the folded words of a text, contractions and text-speak written out."""
    return list(_words(text))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in _WORD.findall(fold(text)):
        word = match.replace("'", "")
        if match.endswith("'s") and word not in _CONTRACTIONS:
            word = match[:-2]
        found.extend(_CONTRACTIONS.get(word, word).split())
    return tuple(found)


@cache
def _stemmer(language: Language) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_SNOWBALL[language])


@lru_cache(maxsize=65536)
def stem(word: str, language: Language) -> str:
    """Give the accent-free snowball stem of one folded word."""
    return fold(_stemmer(language).stemWord(word))


def content_stems(text: str, language: Language) -> list[str]:
    """Give the stems of the words that carry meaning, in order."""
    return [
        stem(word, language)
        for word in words(text)
        if word not in FUNCTION_WORDS[language] and word not in NEGATIONS[language]
    ]


def has_negation(text: str, language: Language) -> bool:
    """Tell whether a text denies something."""
    return any(word in NEGATIONS[language] for word in words(text))
