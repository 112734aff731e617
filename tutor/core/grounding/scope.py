"""Whether the operators of the facts stand where their words are used, and no others are added."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tutor.core.grounding.licence import Licence
from tutor.core.grounding.operators import Class
from tutor.core.grounding.tokens import Text, Token

_KEPT: tuple[tuple[Class, frozenset[Class]], ...] = (
    ("denial", frozenset({"denial", "few"})),
    ("belief", frozenset({"belief", "doubt", "telling"})),
    ("doubt", frozenset({"doubt", "belief"})),
    ("telling", frozenset({"telling", "belief"})),
    ("will", frozenset({"will", "must", "if"})),
    ("about", frozenset({"about", "nearly"})),
    ("nearly", frozenset({"nearly", "about", "most"})),
    ("more", frozenset({"more"})),
    ("less", frozenset({"less", "denial"})),
    ("few", frozenset({"few", "denial"})),
    ("some", frozenset({"some", "few", "many"})),
    ("most", frozenset({"most", "many", "some", "nearly"})),
    ("if", frozenset({"if", "denial", "will"})),
    ("before", frozenset({"before"})),
    ("only", frozenset({"only", "denial", "few"})),
    ("must", frozenset({"must"})),
)
"""What may not be left out where the words behind it are used, and what may stand for it."""
_NEVER_ADDED: tuple[tuple[Class, frozenset[Class]], ...] = (
    ("denial", frozenset({"denial", "few", "less"})),
    ("belief", frozenset({"belief", "doubt", "telling"})),
    ("doubt", frozenset({"doubt", "belief", "if"})),
    ("telling", frozenset({"telling"})),
    ("all", frozenset({"all", "both"})),
    ("only", frozenset({"only"})),
    ("more", frozenset({"more"})),
    ("less", frozenset({"less"})),
    ("few", frozenset({"few", "denial"})),
    ("most", frozenset({"most"})),
    ("must", frozenset({"must", "will", "if"})),
    ("cause", frozenset({"cause", "so"})),
    ("before", frozenset({"before", "denial"})),
    ("many", frozenset({"many"})),
    ("both", frozenset({"both"})),
)
"""What may not be put in where no fact has it."""
_REACH: dict[Class, int] = {"about": 2, "nearly": 3, "more": 3, "less": 3, "few": 2, "some": 2,
                            "most": 3, "before": 3, "only": 3}  # fmt: skip
"""Telling words that an operator of degree governs; others reach to the end of their clause."""


def scope_problems(licence: Licence) -> list[str]:
    """Say which operators are lost or added."""
    problems: list[str] = []
    said = licence.said.classes
    denials = 0
    for fact in licence.bare:
        denials += sum(_is_near(token, fact, licence) for token in _denials(fact))
        for name, stand in _KEPT:
            used = [
                t for t in fact.tokens if name in t.classes and _is_used(t, name, fact, licence)
            ]
            if len({t.clause for t in used}) > _count(stand, name, fact, licence.said):
                problems.append(f"leaves out '{used[-1].word}'")
    told = {t.place for t in _denials(licence.said)}
    told |= {t.place for t in licence.said.tokens if "few" in t.classes or t.word in _NEITHER}
    if (
        len([t for t in licence.said.tokens if t.place in told and _denies(t, licence.said)])
        < denials
    ):
        problems.append("leaves out a denial")
    if _denials(licence.said) and _takings(licence.said) > sum(map(_takings, licence.facts)):
        problems.append("adds a denial")
    known = frozenset(c for fact in licence.facts for c in fact.classes) | _grounds(licence)
    for name, grounds in _NEVER_ADDED:
        if name in said and not known & grounds:
            word = next(t.word for t in licence.said.tokens if name in t.classes)
            problems.append(f"adds '{word}'")
    return problems


def _denials(fact: Text) -> list[Token]:
    """Give what denies in a fact, without what only goes on denying: "neither she nor he"."""
    every = [token for token in fact.tokens if "denial" in token.classes]
    return [
        token
        for at, token in enumerate(every)
        if token.word not in _AGAIN or not any(t.clause == token.clause for t in every[:at])
    ]


_AGAIN = frozenset("nor ni ningun ninguna ninguno nadie nada nunca jamas tampoco".split())


_NEITHER = frozenset("ni nor".split())
"""What denies once more, whether or not a denial stands before it."""


def _grounds(licence: Licence) -> frozenset[Class]:
    """Give the classes that the facts have in other words."""
    found: set[Class] = set()
    for fact in licence.facts:
        if any(t.kind == "number" and t.key == "2" for t in fact.tokens):
            found.add("both")
        if any(t.word in _UNTIL and o.kind == "day" for t, o in pairwise(fact.tokens)):
            found.add("before")
        if any(t.word == "hasta" for t in fact.tokens):
            found.add("before")
        if any(t.word == "than" for t in fact.tokens):
            found.add("more")
    return frozenset(found)


_UNTIL = frozenset({"to", "until", "till", "hasta"})


def _is_near(operator: Token, fact: Text, licence: Licence) -> bool:
    """Tell whether a sentence uses words of the clause that a denial stands in."""
    clause = [token for token in fact.telling if token.clause == operator.clause]
    return _is_told(clause, licence) or _is_told(_framed(operator, fact), licence)


def _is_told(clause: Sequence[Token], licence: Licence) -> bool:
    used = [t for t in clause if licence.uses(t)]
    return bool(used) and 2 * len(used) >= len(clause)


def _framed(operator: Token, fact: Text) -> list[Token]:
    """Give what a denial falls on through "that" or "whether": "no record shows that she"."""
    behind = operator.clause + 1
    begins = next((t for t in fact.tokens if t.clause == behind), None)
    if begins is None or begins.word not in _THAT:
        return []
    return [token for token in fact.telling if token.clause == behind]


_THAT = frozenset("that whether if que si".split())


def _denies(token: Token, text: Text) -> bool:
    """Tell whether a word denies; "decir que no" says only which answer was given."""
    if not token.classes & _DENYING:
        return False
    around = [t for t in text.tokens if 0 < abs(t.place - token.place) < 2]
    answers = [t.word for t in around] in (["que", "."], ["que", ","])
    return not (token.word == "no" and answers)


_TAKING: frozenset[Class] = frozenset({"denial", "few", "less", "only", "doubt"})
"""What a denial may stand for: "no other" for "only"."""
_DENYING: frozenset[Class] = frozenset({"denial", "few"})


def _takings(text: Text) -> int:
    """Count what denies or limits in a text."""
    again = {t.place for t in text.tokens if "denial" in t.classes} - {
        t.place for t in _denials(text)
    }
    return sum(bool(t.classes & _TAKING) and t.place not in again for t in text.tokens)


def _count(stand: frozenset[Class], name: Class, fact: Text, said: Text) -> int:
    """Count the operators of a sentence that may stand for one of a fact, of which one serves most.

    Those of another class count where the fact has fewer of these: "nobody but" for "only".
    """
    others = stand - {name}
    own = sum(name in token.classes for token in said.tokens)
    spare = _count_others(others, name, said) - _count_others(others, name, fact)
    found = own + max(0, spare)
    return found if name in _EACH or not found else len(said.tokens)


def _count_others(classes: frozenset[Class], name: Class, text: Text) -> int:
    return sum(bool(t.classes & classes) and name not in t.classes for t in text.tokens)


_EACH: frozenset[Class] = frozenset({"about", "only", "nearly", "doubt", "belief", "telling"})
"""Operators of which each one of a fact has to be there."""


def _is_used(operator: Token, name: Class, fact: Text, licence: Licence) -> bool:
    """Tell whether a sentence uses most of the words that an operator of a fact governs."""
    governed = [
        token
        for token in fact.telling
        if token.place > operator.place and (token.clause == operator.clause or name in _LONG)
    ]
    if name in ("nearly", "only") and not governed:
        governed = [token for token in fact.telling if token.clause == operator.clause + 1]
    if name == "doubt" and not governed:
        governed = [token for token in fact.telling if token.clause == operator.clause]
    if name in _REACH:
        governed = governed[: _REACH[name]]
    used = [t for t in governed if licence.uses(t)]
    return bool(used) and 2 * len(used) >= len(governed[:4])


_LONG: frozenset[Class] = frozenset({"telling", "belief", "will", "doubt"})
