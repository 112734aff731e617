"""What the writers of a reply share: what is to be worded, and the pieces that all of them use."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.core.events import Decision, DialogueState, Plan, Reading, Segment
from tutor.core.lesson import Localised, Passage, Question, render_person
from tutor.core.material import Ask, Told
from tutor.core.phrases import phrase
from tutor.core.prepared import PreparedLesson
from tutor.core.terms import Voice


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
    said: str = ""
    """What the last replies said, so that it is not said again."""
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
    def ask(self) -> Ask:
        """Give what a passage is told for."""
        return Ask(self.query, self.said)

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


def guide(text: str) -> Segment:
    """Say something in the guide's voice that claims nothing."""
    return Segment(voice="guide", text=text)


def supported(now: Composition, text: str, support: tuple[str, ...]) -> Segment:
    """Say something in the guide's voice that rests on passages."""
    known = tuple(p for p in support if p in now.lesson.pack.passage_by_id)
    kind = now.lesson.pack.passage_by_id[known[0]].segment_kind if known else "none"
    return Segment(voice="guide", text=text, support=known, kind=kind)


def main_question(now: Composition, question_id: str, lead: str = "") -> Segment:
    """Ask a main question, in the voice that can know of it."""
    question = now.lesson.pack.question_by_id[question_id]
    voice = _asking_voice(now, question)
    text = now.person(question.main, voice)
    if voice == "figure" and now.lesson.persona.is_named_in(text):
        voice, text = "guide", now.person(question.main)
    return Segment(voice=voice, text=f"{now.say(lead)} {text}" if lead else text)


def _asking_voice(now: Composition, question: Question) -> Voice:
    """The figure asks what the figure can know of, if it says "I"."""
    if now.plan.person == "third":
        return "guide"
    passages = now.lesson.pack.passage_by_id
    support = [passages[p] for p in question.support if p in passages]
    return "guide" if any(p.voice == "guide" for p in support) else "figure"


def permitted_passages(now: Composition) -> list[Passage]:
    """Give the passages (not the disputes) that the reply may rest on."""
    found = now.lesson.pack.passage_by_id
    return [found[p] for p in now.passages if p in found]


def offer_doorways(now: Composition) -> tuple[Segment, ...]:
    """Offer two ways on."""
    finished = now.question.support if now.question else ()
    titles = [
        now.lesson.pack.passage_by_id[p].variant(now.plan.language).title
        for p in now.doorways
        if p not in (*now.state.shown, *now.passages[:1], *finished)
    ]
    if len(titles) < 2:
        return ()
    return (guide(now.say("doorways", one=titles[0], two=titles[1])),)
