"""Whether words that stand together in a sentence stand together in one fact."""

from __future__ import annotations

from collections import defaultdict

from tutor.core.grounding.licence import Licence
from tutor.core.grounding.tokens import Token

_NEAR = 3
"""How far a number may stand from what it counts, in telling words."""


def binding_problems(licence: Licence) -> list[str]:
    """Say what a sentence joins that its facts keep apart."""
    problems: list[str] = []
    for clause in clauses(licence):
        best = best_fact(clause, licence)
        if best is None:
            continue
        for token in clause:
            given = licence.given.get(token)
            if given and best not in given:
                problems.append(f"joins '{token.word}' with another fact")
    problems += _count_problems(licence)
    return problems


def clauses(licence: Licence) -> list[list[Token]]:
    """Give the telling words by clause; a day alone belongs to the clause beside it."""
    found: dict[int, list[Token]] = defaultdict(list)
    for token in licence.said.telling:
        found[token.clause].append(token)
    parts = [found[clause] for clause in sorted(found)]
    joined: list[list[Token]] = []
    carried: list[Token] = []
    for part in parts:
        if len([t for t in part if t.kind != "day"]) <= 1 and any(t.kind == "day" for t in part):
            if joined and part is parts[-1]:
                joined[-1] = joined[-1] + part
            else:
                carried += part
            continue
        joined.append(carried + part)
        carried = []
    if carried:
        joined.append(carried)
    return joined


def best_fact(clause: list[Token], licence: Licence) -> int | None:
    """Give the place of the fact that has most words of a clause."""
    scores = [
        sum(at in licence.given.get(token, ()) for token in clause)
        for at in range(len(licence.facts))
    ]
    return max(range(len(scores)), key=lambda at: scores[at]) if any(scores) else None


def _count_problems(licence: Licence) -> list[str]:
    """Find numbers that count something else than in the facts."""
    problems = []
    telling = licence.said.telling
    for at, token in enumerate(telling):
        if token.kind != "number" or token not in licence.given:
            continue
        counted = [t for t in telling[at + 1 : at + 2] if t.kind in ("word", "name")]
        if not counted or counted[0] not in licence.given:
            continue
        if not any(_counts(token, counted[0], licence, fact) for fact in licence.given[token]):
            problems.append(f"counts '{counted[0].word}' otherwise")
    return problems


def _counts(number: Token, counted: Token, licence: Licence, fact: int) -> bool:
    telling = licence.facts[fact].telling
    for at, token in enumerate(telling):
        if token.kind == "number" and token.key == number.key:
            near = [t for t in telling[at + 1 : at + 1 + _NEAR]]
            stop = next((n for n, t in enumerate(near) if t.kind == "number"), len(near))
            if any(licence.matches(counted, own) for own in near[: max(1, stop)]):
                return True
    return False
