"""Questions of what somebody felt or thought, which records of what happened seldom answer."""

from __future__ import annotations

import re

from tutor.core.terms import Language
from tutor.core.text import FUNCTION_WORDS, fold, words

_FEELING = (
    r"scar(ed|y|e)|afraid|fright\w+|terrif\w+|fear\w*|nervous|worr(y|ied)|sad|happy|glad|angry|mad"
    r"|upset|lonely|homesick|proud|excited|brave|shy|bored|cry|cried|feel|felt|feelings?|miss(ed)?"
    r"|miedo|asustad[oa]|asustaste|asustaba\w*|nervios[oa]|preocupad[oa]|triste|feliz|content[oa]"
    r"|enojad[oa]|sol[ao]|orgullos[oa]|emocionad[oa]|valiente|llor(aste|abas|ar)"
    r"|sent(iste|ias|ir|imientos?)|sientes|extran(aste|abas|ar)|alegr(e|aste|o|ia)"
)
_OF_THE_FIGURE = re.compile(
    rf"\b(were|was|are|did|do|how|weren'?t|didn'?t) (you|she|u|ur|sacagawea|sacajawea)\b"
    rf".{{0,40}}\b({_FEELING})\b"
    r"|\bhow (did|do|does|would) (it|that) (feel|make you feel)\b"
    r"|\b(que|como) (te )?(sent(iste|ias)|sintio|sentia)\b"
    r"|\b(tuv(iste|o)|ten(ias|ia)|te dio|te daba|sent(iste|ias)|pasaste|te)"
    r" (mucho |tanto |algo de )?(miedo|pena|asustaste|asustabas|alegraste|emocionaste)\b"
    r"|\b(estabas|eras|fuiste|estuviste|te sentias|te sentiste|estaba|se sentia)"
    rf" (muy |tan |un poco )?({_FEELING})\b"
    r"|\b(lloraste|llorabas|extranaste|extranabas)\b"
    r"|\b(what|how) (did|do|would) (you|u|she|sacagawea|sacajawea) (\w+ly )?(think|feel|want)\b"
    r"|\b(did|do|didn'?t) (you|u|she|sacagawea|sacajawea) (\w+ly |even |ever )?"
    r"(like|love|hate|want|wish|dream|prefer|enjoy|regret|trust|consider)\b"
    r"|\bque (pens(aste|abas)|opin(as|abas)|querias|quisiste)\b"
    r"|\b(querias|quisiste|te gust(o|aba|aban)|te ca(ia|ian|yo)|preferias|sonabas|te arrepientes"
    r"|amabas|odiabas|confiabas)\b"
)
_WORD = re.compile(rf"^({_FEELING})$")
_ABOUT: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(I|she|me|her)\b.{0,40}\b(afraid|scared|frightened|sad|happy|glad|joy|angry|wept|cried"
        r"|worried|missed|proud|want(ed)?|wish(ed)?|thought|liked|hoped|insisted)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(mied\w+|asust[eé]|asustada|triste\w*|feliz|alegr\w+|enojada|llor[eéoó]\w*|preocupada"
        r"|extrañ\w+|orgullosa|quer[ií]a\w*|quis\w+|dese\w+|pens\w+|gust\w+|insist\w+)\b",
        re.IGNORECASE,
    ),
}
_POINTING = frozenset(
    "then there that it this so too really very ever when entonces eso esto ahi alli mucho muy"
    " tuviste tuvo tenias tenia dio daba estabas estuviste pasaste"
    .split()
)  # fmt: skip


def asks_feeling(message: str) -> bool:
    """Tell whether a message asks what the figure felt, thought or wanted."""
    return bool(_OF_THE_FIGURE.search(fold(message).replace("¿", "")))


def event_asked(message: str) -> str:
    """Give what a question of feeling is about: "were you scared in the boat?" of the boat."""
    if not asks_feeling(message):
        return message
    event = _OF_THE_FIGURE.sub(" ", fold(message).replace("¿", ""))
    known = FUNCTION_WORDS["en"] | FUNCTION_WORDS["es"] | _POINTING
    return event.strip() if any(word not in known for word in words(event)) else message


def asks_feeling_alone(message: str) -> bool:
    """Tell whether a message asks how the figure felt and names no event: "were you scared?"."""
    if not asks_feeling(message):
        return False
    known = FUNCTION_WORDS["en"] | FUNCTION_WORDS["es"] | _POINTING
    return all(word in known or _WORD.match(word) for word in words(message))


def tells_feeling(text: str, language: Language) -> bool:
    """Tell whether a text says how she felt."""
    return bool(_ABOUT[language].search(text))
