"""Whether the people of a sentence do what they do in the facts, and the reverse.

For each telling word that a sentence shares with a fact, the people around it are compared: who
stands before the verb and who behind it, the passive turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tutor.core.facts import Facts, Verdict, gather, judge
from tutor.core.grounding.dates import find_days
from tutor.core.grounding.keys import lemma_of
from tutor.core.grounding.licence import Licence
from tutor.core.grounding.order import keeps_order
from tutor.core.grounding.speaker import does_it
from tutor.core.grounding.tokens import Text, self_words
from tutor.core.inflection import base_form, frequency
from tutor.core.lesson import LessonPack, Person
from tutor.core.names import People, know_people
from tutor.core.persona import Persona
from tutor.core.roles import Reading, Said, read_text
from tutor.core.terms import Language
from tutor.core.text import FUNCTION_WORDS, fold, words

_GROUPS: dict[Language, str] = {
    "en": "man woman"
    " captains raiders warriors fighters soldiers men women people hunters traders owner"
    " visitor"
    " husband brother father mother chief leader doctor doctors historians families children child"
    " baby boy animal bear grizzly horse horses interpreter wife wives son",
    "es": "hombre mujer"
    " capitanes atacantes guerreros soldados hombres mujeres pueblo gente cazadores"
    " comerciantes"
    " dueño visitante esposo hermano padre madre jefe líder médico historiadores familias niños"
    " niño"
    " bebé animal oso grizzly caballo caballos intérprete esposa esposas hijo",
}
"""People, and animals, who do something or to whom it is done, without a name."""

_Cast = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

_ZERO = re.compile(r"\b(?:zero|cero)\b", re.IGNORECASE)
"""No denial where it is a temperature."""
_UNDERGONE = re.compile(r"\b[Mm]e (?!parec)\w+(?:aron|ieron|yeron|ió|ó|aba|aban|ía|ían)\b")
"""What others do to a Spanish speaker."""
_ACCENTS = {"e": "é", "i": "í", "o": "ó"}
_COMMON = 4.3
"""Zipf frequency from which a word of a name, such as "white", is more often none."""
_AT = re.compile(
    r"(?:\b(?:on|in|by|until|from|to|since|el|en|del?|desde|hasta|al|la tarde del)\s+)$",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"^[Ss]egún (escribió|anotó|contó|dijo|registró|describió) ([A-Z]\w+)\b")
"""A report whose subject stands behind its verb."""
_SUBJECT = frozenset({"i"})
_OBJECT = frozenset({"me", "mi"})
_PASSIVE = re.compile(
    r"\bi (?:was|had|have|were|got|get|received|too was)\b|\bi (?:am|could be|would be)\b"
    r"|\bmyself\b"
)


def part_problems(licence: Licence, persona: Persona, pack: LessonPack) -> list[str]:
    """Say where somebody does what the facts say of another."""
    language = licence.language
    texts = (licence.said, *licence.facts)
    cast = _cast(texts, persona, pack)
    known = _gather(tuple(fact.text for fact in licence.facts), cast, language)
    said = _REPORTED.sub(r"\2 \1", _timeless(licence.said.text, language))
    verdict = judge(read_text(said, language, _know(*cast, language)), known)
    astray = [told for told in verdict.astray if _is_deed(told.word, language)]
    stays = all(_stays(told, cast, licence) for told in astray)
    problems = []
    if verdict.reversed or verdict.exchanged or verdict.crossed:
        problems.append("exchanges who does it and to whom")
    elif verdict.turned and not stays and not _keeps_case(licence, verdict):
        problems.append("turns round who does it")
    elif verdict.misdone and not stays:
        problems.append("says of one what the facts say of another")
    if not problems and _changes_case(licence):
        problems.append("turns round who does it")
    if verdict.denied > verdict.shared_denials:
        problems.append("denies what the facts say, or the reverse")
    return problems


@lru_cache(maxsize=256)
def _gather(facts: tuple[str, ...], cast: _Cast, language: Language) -> Facts:
    """Read who does what in some facts; nobody may change what this gives."""
    return gather(_read_fact(fact, cast, language) for fact in facts)


@lru_cache(maxsize=1024)
def _read_fact(fact: str, cast: _Cast, language: Language) -> Reading:
    return read_text(_timeless(fact, language), language, _know(*cast, language))


def _timeless(text: str, language: Language) -> str:
    """Give a text without its days, which stand anywhere and part what belongs together."""
    kept = _ZERO.sub("", text)
    for (start, end), _ in sorted(find_days(kept, language), reverse=True):
        before = _AT.sub("", kept[:start])
        behind = kept[end:].removeprefix(",") if not before else kept[end:]
        kept = before + behind
    return kept.strip()


def _is_deed(word: str, language: Language) -> bool:
    """Tell whether a word may be a verb in the past, or one that a verb governs."""
    folded = fold(word)
    if language == "es":
        accented = (f"{folded[:-1]}{_ACCENTS.get(folded[-1:], folded[-1:])}", folded)
        ends = folded.endswith(("ar", "er", "ir", "ra", "ran"))
        return ends or any(lemma_of(each, language) != folded for each in accented)
    return folded.endswith("ed") or base_form(folded, language) is not None


def _keeps_case(licence: Licence, verdict: Verdict) -> bool:
    """Tell whether only the figure seems turned, and is "I" and never "me" on both sides."""
    texts = (licence.said, *licence.facts)
    figure = all(person == "self" for person, _ in verdict.misplaced)
    return (
        figure
        and licence.language == "en"
        and all(text.says(_SUBJECT) and not text.says(_OBJECT) for text in texts)
    )


def _changes_case(licence: Licence) -> bool:
    """Tell whether the figure does what the facts say is done to it, or the reverse."""
    said = licence.said
    facts = " ".join(fact.text for fact in licence.facts)
    if licence.language == "en":
        own, there = said.says(_SUBJECT), any(fact.says(_SUBJECT) for fact in licence.facts)
        suffers = _PASSIVE.search(said.text.lower()) is not None
        onto = said.says(_OBJECT) and not own
        return (own and not there and not suffers) or (
            onto and there and not any(fact.says(_OBJECT) for fact in licence.facts)
        )
    does, did = does_it(said.text), does_it(facts)
    undergoes = said.says(_OBJECT)
    underwent = any(fact.says(_OBJECT) for fact in licence.facts)
    if did and not underwent and _UNDERGONE.search(said.text):
        return True
    return (does and not did and underwent and not undergoes) or (
        undergoes and not underwent and did and not does
    )


def _stays(told: Said, cast: _Cast, licence: Licence) -> bool:
    """Tell whether a clause of a fact has a word on the same side of the people around it."""
    people = [person for person in (told.who, told.whom) if person is not None]
    return bool(people) and all(
        any(keeps_order(name, told.word, licence) for name in _called(person, cast, licence.said))
        for person in people
    )


def _called(person: str, cast: _Cast, said: Text) -> Sequence[str]:
    """Give the words by which a text names somebody; a Spanish `me` may be the object."""
    if person == "self" and said.language == "en":
        return [token.word for token in said.tokens if token.word in _SUBJECT | _OBJECT]
    names, groups, own = cast
    kind, _, place = person.partition("-")
    named = {"x": _but(names, own), "g": groups}.get(kind)
    return named[int(place) : int(place) + 1] if named is not None else ()


def _cast(texts: Sequence[Text], persona: Persona, pack: LessonPack) -> _Cast:
    """Give the names and the groups of texts, and the names of the figure."""
    language = texts[0].language
    names = sorted({token.word for text in texts for token in text.telling if token.kind == "name"})
    crowd = _crowd(pack.called, language)
    common = set(fold(_GROUPS[language]).split())
    groups = {
        token.word
        for text in texts
        for token in text.tokens
        if token.word in common
        or (token.word in crowd and (token.kind == "name" or frequency(token.word) < _COMMON))
    }
    own = (persona.name.get(language), *(use.name for use in persona.names))
    return tuple(names), tuple(sorted(groups)), tuple(own)


@lru_cache(maxsize=32)
def _crowd(called: tuple[str, ...], language: Language) -> frozenset[str]:
    """Give the words of the names of the pack's people."""
    return frozenset(word for name in called for word in words(name)) - FUNCTION_WORDS[language]


@lru_cache(maxsize=512)
def _know(
    names: tuple[str, ...], groups: tuple[str, ...], own: tuple[str, ...], language: Language
) -> People:
    me = Person.model_validate(
        {"id": "self", "names": {language: [*own, *sorted(self_words(language))]}}
    )
    others = [
        Person.model_validate({"id": f"x-{at}", "names": {language: [name]}})
        for at, name in enumerate(_but(names, own))
    ]
    crowd = [
        Person.model_validate({"id": f"g-{at}", "names": {language: [name]}})
        for at, name in enumerate(groups)
    ]
    return know_people([me, *others, *crowd])


def _but(names: Iterable[str], own: Sequence[str]) -> list[str]:
    taken = {word.lower() for name in own for word in name.split()}
    return [name for name in names if name not in taken]
