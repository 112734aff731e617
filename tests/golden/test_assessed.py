"""What a model reads into an answer changes no decision of the golden talks."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.golden.test_golden import HERE, MONDAY, walk
from tests.models import ScriptedModel, rate_all
from tutor.app import Tutor
from tutor.core.events import Assessment, DialogueState, Exchange
from tutor.core.prepared import PreparedLesson
from tutor.core.turn import Turn
from tutor.engines.embedded import EmbeddedEngine
from tutor.settings import Settings

DECIDED = {
    "speech_act", "move", "language", "reading_level", "depth", "focus", "pending", "evidence",
}  # fmt: skip


class Settled(Tutor):
    """A tutor who waits for the model after each turn, so that every word of it counts."""

    def answered(self, made: Exchange, before: DialogueState, lesson: PreparedLesson) -> None:
        super().answered(made, before, lesson)
        self.settle(30.0)


def decisions(turns: list[Turn]) -> list[dict[str, object]]:
    return [turn.model_dump(include=DECIDED) for turn in turns]


def test_full_marks_for_everything_change_no_decision(tmp_path: Path) -> None:
    model = ScriptedModel(fills=rate_all(4))
    settings = [Settings(data_dir=tmp_path / name, index="lexical") for name in ("with", "without")]
    assessed = Settled(settings[0], clock=lambda: MONDAY, engine=EmbeddedEngine(), chat_model=model)
    plain = Tutor(settings[1], clock=lambda: MONDAY)
    for path in sorted(HERE.glob("*.yaml")):
        dialogue = yaml.safe_load(path.read_text("utf-8"))
        dialogue["turns"] = [
            {k: v for k, v in turn.items() if k in ("say", "greet", "times", "days")}
            for turn in dialogue["turns"]
        ]
        turns = [walk(tutor, path.stem, dialogue) for tutor in (assessed, plain)]
        assert decisions(turns[0]) == decisions(turns[1]), path.stem
    found = [
        event
        for student in assessed.log.students()
        for event in assessed.log.events(student.id)
        if isinstance(event, Assessment)
    ]
    assert found
    assessed.close()
    plain.close()
