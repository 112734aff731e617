"""Whether a sentence keeps the order by which its facts say who does what to whom.

"Smoke rose like spray" has each word of "spray rose like smoke": what stands before a word in the
facts and what behind it may not change places, but where the passive turns both round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
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
    if _mirrors(licence):
        problems.append("turns round what stands in its facts")
    if _acts_for_another(licence):
        problems.append("says of the figure what another does")
    if _moves(_SOLE, licence):
        problems.append("moves 'only'")
    if _denies_later(licence):
        problems.append("moves a denial")
    return problems


@dataclass(frozen=True, slots=True)
class _Order:
    """The words of a text whose order is compared."""

    words: tuple[Token, ...]
    around: dict[int, tuple[tuple[int, int], ...]]
    """Place of a word to the places of those around it: by threes of each clause, in order."""


@lru_cache(maxsize=1024)
def _order_of(text: Text) -> _Order:
    """Give the words of each clause by threes."""
    kept = tuple(
        t
        for t in _joined(text)
        if t.kind in ("word", "name") or _is_self(t, text) or t.word in _HINGES
    )
    around: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for first, hinge, last in _trios(kept):
        around[hinge].append((first, last))
    return _Order(kept, {hinge: tuple(pairs) for hinge, pairs in around.items()})


def _trios(kept: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    """Give the places of near words of one clause by threes; a hinge joins two clauses."""
    pivots = [token.kind == "word" or token.word in _HINGES for token in kept]
    for at, first in enumerate(kept):
        if first.word in _HINGES:
            continue
        stop = min(len(kept), at + _WINDOW)
        for place in range(at + 1, stop):
            hinge = kept[place]
            joins = hinge.word in _HINGES
            if not pivots[place] or not (joins or hinge.clause == first.clause):
                continue
            for behind in range(place + 1, stop):
                last = kept[behind]
                if last.word not in _HINGES and (joins or last.clause == hinge.clause):
                    yield at, place, behind


def _joined(text: Text) -> Iterator[Token]:
    """Give the tokens with people joined by "and" in one clause."""
    less = 0
    for at, token in enumerate(text.tokens):
        around = text.tokens[at - 1], *text.tokens[at + 1 : at + 2]
        people = all(t.kind == "name" or _is_self(t, text) for t in around)
        less += token.word in _JOINERS and people and at > 0
        compares = token.word == "que" and text.tokens[at - 1].word in ("mas", "menos")
        if less or compares:
            word = "than" if compares else token.word
            yield replace(token, word=word, clause=token.clause - less)
        else:
            yield token


def _is_self(token: Token, text: Text) -> bool:
    return token.word in _SELVES[text.language]


@dataclass(frozen=True, slots=True)
class _Beside:
    """A fact's words beside a sentence's."""

    order: _Order
    giving: tuple[frozenset[int], ...]
    """For each word of the sentence the places of those of the fact that give it."""


def _lay_beside(said: _Order, fact: _Order, licence: Licence) -> _Beside:
    giving = (
        frozenset(at for at, own in enumerate(fact.words) if _stands_for(word, own, licence))
        for word in said.words
    )
    return _Beside(fact, tuple(giving))


def _mirrors(licence: Licence) -> bool:
    """Tell whether the facts have three words of the sentence only in the reverse order."""
    said = _order_of(licence.said)
    facts = [_lay_beside(said, _order_of(fact), licence) for fact in licence.facts]
    for place, pairs in said.around.items():
        hinge = said.words[place]
        for pair in pairs:
            doubled = any(licence.matches(hinge, said.words[at]) for at in pair)
            if not doubled and _is_mirrored(place, pair, facts) and not _turns(licence.said, hinge):
                return True
    return False


def _is_mirrored(hinge: int, pair: tuple[int, int], facts: Sequence[_Beside]) -> bool:
    """Tell whether facts have a word between two others only with these exchanged."""
    reverse = False
    for fact in facts:
        first, last = fact.giving[pair[0]], fact.giving[pair[1]]
        for own in fact.giving[hinge]:
            for before, behind in fact.order.around.get(own, ()):
                if before in first and behind in last:
                    return False
                reverse |= behind in first and before in last
    return reverse


def _stands_for(said: Token, own: Token, licence: Licence) -> bool:
    """Tell whether a word of a fact gives a word of the sentence, "me" for "I" among them."""
    mine, theirs = _is_self(said, licence.said), _is_self(own, licence.said)
    if mine or theirs:
        return mine and theirs
    if "free" in (said.kind, own.kind):
        return said.word == own.word
    return said.key == own.key if licence.has_key(said.key) else licence.matches(said, own)


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
