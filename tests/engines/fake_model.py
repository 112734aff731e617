"""A language model that says what it is told to say, for tests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tutor.model import Call, Failure, Limits, Message, ModelError

Answer = Callable[[Sequence[Message]], str]
FACT = re.compile(r"^(\w+)\*? (FIGURE|GUIDE): (.+)$", re.MULTILINE)


def facts_of(messages: Sequence[Message]) -> list[tuple[str, str, str]]:
    """Give id, voice and text of the facts of a request."""
    _, _, shown = messages[-1].text.rpartition("FACTS\n")
    return FACT.findall(shown)


def repeat_facts(messages: Sequence[Message]) -> str:
    """Answer with the facts as they stand."""
    return "\n".join(f"{voice} [{fact}]: {text}" for fact, voice, text in facts_of(messages))


class FakeStream:
    """An answer in pieces; breaks off where it is told to."""

    def __init__(self, model: FakeModel, messages: Sequence[Message]) -> None:
        self._model = model
        self.closed = False
        text = model.answer(messages) if model.failure is None or model.after else ""
        self._text = text if model.failure is None else text[: model.after]
        request = json.dumps([[m.role, m.text] for m in messages], ensure_ascii=False)
        self._call = Call(model.name, request, "", 1)

    def __iter__(self) -> Iterator[str]:
        step = self._model.step
        for at in range(0, len(self._text), step):
            if self.closed:
                return
            piece = self._text[at : at + step]
            self._call = replace(self._call, response=self._call.response + piece)
            self._model.wait()
            yield piece
        if self._model.failure is not None:
            self._call = replace(self._call, failure=self._model.failure)
            raise ModelError(self._model.failure, "told to")

    def close(self) -> None:
        self.closed = True

    @property
    def call(self) -> Call:
        return self._call


class FakeModel:
    """Answers by a function of the messages."""

    def __init__(
        self, answer: Answer = repeat_facts, *, failure: Failure | None = None, after: int = 0,
        step: int = 7, wait: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.answer, self.failure, self.after, self.step, self.wait = (
            answer, failure, after, step, wait,
        )  # fmt: skip
        self.asked: list[tuple[Message, ...]] = []
        self.limits: list[Limits] = []
        self.streams: list[FakeStream] = []

    @property
    def name(self) -> str:
        return "fake:model"

    def stream(
        self,
        messages: Sequence[Message],
        limits: Limits,
        *,
        account: str = "",  # noqa: ARG002  # nobody pays
    ) -> FakeStream:
        self.asked.append(tuple(messages))
        self.limits.append(limits)
        self.streams.append(FakeStream(self, messages))
        return self.streams[-1]

    def fill(self, *_messages: object, **_account: object) -> Call:
        return Call(self.name, "", "", 0, failure="refused")
