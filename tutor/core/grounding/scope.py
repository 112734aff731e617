"""Whether the operators of the facts stand where their words are used, and no others are added."""

from __future__ import annotations

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
    ("less", frozenset({"less"})),
    ("few", frozenset({"few", "denial"})),
    ("some", frozenset({"some", "few", "many"})),
    ("most", frozenset({"most", "many", "some"})),
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
        for operator, classes in _operators(fact):
            denials += "denial" in classes and _is_near(operator, fact, licence)
            for name, stand in _KEPT:
                if name in classes and not said & stand and _is_used(operator, name, fact, licence):
                    problems.append(f"leaves out '{operator.word}'")
    if sum(bool(t.classes & _DENYING) for t in licence.said.tokens) < denials:
        problems.append("leaves out a denial")
    known = frozenset(c for fact in licence.facts for c in fact.classes)
    for name, grounds in _NEVER_ADDED:
        if name in said and not known & grounds:
            word = next(t.word for t in licence.said.tokens if name in t.classes)
            problems.append(f"adds '{word}'")
    return problems


def _is_near(operator: Token, fact: Text, licence: Licence) -> bool:
    """Tell whether a sentence uses words of the clause that a denial stands in."""
    clause = [token for token in fact.telling if token.clause == operator.clause]
    used = [t for t in clause if any(licence.matches(said, t) for said in licence.given)]
    return bool(used) and 2 * len(used) >= len(clause)


_DENYING: frozenset[Class] = frozenset({"denial", "few"})


def _operators(fact: Text) -> list[tuple[Token, frozenset[Class]]]:
    return [(token, token.classes) for token in fact.tokens if token.classes]


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
    own = licence.given
    used = [t for t in governed if any(licence.matches(said, t) for said in own)]
    return bool(used) and 2 * len(used) >= len(governed[:4])


_LONG: frozenset[Class] = frozenset({"telling", "belief", "will", "doubt"})
