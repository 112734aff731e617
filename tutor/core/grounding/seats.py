"""Whether words sit where their facts seat them: beside their own words, not beside another's.

"He carried the shore to the boat" has each word of "he carried the boat to the shore"; what stands
around each of the two in the fact stands around the other here. And where a fact gives two numbers
or two days, each belongs to what its own part says: "Collins to 100, Hall to 50".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from tutor.core.clauses import ARTICLES
from tutor.core.grounding.licence import Licence
from tutor.core.grounding.tokens import Text, Token, self_words
from tutor.core.terms import Language

_SEATED = frozenset({"word", "name", "number"})
_COUNTED = frozenset({"number", "day"})
_AMOUNTS = frozenset(
    "several few most some many other varios varias pocos pocas algunos algunas muchos muchas otros"
    " otras".split()
)
"""Words that go along with the one behind them."""


def seat_problems(licence: Licence) -> list[str]:
    """Say which two words have changed seats, and which number or day another part's words have."""
    problems = []
    problems += [f"takes '{name}' for what is theirs" for name in _owners_alone(licence)]
    if any(_is_parted(fact, licence) for fact in licence.facts):
        problems.append("parts who are together")
    for fact in licence.facts:
        pair = _exchanged(fact, licence)
        if pair is not None:
            problems.append(f"exchanges '{pair[0].word}' and '{pair[1].word}'")
        problems += [f"says of '{t.word}' what belongs to another" for t in _crossed(fact, licence)]
    return problems


_KIN: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "son boy child baby husband wife wives brother sister father mother parents family people"
        " men brothers sisters children friend servant dog".split()
    ),
    "es": frozenset(
        "hijo hija nino bebe esposo esposa esposas hermano hermana padre madre padres familia"
        " pueblo gente hombres hermanos hijos amigo sirviente perro".split()
    ),
}


def _owners_alone(licence: Licence) -> list[str]:
    """Find names that only say whose kin is meant in the facts, and stand without the kin here."""
    kin = _KIN[licence.language]
    found = []
    for token in licence.said.telling:
        if token.kind != "name":
            continue
        heads = [_kin_of(at, fact, kin) for fact in licence.facts
                 for at, own in enumerate(fact.tokens) if own.word == token.word]  # fmt: skip
        whose = [head for head in heads if head is not None]
        if (
            heads
            and len(whose) == len(heads)
            and not any(
                licence.matches(said, head) for said in licence.said.telling for head in whose
            )
        ):
            found.append(token.word)
    return found


def _kin_of(at: int, fact: Text, kin: frozenset[str]) -> Token | None:
    """Give the kin of whom a name at this place says whose it is: "Clark's brother"."""
    token = fact.tokens[at]
    near = (
        fact.tokens[max(0, at - 2) : at] if fact.language == "es" else fact.tokens[at + 1 : at + 4]
    )
    heads = (t for t in near if t.word in kin and t.clause == token.clause)
    return next(heads, None) if token.owner else None


_AND = frozenset("and y e".split())
_TOWARD = frozenset("to for against a para contra".split())


def _is_parted(fact: Text, licence: Licence) -> bool:
    """Tell whether one of two joined by "and" is what the other goes to: "me to my family"."""
    pairs = list(_pairs(fact, _AND))
    return any(
        (licence.matches(one, a) and licence.matches(other, b))
        or (licence.matches(one, b) and licence.matches(other, a))
        for one, other in _pairs(licence.said, _TOWARD)
        for a, b in pairs
    )


def _pairs(text: Text, joining: frozenset[str]) -> Iterator[tuple[Token, Token]]:
    """Give the words that one of these words joins; the figure is one of them."""
    own = self_words(text.language)
    bare = [t for t in text.tokens if t.word not in ARTICLES and t.word not in _THEIRS]
    for one, joiner, other in zip(bare, bare[1:], bare[2:], strict=False):
        if joiner.word in joining and all(
            t.kind in ("word", "name") or t.word in own for t in (one, other)
        ):
            yield one, other


_THEIRS = frozenset("my our his her their mi mis su sus nuestro nuestra".split())


@dataclass(frozen=True, slots=True)
class _Seat:
    """A word with what stands around it."""

    token: Token
    before: Token | None
    behind: Token | None
    """The telling words beside it."""
    led: str
    """The word of grammar in front of it, articles passed over; empty for none."""


@lru_cache(maxsize=1024)
def _seats_of(text: Text) -> tuple[_Seat, ...]:
    """Give the seats of a text's words."""
    seats = []
    telling = [t for t in text.telling if t.kind != "day" and t.word not in _AMOUNTS]
    leading = {t.place: _lead(at, text.tokens) for at, t in enumerate(text.tokens)}
    for before, token, behind in zip((None, *telling), telling, (*telling[1:], None), strict=False):
        if token.kind in _SEATED:
            seats.append(_Seat(token, before, behind, leading[token.place]))
    return tuple(seats)


def _lead(at: int, tokens: Sequence[Token]) -> str:
    before = next((t for t in reversed(tokens[:at]) if t.word not in ARTICLES), None)
    return before.word if before is not None and before.kind in ("free", "mark") else ""


def _exchanged(fact: Text, licence: Licence) -> tuple[Token, Token] | None:
    """Find two words of the sentence each of which sits in the other's seat."""
    theirs = _seats_of(fact)
    found = [
        (seat, own)
        for seat in _seats_of(licence.said)
        if seat.token in licence.given and len(own := _own(seat.token, theirs, licence)) == 1
    ]
    for (one, (its,)), (other, (others,)) in combinations(found, 2):
        if its.token is others.token or its.token.place < others.token.place:
            continue
        if others.behind is its.token and one.behind is other.token:
            turned = others.led == one.led and its.led == other.led and its.led in _LINKS
        elif its.before is others.token or one.behind is other.token or _is_passive(one, other):
            turned = False
        else:
            away = _likeness(one, others, licence), _likeness(other, its, licence)
            home = _likeness(one, its, licence), _likeness(other, others, licence)
            turned = away[0] > home[0] and away[1] > home[1]
        if turned:
            return one.token, other.token
    return None


_LINKS = frozenset(
    "of in on at to for with from by as than into between over under near a de del en por para con"
    " hacia desde sobre como hasta entre".split()
)
"""What joins a word to the one before it, so that the two may not change places."""
_BY = frozenset({"by", "por"})


def _is_passive(one: _Seat, other: _Seat) -> bool:
    return bool({one.led, other.led} & _BY)


def _own(token: Token, seats: Sequence[_Seat], licence: Licence) -> list[_Seat]:
    exact = [seat for seat in seats if seat.token.key == token.key]
    return exact or [seat for seat in seats if licence.matches(token, seat.token)]


def _likeness(said: _Seat, own: _Seat, licence: Licence) -> int:
    """Count what a seat of the sentence has of a seat of the fact."""
    near = sum(
        t is not None and o is not None and licence.matches(t, o)
        for t, o in ((said.before, own.before), (said.behind, own.behind))
    )
    return near + (said.led == own.led != "")


def _crossed(fact: Text, licence: Licence) -> list[Token]:
    """Find numbers and days of the sentence beside words that belong to others of the fact."""
    own_parts = _parts_of(fact)
    several = sum(t.kind == "name" for t in fact.telling) > 1
    found = []
    for anchor, words in _parts_of(licence.said):
        home = [part for own, part in own_parts if licence.matches(anchor, own)]
        away = [
            part
            for own, part in own_parts
            if own.kind == anchor.kind and not licence.matches(anchor, own)
        ]
        if not home or not away:
            continue
        at_home = [t for t in words if any(licence.matches(t, o) for part in home for o in part)]
        astray = [
            t
            for t in words
            if t not in at_home and any(licence.matches(t, o) for part in away for o in part)
        ]
        named = any(t.kind == "name" for t in astray) and all(t.kind != "name" for t in at_home)
        if len(astray) > len(at_home) or (named and several and anchor.kind == "number"):
            found.append(anchor)
    return found


@lru_cache(maxsize=1024)
def _parts_of(text: Text) -> tuple[tuple[Token, tuple[Token, ...]], ...]:
    """Give each number and day with the words of its part."""
    telling = text.telling
    anchors = [t for t in telling if t.kind in _COUNTED]
    parts = []
    for anchor in anchors:
        before = [a for a in anchors if a.place < anchor.place][-1:]
        behind = [a for a in anchors if a.place > anchor.place][:1]
        words = (t for t in telling if t.kind not in _COUNTED and _is_of(t, anchor, before, behind))
        parts.append((anchor, tuple(words)))
    return tuple(parts)


def _is_of(word: Token, anchor: Token, before: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Tell whether a word belongs to a number or day rather than to those beside it."""
    if word.place < anchor.place:
        return not before or (
            word.place > before[0].place
            and (word.clause > before[0].clause or anchor.clause == before[0].clause)
        )
    return not behind or (
        word.place < behind[0].place
        and (word.clause == anchor.clause or behind[0].clause == anchor.clause)
    )
