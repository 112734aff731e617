"""A talk as a file: Markdown to read, JSON to work with. Citations come along."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.core.turn import Turn
from tutor.ui.citing import number_sources
from tutor.ui.strings import Words


@dataclass(frozen=True, slots=True)
class Talk:
    """What is saved of a talk."""

    name: str
    title: str
    turns: Sequence[Turn]


def talk_as_markdown(talk: Talk, words: Words) -> str:
    """Write a talk as Markdown."""
    head = [
        f"# {words('save.title', name=talk.name)}",
        words("save.lesson", title=talk.title),
        words("save.note", name=talk.name),
    ]
    return (
        "\n\n".join([*head, *(_turn_as_markdown(t, talk.name, words) for t in talk.turns)]) + "\n"
    )


def talk_as_json(talk: Talk) -> str:
    """Write a talk as JSON."""
    kept = {"persona": talk.name, "lesson": talk.title}
    turns = [turn.model_dump(mode="json", exclude={"learner", "timings_ms"}) for turn in talk.turns]
    return json.dumps(kept | {"turns": turns}, ensure_ascii=False, indent=2)


def answer_as_text(turn: Turn, name: str, words: Words) -> str:
    """Write an answer as plain text, with its sources."""
    voices = {"figure": name, "guide": words("guide")}
    numbers = number_sources(turn.segments)
    lines: list[str] = []
    for segment in turn.segments:
        marks = "".join(f" [{numbers[source]}]" for source in segment.support)
        lines.append(f"{voices[segment.voice]}: {segment.text}{marks}")
    lines.extend(
        f"[{numbers[c.id]}] {c.title}. {c.source}" for c in turn.citations if c.id in numbers
    )
    return "\n".join(lines)


def _turn_as_markdown(turn: Turn, name: str, words: Words) -> str:
    voices = {"figure": name, "guide": words("guide")}
    numbers = number_sources(turn.segments)
    parts = [f"**{words('you')}:** {turn.message}"] if turn.message is not None else []
    for segment in turn.segments:
        marks = "".join(f" [{numbers[source]}]" for source in segment.support)
        parts.append(f"**{voices[segment.voice]}:** {segment.text}{marks}")
    cited = [c for c in turn.citations if c.id in numbers]
    if cited:
        parts.append("\n".join(f"> [{numbers[c.id]}] {c.title}. {c.source}" for c in cited))
    return "\n\n".join(parts)
