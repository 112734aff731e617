"""Hypothesis strategies for the logs that a class makes: small packs, sane numbers, in order."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from tests.builders import START, make_exchange, make_plan
from tests.storage.strategies import facts
from tutor.core.events import Evidence, Exchange, Reading
from tutor.core.terms import DEPTHS, LANGUAGES, LEVELS

shares = st.floats(0, 1)
concepts = st.sampled_from(("interpreters", "york", "river"))

readings = facts(
    Reading,
    reason=st.just("as it came"),
    concepts=st.just(()),
    interests=st.lists(st.text("abcdefgh", min_size=1, max_size=2), max_size=3).map(tuple),
    premise=st.none(),
    topic=st.none(),
    lix=st.one_of(st.none(), st.floats(0, 120)),
    words=st.integers(0, 400),
)

evidence = facts(
    Evidence,
    concept=concepts,
    expectation=st.just("idea"),
    question=st.just("question"),
    outcome=shares,
    confidence=shares,
    misconception=st.one_of(st.none(), st.sampled_from(("guide", "cook"))),
    difficulty=st.floats(-4, 4),
)

plans = st.builds(
    make_plan,
    move=st.sampled_from(("explain", "refute", "ask", "hint", "recap")),
    language=st.sampled_from(LANGUAGES),
    level=st.sampled_from(LEVELS),
    depth=st.sampled_from(DEPTHS),
    focus=st.lists(concepts, max_size=2).map(tuple),
)

turns = st.fixed_dictionaries(
    {
        "message": st.one_of(st.none(), st.just("said")),
        "heard_grade": st.one_of(st.none(), st.floats(1, 13)),
        "screened": st.sampled_from(("none", "none", "support")),
        "reading": st.one_of(st.none(), readings),
        "evidence": st.lists(evidence, max_size=3).map(tuple),
        "plan": plans,
        "pack": st.sampled_from(("bird-woman", "tiny")),
    }
)


@st.composite
def logs(draw: st.DrawFn, longest: int = 12) -> list[Exchange]:
    """Give a student's log."""
    made, at = [], START
    for ordinal, turn in enumerate(draw(st.lists(turns, max_size=longest))):
        at += timedelta(minutes=draw(st.integers(0, 20_000)))
        made.append(make_exchange(ordinal=ordinal, at=at, **turn))
    return made
