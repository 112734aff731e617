"""Whether words that stand together in a sentence stand together in one fact."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from tutor.core.grounding.licence import Licence
from tutor.core.grounding.speaker import does_it, is_group
from tutor.core.grounding.tokens import Text, Token, group_words, self_words
from tutor.core.terms import Language

_NEAR = 3
"""How far a number may stand from what it counts, in telling words."""


def binding_problems(licence: Licence) -> list[str]:
    """Say what a sentence joins that its facts keep apart."""
    problems: list[str] = []
    used: set[int] = set()
    reported: int | None = None
    last: int | None = None
    for clause in clauses(licence):
        best = best_fact(clause, licence)
        if best is None:
            continue
        if reported is not None and _starts_anew(clause, licence):
            reported = None
        if last is not None and _goes_astray(clause, last, best, licence):
            problems.append("goes on with what another does")
        last = best
        if reported is not None and any(
            reported not in licence.given.get(t, {reported}) for t in clause
        ):
            problems.append("says of one what another fact reports")
        reports = clause[-1].classes & {"telling", "belief", "will"}
        reported = best if reports else None
        used.add(best)
        problems += _pair_problems(clause, licence)
        for token in clause:
            given = licence.given.get(token)
            if given and best not in given:
                problems.append(f"joins '{token.word}' with another fact")
    if not problems and len(used) < len(licence.facts) and not _all_used(used, licence):
        problems.append("cites a fact that it does not use")
    problems += _count_problems(licence)
    problems += _owner_problems(licence)
    problems += _self_problems(licence)
    return problems


_SELVES: dict[Language, frozenset[str]] = {
    "en": frozenset("i me myself".split()),
    "es": frozenset("yo me mi conmigo".split()),
}


def _self_problems(licence: Licence) -> list[str]:
    """Find the figure in the place of what is the figure's: "me" for "my husband"."""
    language = licence.language
    problems = []
    known: Token | None = None
    for token in licence.said.tokens:
        known = token if token in licence.given else known
        if not _is_figure(token, licence.said) or known is None:
            continue
        facts = [licence.facts[at] for at in licence.given[known]]
        if all(not _has_figure(f) and f.says(self_words(language)) for f in facts):
            problems.append(f"takes '{token.word}' for what is the figure's")
    if language == "en" and _undergoes(licence.said) > sum(map(_appears, licence.facts)):
        problems.append("takes 'me' for what is the figure's")
    return problems


def _undergoes(text: Text) -> int:
    return sum(token.word == "me" for token in text.tokens)


def _appears(fact: Text) -> int:
    """Count the figure in a fact, alone or among others."""
    return sum(t.word in _SELVES["en"] or t.word in ("we", "us") for t in fact.tokens)


def _is_figure(token: Token, text: Text) -> bool:
    """Tell whether a word is the figure; Spanish `mi` is where it has its accent."""
    if token.word != "mi":
        return token.word in _SELVES[text.language]
    return re.search(r"\bmí\b", text.text) is not None


def _has_figure(fact: Text) -> bool:
    """Tell whether a fact speaks of the figure, not only of what is the figure's."""
    return (
        any(_is_figure(token, fact) for token in fact.tokens)
        or (is_group(fact.text, fact.language) and not fact.says(_OURS))
        or (fact.language == "es" and does_it(fact.text))
    )


_OURS = frozenset("our nuestro nuestra nuestros nuestras".split())


_OWN = frozenset("my our mi mis nuestro nuestra nuestros nuestras".split())
_THEIRS = frozenset("his her their its su sus".split())
_QUANTITIES = frozenset(
    "several few most some many varios varias pocos pocas algunos algunas muchos muchas".split()
)


def _owner_problems(licence: Licence) -> list[str]:
    """Find what is the figure's here and another's in the facts, and amounts of other things."""
    problems = []
    for word, owned in _followed(licence.said):
        before = {own for fact in licence.facts for own, t in _followed(fact)
                  if licence.matches(owned, t)}  # fmt: skip
        if word in _OWN and before & (_THEIRS | {"owner"}) and not before & _OWN:
            problems.append(f"takes '{owned.word}' for the figure's")
        if word in _QUANTITIES and before & (_QUANTITIES | {"number"}) and word not in before:
            problems.append(f"counts '{owned.word}' otherwise")
    return problems


def _followed(text: Text) -> list[tuple[str, Token]]:
    """Give each telling word with the word before it, "of the" passed over.

    "number" stands for a number, "owner" for a name that only says whose.
    """
    tokens = [token for token in text.tokens if token.word not in _PASSED]
    return [
        (_role(one), other) for one, other in pairwise(tokens) if other.kind in ("word", "name")
    ]


def _role(token: Token) -> str:
    owns = token.kind == "name" and token.owner
    return "owner" if owns else "number" if token.kind == "number" else token.word.split()[0]


_PASSED = frozenset("of the de los las".split())


_SUBJECTS = frozenset(
    "i we this that these those who which what when where while as if because"
    " since the a an neither either my her his their its our some many most several no"
    " nobody none one each both"
    " all there other others another such yo el nosotros quien quienes que"
    " cuando donde mientras como si porque los las la un una unos unas mi mis su sus nuestro"
    " nuestra algunos algunas muchos varias varios nadie ninguno ninguna cada ambos otro otra"
    " otros otras lo ningun ninguna".split()
)
"""Words at the head of a clause that has a subject of its own, or hangs on another."""


def _has_subject(clause: int, licence: Licence) -> bool:
    """Tell whether a clause of a sentence begins with a subject."""
    head = [t for t in licence.said.tokens if t.clause == clause and t.kind != "mark"]
    head = [token for token in head if token.word not in _JOINERS]
    return bool(head) and (_is_subject(head[0]) or _follows_opener(head))


def _is_subject(token: Token) -> bool:
    return token.kind in ("name", "day", "number") or token.word in _SUBJECTS


def _follows_opener(head: list[Token]) -> bool:
    """Tell whether a subject stands behind an opener: "in summer her people", "to be safe the"."""
    return head[0].word in _OPENERS and any(
        _is_subject(token) and (before.kind in ("word", "day") or token.kind == "day")
        for before, token in pairwise(head[:_OPENING])
    )


_OPENERS = frozenset("in on at by from during after to en durante a desde hacia para por".split())
"""Words that begin what may stand before the subject of a clause."""
_OPENING = 5
"""Words of a clause among which a subject behind an opener stands."""


def _starts_anew(clause: list[Token], licence: Licence) -> bool:
    """Tell whether a clause is joined by "and" to one that reports, and has its own subject."""
    at = clause[0].clause
    head = next((t for t in licence.said.tokens if t.clause == at and t.kind != "mark"), None)
    return head is not None and head.word in _ANEW and _has_subject(at, licence)


_ANEW = frozenset("and but y e pero".split())


def _heads(clause: list[Token], fact: Text, licence: Licence) -> bool:
    """Tell whether a clause begins with the subject of a fact."""
    own = [token for token in fact.telling if token.kind != "day"][:1]
    near = [t for t in licence.said.tokens if t.clause == clause[0].clause][:_OPENING]
    begins = [t for t in near if t.kind in ("word", "name")][:2]
    return bool(own) and any(t.key == own[0].key for t in begins)


def _goes_astray(clause: list[Token], last: int, best: int, licence: Licence) -> bool:
    """Tell whether a clause takes over the subject of one fact for what another fact says."""
    if last == best or _has_subject(clause[0].clause, licence):
        return False
    if _heads(clause, licence.facts[best], licence):
        return False
    return _subject(licence.facts[last]) != _subject(licence.facts[best])


_BEFORE = frozenset("a al to for with of from con para de in en at near".split())
"""Prepositions whose name is no subject."""
_JOINERS = frozenset("and but or so then for pues y e o pero asi luego tambien also".split())


def _subject(fact: Text) -> str:
    """Name who a fact is about: the first person in it, else its first word."""
    own = self_words(fact.language) | group_words(fact.language)
    for before, token in pairwise((None, *fact.tokens)):
        if token is None or (before is not None and before.word in _BEFORE):
            continue
        if token.kind == "name" and not token.owner:
            return token.word
        if token.word in own:
            return "self"
    return "self" if fact.language == "es" and does_it(fact.text) else ""


def _all_used(used: set[int], licence: Licence) -> bool:
    """Tell whether each fact gives a word that no other gives, or quotes."""
    given = licence.given.values()
    return all(
        at in used or any(found == {at} for found in given) for at in range(len(licence.facts))
    )


def _pair_problems(clause: list[Token], licence: Licence) -> list[str]:
    """Find words that stand beside words of another clause of their fact."""
    problems = []
    known = [token for token in clause if token in licence.given]
    for token in known:
        others = [t for t in known if t is not token and t.kind in ("word", "name")]
        astray = not any(_together(token, other, licence) for other in others)
        if token.kind == "name" and others and astray:
            problems.append(f"joins '{token.word}' with what is said of others")
    joined = []
    for one, other in pairwise(known):
        apart = "day" in (one.kind, other.kind) or one.section != other.section
        if not apart and not _in_section(one, other, licence):
            joined.append((one, other))
    if len(joined) > 1 or not all(_is_whole(*pair, licence) for pair in joined):
        problems += [f"joins '{one.word}' and '{other.word}'" for one, other in joined]
    return problems


def _together(one: Token, other: Token, licence: Licence) -> bool:
    """Tell whether two words stand in one clause of a fact."""
    for at in licence.given[one] & licence.given[other]:
        telling = licence.facts[at].telling
        ones = {c for t in telling if licence.matches(one, t) for c in _reach(t, telling)}
        others = {c for t in telling if licence.matches(other, t) for c in _reach(t, telling)}
        if ones & others or not ones or not others:
            return True
    return False


def _in_section(one: Token, other: Token, licence: Licence) -> bool:
    """Tell whether two words stand in one section of a fact."""
    for at in licence.given[one] & licence.given[other]:
        telling = licence.facts[at].telling
        ones = {t.section for t in telling if licence.matches(one, t)}
        others = {t.section for t in telling if licence.matches(other, t)}
        if ones & others or not ones or not others:
            return True
    return not licence.given[one] & licence.given[other]


def _is_whole(one: Token, other: Token, licence: Licence) -> bool:
    """Tell whether a sentence of one section tells most of a fact that has two of its words."""
    return licence.said.tokens[-1].section == 0 and any(
        sum(licence.uses(t) for t in licence.facts[at].telling)
        >= _WHOLE * len(licence.facts[at].telling)
        for at in licence.given[one] & licence.given[other]
    )


_WHOLE = 0.7


def _reach(token: Token, telling: Sequence[Token]) -> range:
    """Give the clauses that a word belongs to.

    A name alone in one belongs to those beside it; the first name of a text, often its subject, to
    those behind it up to the next name: "Clark saw the flood, so he wrote".
    """
    beside = [t for t in telling if t.clause == token.clause and t is not token]
    if token.kind == "name" and all(t.kind in ("name", "day") for t in beside):
        return range(token.clause - 2, token.clause + 3)
    first = next((t for t in telling if t.kind == "name"), None)
    if first is None or token.kind != "name" or token.place != first.place:
        return range(token.clause, token.clause + 1)
    last = next((t.clause for t in telling if t.kind == "name" and t.clause > token.clause), None)
    return range(token.clause, telling[-1].clause + 1 if last is None else last)


def clauses(licence: Licence) -> list[list[Token]]:
    """Give the telling words by clause; a day alone belongs to the clause beside it."""
    found: dict[int, list[Token]] = defaultdict(list)
    for token in licence.said.telling:
        found[token.clause].append(token)
    parts = [found[clause] for clause in sorted(found)]
    joined: list[list[Token]] = []
    carried: list[Token] = []
    for at, part in enumerate(parts):
        if len([t for t in part if t.kind != "day"]) <= 1 and any(t.kind == "day" for t in part):
            if joined and part is parts[-1]:
                joined[-1] = joined[-1] + part
            else:
                carried += part
            continue
        following = parts[at + 1][0] if at + 1 < len(parts) else None
        paired = following is not None and following.kind == "name" and len(part) == 1
        if following is not None and (paired or all(t.kind == "name" for t in part)):
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
            near = telling[at + 1 : at + 1 + _NEAR]
            stop = next((n for n, t in enumerate(near) if t.kind == "number"), len(near))
            if any(licence.matches(counted, own) for own in near[: max(1, stop)]):
                return True
    return False
