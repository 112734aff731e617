"""Telling: answering from passages, disputes and authored topics, or saying nothing is known."""

from __future__ import annotations

from dataclasses import replace

from tutor.core.events import Segment
from tutor.core.feelings import asks_feeling, tells_feeling
from tutor.core.interests import interest_name, touches
from tutor.core.lesson import Passage
from tutor.core.matching import alike
from tutor.core.material import (
    Ask,
    Told,
    about_interest,
    date_in_words,
    deepest,
    depth_that_answers,
    depths_to,
    name_source,
    tell,
)
from tutor.core.terms import DEPTHS, other_language
from tutor.core.text import content_stems, fold
from tutor.core.worded import (
    Composition,
    Worded,
    guide,
    offer_doorways,
    permitted_passages,
    supported,
)

UNWRITTEN = "restricted:unwritten"
"""The persona's topic on what nobody wrote down; what it rests on stands for the silence."""
FEWEST = 2
"""Sentences told to whom even the simplest was too much: nothing is added to them."""
_SECOND_PASSAGE, _AS_GOOD, _NO_WORSE = 0.75, 0.85, 0.95
"""How near a second passage's score must come to the first's to be told where its sentences hold
half of the question's telling words, where they hold any, and whatever they say: which of the two
was meant cannot be known then."""


def explain(now: Composition) -> Worded:
    """Answer a question: about the program, responsibility, a dispute, or from passages."""
    kind, _, _ = (now.decision.topic or "").partition(":")
    if kind == "program":
        return _tell_program(now)
    if kind == "term":
        return _tell_meaning(now)
    if kind == "accountability":
        return authored_topic(now)
    if kind == "sources":
        return _tell_sources(now)
    if kind == "dispute":
        return _dispute(now, (now.decision.topic or "").removeprefix("dispute:"))
    if now.passages and now.passages[0].startswith("dispute:"):
        if now.reading and now.reading.act == "request_deeper" and now.plan.level != "simple":
            return Worded((guide(now.say("no_deeper")), *offer_doorways(now)))
        return _dispute(now, now.passages[0].removeprefix("dispute:"))
    return _tell_passages(now)


def _tell_passages(now: Composition) -> Worded:
    passages = permitted_passages(now)
    if not passages:
        return decline(now)
    main = passages[0]
    told = list(_tell_main(now, main))
    if not told:
        told = list(tell(main, now.plan, now.lesson.persona, now.ask,
                         depths=("fact",), limit=now.plan.max_sentences))  # fmt: skip
        lead: tuple[Segment, ...] = (guide(now.say("no_deeper")),)
    else:
        lead = ()
    told += _second(now, passages)
    beside = _record_beside(now, main)
    segments = [*lead, *_scene_lead(now, main), *(part.segment() for part in told)]
    if beside:
        segments += [guide(now.say("record_beside")), *(part.segment() for part in beside)]
    told += beside
    segments = _present(now, main, segments)
    segments += _gloss(now, segments)
    segments += _own_up(now, told)
    dressed = _dress(now, passages, told)
    return Worded((*segments, *dressed.segments), (*told, *dressed.told))


def _own_up(now: Composition, told: list[Told]) -> list[Segment]:
    """Say that nobody wrote how she felt, where that was asked and what is told does not say."""
    spoken = " ".join(sentence for part in told for sentence in part.spoken)
    if not asks_feeling(now.query) or tells_feeling(spoken, now.plan.language):
        return []
    name = now.lesson.persona.name.get(now.plan.language)
    silence = now.lesson.topic(UNWRITTEN)
    return [supported(now, now.say("feelings", name=name), silence.support if silence else ())]


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
        return tell(main, plan, persona, now.ask, depths=depths_to(upto, shown), limit=3)
    floor = "cause" if plan.level == "advanced" and plan.depth == "fact" else plan.depth
    depth = min(floor, deepest(main, plan.language, plan.level), key=DEPTHS.index)
    middle = plan.model_copy(update={"level": "standard"})
    answering = depth_that_answers(main, middle, Ask(now.query))
    ask = replace(now.ask, share=plan.max_sentences > FEWEST)
    depths = depths_to(depth)
    first: tuple[Told, ...] = ()
    if answering and answering not in depths:
        there = plan.model_copy(update={"depth": answering})
        first = tell(main, there, persona, ask, depths=(answering,), limit=FEWEST)
    facts = max(2, plan.max_sentences - len(depths) - 2 * len(first) + 1)
    return (*first, *tell(main, plan, persona, ask, depths=depths, limit=facts))


def _scene_lead(now: Composition, main: Passage) -> tuple[Segment, ...]:
    """Say of a scene card that it is one; an authored passage says so itself."""
    for film in now.lesson.pack.films:
        if any(card.id == main.id for card in film.cards):
            return (guide(now.say("film_scene", film=film.title.get(now.plan.language))),)
    return ()


def _record_beside(now: Composition, main: Passage) -> list[Told]:
    """Tell, in the guide's voice, what the record says where a dramatization departs from it."""
    known = now.lesson.pack.passage_by_id
    for name in main.departs_from if main.kind == "dramatization" else ():
        record = known.get(name)
        told = () if record is None else tell(record, now.plan, now.lesson.persona, now.ask,
                                              depths=("fact",), limit=2)  # fmt: skip
        if told:
            return [replace(part, voice="guide", spoken=part.written) for part in told]
    return []


def _tell_program(now: Composition) -> Worded:
    """Say what this is, and whom it plays."""
    persona, language = now.lesson.persona, now.plan.language
    name = persona.name.get(language)
    return Worded(
        (
            guide(now.say("program", name=name)),
            guide(f"{name}: {persona.role.get(language)}."),
        )
    )


def _tell_meaning(now: Composition) -> Worded:
    """Say what a word of the glossary means, and what it is called in the other language."""
    _, _, key = (now.decision.topic or "").partition(":")
    entry, language = now.lesson.terms[key], now.plan.language
    term, meaning = entry.term.get(language), entry.meaning.get(language)
    abroad = entry.term.get(other_language(language))
    gloss = "" if fold(term) == fold(abroad) else f" {now.say('gloss', term=term, other=abroad)}"
    return Worded((guide(f"{term[:1].upper()}{term[1:]}: {meaning}.{gloss}"),))


def _tell_sources(now: Composition) -> Worded:
    """Say what the last explanation rests on, and how sure it is."""
    passages = permitted_passages(now)
    if not passages:
        disputes = [p.removeprefix("dispute:") for p in now.passages if p.startswith("dispute:")]
        known = [d for d in disputes if d in now.lesson.pack.dispute_by_id]
        if known:
            full = replace(now, plan=now.plan.model_copy(update={"level": "standard"}))
            return _dispute(full, known[0])
        return _tell_program(now)
    main = passages[0]
    named = "; ".join(name_source(source, now.plan.language) for source in main.sources)
    rests = Segment(
        voice="guide", text=now.say("rests_on", sources=named), support=(main.id,),
        kind=main.segment_kind,
    )  # fmt: skip
    told = tell(main, now.plan, now.lesson.persona, Ask("", now.said),
                depths=("perspective", "argument"), limit=2)  # fmt: skip
    return Worded((rests, *(part.segment() for part in told)), told)


def _has_depth(now: Composition, passage: Passage, depth: str) -> bool:
    paragraphs = passage.paragraphs(now.plan.language, now.plan.level)
    return any(paragraph.depth == depth for paragraph in paragraphs)


def _second(now: Composition, passages: list[Passage]) -> list[Told]:
    """Tell of a second passage that fits nearly as well as the first."""
    near = len(passages) > 1 and len(now.scores) > 1 and now.scores[0] > 0
    if not near or "dramatization" in (passages[0].kind, passages[1].kind):
        return []
    share = now.scores[1] / now.scores[0]
    simple = now.plan.level == "simple"
    if share < (_AS_GOOD if simple else _SECOND_PASSAGE):
        return []
    limit = 2 if share >= _AS_GOOD and not simple else 1
    told = tell(passages[1], now.plan, now.lesson.persona, now.ask, depths=("fact",), limit=limit)
    if share >= _NO_WORSE:
        return list(told)
    enough = 0.0 if share >= _AS_GOOD else 0.5
    return [part for part in told if _speaks_to(now, part, enough)]


def _speaks_to(now: Composition, part: Told, enough: float) -> bool:
    """Tell whether sentences hold a telling word of the question, and this share of them."""
    asked = set(content_stems(now.query, now.plan.language))
    held = content_stems(" ".join(part.written), now.plan.language)
    shared = sum(any(alike(word, own) for own in held) for word in asked)
    return bool(asked) and shared > 0 and shared >= len(asked) * enough


def _present(now: Composition, main: Passage, segments: list[Segment]) -> list[Segment]:
    """Dress the answer in the form that the student chose."""
    plan = now.plan
    likes_maps = "maps" in plan.interests and plan.presentation == "story"
    if (plan.presentation == "map" or likes_maps) and main.place and main.when:
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
            return [guide(text)]
    return []


def _dress(now: Composition, passages: list[Passage], told: list[Told]) -> Worded:
    """Add one sentence that meets an interest of the student's, where it fits and is new.

    It comes from the passage told or from another on the same concept, and never stands beside
    what somebody has to answer for.
    """
    main = passages[0]
    asked = now.reading is not None and now.reading.act == "question"
    grave = _is_grave(now, main) or asks_feeling(now.query)
    if not asked or grave or now.plan.max_sentences <= FEWEST:
        return Worded(())
    said = f"{now.said} {' '.join(sentence for part in told for sentence in part.spoken)}"
    language = now.plan.language
    for interest in now.plan.interests:
        near = [main] if now.decision.ask else [main, *_beside(now, main, interest)]
        if any(touches(s, interest, language) for part in told for s in part.spoken):
            return Worded(())
        for passage in near:
            extra = about_interest(passage, interest, now.plan, now.lesson.persona, said)
            if extra is not None:
                lead = now.say("interest", interest=interest_name(interest, language))
                return Worded((guide(lead), extra.segment()), (extra,))
    return Worded(())


def _is_grave(now: Composition, passage: Passage) -> bool:
    """Tell whether a passage speaks of what somebody has to answer for."""
    return any(passage.id in topic.support for topic in now.lesson.persona.accountability)


def _beside(now: Composition, main: Passage, interest: str) -> list[Passage]:
    """Give the other passages on the concept that meet an interest, those not told yet first."""
    found = [
        p
        for p in now.lesson.pack.passages_on(main.concepts[0])
        if p.id != main.id and interest in p.tags and not _is_grave(now, p)
    ]
    return sorted(found, key=lambda passage: passage.id in now.state.shown)


def authored_topic(now: Composition) -> Worded:
    """Say what the persona's author has the guide say."""
    topic = now.lesson.topic(now.decision.topic or "")
    if topic is None:
        return decline(now)
    text = topic.says.get(now.plan.language)
    known = tuple(p for p in topic.support if p in now.lesson.pack.passage_by_id)
    kind = now.lesson.pack.passage_by_id[known[0]].segment_kind if known else "none"
    return Worded((Segment(voice="guide", text=text, support=known, kind=kind),))


def _dispute(now: Composition, dispute_id: str) -> Worded:
    dispute, language = now.lesson.pack.dispute_by_id[dispute_id], now.plan.language
    segments = [guide(now.say("disagree"))]
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
    return Worded((*segments, guide(closing)) if closing else tuple(segments))


def decline(now: Composition) -> Worded:
    """Say that the record is silent, and tell what is known nearby."""
    kind, _, _ = (now.decision.topic or "").partition(":")
    if kind == "restricted":
        return authored_topic(now)
    segments = [guide(now.say("unknown"))]
    nearby = [p for p in permitted_passages(now) if p.kind != "dramatization"]
    if not nearby or not now.scores:
        return Worded((*segments, *offer_doorways(now)))
    told = tell(nearby[0], now.plan, now.lesson.persona, now.ask, depths=("fact",), limit=1)
    segments += [guide(now.say("nearby")), *(part.segment() for part in told)]
    return Worded(tuple(segments), told)
