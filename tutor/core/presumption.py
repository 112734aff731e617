"""Who does more than whom, and what a question takes for granted of its people.

"Why did the pickers go on strike?" presumes that the pickers did: an answer in which the owners do
so has swapped them, whatever its other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from tutor.core.clauses import is_light
from tutor.core.facts import Facts
from tutor.core.names import OTHERS
from tutor.core.roles import Rank, Reading, Said
from tutor.core.terms import Language

_VERB_WITHIN = 2
"""How many telling words from a person what that person does may stand."""


def presume(asked: Sequence[Said], known: Facts, language: Language) -> dict[str, str]:
    """Give the keys of what the people of a question do, each with who does it.

    What a reference says of somebody else as well is left out.
    """
    found: dict[str, str] = {}
    for at, person in enumerate(asked):
        who = person.who
        if who is None or who == OTHERS or person.key != f"@{who}":
            continue
        behind, before = list(asked[at + 1 :]), list(reversed(asked[:at]))
        near = behind if language == "en" else before + behind
        telling = [word for word in near if not is_light(word.key)][:_VERB_WITHIN]
        found |= {word.key: who for word in telling if word.key[0] != "@" and word.who == who}
    return {key: who for key, who in found.items() if known.doers.get(key, {}).keys() <= {who}}


def is_presumed_of_another(reading: Reading, presumed: Mapping[str, str]) -> bool:
    """Tell whether somebody else does what the question says that somebody does."""
    return any(
        said.who is not None and said.who != OTHERS and presumed.get(said.key, said.who) != said.who
        for said in reading.words
    )


def rank_people(readings: Iterable[Reading]) -> frozenset[Rank]:
    """Give who has more of something than whom in some texts."""
    return frozenset(rank for reading in readings for rank in reading.ranks)


def is_outranked(reading: Reading, known: AbstractSet[Rank]) -> bool:
    """Tell whether two people are compared the other way round than in every reference."""
    return any((less, more) in known and (more, less) not in known for more, less in reading.ranks)
