"""Whether what a fact only holds up to refute it is said with its refutation.

"Anyone who calls it a gift adds to the record" does not say that it was a gift, nor does "it is a
legend that": words of such a fact may not be said without words that take them back.
"""

from __future__ import annotations

import re

from tutor.core.grounding.licence import Licence
from tutor.core.grounding.tokens import Text
from tutor.core.terms import Language
from tutor.core.text import fold

_UNTRUE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:legends?|myths?|fiction\w*|invent(?:s|ed|ion|ions)|imagin(?:es?|ed|ary|ation)"
        r"|made up"
        r"|fals\w+|wrong(?:ly)?|mistak\w+|mistook|errors?|untrue|incorrect\w*|contradict\w*"
        r"|exaggerat\w*"
        r"|mislead\w*|misunderst\w+|distort\w*"
        r"|add(?:s|ing|ed)? (?:something )?to the (?:record|journal|source)s?)\b"
    ),
    "es": re.compile(
        r"\b(?:leyendas?|mitos?|ficcion\w*|invent\w+|imagin\w+|fals\w+|equivoc\w+|erron\w+|error(?:es)?"
        r"|incorrect\w*|contradic\w*|desmient\w*|exagera\w*|engan\w+|malentend\w+|distorsion\w*"
        r"|(?:agrega|anade)\w* (?:algo )?(?:a los|al|que los|que el))\b"
    ),
}
_HELD_UP: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:anyone|anybody|whoever|everyone|those|people|writers|films|books|stories)"
        r"(?: who| that)? (?:\w+ )?(?:say|call|describ|claim|tell|present|portray|think|believ|turn"
        r"|read|see|tak|suppos|treat|mak)\w*"
    ),
    "es": re.compile(
        r"\b(?:quien|quienes|el que|los que|cualquiera que|la gente que|las peliculas que"
        r"|los libros que)"
        r" (?:\w+ )?(?:di[cg]|llam|describ|afirm|cuent|present|cre|piens|conviert|lee|ve|tom|supon"
        r"|trat"
        r"|hac|mir|asegur)\w*"
    ),
}
"""Nobody in particular says it."""
_TAKING_BACK = frozenset({"denial", "doubt", "few", "only"})
_HALF = 0.5


def refuting_problems(licence: Licence) -> list[str]:
    """Say where a fact's words are said without what takes them back."""
    said = licence.said
    if _refutes(said):
        return []
    taken_back = bool(said.classes & _TAKING_BACK)
    return [
        "leaves out what refutes it"
        for fact in licence.bare
        if _refutes(fact) and not taken_back and _tells(fact, licence)
    ]


def _refutes(text: Text) -> bool:
    low = fold(text.text)
    return any(each[text.language].search(low) is not None for each in (_UNTRUE, _HELD_UP))


def _tells(fact: Text, licence: Licence) -> bool:
    """Tell whether most of what a sentence says is said of a fact."""
    at = licence.bare.index(fact)
    return sum(at in given for given in licence.given.values()) >= _HALF * len(licence.given)
