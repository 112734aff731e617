"""The same answer in other voices: names, dialects, spelling by ear, capitals, punctuation.

Rules of spelling and grammar, not of meaning: each gives the answer as another student would write
it, so an answer must be accepted in all of them or in none. Features after Green (2002) for African
American English, Fought (2003) for Chicano English, Lipski (1994) for American Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tutor.core.terms import Language

Voice = Callable[[str], str]


def respell(*rules: tuple[str, str]) -> Voice:
    """Make a voice of regular expressions and what they become, whatever the case."""
    compiled = [(re.compile(pattern, re.IGNORECASE), becomes) for pattern, becomes in rules]

    def speak(text: str) -> str:
        for pattern, becomes in compiled:
            text = pattern.sub(becomes, text)
        return text

    return speak


def bare(text: str) -> str:
    """Write all in small letters, without any stop."""
    return re.sub(r"[.,;:!?¿¡]+", " ", text.lower())


def unaccented(text: str) -> str:
    """Leave the accents out."""
    return text.translate(str.maketrans("áéíóúüÁÉÍÓÚ", "aeiouuAEIOU"))


def called(name: str, language: Language) -> Voice:
    """Sign an answer with the student's name."""
    signed = "i am {}. {}" if language == "en" else "soy {}. {}"
    return lambda text: signed.format(name, text)


def befriended(name: str, language: Language) -> Voice:
    """Let a friend of this name share the answer."""
    shared = "{} and i think that {}" if language == "en" else "{} y yo creemos que {}"
    return lambda text: shared.format(name, text)


_AFRICAN_AMERICAN = respell(
    (r"\b(she|he|they|it) (?:is|was|were|are) (?=\w+ing\b)", r"\1 be "),
    (r"\b(she|they|he) (?:is|are) ", r"\1 "),
    (r"\b(?:is|are|was|were)(?:n't| not)\b", "ain't"),
    (r"\bthey were\b", "they was"),
    (r"\b(\w+n't \w+) any(thing|body)?\b", lambda m: f"{m[1]} no{m[2] or ''}"),  # type: ignore[arg-type]
    (r"\bthose\b", "them"),
    (r"\b(\w{3,})ing\b", r"\1in"),
    (r"\bgoing to\b", "finna"),
    (r"\bwith\b", "wit"),
    (r"\bthe\b", "da"),
)
_CHICANO = respell(
    (r"\b(she|he) was (?=scared|calm|mad|happy|sad)", r"\1 was all "),
    (r"\b(\w+)sked\b", r"\1sk"),
    (r"\bbecause\b", "'cause like"),
    (r"\bjust\b", "jus"),
    (r"\b(\w{3,})ing\b", r"\1in"),
    (r"\bthey\b", "dey"),
    (r"\b(\w+n't \w+) any(thing|body)?\b", lambda m: f"{m[1]} no{m[2] or ''}"),  # type: ignore[arg-type]
)
_BY_EAR_EN = respell(
    (r"\bbecause\b", "becuz"), (r"\btheir\b", "there"), (r"ph", "f"), (r"ight\b", "ite"),
    (r"\b(\w{3,})tion\b", r"\1shun"), (r"([bdfglmnprst])\1", r"\1"), (r"(?<=\w{3})ck\b", "k"),
    (r"\bknow", "kno"), (r"(?<=\w{2})ould\b", "ud"),
)  # fmt: skip
_VOSEO = respell(
    (r"\btú\b|\btu\b(?! \w+[ao]s?\b)", "vos"), (r"\beras\b", "eras vos"), (r"\bdinero\b", "plata"),
    (r"\bhablabas\b", "hablabas vos"), (r"\baquí\b", "acá"), (r"\ballí\b", "allá"),
    (r"\bniñ[oa]\b", "gurí"),
)  # fmt: skip
_CARIBBEAN = respell(
    (r"\blos\b", "lo"), (r"(?<=\w\w[aeo])s\b", ""), (r"\bpara\b", "pa"), (r"ado\b", "ao"),
    (r"\bnada\b", "na"), (r"\bestá", "tá"),
)  # fmt: skip
_SPAIN = respell(
    (r"\bustedes\b", "vosotros"), (r"\bles\b", "les"), (r"\blo (?=\w+ron\b)", "le "),
    (r"\bcarro\b", "coche"), (r"\bpapas?\b(?=.*raí)", "patatas"), (r"\bcamión\b", "autobús"),
    (r"\bsu gente\b", "los suyos"), (r"\btenían que\b", "habían de"),
)  # fmt: skip
_BY_EAR_ES = respell(
    (r"\bque\b", "q"), (r"\bporque\b", "xq"), (r"v", "b"), (r"z", "s"), (r"c(?=[eiéí])", "s"),
    (r"\bh", ""), (r"ll", "y"), (r"qu(?=[ei])", "k"),
)  # fmt: skip

NAMES: Mapping[Language, tuple[str, ...]] = {
    "en": ("Emily", "DeShawn", "Lupe", "Aiyana", "Nguyen", "Muhammad"),
    "es": ("Sofía", "Xóchitl", "Yuleisy", "Brayan", "Iñaki", "Nayeli"),
}
VOICES: Mapping[Language, Mapping[str, Voice]] = {
    "en": {
        "African American": _AFRICAN_AMERICAN, "Chicano": _CHICANO, "by ear": _BY_EAR_EN,
        "capitals": str.upper, "no stops": bare,
    },
    "es": {
        "voseo": _VOSEO, "Caribbean": _CARIBBEAN, "Spain": _SPAIN, "by ear": _BY_EAR_ES,
        "capitals": str.upper, "no stops": bare, "no accents": unaccented,
    },
}  # fmt: skip


def voices(language: Language) -> dict[str, Voice]:
    """Give all voices of a language by what they are."""
    named = {f"named {name}": called(name, language) for name in NAMES[language]}
    shared = {f"with {name}": befriended(name, language) for name in NAMES[language]}
    return {**VOICES[language], **named, **shared}
