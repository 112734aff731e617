"""Words that change what is claimed: who says so, how sure it is, what is denied, how many.

Leaving one out, or putting one in, makes another claim of the same words. Each has a class; the
classes of a sentence are compared with those of the facts that it cites (`core.grounding.scope`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from tutor.core.grounding.keys import lemma_of
from tutor.core.terms import Language
from tutor.core.text import fold, stem

Class = Literal[
    "denial", "belief", "telling", "will", "about", "more", "less", "nearly", "only", "all", "few",
    "some", "most", "cause", "so", "before", "after", "if", "must", "doubt", "many", "both",
]  # fmt: skip

_STEMS: dict[Language, dict[Class, str]] = {
    "en": {
        "belief": "think thought believe suppose guess suspect seem appear consider doubt assume"
        " judge"
        " imagine regard reckon",
        "telling": "say tell told say said write wrote written note describe record report"
        " mention claim explain state remark"
        " credit declare inform add list answer reply respond recall remember"
        "  suggest according announce document",
        "will": "want wish hope meant plan intend try attempt need promise order offer agree"
        " prepare ask"
        " demand request allow permit expect mean refuse propose threaten beg",
    },
    "es": {
        "belief": "creyo creian cree creen supuso suponia parecio parecia penso pensaba pensaban"
        " creer suponer pensar parecer dudar sospechar considerar juzgar imaginar"
        " asumir opinar",
        "telling": "dijo dije dijimos dice dicen decia decian dijeron dicho escrito cuenta cuentan"
        " decir"
        " escribir anotar describir registrar mencionar afirmar explicar senalar"
        " apuntar relatar contar informar redactar responder contestar recordar"
        " declarar anadir agregar elogiar narrar documentar"
        " comentar sugerir",
        "will": "quiso queria querian quisieron pidio pidieron puso podia podian querer desear"
        " esperar planear pensar intentar tratar necesitar prometer ordenar"
        " ofrecer aceptar acordar pedir exigir permitir deber rechazar negar proponer"
        " amenazar rogar",
    },
}
_WORDS: dict[Language, dict[Class, str]] = {
    "en": {
        "denial": "not no never nobody nothing none neither nor cannot without hardly refuse"
        " refused refuses refusing lack lacked lacking unable impossible failed fail forbade"
        " forbidden cant didnt wasnt werent isnt arent dont doesnt couldnt wouldnt hadnt hasnt"
        " havent wont nowhere unknown barely scarcely",
        "doubt": "perhaps maybe likely probably possibly may might uncertain unsure unclear"
        " possible probable doubtful apparently supposedly seemingly guess guesses",
        "will": "would could can should unless able willing cant cannot couldnt wouldnt",
        "about": "about around roughly approximately nearly almost some approximate estimate"
        " estimated",
        "nearly": "nearly almost practically virtually partly mostly",
        "more": "over beyond exceeding",
        "less": "under below",
        "only": "only solely sole alone merely exclusively",
        "all": "all every each always everything everyone everybody entire whole completely"
        " totally entirely fully constantly continuously forever throughout anything anyone"
        " whatever any",
        "few": "few hardly scarce scarcely rarely seldom barely",
        "some": "some sometimes occasionally",
        "most": "most mostly mainly chiefly largely primarily majority principally usually often"
        " frequently comparatively relatively generally",
        "many": "many lots numerous countless",
        "both": "both two",
        "cause": "because therefore hence consequently cause caused",
        "so": "so since thus for",
        "before": "before earlier previously until till",
        "after": "after afterward afterwards later following",
        "if": "if unless whether otherwise",
        "must": "must should obliged forced required shall needed",
    },
    "es": {
        "denial": "no nunca jamas nadie nada ninguno ninguna ningun tampoco ni sin imposible"
        " rechazo rechazaron rechazaba nego negaron negaba apenas incapaz"
        " impedia impidio impedian impidieron",
        "doubt": "quiza quizas acaso probable probables probablemente posible posiblemente incierto"
        " incierta inciertos seguramente dudoso aparentemente podria"
        " podrian",
        "will": "falta faltaba habria habrian podia podian pudo capaz",
        "about": "como unos unas casi aproximadamente alrededor cerca hacia estimacion calculo"
        " estimado"
        " aproximado calculaba",
        "nearly": "casi practicamente",
        "more": "superior",
        "less": "inferior",
        "only": "solo solamente unicamente unico unica unicos unicas sola exclusivamente apenas",
        "all": "todo toda todos todas cada siempre entero entera enteros enteras completo completa"
        " completamente totalmente constantemente continuamente cualquier cualquiera",
        "few": "poco poca pocos pocas escaso escasa escasos escasas apenas raramente",
        "some": "alguno algunos algunas",
        "most": "mayoria principalmente mayormente generalmente frecuentemente"
        " frecuencia menudo relativamente",
        "many": "tanto tanta tantos tantas mucho mucha muchos muchas numerosos numerosas"
        " abundantes",
        "both": "ambos ambas dos",
        "cause": "porque consiguiente",
        "so": "pues asi tan tanto tanta tantos tantas",
        "before": "antes previamente anteriormente",
        "after": "despues luego posteriormente",
        "if": "si",
        "must": "debia debian debio debieron deber obligado obligada obligados obligadas",
    },
}
_PHRASES: dict[Language, dict[Class, tuple[str, ...]]] = {
    "en": {
        "more": ("more than", "at least", "no fewer than", "upwards of", "no less than"),
        "less": ("less than", "fewer than", "up to", "at most", "no more than", "not yet"),
        "denial": ("not yet", r"turned (?:\w+ ){0,4}down"),
        "only": ("no other", "no one else", "nobody else", "nothing else", "none but"),
        "most": ("above all", "most of", "many times", "a lot"),
        "cause": ("as a result", "that is why", "due to", "thanks to", "for that reason", "which"
            " is why",
                  "so that", "in order to", "owing to", "this is why", "for this reason"),
        "will": ("was going to", "were going to"),
        "must": ("had to", "have to", "has to", "had no choice but", "have no choice but"),
        "all": ("without stopping", "without a break", "without pause"),
        "nearly": ("a part of", "part of", "most of", "more or less"),
        "belief": ("in his opinion", "in her opinion", "in his view"),
        "telling": ("according to", "point out", "points out",
                    "pointed out", "speaks of", "speak of", "spoke of",
                    "put on paper", "put it on paper", "put down on paper"),
        "some": ("some of", "at times"),
        "few": ("not many", "very few", "very little", "not much"),
        "many": ("a variety of", "a great variety of", "many times", "a lot of",
                 "lots of", "a great many", "plenty of", "a great deal of"),
    },
    "es": {
        "more": ("más de", "al menos", "por lo menos", "no menos de", "como mínimo"),
        "less": ("menos de", "hasta unos", "a lo sumo", "como máximo", "todavía no", "aún no"),
        "denial": ("todavía no", "aún no"),
        "only": ("ningún otro", "ninguna otra", "nadie más", "nada más que"),
        "cause": ("ya que", "a causa de",
                  "gracias a", "por esa razón", "debido a", "puesto que",
                  "para que", "como resultado", "de ahí que", "es por eso"),
        "so": ("por eso", "por ello", "por lo tanto", "por lo que", "así que", "de modo que",
               "por tanto"),
        "will": ("iba a \\w+r", "iban a \\w+r", "tenía que", "tenían que", "tuvo que", "tuvieron"
            " que"),
        "nearly": ("parte de", "la mayor parte de", "más o menos"),
        "belief": ("en su opinión", "a su juicio"),
        "doubt": ("no es seguro", "no seguro", "tal vez", "a lo mejor",
                  "puede que", "pudo haber", "puede ser"),
        "telling": ("según", "habla de", "hablan de", "habló de", "hablaron de",
                    "había dicho", "habían dicho", "habíamos dicho", "ha dicho",
                    "han"
            " dicho", "he dicho"),
        "some": ("algunos de", "algunas de", "a veces", "algunas veces"),
        "most": ("sobre todo", "la mayoría de", "la mayor parte de", "muchas veces",
                 "en general", "a menudo"),
        "all": ("sin parar", "sin cesar", "sin descanso", "sin interrupción"),
        "must": ("no tuvo más remedio que", "no tuvieron más remedio que", "tenía que",
             "tenían que", "tuvo que", "tuvieron que"),
        "before": ("antes de", "hasta que"),
        "after": ("después de", "más tarde"),
    },
}  # fmt: skip


COUNTING: frozenset[Class] = frozenset({"about", "more", "less"})
"""Classes that a single word has only before a number or a day."""


_IDLE: dict[Language, tuple[str, ...]] = {
    "en": ("as if", "as though", "that is to say", "have a say", "had a say", "a little",
           "all the way", "at all", "after all", "all at once", "for example",
           "for instance", "in order to", "in return",
           "none other", "by the name of", "only to", "both to", "both for", "both as",
                "the man who", "found myself", "worked as",
           "work as"),
    "es": ("quiere decir", "quería decir", "es decir", "como si", "no obstante", "sin embargo",
           "pues mira", "de nombre", "en cambio", "por ejemplo", "de nuevo", "otra vez",
           "una vez más",
           "a manos de", "en manos de", "no era otro que", "no era otra que", "no eran otros que",
           "no era sino", "no fue sino", "no eran sino"),
}  # fmt: skip
"""Phrases whose words are no operators."""


def is_plain(word: str, language: Language) -> bool:
    """Tell whether a folded word does no more than its class says."""
    return word.replace("'", "") in _by_word(language)


_NO_CLASS = frozenset("parecido parecida parecidos parecidas dicho dicha cuento meaning".split())


def class_of(word: str, language: Language) -> frozenset[Class]:
    """Give the classes of a word in lower case."""
    bare = fold(word).replace("'", "")
    if bare in _NO_CLASS:
        return frozenset()
    found = _by_word(language).get(bare, frozenset())
    root = _root(word if language == "es" else bare, language)
    return found | _by_stem(language).get(root, frozenset())


def phrases_of(text: str, language: Language) -> Iterator[tuple[tuple[int, int], frozenset[Class]]]:
    """Find operators of several words with their places."""
    for found in _phrases(language).finditer(text):
        classes = _by_phrase(language)
        said = fold(found[0])
        if said not in classes:  # "iba a buscar": the infinitive is no part of it
            said = next((each for each in classes if re.fullmatch(each, said)), "")
            end = found.end() - len(found[0].rpartition(" ")[2]) - 1
            yield (found.start(), end), classes.get(said, frozenset())
            continue
        yield found.span(), classes[said]


@cache
def _phrases(language: Language) -> re.Pattern[str]:
    every = (*_IDLE[language], *(p for group in _PHRASES[language].values() for p in group))
    said = sorted(every, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(said)})\b", re.IGNORECASE)


@cache
def _by_phrase(language: Language) -> dict[str, frozenset[Class]]:
    idle = {fold(phrase): frozenset[Class]() for phrase in _IDLE[language]}
    return idle | _index({c: [fold(p) for p in group] for c, group in _PHRASES[language].items()})


@cache
def _by_word(language: Language) -> dict[str, frozenset[Class]]:
    return _index({c: words.split() for c, words in _WORDS[language].items()})


@cache
def _by_stem(language: Language) -> dict[str, frozenset[Class]]:
    return _index(
        {c: [_root(w, language) for w in words.split()] for c, words in _STEMS[language].items()}
    )


def _root(word: str, language: Language) -> str:
    return lemma_of(word, language) if language == "es" else stem(word, language)


def _index(groups: dict[Class, list[str]]) -> dict[str, frozenset[Class]]:
    found: dict[str, set[Class]] = {}
    for name, words in groups.items():
        for word in words:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(classes) for word, classes in found.items()}
