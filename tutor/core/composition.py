"""The embedded wording of a plan: authored sentences, chosen and put together. Pure.

Whatever the move, the figure says only what passages inside the horizon hold; the guide says the
rest. Nothing here decides: the decision and the plan come in, segments go out.
"""

from __future__ import annotations

from collections.abc import Callable

from tutor.core.coaching import ask, assert_idea, recap, redirect, refute, scaffold
from tutor.core.events import Segment
from tutor.core.phrases import phrase
from tutor.core.telling import decline, explain
from tutor.core.terms import Move
from tutor.core.worded import Composition, Worded, guide, main_question

__all__ = ["Composition", "Worded", "compose", "compose_greeting"]


def compose(now: Composition) -> Worded:
    """Word a plan."""
    writers: dict[Move, Callable[[Composition], Worded]] = {
        "explain": explain,
        "ask": ask,
        "pump": scaffold,
        "hint": scaffold,
        "prompt": scaffold,
        "assert": assert_idea,
        "refute": refute,
        "review": ask,
        "recap": recap,
        "redirect": redirect,
        "decline": decline,
        "support": explain,
    }
    worded = writers[now.decision.move](now)
    if now.decision.ask and now.decision.move == "explain":
        worded = worded.then(main_question(now, now.decision.ask, "now_you"))
    return worded


def compose_greeting(now: Composition) -> Worded:
    """Word what opens a talk: what this is, and what is due for review."""
    persona, plan = now.lesson.persona, now.plan
    greeting = persona.greeting.first if plan.person == "first" else persona.greeting.third
    text = greeting.get(plan.level, plan.language)
    opening = Worded((Segment(voice="figure" if plan.person == "first" else "guide", text=text),))
    if now.decision.ask is None:
        return opening
    question = now.lesson.pack.question_by_id[now.decision.ask]
    concept = now.lesson.pack.concept_by_id[question.concept].title.get(plan.language)
    review = guide(phrase("review", plan.language, concept=concept))
    return opening.then(review, main_question(now, question.id))
