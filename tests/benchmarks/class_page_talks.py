"""Long talks for the class page: every idea of the lesson comes up, rightly and wrongly."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

from tests.builders import make_evidence, make_exchange
from tutor.content import load_pack
from tutor.core.events import Citation, DialogueState, Exchange, Retrieved, Segment
from tutor.core.lesson import LessonPack
from tutor.settings import Settings


@cache
def _pack() -> LessonPack:
    return load_pack(Settings().lessons_dir / "bird-woman")


def talk_of(student: str, seed: int, length: int) -> Iterator[Exchange]:
    """Make a student's exchanges, each with its answer, sources and evidence."""
    dice, pack = random.Random(seed), _pack()
    wrongs = list(pack.misconception_by_id.values())
    for ordinal in range(length):
        concept = dice.choice(pack.taught_concepts)
        wrong = dice.choice(wrongs) if dice.random() < 0.2 else None
        evidence = make_evidence(
            concept=wrong.concept if wrong else concept,
            outcome=0.0 if wrong else dice.random(),
            misconception=wrong.id if wrong else None,
            assisted=dice.random() < 0.3,
        )
        shown = dice.sample(pack.passages, 3)
        texts = [
            " ".join(s for p in one.paragraphs("en", "standard") for s in p.sentences)
            for one in shown
        ]
        yield make_exchange(
            student=student,
            session=f"talk-{student}",
            ordinal=ordinal,
            evidence=(evidence,),
            state=DialogueState(stuck=dice.choice((0, 0, 0, 3))),
            segments=tuple(Segment(voice="figure", text=text[:240]) for text in texts),
            citations=tuple(
                Citation(id=f"p{n}", title="A passage", source="A journal", text=text)
                for n, text in enumerate(texts)
            ),
            retrieved=tuple(Retrieved(id=f"p{n}", score=0.5, coverage=0.5) for n in range(8)),
        )
