"""What the references say of whom, and where an answer says it of somebody else or the reverse.

Words are compared with the people who do or undergo them and with the words beside them, so that
"Clark owned York" and "York owned Clark" differ though they share every word, and "more rabbits,
less grass" is not "less rabbits, more grass".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from tutor.core.clauses import NOTHING, is_light
from tutor.core.inflection import rarity
from tutor.core.names import OTHERS
from tutor.core.roles import Reading, Said

_WINDOW = 6
_TELLING = 0.45
"""Rarity up to which a word is too common to say who did it."""

_DEGREES = frozenset("more less mas menos".split())
"""Words that tell of the word beside them, whoever it is about."""

Triple = tuple[str, str, str]
_Clause = tuple[Said, ...]


@dataclass(slots=True)
class Facts:
    """What some references say together."""

    doers: dict[str, dict[str, set[bool]]] = field(default_factory=lambda: defaultdict(dict))
    """Key to the people who do it, each with the signs it has of them."""
    undergoers: dict[str, dict[str, set[bool]]] = field(default_factory=lambda: defaultdict(dict))
    anybody: dict[str, set[bool]] = field(default_factory=lambda: defaultdict(set))
    """Key to the signs it has where nobody is named."""
    triples: set[Triple] = field(default_factory=set)
    beside: dict[tuple[str, str], set[bool]] = field(default_factory=lambda: defaultdict(set))
    """Two words of one clause to the signs that the first has beside the second."""
    doing: dict[tuple[str, str, str], set[bool]] = field(default_factory=lambda: defaultdict(set))
    """A person, and two words of a clause that speaks of them, to the signs of the first."""
    ordered: set[tuple[str, str]] = field(default_factory=set)
    """Two words of one clause in their order."""
    signs: dict[str, set[bool]] = field(default_factory=lambda: defaultdict(set))
    focused: set[str] = field(default_factory=set)
    """Keys on which a denial falls first."""
    apart: set[tuple[str, str]] = field(default_factory=set)
    """Words of one text that stand in different clauses."""

    def add(self, reading: Reading) -> None:
        """Add what one more text says."""
        for clause in reading.clauses:
            self._add_clause(clause)
        for one, other in combinations(reading.clauses, 2):
            for a in one:
                for b in other:
                    self.apart |= {(a.key, b.key), (b.key, a.key)}

    def _add_clause(self, clause: _Clause) -> None:
        for said in clause:
            self.signs[said.key].add(said.denied)
            if said.focus:
                self.focused.add(said.key)
            if said.who is None and said.whom is None:
                self.anybody[said.key].add(said.denied)
            if said.who is not None:
                self.doers[said.key].setdefault(said.who, set()).add(said.denied)
            if said.whom is not None:
                self.undergoers[said.key].setdefault(said.whom, set()).add(said.denied)
            for other in clause:
                if other.key != said.key:
                    self.beside[said.key, other.key].add(said.denied)
                    for person in (said.who, said.whom):
                        if person is not None:
                            self.doing[person, said.key, other.key].add(said.denied)
        self.triples |= triples(clause)
        keys = [said.key for said in clause]
        self.ordered |= {(a, b) for at, a in enumerate(keys) for b in keys[at + 1 :]}


def gather(readings: Iterable[Reading]) -> Facts:
    """Join what several texts say."""
    facts = Facts()
    for reading in readings:
        facts.add(reading)
    return facts


def triples(clause: _Clause) -> set[Triple]:
    """Give the ordered triples of near words of a clause."""
    keys = [said.key for said in clause]
    return {
        (a, b, keys[k])
        for i, a in enumerate(keys)
        for j, b in enumerate(keys[i + 1 : i + _WINDOW], i + 1)
        for k in range(j + 1, min(len(keys), i + _WINDOW))
        if a != keys[k] and a != b and b != keys[k]
    }


@dataclass(slots=True)
class Verdict:
    """How an answer's words agree with the references on who does what."""

    kept: int = 0
    missed: int = 0
    misdone: int = 0
    """Words missed whose doer is another."""
    turned: int = 0
    """Words whose people act the other way round, or triples in the reverse order."""
    backward: int = 0
    """Clauses whose words stand in the reverse order."""
    exchanged: int = 0
    """Words whose doer and undergoer have changed places."""
    reversed: bool = False
    """Whether somebody does to another what the references say the other does to them."""
    denied: int = 0
    """Denials that the references do not have, or that they have and the answer has not."""
    shared_denials: int = 0
    crossed: bool = False
    """Whether two clauses exchange words of two clauses of the references."""
    misplaced: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    """People of whom a word is said, with those of whom the references say it."""
    astray: dict[Said, bool] = field(default_factory=dict)
    """Words said of people of whom no reference says them."""


def judge(reading: Reading, known: Facts) -> Verdict:
    """Compare who does what in an answer with what the references say."""
    verdict = Verdict()
    for clause in reading.clauses:
        open_words = [
            said
            for said in clause
            if (said.key[0] != "@" or said.spoken)
            and said.key in known.signs
            and not is_light(said.key)
            and not _judge_people(said, clause, known, verdict)
        ]
        _judge_signs(open_words, clause, known, verdict)
        _judge_order(clause, known, verdict)
    verdict.crossed = _is_crossed(reading, known)
    verdict.exchanged += any(
        one in owners and other in others
        for (one, others), (other, owners) in combinations(verdict.misplaced, 2)
    )
    return verdict


def _is_marked(said: Said, known: Facts) -> bool:
    """Tell whether a denial falls on a word here, or does so in a reference."""
    return said.focus if said.denied else said.key in known.focused


def _judge_people(said: Said, clause: _Clause, known: Facts, verdict: Verdict) -> bool:
    """Compare the people of a word; tell whether they settle its sign."""
    settled = False
    verdict.exchanged += _is_exchanged(said, known)
    if rarity(said.word) <= _TELLING and said.key != NOTHING:
        return False
    sides = ((said.who, known.doers, known.undergoers), (said.whom, known.undergoers, known.doers))
    for person, here, there in sides:
        of = here.get(said.key)
        if person is None or person == OTHERS or not of:
            continue
        own = of.get(person)
        if own is not None and said.denied in own and not _elsewhere(said, person, clause, known):
            verdict.kept += 1
            settled = True
        elif own is not None:
            settled = True
            if _is_marked(said, known) and said.denied not in known.anybody.get(said.key, ()):
                verdict.denied += 1
                verdict.astray[said] = True
        elif OTHERS not in of and any(said.denied in signs for signs in of.values()):
            verdict.missed += 1
            verdict.misdone += here is known.doers
            verdict.misplaced.append((person, frozenset(of)))
            verdict.astray[said] = True
            verdict.turned += said.denied in there.get(said.key, {}).get(person, ())
        else:
            settled = True
    return settled


def _is_exchanged(said: Said, known: Facts) -> bool:
    """Tell whether a word is done by whom it is done to in the references, and the reverse."""
    doers, undergoers = known.doers.get(said.key, {}), known.undergoers.get(said.key, {})
    if said.who in doers or said.whom in undergoers:
        return False
    return said.who in undergoers and said.whom in doers


def _elsewhere(said: Said, person: str, clause: _Clause, known: Facts) -> bool:
    """Tell whether a word has this sign of a person beside other words alone."""
    signs = [found for other in clause if (found := known.doing.get((person, said.key, other.key)))]
    return bool(signs) and not any(said.denied in found for found in signs)


def _judge_signs(open_words: list[Said], clause: _Clause, known: Facts, verdict: Verdict) -> None:
    """Compare the signs of words with those they have beside the same words in the references."""
    contrary = []
    shared = 0
    for said in open_words:
        if not said.denied and said.key not in known.focused:
            continue
        balance = _balance(said, clause, known)
        shared += said.denied and (balance > 0 or known.signs[said.key] == {True})
        if balance < 0 and _is_marked(said, known):
            contrary.append(said.key)
    verdict.shared_denials += shared
    if contrary and not shared:
        verdict.denied += 1


def _balance(said: Said, clause: _Clause, known: Facts) -> int:
    """Weigh the references that give a word this sign beside its neighbours, 0 for no telling."""
    balance = neighbours = 0
    degree = said.word in _DEGREES
    for other in clause:
        if other.key == said.key or other.key not in known.signs:
            continue
        if degree and other.key[0] == "@":
            continue
        neighbours += other.key[0] != "@"
        signs = known.beside.get((said.key, other.key))
        if signs:
            balance += 1 if said.denied in signs else -1
    if balance == 0 and neighbours == 0:
        return 1 if said.denied in known.signs[said.key] else -1
    return balance


def _judge_order(clause: _Clause, known: Facts, verdict: Verdict) -> None:
    """Compare the order of words."""
    own = triples(clause)
    reverse = [t for t in own if t not in known.triples and t[::-1] in known.triples]
    swapped = {(t[0], t[2]) for t in reverse} - known.ordered
    verdict.backward += len(reverse) > len(own & known.triples) or bool(swapped)
    verdict.reversed |= any(t[0][0] == t[2][0] == "@" for t in reverse)


def _is_crossed(reading: Reading, known: Facts) -> bool:
    """Tell whether two clauses exchange words: "take in oxygen, give off carbon dioxide"."""
    loose = [
        [
            (a.key, b.key)
            for at, a in enumerate(clause)
            for b in clause[at + 1 : at + 3]
            if (a.key, b.key) in known.apart and (a.key, b.key) not in known.beside
        ]
        for clause in reading.clauses
    ]
    return any(
        (a, d) in known.beside and (c, b) in known.beside
        for one, other in combinations(loose, 2)
        for a, b in one
        for c, d in other
        if a != c and b != d
    )
