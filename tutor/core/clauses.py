"""Cutting a text into clauses, and telling names, denials and telling words in them apart.

A word is denied where an odd number of denials govern it: a negation before it in its clause, a
verb that denies ("refused to"), its own polar sense ("scared" is "not calm").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tutor.core.inflection import word_key
from tutor.core.meanings.idioms import join_idioms
from tutor.core.names import OTHERS, People
from tutor.core.opposites import polar
from tutor.core.quantities import number
from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import FUNCTION_WORDS, fold, words

NOTHING = "nothing"
"""The key of "nothing", "zero" and their like as what somebody gets."""
ARTICLES = frozenset("the a an el la los las un una unos unas some other otro otra".split())
BY = frozenset({"by", "por"})
BE: dict[Language, frozenset[str]] = {
    "en": frozenset("was were is are been got get gets being be".split()),
    "es": frozenset("fue fueron era eran es son sido ser siendo sera seran seria serian".split()),
}
PARTICIPLE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r".+(?:ed|en|wn)$"
        r"|^(?:paid|sold|caught|brought|told|kept|sent|made|held|left|put|bought|built|hid|found)$"
    ),
    "es": re.compile(
        r"(?!(?:cada|nada|vida|lado|comida)s?$).+[ai]d[oa]s?$|^(?:hech|escrit|vist|puest|dich|abiert|muert)[oa]s?$"
    ),
}
_STOP = re.compile(r"[.;:!?,()\n]+")
_HEDGE = re.compile(
    r"\b(?:i (?:do not|dont|don't) (?:really |realy )?(?:know|remember)|idk|i (?:am|'m)? ?not sure"
    r"|im not sure|no matter|no doubt|sin duda|por que no|why not"
    r"|no (?:se|sabria|me acuerdo|estoy segur[oa])(?=$|[ ,.;]*(?:pero|creo|bien|si|[,.;]))"
    r"|not only|no solo|no solamente|no nomas|not just)\b"
)
_BREAKS = frozenset(
    "and but because so if when then while although though since until who which tho wen"
    " y e pero porque si cuando entonces sino aunque mientras pues aunq".split()
)
_REASONS = frozenset("because porque".split())
_NOMINATIVE = frozenset("she he they we".split())
_DENY = frozenset(
    "not no never nobody nothing none neither nor cannot hardly zero instead"
    " nunca jamas nadie nada ninguno ninguna ningun tampoco ni cero".split()
)
_WOULD = frozenset("would could did will can should had have has was were".split())
_NOTHING = frozenset("nothing none nada zero cero ninguno".split())
_WITHOUT = frozenset("without sin lack lacked lacking lacks".split())
_SCARCE = frozenset(
    "little scarce scarcity shortage poco poca poquito poquita falta escasez".split()
)
_VERY = frozenset("very too so bit muy bien tan".split())
_REFUSE = {
    "en": "refuse deny fail forbid prevent stop cease",
    "es": "negar rehusar rechazar prohibir impedir parar evitar",
}
_LIGHT = {
    "en": "have go make use come start need try want keep",
    "es": "tener poder hacer ir venir querer empezar necesitar usar",
}
_SPEAK = {
    "en": "speak language know understand translate english french",
    "es": "hablar lengua saber entender traducir ingles frances decir",
}
_TELLING: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "all only same most few both alone said told tell around before after more every each up"
        " down".split()
    ),
    "es": frozenset(
        "todo toda todos todas solo mismo misma antes despues mas alrededor cada sobre dijo"
        " dijeron".split()
    ),
}
"""Function words that tell something where answers are compared."""


class Item(NamedTuple):
    """A word or a name of a clause."""

    kind: str
    """P person, T a people's name for its language, N denial, W telling word, F any other."""
    word: str
    value: str
    """The person, or the word's key."""


class Told(NamedTuple):
    """A telling word with its place in the clause."""

    place: int
    key: str
    word: str
    denied: bool = False
    focus: bool = False
    spoken: bool = False


@cache
def _keys(kind: str) -> frozenset[str]:
    lines = {"refuse": _REFUSE, "light": _LIGHT, "speak": _SPEAK}[kind]
    return frozenset(word_key(w, each) for each in LANGUAGES for w in lines[each].split())


def is_light(key: str) -> bool:
    """Tell whether a key is a verb such as "have", which passes a denial on to the next word."""
    return key in _keys("light")


def cut_clauses(text: str, language: Language, people: People) -> Iterator[tuple[str, list[Item]]]:
    """Give each clause with the word that opens it ("" after a stop)."""
    for segment in _STOP.split(_HEDGE.sub(" ", fold(text))):
        items: list[Item] = []
        opener = ""
        found = _sort(join_idioms(words(segment), language), language, people)
        for place, item in enumerate(found):
            breaks = item.kind == "F" and item.word in _BREAKS and not _denies_reason(item, items)
            if breaks or (_opens(found, place) and any(i.kind in "WN" for i in items)):
                yield opener, items
                items, opener = [] if breaks else [item], item.word
            else:
                items.append(item)
        yield opener, items


def _denies_reason(item: Item, items: list[Item]) -> bool:
    """Tell whether a "because" is itself denied: "it was not because of the cold"."""
    if item.word not in _REASONS or not any(i.kind == "N" for i in items):
        return False
    return not any(i.kind in "WPT" for i in items) or items[-1].kind == "N"


def _opens(items: list[Item], place: int) -> bool:
    """Tell whether a word is the subject of a new clause, be it after a stop or not."""
    following = items[place + 1].word if place + 1 < len(items) else ""
    word = items[place].word
    return word in _NOMINATIVE or (word in ("it", "you") and following in BE["en"])


def _sort(tokens: list[str], language: Language, people: People) -> list[Item]:
    """Sort a segment's tokens into names, denials, telling words and others."""
    found: list[Item] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        length, person = people.find(tokens, place)
        if person is None and (
            token in _DENY or token in _WITHOUT or _is_scarce(tokens, place, language)
        ):
            found.append(Item("N", token, token))
        elif person is None and _is_grammar(token, language):
            found.append(Item("F", token, token))
        elif person is not None or (person := people.misspelt(token)) is not None:
            found.append(_named(tokens, place, max(1, length), person, found))
        else:
            found.append(Item("W", token, number(token) or word_key(token, language)))
        place += max(1, length)
    return found


def _is_scarce(tokens: list[str], place: int, language: Language) -> bool:
    """Tell "very little rain" from "little fingers"."""
    word, before = tokens[place], tokens[place - 1] if place else ""
    if word not in _SCARCE or (word == "little" and before not in _VERY):
        return False
    following = place + 1 + (tokens[place + 1 : place + 2] in (["of"], ["de"]))
    return following < len(tokens) and not _is_grammar(tokens[following], language)


def _is_grammar(token: str, language: Language) -> bool:
    """Tell whether a word only serves grammar, short words of the other language included."""
    if token in _TELLING[language]:
        return False
    other: Language = "es" if language == "en" else "en"
    return token in FUNCTION_WORDS[language] or (len(token) < 4 and token in FUNCTION_WORDS[other])


def _named(tokens: list[str], place: int, length: int, person: str, before: list[Item]) -> Item:
    """Tell a people from its language: "in Hidatsa", "spoke Hidatsa", "Hidatsa into French"."""
    name = " ".join(tokens[place : place + length])
    previous = tokens[place - 1] if place else ""
    if previous in ARTICLES and place > 1 and tokens[place - 2] in ("into", "al"):
        previous = tokens[place - 2]
    following = tokens[place + length] if place + length < len(tokens) else ""
    last = next((item for item in reversed(before) if item.kind in "WPT"), None)
    spoken = last is not None and (last.kind == "T" or last.value in _keys("speak"))
    if person == OTHERS or is_pronoun(Item("P", name, person)):
        return Item("P", name, person)
    is_language = (
        previous in ("in", "into", "en", "al")
        or following in ("into", "al")
        or (spoken and previous not in ("to", "with", "con", "a", "los", "las", "she", "ella"))
    )
    return Item("T" if is_language else "P", name, person)


def is_pronoun(item: Item) -> bool:
    """Tell whether somebody is meant by a pronoun and not by a name."""
    return item.value == OTHERS or any(item.word in FUNCTION_WORDS[each] for each in LANGUAGES)


class _Signs:
    """The denials that govern the words of one clause, as it is read from left to right."""

    def __init__(self, language: Language) -> None:
        self.told: list[Told] = []
        self._partner = polar(language)
        self._plain = self._inverse = self._fresh = False
        self._without = 0

    def deny(self, place: int, item: Item, following: str) -> None:
        """Read a denial. "Nothing" behind a verb denies the verb."""
        self._fresh = True
        if item.word in _WITHOUT or item.word in _SCARCE:
            self._without = 2 if item.word in _WITHOUT else 1
            return
        behind = item.word in _NOTHING and (
            place > 0 or following in ("", "for", "to", "para", "a", "mas")
        )
        self._plain = self._plain or not behind
        if behind:
            self.told = [told._replace(denied=True, focus=True) for told in self.told]
            self.told.append(Told(place, NOTHING, item.word))

    def resume(self) -> None:
        """Let a denial of somebody fall on what they do as well: "no others would help"."""
        self._fresh = self._fresh or self._plain

    def tell(self, place: int, item: Item, following: str) -> None:
        """Read a telling word or a name. Names are never denied."""
        if item.kind != "W":
            self.told.append(Told(place, f"@{item.value}", item.word, spoken=item.kind == "T"))
            return
        key = item.value
        denied = self._plain ^ self._inverse ^ (self._without > 0)
        focus = self._fresh and not is_light(key)
        self._fresh = self._fresh and not focus
        self._without = max(0, self._without - 1)
        if key in _keys("refuse") or (item.word.startswith("dej") and following == "de"):
            self._inverse = self._fresh = True
        if key in self._partner:
            key, denied, focus = self._partner[key], not denied, True
        self.told.append(Told(place, key, item.word, denied=denied, focus=focus))


def read_signs(items: list[Item], language: Language) -> list[Told]:
    """Give the telling words of a clause in the order of its active: doer, verb, undergoer."""
    signs = _Signs(language)
    for place, item in enumerate(items):
        following = items[place + 1].word if place + 1 < len(items) else ""
        if item.kind == "N":
            signs.deny(place, item, following)
        elif item.word in _WOULD:
            signs.resume()
        elif item.kind in "WT" or (item.kind == "P" and not is_pronoun(item)):
            signs.tell(place, item, following)
    return _turn_active(signs.told, items, language)


def _turn_active(told: list[Told], items: list[Item], language: Language) -> list[Told]:
    be = next((place for place, item in enumerate(items) if item.word in BE[language]), None)
    by = next((at for at, item in enumerate(items) if item.word in BY), len(items))
    if be is not None:
        verb = next((t for t in told if be < t.place <= be + 3), None)
        passive = verb is not None and bool(PARTICIPLE[language].match(verb.word))
    else:
        be = next((place for place, item in enumerate(items) if item.word == "se"), len(items))
        passive = be < by < len(items) and not any(item.kind == "P" for item in items[:be])
    if not passive:
        return told
    return sorted(told, key=lambda t: (t.place < be, t.place < by, t.place))
