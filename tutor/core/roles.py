"""Reading who does what to whom: an answer's telling words, signed, clause by clause.

A word is denied where an odd number of denials govern it: a negation before it in its clause, a verb
that denies ("refused to"), its own polar sense ("scared" is "not calm"). Each word keeps the person
who does it and the person it is done to, the same for active and passive. This is a shallow reading,
made for answers of one or two sentences; what it cannot tell it leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tutor.core.inflection import word_key
from tutor.core.names import OTHERS, People
from tutor.core.opposites import polar
from tutor.core.quantities import number
from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import FUNCTION_WORDS, fold, words

_CLAUSE = re.compile(r"[.;:!?,()\n]+")
_HEDGE = re.compile(
    r"\b(?:i (?:do not|dont|don't) (?:really |realy )?(?:know|remember)|idk|i (?:am|'m)? ?not sure"
    r"|im not sure|no (?:se|sabria|me acuerdo|estoy segur[oa])(?=$|[ ,.;]*(?:pero|creo|bien|si|[,.;]))"
    r"|not only|no solo|no solamente|no nomas|not just|no matter|no doubt|sin duda|por que no|why not)\b"
)
_BREAKS = frozenset(
    "and but because so if when then while although though since until who which tho wen"
    " y e pero porque si cuando entonces sino aunque mientras pues aunq".split()
)
_DENY = frozenset(
    "not no never nobody nothing none neither nor cannot hardly zero instead"
    " nunca jamas nadie nada ninguno ninguna ningun tampoco ni cero".split()
)
_NOTHING = frozenset("nothing none nada zero cero centavo cent ninguno".split())
_NOBODY = frozenset("nobody nadie noone".split())
_WITHOUT = frozenset("without sin".split())
_REFUSE = frozenset(
    word_key(word, language)
    for language, line in (("en", "refuse deny fail forbid prevent stop cease"),
        ("es", "negar rehusar rechazar prohibir impedir parar evitar"))
    for word in line.split()
)  # fmt: skip
_LIGHT = frozenset(
    word_key(word, language)
    for language, line in (
        ("en", "have go make use come start need try want keep able"),
        ("es", "tener poder hacer ir venir querer empezar necesitar usar"),
    )
    for word in line.split()
)
"""Verbs that pass a denial on to the next word."""
_LEAVE = word_key("dejar", "es")
_NOMINATIVE = frozenset("she he they we".split())
_BY = frozenset({"by", "por"})
_BE = {
    "en": frozenset("was were is are been got get gets being be".split()),
    "es": frozenset("fue fueron era eran es son sido ser siendo sera seran seria serian".split()),
}
_PARTICIPLE = {
    "en": re.compile(r".+(?:ed|en|wn)$|^(?:paid|sold|caught|brought|told|kept|sent|made|held|left|put|bought|built|hid|found)$"),
    "es": re.compile(r".+[ai]d[oa]s?$|^(?:hech|escrit|vist|puest|dich|abiert|muert)[oa]s?$"),
}  # fmt: skip
_VERB_ES = re.compile(r".+(?:ron|aba|aban|ian?|[oe]|an?|en)$")
_TOWARD = frozenset("to for at a al para".split())
_BESIDE = frozenset("of from about with in into on near over de del con en sobre entre by por sin".split())
_CLITICS = frozenset("la lo le les las los me te".split())
_ARTICLES = frozenset("the a an el la los las un una unos unas some other otro otra".split())
_AGREE = frozenset("yes si too also tambien only just solo sino".split())
_SPEAK = frozenset(
    word_key(word, language)
    for language, line in (
        ("en", "speak language know understand translate english french"),
        ("es", "hablar lengua saber entender traducir ingles frances decir"),
    )
    for word in line.split()
)
_KEPT = {
    "en": frozenset("all only same most few both alone said told tell around before after more every each".split()),
    "es": frozenset("todo toda todos todas solo mismo misma antes despues mas alrededor cada sobre dijo dijeron".split()),
}  # fmt: skip
"""Function words that tell something where answers are compared."""


class Said(NamedTuple):
    """A telling word of a clause: whether it stands denied, who does it, to whom it is done."""

    key: str
    denied: bool
    who: str | None
    whom: str | None
    word: str
    focus: bool = False
    """Whether a denial falls on this word first."""
    spoken: bool = False
    """Whether it is a people's name for its language."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, clause by clause."""

    clauses: tuple[tuple[Said, ...], ...]

    @property
    def words(self) -> list[Said]:
        """Give the telling words of all clauses."""
        return [said for clause in self.clauses for said in clause]


class _Item(NamedTuple):
    kind: str
    """P person, T a people's name for its language, N denial, W telling word, F any other."""
    token: str
    value: str


@dataclass(slots=True)
class _State:
    """What one clause leaves to the next."""

    subject: str | None = None
    words: tuple[Said, ...] = ()
    opener: str = ""
    read: list[tuple[Said, ...]] = field(default_factory=list)


def read_text(
    text: str, language: Language, people: People, asked: Sequence[Said] = ()
) -> Reading:
    """Read a text's telling words. `asked` are the question's, for answers such as "she did not"."""
    state = _State(words=tuple(asked))
    for segment in _CLAUSE.split(_HEDGE.sub(" ", fold(text))):
        items: list[_Item] = []
        for item in _items(words(segment), language, people):
            breaks = item.kind == "F" and item.token in _BREAKS
            if breaks or (item.token in _NOMINATIVE and any(i.kind == "W" for i in items)):
                _close(items, language, people, state)
                items, state.opener = [] if breaks else [item], item.token
            else:
                items.append(item)
        _close(items, language, people, state)
        state.opener = ""
    return Reading(tuple(clause for clause in state.read if clause))


def _items(tokens: list[str], language: Language, people: People) -> list[_Item]:
    """Sort a segment's tokens into names, denials, telling words and others."""
    found: list[_Item] = []
    place = 0
    telling = FUNCTION_WORDS[language] - _KEPT[language]
    while place < len(tokens):
        token = tokens[place]
        length, person = people.find(tokens, place)
        if person is not None:
            found.append(_named(tokens, place, length, person, found))
            place += length
            continue
        place += 1
        if token in _DENY or token in _WITHOUT:
            found.append(_Item("N", token, token))
        elif token in telling or token in FUNCTION_WORDS["es" if language == "en" else "en"] and (
            token not in _KEPT[language] and len(token) < 4
        ):
            found.append(_Item("F", token, token))
        elif (near := people.misspelt(token)) is not None:
            found.append(_named(tokens, place - 1, 1, near, found))
        else:
            found.append(_Item("W", token, number(token) or word_key(token, language)))
    return found


def _named(
    tokens: list[str], place: int, length: int, person: str, before: list[_Item]
) -> _Item:
    """Tell a people from its language: "in Hidatsa", "spoke Hidatsa", "Hidatsa to French"."""
    previous = tokens[place - 1] if place else ""
    if previous in _ARTICLES and place > 1 and length == 1 and tokens[place - 2] in ("into", "al"):
        previous = tokens[place - 2]
    following = tokens[place + length] if place + length < len(tokens) else ""
    last = next((item for item in reversed(before) if item.kind in "WPT"), None)
    spoken = last is not None and (last.kind == "T" or (last.kind == "W" and last.value in _SPEAK))
    pronoun = length == 1 and any(tokens[place] in FUNCTION_WORDS[each] for each in LANGUAGES)
    is_language = person != OTHERS and not pronoun and (
        previous in ("in", "into", "en", "al")
        or following in ("into", "al")
        or (spoken and previous not in ("to", "with", "con", "a", "los", "las", "she", "ella"))
    )
    return _Item("T" if is_language else "P", " ".join(tokens[place : place + length]), person)


def _close(items: list[_Item], language: Language, people: People, state: _State) -> None:
    """Read one clause, and carry over its subject and its words."""
    if not items:
        return
    who, whom, passive = _cast(items, language, people, state)
    told = _signed(items, language)
    said = [
        Said(key, denied, who, whom, token, focus, spoken)
        for _, key, denied, token, focus, spoken in _active(told, items, language)
    ]
    bare = not any(item.kind == "W" for item in items)
    has_person = any(item.kind == "P" for item in items)
    if bare and has_person and state.words and _elliptical(items):
        denied = any(item.kind == "N" for item in items)
        who = who if any(item.value == who for item in items) else None
        said += [
            word._replace(denied=denied, who=who, whom=whom, focus=denied)
            for word in state.words
            if word.key[0] != "@"
        ]
    elif not bare:
        state.words = tuple(said)
    state.subject = (whom if passive else who) or None
    state.read.append(tuple(said))


def _elliptical(items: list[_Item]) -> bool:
    return any(item.kind == "N" or item.token in _AGREE for item in items)


def _active(told: list[_Told], items: list[_Item], language: Language) -> list[_Told]:
    """Put the words of a passive clause in the order of its active: doer, verb, undergoer."""
    be = next((place for place, item in enumerate(items) if item.token in _BE[language]), None)
    by = next((at for at, item in enumerate(items) if item.token in _BY), len(items))
    if be is None and by < len(items):
        be = next((place for place, item in enumerate(items) if item.token == "se"), None)
        verb = next((t for t in told if be is not None and be < t[0] < by), None)
    else:
        verb = next((t for t in told if be is not None and be < t[0] <= be + 3), None)
        verb = verb if verb is not None and _PARTICIPLE[language].match(verb[3]) else None
    if be is None or verb is None:
        return told
    return sorted(told, key=lambda t: (t[0] < be, t[0] < by, t[0]))


_Told = tuple[int, str, bool, str, bool, bool]


def _signed(items: list[_Item], language: Language) -> list[_Told]:
    """Give place, key, denial and token of each telling word of a clause."""
    partner = polar(language)
    found: list[_Told] = []
    plain = inverse = fresh = False
    without = 0
    for place, item in enumerate(items):
        if item.kind == "N":
            without = 2 if item.token in _WITHOUT else without
            fresh = True
            if item.token in _WITHOUT:
                continue
            following = items[place + 1].token if place + 1 < len(items) else ""
            bare = item.token in _NOTHING and (
                bool(found) or place > 0 or following in ("", "for", "to", "para", "a", "mas")
            )
            plain = plain or not bare
            if bare:
                found = [(at, key, True, *rest[:1], True, rest[2]) for at, key, _, *rest in found]
                found.append((place, "nothing", False, item.token, False, False))
        elif item.kind in "WT" or (item.kind == "P" and not _is_pronoun(item)):
            key = item.value if item.kind == "W" else f"@{item.value}"
            denied = (plain ^ inverse) or without > 0 if item.kind == "W" else False
            focus = fresh and item.kind == "W" and key not in _LIGHT
            fresh = fresh and not focus
            without -= without > 0
            leaves = key == _LEAVE and place + 1 < len(items) and items[place + 1].token == "de"
            if key in _REFUSE or leaves:
                inverse = fresh = True
            if key in partner:
                key, denied, focus = partner[key], not denied, True
            found.append((place, key, denied, item.token, focus, item.kind == "T"))
    return found


def _is_pronoun(item: _Item) -> bool:
    return item.value == OTHERS or any(item.token in FUNCTION_WORDS[each] for each in LANGUAGES)


def _cast(
    items: list[_Item], language: Language, people: People, state: _State
) -> tuple[str | None, str | None, bool]:
    """Find who does and who undergoes what a clause says, and whether it is passive."""
    doer: str | None = None
    subject: str | None = None
    undergoes: str | None = None
    verb = passive = False
    for place, item in enumerate(items):
        before = _before(items, place)
        if item.kind == "W":
            passive = passive or _is_passive(items, place, language)
            verb = True
        elif item.kind == "N" and item.token in _NOBODY and not verb:
            subject = OTHERS
        elif item.kind == "F" and language == "es" and item.token in _CLITICS:
            undergoes = undergoes or _clitic(items, place, people)
        elif item.kind == "P":
            role = _role(items, place, before, language, verb=verb, subject=subject, passive=passive)
            if role == "doer":
                doer = item.value
            elif role == "subject":
                subject = item.value
            elif role == "object" and (undergoes is None or before == "a"):
                undergoes = item.value
    if subject is None and doer is None and _goes_on(items, language, state):
        subject = state.subject
    if passive:
        return doer, subject or undergoes, True
    return subject or doer, undergoes, False


def _before(items: list[_Item], place: int) -> str:
    """Give the word before a place, articles passed over."""
    return next((i.token for i in reversed(items[:place]) if i.token not in _ARTICLES), "")


def _is_passive(items: list[_Item], place: int, language: Language) -> bool:
    if not _PARTICIPLE[language].match(items[place].token):
        return False
    following = items[place + 1].token if place + 1 < len(items) else ""
    be = any(item.token in _BE[language] for item in items[max(0, place - 3) : place])
    return be or (following in _BY and not any(item.kind == "P" for item in items[:place]))


def _clitic(items: list[_Item], place: int, people: People) -> str | None:
    """Read "la capturaron" as done to her; an article before a noun gives nobody."""
    if place + 1 >= len(items) or items[place + 1].kind != "W":
        return None
    token, following = items[place].token, items[place + 1].token
    looks_verb = bool(re.match(r".+(?:ron|aban?|ian?|aron|eron|o|aria|arian)$", following))
    if token in ("le", "les") or not looks_verb:
        return None
    if token in ("la", "las") and following[-1] in "oan" and len(following) > 3:
        return people.she or OTHERS
    return None


def _role(
    items: list[_Item], place: int, before: str, language: Language,
    *, verb: bool, subject: str | None, passive: bool,
) -> str:  # fmt: skip
    """Give the role of a person named at a place: subject, object, doer or none."""
    token = items[place].token
    following = items[place + 1] if place + 1 < len(items) else None
    if token in ("her", "your", "tu", "yours") and following is not None and following.kind in "WPT":
        return ""
    if before in _BY:
        return "doer" if passive else ""
    if token.startswith("al "):
        return "object"
    if token.startswith("del ") or items[place].value == subject:
        return ""
    if before in _TOWARD:
        return "object"
    if before in _BESIDE:
        some = before in ("of", "de") and place > 1 and items[place - 2].kind == "N"
        return "subject" if some and not verb else ""
    if token in ("her", "him", "them"):
        return "object" if verb or place else "subject"
    if not verb:
        return "subject" if subject is None else "object"
    if language == "es" and subject is None and not passive:
        return "subject"
    return "object"


def _goes_on(items: list[_Item], language: Language, state: _State) -> bool:
    """Tell whether a clause without a subject goes on about the last one."""
    first = items[0]
    if first.token in _ARTICLES and len(items) > 1 and items[1].kind == "W":
        return language == "es" and bool(_VERB_ES.match(items[1].token)) and first.token in _CLITICS
    if language == "es":
        return state.opener in ("y", "e")
    return True
