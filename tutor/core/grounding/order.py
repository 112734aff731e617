"""Whether a sentence keeps the order by which its facts say who does what to whom.

"Smoke rose like spray" has each word of "spray rose like smoke": what stands before a word in the
facts and what behind it may not change places, but where the passive turns both round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from tutor.core.clauses import ARTICLES
from tutor.core.grounding.licence import Licence
from tutor.core.grounding.operators import Class
from tutor.core.grounding.tokens import Text, Token
from tutor.core.terms import Language

_WINDOW = 7
"""Telling words of a clause among which the order is compared."""
_HINGES = frozenset("for than from por".split())
"""Prepositions on whose two sides something else stands: "horses for knives"."""
_TURNERS = frozenset(
    "was were been is are be got get"
    " fue fueron era eran ser sido le les lo los la las se nos me te".split()
)
"""Words that, close before a verb, turn its clause round: of the passive, Spanish pronouns."""
_SELVES: dict[Language, frozenset[str]] = {
    "en": frozenset("i me we us".split()),
    "es": frozenset("yo me mi nosotros nosotras nos".split()),
}
_DOING = frozenset("i we yo nosotros nosotras".split())
_UNDERGOING = frozenset({"nos"})
"""Who undergoes a verb that stands behind."""
_BETWEEN = 2
"""How far a turner may stand before its verb, in tokens."""
_JOINERS = frozenset("and y e".split())
_SOLE: frozenset[Class] = frozenset({"only"})
_DENIAL: frozenset[Class] = frozenset({"denial"})
_NOT: dict[Language, frozenset[str]] = {
    "en": frozenset({"not", "never"}),
    "es": frozenset({"no", "nunca"}),
}
"""Denials that stand before what they deny."""
_FOCUS = 3
"""Words behind "only" on which it may fall."""


def order_problems(licence: Licence) -> list[str]:
    """Say what has changed places."""
    problems = []
    if any(_is_mirrored(trio, licence) for trio in _trios(licence.said)):
        problems.append("turns round what stands in its facts")
    if _acts_for_another(licence):
        problems.append("says of the figure what another does")
    if _moves(_SOLE, licence):
        problems.append("moves 'only'")
    if _denies_later(licence):
        problems.append("moves a denial")
    return problems


def _trios(text: Text) -> Iterator[tuple[Token, Token, Token]]:
    """Give the words of each clause by threes, in their order."""
    kept = [
        t
        for t in _joined(text)
        if t.kind in ("word", "name") or _is_self(t, text) or t.word in _HINGES
    ]
    for at, first in enumerate(kept):
        near = kept[at + 1 : at + _WINDOW]
        for place, hinge in enumerate(near):
            for last in near[place + 1 :]:
                within = first.clause == hinge.clause == last.clause or hinge.word in _HINGES
                pivots = hinge.kind == "word" or hinge.word in _HINGES
                if within and pivots and not {first.word, last.word} & _HINGES:
                    yield first, hinge, last


def _joined(text: Text) -> Iterator[Token]:
    """Give the tokens with people joined by "and" in one clause."""
    less = 0
    for at, token in enumerate(text.tokens):
        around = text.tokens[at - 1], *text.tokens[at + 1 : at + 2]
        people = all(t.kind == "name" or _is_self(t, text) for t in around)
        less += token.word in _JOINERS and people and at > 0
        compares = token.word == "que" and text.tokens[at - 1].word in ("mas", "menos")
        yield replace(token, word="than" if compares else token.word, clause=token.clause - less)


def _is_self(token: Token, text: Text) -> bool:
    return token.word in _SELVES[text.language]


def _is_mirrored(trio: tuple[Token, Token, Token], licence: Licence) -> bool:
    """Tell whether the facts have three words only in the reverse order."""
    first, hinge, last = trio
    if any(licence.matches(hinge, other) for other in (first, last)):
        return False
    reverse = False
    for fact in licence.facts:
        for a, b, c in _trios(fact):
            if not _stands_for(hinge, b, licence):
                continue
            if _stands_for(first, a, licence) and _stands_for(last, c, licence):
                return False
            reverse |= _stands_for(first, c, licence) and _stands_for(last, a, licence)
    return reverse and not _turns(licence.said, hinge)


def _stands_for(said: Token, own: Token, licence: Licence) -> bool:
    """Tell whether a word of a fact gives a word of the sentence, "me" for "I" among them."""
    mine = [_is_self(token, licence.said) for token in (said, own)]
    if any(mine):
        return all(mine)
    if "free" in (said.kind, own.kind):
        return said.word == own.word
    exact = any(said.key == t.key for fact in licence.facts for t in fact.telling)
    return said.key == own.key if exact else licence.matches(said, own)


def _turns(text: Text, verb: Token) -> bool:
    """Tell whether what stands before a verb undergoes it."""
    near = [t for t in text.tokens if t.place < verb.place and t.kind != "mark"][-_BETWEEN:]
    return any(t.word in _TURNERS for t in near)


def keeps_order(one: str, other: str, licence: Licence) -> bool:
    """Tell whether a clause of a fact has two words of the sentence in the same order."""
    said = list(_orders(licence.said))
    pairs = [(a, b) for a, b in said if {one, other} == {a.word, b.word}]
    known = [pair for fact in licence.facts for pair in _orders(fact)]
    return bool(pairs) and all(
        any(_stands_for(a, own, licence) and _stands_for(b, its, licence) for own, its in known)
        for a, b in pairs
    )


def _orders(text: Text) -> Iterator[tuple[Token, Token]]:
    """Give the words of each clause by twos, in their order."""
    kept = [t for t in _joined(text) if t.kind in ("word", "name") or _is_self(t, text)]
    for at, one in enumerate(kept):
        yield from ((one, other) for other in kept[at + 1 :] if other.clause == one.clause)


def _acts_for_another(licence: Licence) -> bool:
    """Tell whether "I" stands before a word that the facts say of somebody by name."""
    tokens = [t for t in licence.said.tokens if t.kind != "mark"]
    for at, token in enumerate(tokens):
        if token.word not in _DOING:
            continue
        near = [t for t in tokens[at + 1 : at + 4] if t.clause == token.clause]
        done = [t for t in near if t.kind == "word" and t in licence.given]
        doers = [d for t in done for fact in licence.facts for d in _doers(t, fact, licence)]
        if doers and all(t.kind == "name" or t.word in _UNDERGOING for t in doers):
            return True
    return False


def _doers(done: Token, fact: Text, licence: Licence) -> Iterator[Token]:
    """Give for each word of a fact that may be meant who stands in front of it, if anybody."""
    for token in fact.telling:
        if token.kind != "word" or not licence.matches(done, token):
            continue
        clause = [t for t in fact.tokens if t.clause == token.clause]
        before = [t for t in clause if t.place < token.place]
        people = [t for t in before if t.kind == "name" and not t.owner]
        objects = [t for t in before[-_BETWEEN:] if t.word in _UNDERGOING]
        mine = [t for t in clause if t.word in _DOING]
        yield (mine or people or objects or [token])[0]


def _moves(classes: frozenset[Class], licence: Licence) -> bool:
    """Tell whether an operator of the facts falls on other words in the sentence."""
    reach = [_behind(t, fact, _FOCUS + 2) for fact in licence.facts for t in fact.tokens
             if t.classes & classes]  # fmt: skip
    for token in licence.said.tokens:
        if not token.classes & classes or not reach:
            continue
        falls = _behind(token, licence.said, 1)
        if falls and not any(licence.matches(falls[0], own) for words in reach for own in words):
            return True
    return False


def _behind(operator: Token, text: Text, count: int) -> list[Token]:
    """Give the telling words behind an operator."""
    return [t for t in text.telling if t.place > operator.place][:count]


def _denies_later(licence: Licence) -> bool:
    """Tell whether what a denial falls on in the facts stands before it: "chose not to come"."""
    tokens = licence.said.tokens
    for at, (before, token) in enumerate(pairwise(tokens)):
        if at and tokens[at - 1].word in ARTICLES:
            continue
        if token.word not in _NOT[licence.language] or before.kind != "word":
            continue
        falls = [words[0] for fact in licence.facts for t in fact.tokens
                 if t.classes & _DENIAL and (words := _behind(t, fact, 1))]  # fmt: skip
        behind = _behind(token, licence.said, 1)
        if any(licence.matches(before, own) for own in falls) and not any(
            licence.matches(said, own) for said in behind for own in falls
        ):
            return True
    return False
