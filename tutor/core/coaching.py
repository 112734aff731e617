"""Coaching: asking, helping up the ladder, refuting and summing up."""

from __future__ import annotations

from tutor.core.events import Segment
from tutor.core.grading import ACCEPTED
from tutor.core.lesson import Expectation, Question
from tutor.core.material import tell
from tutor.core.policy import ASSERTION, HELP_ENDS, HINT, PROMPT
from tutor.core.text import words
from tutor.core.worded import (
    Composition,
    Worded,
    guide,
    main_question,
    offer_doorways,
    supported,
)

_COURTESIES = {
    "bye": frozenset("bye goodbye adios chao chau luego manana pronto".split()),
    "thanks": frozenset("thanks thank thx ty tysm gracias".split()),
    "hello": frozenset("hi hey hello hola buenas buenos yo sup morning afternoon".split()),
}


def ask(now: Composition) -> Worded:
    """Put a main question: for the first time, again, or with a hint after "what do you mean?"."""
    question = now.question
    if question is None:
        return redirect(now)
    pending = now.state.pending
    if pending is None or pending.question != question.id:
        return Worded((main_question(now, question.id, "now_you"),))
    if now.reading is not None and now.reading.act == "clarification":
        target = question.expectation(now.decision.expectation or question.expectations[0].id)
        help_text = _next_help(now, target)
        again = main_question(now, question.id, "again")
        return Worded((again, *((guide(help_text),) if help_text else ())))
    courtesy = _courtesy(now.query) if now.reading and now.reading.act == "social" else ""
    if courtesy == "bye":
        return Worded((guide(now.say("bye")),))
    polite = (guide(now.say(courtesy)),) if courtesy in ("hello", "thanks") else ()
    return Worded((*polite, main_question(now, question.id, "again")))


def _next_help(now: Composition, target: Expectation) -> str:
    """Give the hint, or the prompt where the hint has been given; empty after the last of them."""
    rung = now.state.pending.rungs.get(target.id, 0) if now.state.pending else 0
    if rung >= min(PROMPT, HELP_ENDS[now.plan.help_limit]):
        return ""
    return now.person(target.prompt if rung >= HINT else target.hint)


def _praise(now: Composition, question: Question) -> list[Segment]:
    """Say what was right: the covered ideas, with their passages."""
    segments = []
    for index, expectation_id in enumerate(now.decision.praise[:2]):
        expectation = question.expectation(expectation_id)
        said = now.person(expectation.assertion)
        lead = f"{now.say('right')} " if index == 0 else ""
        segments.append(supported(now, f"{lead}{said}".strip(), expectation.support))
    return segments


def _feedback(now: Composition) -> str:
    """Give the short word before more help: kind after "I don't know", plain after a miss."""
    reading, decision = now.reading, now.decision
    if reading is None or decision.praise:
        return ""
    if reading.act == "dont_know":
        return now.say("no_matter")
    if reading.act == "request_answer":
        return now.say("try_first") if decision.move == "hint" else ""
    if reading.act == "answer":
        return now.say("unclear") if decision.move == "pump" else now.say("not_yet")
    return ""


def scaffold(now: Composition) -> Worded:
    """Pump, hint or prompt, after saying what was right."""
    question = now.question
    if question is None or now.decision.expectation is None:
        return redirect(now)
    target = question.expectation(now.decision.expectation)
    segments = _praise(now, question)
    feedback = _feedback(now)
    helping = {"hint": target.hint, "prompt": target.prompt}.get(now.decision.move)
    if helping is None:
        segments.append(guide(feedback or now.say("more")))
    else:
        segments.append(guide(f"{feedback} {now.person(helping)}".strip()))
    return Worded(tuple(segments))


def assert_idea(now: Composition) -> Worded:
    """Say the idea, and ask for it in the student's own words."""
    question = now.question
    if question is None or now.decision.expectation is None:
        return redirect(now)
    target = question.expectation(now.decision.expectation)
    segments = _praise(now, question)
    if now.reading is not None and now.reading.act == "dont_know":
        segments.append(guide(now.say("no_matter")))
    segments.append(_assertion(now, target))
    return Worded((*segments, guide(now.say("restate"))))


def _assertion(now: Composition, target: Expectation) -> Segment:
    return supported(now, now.person(target.assertion), target.support)


def refute(now: Composition) -> Worded:
    """Say what the record holds against a wrong idea, then go on."""
    wrong = now.lesson.pack.misconception_by_id[now.decision.misconception or ""]
    segments = [supported(now, now.person(wrong.refutation), wrong.support)]
    question = now.question
    if question is not None and now.decision.expectation:
        target = question.expectation(now.decision.expectation)
        return Worded((*segments, guide(_next_help(now, target) or now.say("more"))))
    passages = [p for p in wrong.support if p in now.lesson.pack.passage_by_id]
    if not passages:
        return Worded(tuple(segments))
    told = tell(now.lesson.pack.passage_by_id[passages[0]], now.plan, now.lesson.persona,
                now.ask, depths=("fact",), limit=2)  # fmt: skip
    return Worded((*segments, *(part.segment() for part in told)), told)


def recap(now: Composition) -> Worded:
    """Sum up the whole answer and offer ways on."""
    question = now.question
    if question is None:
        return Worded((guide(now.say("recap")), *offer_doorways(now)))
    if HELP_ENDS[now.plan.help_limit] < ASSERTION and not _is_covered(now, question):
        return Worded((*_praise(now, question), guide(now.say("help_ends")), *offer_doorways(now)))
    right = f"{now.say('right')} " if now.decision.praise else ""
    summary = now.person(question.summary)
    if not summary:
        return Worded((*_praise(now, question), *offer_doorways(now)))
    support = question.support or question.expectations[0].support
    whole = supported(now, f"{right}{now.say('recap')} {summary}", support)
    return Worded((whole, *offer_doorways(now)))


def _is_covered(now: Composition, question: Question) -> bool:
    """Tell whether the student has said the whole answer."""
    pending = now.state.pending
    covered = pending.covered if pending else {}
    said = {key for key, score in covered.items() if score >= ACCEPTED} | {*now.decision.praise}
    return said >= {expectation.id for expectation in question.expectations}


def redirect(now: Composition) -> Worded:
    """Lead back: after small talk, off-topic messages and things beyond the horizon."""
    kind, _, topic_id = (now.decision.topic or "").partition(":")
    if kind == "anachronism":
        known = {a.id: a for a in now.lesson.persona.anachronisms}
        said = known[topic_id].says.get(now.plan.language) if topic_id in known else ""
        name = now.lesson.persona.name.get(now.plan.language)
        text = said or now.say("after_horizon", name=name)
        return Worded((guide(text), *offer_doorways(now)))
    if now.decision.topic == "bored":
        return Worded((guide(now.say("bored")), *offer_doorways(now)))
    if now.decision.topic == "likes":
        return Worded((guide(now.say("likes")), *offer_doorways(now)))
    act = now.reading.act if now.reading else "social"
    lead = {"off_topic": "redirect", "preference": "noted"}.get(act) or _courtesy(now.query)
    return Worded((guide(now.say(lead)), *(() if lead == "bye" else offer_doorways(now))))


def _courtesy(message: str) -> str:
    """Name the phrase that answers a greeting, thanks or a goodbye."""
    said = set(words(message))
    for key, signs in _COURTESIES.items():
        if said & signs:
            return key
    return "all_right"
