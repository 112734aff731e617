"""Which sentences of a passage answer a question best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tutor.core.matching import alike
from tutor.core.quantities import quantities
from tutor.core.terms import Language
from tutor.core.text import content_stems, fold

_AMOUNT = re.compile(r"\b(how (many|much|old)|age|years old|cuant[oa]s?|que edad|edad)\b")
_SIZE = re.compile(
    r"\b(how (big|far|tall|heavy|deep|wide|high|cold|hot)|size"
    r"|que tan (grande|lejos|alt[oa]|pesad[oa])"
    r"|que tamano|cuanto (mide|media|pesa|pesaba))\b"
)
_UNIT = re.compile(
    r"\b(\d[\d,.]*|[a-z]+) (feet|foot|miles?|inches|yards?|pounds|degrees|pies|millas?|metros"
    r"|libras|grados)\b"
)
_LASTING = re.compile(r"\b(how long|cuanto (tiempo|duro|tardo)|que tan largo)\b")
_SPAN = re.compile(
    r"\b(\d[\d,.]*|[a-z]+) (minutes|hours?|days?|weeks?|months?|years?|minutos|horas?|dias?"
    r"|semanas?|mes(es)?|anos?|feet|pies|miles|millas)\b"
)
_TIME = re.compile(r"\b(when|what (year|day|date|month)|cuando|que (ano|dia|fecha|mes))\b")
_DATE = re.compile(
    r"\b(\d{1,2} )?(de )?(January|February|March|April|May|June|July|August|September|October"
    r"|November|December|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre"
    r"|noviembre|diciembre)( (de )?\d{4})?|\b1[678]\d\d\b"
)
_PLACE = re.compile(
    r"\b(where|what place|which (river|place|village)|donde|adonde|que (lugar|rio))\b"
)
_NAME = re.compile(r"\b(name|named|names|called|llama|llamaba|llamaban|nombre|nombres)\b")
_PROPER = re.compile(r"(?<=[a-záéíóúñ,] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+")
_IN_PLACE = re.compile(
    r"\b(at|in|near|on|to|from|en|cerca|a|desde|al) (the |el |la |los |las )?[A-ZÁÉÍÓÚ]"
)
KIND_BONUS = 0.7
AMOUNT_BONUS = 1.6
"""A sentence with a measure answers "how big" whatever its other words."""
SAID_PENALTY = 0.9
ORDER_PENALTY = 0.1


def score_sentences(
    sentences: Sequence[str],
    query: str,
    language: Language,
    said: str = "",
    *,
    in_order: bool = True,
) -> list[float]:
    """Score sentences for a question; words that few of the sentences hold weigh more.

    Args:
        sentences: of one passage, in order.
        query: the question.
        language: of both.
        said: what was said lately and is not to be said again.
        in_order: earlier sentences win a tie.
    """
    asked = set(content_stems(query, language))
    stems = [set(content_stems(sentence, language)) for sentence in sentences]
    counts = Counter(key for found in stems for key in found)
    flat = fold(query)
    scores = []
    for place, (sentence, found) in enumerate(zip(sentences, stems, strict=True)):
        shared = sum(_weigh(a, found, counts, len(sentences)) for a in asked)
        score = shared + _bonus(sentence, flat)
        if sentence and sentence in said:
            score -= SAID_PENALTY
        scores.append(score - (ORDER_PENALTY * place if in_order else 0.0))
    return scores


def _weigh(asked: str, found: set[str], counts: Counter[str], whole: int) -> float:
    """Give the weight of a word of the question that a sentence holds, 0 where it does not."""
    held = asked if asked in found else next((s for s in found if alike(asked, s)), None)
    return 0.0 if held is None else 0.5 + 1.0 * (1.0 - counts[held] / (whole + 1.0))


def _bonus(sentence: str, question: str) -> float:
    """Give what a sentence earns by holding what is asked for: a size, a date, a place, a name."""
    if _SIZE.search(question):
        return AMOUNT_BONUS if _UNIT.search(fold(sentence)) else 0.0
    if _LASTING.search(question):
        return AMOUNT_BONUS if _SPAN.search(fold(sentence)) else 0.0
    if _AMOUNT.search(question):
        return AMOUNT_BONUS if quantities(_DATE.sub(" ", sentence)) else 0.0
    if _TIME.search(question):
        return KIND_BONUS if _DATE.search(sentence) else 0.0
    if _PLACE.search(question):
        return KIND_BONUS if _IN_PLACE.search(sentence) else 0.0
    return KIND_BONUS if _NAME.search(question) and _PROPER.search(sentence) else 0.0


def choose_sentences(scores: Sequence[float], limit: int) -> list[int]:
    """Give the places of the best sentences, in their own order."""
    best = sorted(range(len(scores)), key=lambda place: scores[place], reverse=True)[:limit]
    return sorted(best)
