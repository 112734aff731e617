"""The embedded wording of a plan: authored sentences, chosen and put together. Pure.

Whatever the move, the figure says only what passages inside the horizon hold; the guide says the
rest. Nothing here decides: the decision and the plan come in, segments go out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tutor.core.events import Decision, DialogueState, Plan, Reading, Segment
from tutor.core.lesson import Expectation, Localised, Passage, Question, render_person
from tutor.core.material import Told, date_in_words, deepest, depths_to, tell
from tutor.core.phrases import interest_name, phrase
from tutor.core.prepared import PreparedLesson
from tutor.core.terms import DEPTHS, Move, Voice, other_language
from tutor.core.text import fold, words

_SECOND_PASSAGE = 0.75
"""A second passage is told when its score comes this near to the first's."""


_COURTESIES = {
    "bye": frozenset("bye goodbye adios chao chau luego manana pronto".split()),
    "thanks": frozenset("thanks thank thx ty tysm gracias".split()),
    "hello": frozenset("hi hey hello hola buenas buenos yo sup morning afternoon".split()),
}


@dataclass(frozen=True, slots=True)
class Composition:
    """What is to be worded, and what has been found for it."""

    lesson: PreparedLesson
    decision: Decision
    plan: Plan
    state: DialogueState
    reading: Reading | None = None
    query: str = ""
    passages: tuple[str, ...] = ()
    """Passages and disputes (`dispute:ID`) permitted, the best first."""
    scores: tuple[float, ...] = ()
    turn: int = 0
    doorways: tuple[str, ...] = ()
    """Passages to offer next, those nearest to the student's frontier and interests first."""

    def say(self, key: str, **slots: str) -> str:
        """Give a phrase in the plan's language, its wordings turned over."""
        return phrase(key, self.plan.language, self.turn, **slots)

    def person(self, text: Localised, voice: Voice = "guide") -> str:
        """Render an authored text for the voice that says it."""
        speaks = voice == "figure" and self.plan.person == "first"
        speaker = self.lesson.persona.id if speaks else None
        return render_person(text.get(self.plan.language), speaker, self.teller)

    @property
    def teller(self) -> str | None:
        """Name the figure whose "I" the braces of questions stand for: the pack's first."""
        return next(iter(self.lesson.pack.manifest.personas), None)

    @property
    def question(self) -> Question | None:
        """Give the question of the decision."""
        return self.lesson.pack.question_by_id.get(self.decision.question or "")


@dataclass(frozen=True, slots=True)
class Worded:
    """Segments, and the passages that they tell."""

    segments: tuple[Segment, ...]
    told: tuple[Told, ...] = ()

    def then(self, *segments: Segment | None) -> Worded:
        """Add segments at the end."""
        return replace(self, segments=self.segments + tuple(s for s in segments if s is not None))


def compose(now: Composition) -> Worded:
    """Word a plan."""
    writers: dict[Move, Callable[[Composition], Worded]] = {
        "explain": _explain,
        "ask": _ask,
        "pump": _scaffold,
        "hint": _scaffold,
        "prompt": _scaffold,
        "assert": _assert,
        "refute": _refute,
        "review": _ask,
        "recap": _recap,
        "redirect": _redirect,
        "decline": _decline,
        "support": _explain,
    }
    worded = writers[now.decision.move](now)
    if now.decision.ask and now.decision.move == "explain":
        worded = worded.then(_main_question(now, now.decision.ask, "now_you"))
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
    review = _guide(phrase("review", plan.language, concept=concept))
    return opening.then(review, _main_question(now, question.id))


def _guide(text: str) -> Segment:
    return Segment(voice="guide", text=text)


def _main_question(now: Composition, question_id: str, lead: str = "") -> Segment:
    question = now.lesson.pack.question_by_id[question_id]
    voice = _asking_voice(now, question)
    text = now.person(question.main, voice)
    return Segment(voice=voice, text=f"{now.say(lead)} {text}" if lead else text)


def _asking_voice(now: Composition, question: Question) -> Voice:
    """The figure asks what the figure can know of."""
    passages = now.lesson.pack.passage_by_id
    support = [passages[p] for p in question.support if p in passages]
    return "guide" if any(p.voice == "guide" for p in support) else "figure"


def _explain(now: Composition) -> Worded:
    kind, _, _ = (now.decision.topic or "").partition(":")
    if kind == "program":
        name = now.lesson.persona.name.get(now.plan.language)
        return Worded((_guide(now.say("program", name=name)),))
    if kind == "accountability":
        return _authored_topic(now)
    if kind == "dispute":
        return _dispute(now, (now.decision.topic or "").removeprefix("dispute:"))
    if now.passages and now.passages[0].startswith("dispute:"):
        if now.reading and now.reading.act == "request_deeper" and now.plan.level != "simple":
            return Worded((_guide(now.say("no_deeper")), *_doors(now)))
        return _dispute(now, now.passages[0].removeprefix("dispute:"))
    return _tell_passages(now)


def _permitted(now: Composition) -> list[Passage]:
    found = now.lesson.pack.passage_by_id
    return [found[p] for p in now.passages if p in found]


def _tell_passages(now: Composition) -> Worded:
    passages = _permitted(now)
    if not passages:
        return _decline(now)
    main = passages[0]
    told = list(_tell_main(now, main))
    if not told:
        told = list(tell(main, now.plan, now.lesson.persona, now.query,
                         depths=("fact",), limit=now.plan.max_sentences))  # fmt: skip
        lead: tuple[Segment, ...] = (_guide(now.say("no_deeper")),)
    else:
        lead = ()
    told += _second(now, passages)
    segments = [*lead, *(part.segment() for part in told)]
    segments = _present(now, main, segments)
    segments += _gloss(now, segments)
    segments += (extra := _dress(now, passages))[0]
    return Worded(tuple(segments), (*told, *extra[1]))


def _tell_main(now: Composition, main: Passage) -> tuple[Told, ...]:
    plan, persona = now.plan, now.lesson.persona
    asked_deeper = now.reading is not None and now.reading.act == "request_deeper"
    if asked_deeper and main.id in now.state.topic:
        shown = now.state.shown.get(main.id, "fact")
        below = DEPTHS[DEPTHS.index(shown) + 1 :]
        step = next((d for d in below if _has_depth(now, main, d)), None)
        if step is None:
            return ()
        upto = max(step, plan.depth, key=DEPTHS.index)
        return tell(main, plan, persona, now.query, depths=depths_to(upto, shown), limit=3)
    floor = "cause" if plan.level == "advanced" and plan.depth == "fact" else plan.depth
    depth = min(floor, deepest(main, plan.language, plan.level), key=DEPTHS.index)
    depths = depths_to(depth)
    facts = max(2, plan.max_sentences - len(depths) + 1)
    return tell(main, plan, persona, now.query, depths=depths, limit=facts)


def _has_depth(now: Composition, passage: Passage, depth: str) -> bool:
    paragraphs = passage.paragraphs(now.plan.language, now.plan.level)
    return any(paragraph.depth == depth for paragraph in paragraphs)


def _second(now: Composition, passages: list[Passage]) -> list[Told]:
    """Tell one or two sentences of a second passage that fits nearly as well."""
    near = len(passages) > 1 and len(now.scores) > 1 and now.scores[0] > 0
    if not near or now.scores[1] < _SECOND_PASSAGE * now.scores[0] or now.plan.level == "simple":
        return []
    return list(tell(passages[1], now.plan, now.lesson.persona, now.query,
                     depths=("fact",), limit=1))  # fmt: skip


def _present(now: Composition, main: Passage, segments: list[Segment]) -> list[Segment]:
    """Dress the answer in the form that the student chose."""
    plan = now.plan
    if plan.presentation == "map" and main.place and main.when:
        place, when = main.place.get(plan.language), date_in_words(main.when, plan.language)
        text = now.say("where_when", place=place, when=when)
        return [Segment(voice="guide", text=text, support=(main.id,), kind=main.segment_kind),
                *segments]  # fmt: skip
    if plan.presentation == "document" and main.quotes:
        quote = main.quotes[0]
        text = now.say("their_words", author=quote.author, quote=quote.text)
        quoted = Segment(voice="guide", text=text, support=(main.id,), kind=main.segment_kind)
        return [*segments, quoted]
    return segments


def _gloss(now: Composition, segments: list[Segment]) -> list[Segment]:
    """Gloss one key term of the answer in the other language, for a bilingual student."""
    if not now.plan.gloss:
        return []
    other = other_language(now.plan.language)
    said = f" {fold(' '.join(segment.text for segment in segments))}"
    for entry in now.lesson.pack.glossary:
        term, abroad = entry.term.get(now.plan.language), entry.term.get(other)
        if f" {fold(term)}" in said and fold(term) != fold(abroad):
            text = now.say("gloss", term=term, other=abroad)
            return [_guide(text)]
    return []


def _dress(now: Composition, passages: list[Passage]) -> tuple[list[Segment], list[Told]]:
    """Add one sentence from a passage that meets the student's interests and was not told yet."""
    main = passages[0]
    if now.decision.ask or (now.reading and now.reading.act == "request_simpler"):
        return [], []
    for interest in now.plan.interests:
        if interest in main.tags:
            return [], []
        for passage_id in now.doorways:
            passage = now.lesson.pack.passage_by_id[passage_id]
            if interest in passage.tags and passage_id not in (main.id, *now.state.shown):
                told = tell(passage, now.plan, now.lesson.persona, interest,
                            depths=("fact",), limit=1)  # fmt: skip
                lead = now.say("interest", interest=interest_name(interest, now.plan.language))
                return [_guide(lead), *(part.segment() for part in told)], list(told)
    return [], []


def _authored_topic(now: Composition) -> Worded:
    topic = now.lesson.topic(now.decision.topic or "")
    if topic is None:
        return _decline(now)
    text = topic.says.get(now.plan.language)
    known = tuple(p for p in topic.support if p in now.lesson.pack.passage_by_id)
    kind = now.lesson.pack.passage_by_id[known[0]].segment_kind if known else "none"
    return Worded((Segment(voice="guide", text=text, support=known, kind=kind),))


def _dispute(now: Composition, dispute_id: str) -> Worded:
    dispute, language = now.lesson.pack.dispute_by_id[dispute_id], now.plan.language
    segments = [_guide(now.say("disagree"))]
    for account in dispute.accounts:
        holder, claim = account.holder.get(language), account.claim.get(language)
        evidence = "" if now.plan.level == "simple" else account.evidence.get(language)
        segments.append(
            Segment(
                voice="guide",
                text=f"{holder}: {claim} {evidence}".strip(),
                support=(f"{dispute.id}.{account.id}",),
                kind="contested",
            )
        )
    closing = dispute.closing.get(language)
    return Worded((*segments, _guide(closing)) if closing else tuple(segments))


def _ask(now: Composition) -> Worded:
    question = now.question
    if question is None:
        return _redirect(now)
    pending = now.state.pending
    if pending is None or pending.question != question.id:
        return Worded((_main_question(now, question.id, "now_you"),))
    if now.reading is not None and now.reading.act == "clarification":
        target = question.expectation(now.decision.expectation or question.expectations[0].id)
        help_text = now.person(target.hint, "guide")
        again = _main_question(now, question.id, "again")
        return Worded((again, *((_guide(help_text),) if help_text else ())))
    courtesy = _courtesy(now.query) if now.reading and now.reading.act == "social" else ""
    if courtesy == "bye":
        return Worded((_guide(now.say("bye")),))
    polite = (_guide(now.say(courtesy)),) if courtesy in ("hello", "thanks") else ()
    return Worded((*polite, _main_question(now, question.id, "again")))


def _praise(now: Composition, question: Question) -> list[Segment]:
    """Say what was right: the covered ideas, with their passages."""
    segments = []
    for index, expectation_id in enumerate(now.decision.praise[:2]):
        expectation = question.expectation(expectation_id)
        said = now.person(expectation.assertion)
        lead = f"{now.say('right')} " if index == 0 else ""
        segments.append(_supported(now, f"{lead}{said}".strip(), expectation.support))
    return segments


def _supported(now: Composition, text: str, support: tuple[str, ...]) -> Segment:
    known = tuple(p for p in support if p in now.lesson.pack.passage_by_id)
    kind = now.lesson.pack.passage_by_id[known[0]].segment_kind if known else "none"
    return Segment(voice="guide", text=text, support=known, kind=kind)


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


def _scaffold(now: Composition) -> Worded:
    question = now.question
    if question is None or now.decision.expectation is None:
        return _redirect(now)
    target = question.expectation(now.decision.expectation)
    segments = _praise(now, question)
    feedback = _feedback(now)
    helping = {"hint": target.hint, "prompt": target.prompt}.get(now.decision.move)
    if helping is None:
        segments.append(_guide(feedback or now.say("more")))
    else:
        segments.append(_guide(f"{feedback} {now.person(helping)}".strip()))
    return Worded(tuple(segments))


def _assert(now: Composition) -> Worded:
    question = now.question
    if question is None or now.decision.expectation is None:
        return _redirect(now)
    target = question.expectation(now.decision.expectation)
    segments = _praise(now, question)
    if now.reading is not None and now.reading.act == "dont_know":
        segments.append(_guide(now.say("no_matter")))
    segments.append(_assertion(now, target))
    return Worded((*segments, _guide(now.say("restate"))))


def _assertion(now: Composition, target: Expectation) -> Segment:
    return _supported(now, now.person(target.assertion), target.support)


def _refute(now: Composition) -> Worded:
    wrong = now.lesson.pack.misconception_by_id[now.decision.misconception or ""]
    segments = [_supported(now, now.person(wrong.refutation), wrong.support)]
    question = now.question
    if question is not None and now.decision.expectation:
        target = question.expectation(now.decision.expectation)
        return Worded((*segments, _guide(now.person(target.hint) or now.say("more"))))
    passages = [p for p in wrong.support if p in now.lesson.pack.passage_by_id]
    if not passages:
        return Worded(tuple(segments))
    told = tell(now.lesson.pack.passage_by_id[passages[0]], now.plan, now.lesson.persona,
                now.query, depths=("fact",), limit=2)  # fmt: skip
    return Worded((*segments, *(part.segment() for part in told)), told)


def _recap(now: Composition) -> Worded:
    question = now.question
    if question is None:
        return Worded((_guide(now.say("recap")), *_doors(now)))
    segments = _praise(now, question)
    summary = now.person(question.summary)
    if summary:
        support = question.support or question.expectations[0].support
        segments.append(_supported(now, f"{now.say('recap')} {summary}", support))
    return Worded((*segments, *_doors(now)))


def _doors(now: Composition) -> tuple[Segment, ...]:
    """Offer two ways on."""
    titles = [
        now.lesson.pack.passage_by_id[p].variant(now.plan.language).title
        for p in now.doorways
        if p not in now.state.shown and p not in now.passages[:1]
    ]
    if len(titles) < 2:
        return ()
    return (_guide(now.say("doorways", one=titles[0], two=titles[1])),)


def _redirect(now: Composition) -> Worded:
    kind, _, topic_id = (now.decision.topic or "").partition(":")
    if kind == "anachronism":
        known = {a.id: a for a in now.lesson.persona.anachronisms}
        said = known[topic_id].says.get(now.plan.language) if topic_id in known else ""
        name = now.lesson.persona.name.get(now.plan.language)
        text = said or now.say("after_horizon", name=name)
        return Worded((_guide(text), *_doors(now)))
    act = now.reading.act if now.reading else "social"
    lead = {"off_topic": "redirect", "preference": "noted"}.get(act) or _courtesy(now.query)
    return Worded((_guide(now.say(lead)), *(() if lead == "bye" else _doors(now))))


def _courtesy(message: str) -> str:
    """Name the phrase that answers a greeting, thanks or a goodbye."""
    said = set(words(message))
    for key, signs in _COURTESIES.items():
        if said & signs:
            return key
    return "all_right"


def _decline(now: Composition) -> Worded:
    kind, _, _ = (now.decision.topic or "").partition(":")
    if kind == "restricted":
        return _authored_topic(now)
    segments = [_guide(now.say("unknown"))]
    nearby = [p for p in _permitted(now) if p.kind != "dramatization"]
    if not nearby or not now.scores:
        return Worded((*segments, *_doors(now)))
    told = tell(nearby[0], now.plan, now.lesson.persona, now.query, depths=("fact",), limit=1)
    segments += [_guide(now.say("nearby")), *(part.segment() for part in told)]
    return Worded(tuple(segments), told)
