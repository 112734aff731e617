"""Sentences of English and Spanish text, as authors write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The marks of quotation are meant as they stand.
_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s)""")
_KEPT_WHOLE = re.compile(r'\{[^{}]*\}|"[^"]*"|“[^”]*”|«[^»]*»|\([^()]*\)')
_LAST_WORD = re.compile(r"[^\s({\[“«\"'‘|]*$")  # noqa: RUF001
_OPENING = re.compile(r"""["'“‘«(\[{¿¡]*(?:[a-z0-9-]+:)?(.)""", re.DOTALL)  # noqa: RUF001
_FIRST_WORD = re.compile(r"""["'“‘«(\[¿¡]*(\w+)""")  # noqa: RUF001
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)*[^\W\d_]{1,2}\.")
_NEAR = 60


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    "Capt. Cap. Cpt. Col. Cpl. Dr. Dra. Fr. Ft. Gen. Gob. Gov. Gral. Hon. Lt. Maj. Messrs. Mr. "
    "Mrs. Ms. Mt. Pres. Prof. Pvt. Rev. Sgt. Sr. Sra. Sres. Srta. St. Sta. Ste. Sto. Tte. Ud. Uds. "
    "Vd. EE."
)
_ALWAYS_GOES_ON = _words("vs. cf. e.g. i.e. p.ej. approx. aprox. ca. ed. eds. trad.")
_BEFORE_NUMBERS = _words(
    "no. No. nos. Nos. núm. Núm. núms. n. p. pp. pág. págs. vol. Vol. fig. Fig. art. ch. Ch. cap. "
    "c. Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec. ene. feb. mar. abr. jun. jul. "
    "ago. sept. oct. nov. dic."
)
_MAY_END = _words("Jr. Esq. etc. a.m. p.m. a.C. d.C. UU.")
_STARTERS = _words(
    "a after an and as at because before but by el ella ellas ellos en entonces eran era es esta "
    "este fue he her his i in it its la las later los no nobody on our pero she so su sus that the "
    "their then there these they this those to un una we when y yo you"
)


def split_sentences(text: str) -> tuple[str, ...]:
    """Split text into sentences; joined with single spaces they give the text again."""
    return tuple(" ".join(text[start:end].split()) for start, end in sentence_spans(text))


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence begins and ends in the text, white space around it left out."""
    start = 0
    for end in (*_boundaries(text), len(text)):
        sentence = text[start:end]
        if sentence.strip():
            left = start + len(sentence) - len(sentence.lstrip())
            yield left, start + len(sentence.rstrip())
        start = end


def _boundaries(text: str) -> Iterator[int]:
    whole = [match.span() for match in _KEPT_WHOLE.finditer(text)]
    at = 0
    for mark in _END.finditer(text):
        while at < len(whole) and whole[at][1] <= mark.end() - 1:
            at += 1
        inside = at < len(whole) and whole[at][0] < mark.end() < whole[at][1]
        before, rest = text[max(0, mark.end() - _NEAR) : mark.end()], _next(text, mark.end())
        if not inside and rest and _begins_sentence(rest) and not _goes_on(before, rest):
            yield mark.end()


def _next(text: str, at: int) -> str:
    return text[at : at + _NEAR].lstrip()


def _begins_sentence(rest: str) -> bool:
    if rest.startswith("{"):
        return True
    opening = _OPENING.match(rest)
    return opening is not None and not opening[1].islower()


def _goes_on(before: str, rest: str) -> bool:
    """Say whether the full stop belongs to an abbreviation within the sentence."""
    found = _LAST_WORD.search(before)
    word = found[0] if found else ""
    if word in _TITLES or word in _ALWAYS_GOES_ON:
        return True
    if word in _BEFORE_NUMBERS:
        return rest[:1].isdigit()
    if word in _MAY_END or (_INITIALS.fullmatch(word) and _is_initial(word)):
        return not _starts_like_sentence(rest)
    return False


def _is_initial(word: str) -> bool:
    return word[0].isupper() and all(len(part) <= 1 for part in word.split("."))


def _starts_like_sentence(rest: str) -> bool:
    first = _FIRST_WORD.match(rest)
    return rest.startswith(("{", "¿", "¡")) or (first is not None and first[1].lower() in _STARTERS)
