"""Asking a model to put statements into words for one student."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.core.events import Exchange, Plan
from tutor.core.persona import Persona
from tutor.core.prompting.history import write_history
from tutor.core.prompting.quoting import quote_student
from tutor.core.prompting.size import estimate_tokens
from tutor.core.prompting.system import write_system
from tutor.core.readability import lix_from_grade
from tutor.core.statements import Script, Statement
from tutor.core.terms import Depth, Presentation

TOKENS = 960
"""Tokens of a whole request, about; the rest of 1,000 is for the server's own marks."""
QUESTION = 240
"""Characters of the student's question."""
BESIDE = 4
"""Further statements that an answer may tell."""
_REASONS = 4
_ROOM = 2
"""Sentences more than the statements asked for that an answer may have."""

_DEPTHS: dict[Depth, str] = {
    "fact": "plain facts",
    "cause": "facts and causes",
    "perspective": "facts, causes and points of view",
    "argument": "facts, causes, points of view and evidence",
}
_FORMS: dict[Presentation, str] = {
    "story": "as a story, in order",
    "map": "with the places first",
    "document": "as a report of what was written",
    "list": "in short separate sentences",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """What is made anew for each request or process, so that nobody can guess it."""

    canary: str
    """Never to be written; stable while the program runs, so that the prefix can be cached."""
    tag: str
    """The name of the tags around a student's words."""
    ids: tuple[str, ...]
    """Ids for the facts, more than there can be."""


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """A request for words, and what its ids stand for."""

    system: str
    """The stable prefix."""
    user: str
    facts: Mapping[str, Statement]
    """The statements shown, by their ids of this request."""
    asked: tuple[Statement, ...]
    """Those that the answer has to tell."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A sentence that could not be shown."""

    facts: tuple[str, ...]
    """Ids of the facts it has to tell."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a reply is given to."""

    question: str = ""
    """The student's words."""
    history: Sequence[Exchange] = ()
    """The last exchanges, oldest first."""
    topics: Sequence[str] = ()
    """The plan's focus in words."""


def ask_for_words(
    script: Script, plan: Plan, persona: Persona, marks: Marks, occasion: Occasion
) -> AnswerRequest:
    """Ask for an answer. Statements that do not fit into the request are left out of it."""
    system = write_system(persona, plan.person, plan.language, marks.canary)
    head = write_history(occasion.history, marks.tag)
    head += _write_plan(plan, len(script.run), occasion.topics)
    asked = quote_student(occasion.question, QUESTION)
    tail = f"Student: <{marks.tag}>{asked}</{marks.tag}>\nAnswer" if asked else "Answer"
    taken = estimate_tokens(system, "en") + estimate_tokens(head + tail, plan.language)
    facts, lines = _write_facts(script, plan, marks, TOKENS - taken)
    user = "\n".join([head, "FACTS", *lines, tail])
    shown = set(facts.values())
    return AnswerRequest(
        system,
        user,
        facts,
        tuple(statement for statement in script.run if statement in shown),
    )


def ask_again(request: AnswerRequest, failed: Sequence[Failed], plan: Plan) -> AnswerRequest:
    """Ask once more for the sentences that could not be shown.

    Args:
        request: what was asked for before.
        failed: what could not be shown.
        plan: how it is to be told.
    """
    wanted = dict.fromkeys(fact for each in failed for fact in each.facts)
    lines = [_write_fact(fact, request.facts[fact], wanted=True) for fact in wanted]
    wrong = dict.fromkeys(f"- {'; '.join(each.reasons)}" for each in failed)
    user = "\n".join([
        f"{_write_plan(plan, len(wanted), ())} Some sentences could not be used:",
        *list(wrong)[:_REASONS],
        "Tell each of these facts again in one sentence, closer to its own words.",
        "FACTS",
        *lines,
        "Answer",
    ])  # fmt: skip
    facts = {fact: request.facts[fact] for fact in wanted}
    return AnswerRequest(request.system, user, facts, tuple(facts.values()))


def _write_plan(plan: Plan, statements: int, topics: Sequence[str]) -> str:
    """Write the plan on a line: what the grade means for the sentences, how deep, in which form."""
    # A sentence of this grade whose words are a fifth long ones.
    words = max(8, round(lix_from_grade(plan.reading_level, "en") - 18))
    focus = f" Topic: {', '.join(topics)}." if topics else ""
    return (
        f"Plan: US grade {plan.reading_level:.0f}, sentences of at most {words} words,"
        f" {'everyday' if plan.level == 'simple' else 'plain'} words; {_DEPTHS[plan.depth]};"
        f" {_FORMS[plan.presentation]}; at most {statements + _ROOM} sentences.{focus}"
    )


def _write_facts(
    script: Script, plan: Plan, marks: Marks, room: int
) -> tuple[dict[str, Statement], list[str]]:
    """Write the statements with their ids, those asked for first in the room (tokens)."""
    kept: list[Statement] = []
    for statement in (*script.run, *script.beside[:BESIDE]):
        cost = estimate_tokens(_write_fact("xxx", statement, wanted=True), plan.language) + 1
        if cost <= room and len(kept) < len(marks.ids):
            kept.append(statement)
            room -= cost
    wanted = set(script.run)
    facts = dict(zip(marks.ids, kept, strict=False))
    return facts, [_write_fact(i, s, wanted=s in wanted) for i, s in facts.items()]


def _write_fact(fact: str, statement: Statement, *, wanted: bool) -> str:
    return f"{fact}{'*' if wanted else ''} {statement.voice.upper()}: {statement.text}"
