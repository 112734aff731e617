"""Golden dialogues: what a student says, and what the tutor must do about it.

A file holds one talk, or several visits of one student. See README.md for its fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.core.learner import LearnerModel
from tutor.core.turn import Turn
from tutor.settings import Settings

HERE = Path(__file__).parent
MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
KNOWN = {
    "say", "greet", "times", "days", "act", "move", "moves", "pending", "voice", "voices", "cites",
    "has", "lacks", "language", "depth", "level_falls", "evidence", "assisted", "misconception",
}  # fmt: skip


@pytest.fixture(scope="session")
def tutor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tutor]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("golden"), index="lexical")
    opened = Tutor(settings, clock=lambda: MONDAY)
    yield opened
    opened.close()


def said_in(turn: Turn) -> str:
    return " ".join(segment.text for segment in turn.segments)


def check_turn(turn: Turn, before: Turn | None, expected: dict[str, Any], where: str) -> None:
    said, cited = said_in(turn), {c.id for c in turn.citations}
    shown: dict[str, object] = {
        "act": turn.speech_act,
        "move": turn.move,
        "voice": turn.segments[0].voice,
        "voices": sorted({segment.voice for segment in turn.segments}),
        "language": turn.language,
        "depth": turn.depth,
        "pending": turn.pending.question_id if turn.pending else None,
        "evidence": bool(turn.evidence),
        "misconception": next((e.misconception for e in turn.evidence if e.misconception), None),
    }
    for field, value in shown.items():
        if field in expected:
            assert value == expected[field], f"{where}: {field}; said: {said} ({turn.reason})"
    assert turn.move in expected.get("moves", [turn.move]), f"{where}: {turn.reason}"
    helped = {evidence.expectation for evidence in turn.evidence if evidence.assisted}
    assert set(expected.get("assisted", ())) <= helped, f"{where}: helped with {helped}"
    assert set(expected.get("cites", ())) <= cited, f"{where}: cites {sorted(cited)}"
    for words in expected.get("has", ()):
        assert words.casefold() in said.casefold(), f"{where}: lacks '{words}': {said}"
    for words in expected.get("lacks", ()):
        assert words.casefold() not in said.casefold(), f"{where}: says '{words}': {said}"
    if expected.get("level_falls"):
        assert before is not None
        assert turn.reading_level < before.reading_level, where


def check_always(turn: Turn, where: str) -> None:
    """Check what holds for every turn of every talk."""
    cited = {citation.id for citation in turn.citations}
    assert turn.segments, where
    assert turn.reason, where
    for segment in turn.segments:
        assert set(segment.support) <= cited, f"{where}: {segment}"
        assert segment.kind == "none" or segment.support, f"{where}: {segment}"
        assert "{" not in segment.text, f"{where}: {segment}"
    if turn.speech_act not in ("answer", "dont_know", "request_answer"):
        assert not turn.evidence, where
    if turn.speech_act in ("dont_know", "request_answer"):
        assert all(e.assisted and e.outcome == 0 for e in turn.evidence), where


def check_learner(first: Turn, last: Turn, expected: dict[str, Any], where: str) -> None:
    was, now = first.learner.mastery, last.learner.mastery
    new = LearnerModel().mastery("a concept not met")
    for concept in expected.get("rises", ()):
        assert now[concept] > was.get(concept, new), f"{where}: {concept} is {now[concept]}"
    for concept in expected.get("falls", ()):
        assert now[concept] < was.get(concept, new), f"{where}: {concept} is {now[concept]}"
    for concept, limit in expected.get("above", {}).items():
        assert now[concept] > limit, f"{where}: {concept} is {now[concept]}"
    for concept, limit in expected.get("below", {}).items():
        assert now[concept] < limit, f"{where}: {concept} is {now[concept]}"


def walk(tutor: Tutor, student: str, dialogue: dict[str, Any]) -> list[Turn]:
    turns: list[Turn] = []
    talk: Conversation | None = None
    at = MONDAY
    for number, expected in enumerate(dialogue["turns"], start=1):
        where = f"{student}, turn {number}, '{expected.get('say', 'greeting')}'"
        assert not set(expected) - KNOWN, f"{where}: unknown field"
        at += timedelta(days=expected.get("days", 0), minutes=1)
        if talk is None or expected.get("days"):
            talk = tutor.open(
                student=student, pack=dialogue["pack"], persona=dialogue["persona"],
                language=dialogue.get("language", "auto"),
            )  # fmt: skip
            turns.append(talk.greet(at=at))
            check_always(turns[-1], where)
        before = turns[-1]
        if "say" in expected:
            said = expected["say"] * expected.get("times", 1)
            turns.append(talk.reply(said, at=at))
        check_always(turns[-1], where)
        check_turn(turns[-1], before, expected, where)
    return turns


@pytest.mark.parametrize("path", sorted(HERE.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_tutor_does_what_the_dialogue_says(tutor: Tutor, path: Path) -> None:
    dialogue = yaml.safe_load(path.read_text("utf-8"))
    turns = walk(tutor, path.stem, dialogue)
    check_learner(turns[0], turns[-1], dialogue.get("learner", {}), path.stem)
    counted = sum("say" in expected for expected in dialogue["turns"])
    assert turns[-1].learner.exchanges == counted


def test_every_golden_talk_folds_to_its_projection_bit_for_bit(tutor: Tutor) -> None:
    assert tutor.rebuild(mend=False).differing == ()
