"""The chat engine against llama.cpp's server and LiteLLM: only model, address and key change."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.packs import write_tiny_pack
from tests.servers.running import KEY, MOCKED, Server
from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.core.events import Assessment
from tutor.core.grounding import check_segment
from tutor.engines.endpoint import parse_endpoint
from tutor.engines.known import Known
from tutor.engines.served import ServedModel
from tutor.model import Call, Limits, Message, ModelError
from tutor.settings import Settings

TODAY = datetime(2026, 5, 4, tzinfo=UTC)
LIMITS = Limits(first_s=30.0, gap_s=20.0, whole_s=60.0, tokens=800, characters=8_000)
PROMPT = (Message("system", "Tell of the river."), Message("user", "Who went west?"))
FORM: dict[str, object] = {
    "title": "ratings",
    "type": "object",
    "properties": {
        "b12": {"type": "integer", "enum": [0, 1, 2, 3, 4]},
        "why": {"type": "string"},
        "all": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 3},
    },
    "required": ["b12", "why", "all"],
    "additionalProperties": False,
}
UNSURE = "because she lived with the shoshone people before"


def connect(server: Server, model: str = "", key: str = KEY) -> ServedModel:
    endpoint = parse_endpoint(f"openai:{model or server.model}", server.url, key)
    served = ServedModel(endpoint, Known(None), TODAY.date)
    served.load()
    return served


def read(model: ServedModel, limits: Limits = LIMITS) -> tuple[str, Call]:
    """Read an answer as far as it comes."""
    stream, pieces = model.stream(PROMPT, limits), list[str]()
    with suppress(ModelError):
        pieces.extend(stream)
    return "".join(pieces), stream.call


def answered(model: ServedModel) -> tuple[str, Call]:
    """Read an answer that says something: a model of random weights ends some before a word."""
    for _ in range(10):
        text, call = read(model)
        if call.failure != "empty":
            break
    return text, call


def test_an_answer_streams(server: Server) -> None:
    text, call = answered(connect(server))
    assert (call.failure, call.requests) == (None, 1)
    assert text.split()
    assert call.first_ms is not None


def test_a_form_is_filled_by_its_schema(server: Server) -> None:
    model = connect(server)
    for _ in range(5):
        call = model.fill(PROMPT, FORM, LIMITS)
        assert call.failure is None, call
        filled = json.loads(call.response)
        assert set(filled) == {"b12", "why", "all"}
        assert filled["b12"] in range(5)
        assert 1 <= len(filled["all"]) <= 3
        assert call.rung == "json_schema"


@pytest.mark.parametrize("tokens", [1, 3, 8])
def test_the_output_limit_holds(server: Server, tokens: int) -> None:
    model = connect(server)
    limits = Limits(first_s=30.0, whole_s=60.0, tokens=tokens)
    for _ in range(5):
        text, call = read(model, limits)
        assert len(text.split()) <= tokens
        assert call.output_tokens is None or call.output_tokens <= tokens
        assert call.failure in (None, "cut", "empty")


def test_a_wrong_key_is_refused(server: Server) -> None:
    text, call = read(connect(server, key="sk-another"))
    assert (text, call.failure) == ("", "refused")
    # LiteLLM says 400 for a wrong key, as a server does that does not know a parameter.
    assert call.requests <= (1 if server.name == "llama.cpp" else 2)
    assert "sk-another" not in call.request + call.response


def test_a_model_that_litellm_has_not_is_refused(litellm: Server) -> None:
    text, call = read(connect(litellm, "no-such-model"))
    assert (text, call.failure) == ("", "refused")
    assert call.requests <= 2  # LiteLLM says 400, as for a parameter that it does not know


def test_llama_cpp_answers_whatever_the_model_is_called(llama: Server) -> None:
    text, call = answered(connect(llama, "no-such-model"))
    assert call.failure is None
    assert text


def test_a_mocked_answer_comes_whole(litellm: Server) -> None:
    text, call = read(connect(litellm, "mocked"))
    assert (text, call.failure) == (MOCKED, None)


@pytest.mark.parametrize("model", ["busy", "broken"])
def test_trouble_behind_litellm_costs_two_requests_at_most(litellm: Server, model: str) -> None:
    text, call = read(connect(litellm, model))
    assert (text, call.failure) == ("", "busy")
    assert 1 <= call.requests <= 2


def test_a_prompt_that_is_too_long_is_an_overflow(llama: Server) -> None:
    stream = connect(llama).stream((Message("user", "zx" * 20_000),), LIMITS)
    with pytest.raises(ModelError) as caught:
        list(stream)
    assert caught.value.failure == "overflow"
    assert stream.call.requests == 1


def begin(server: Server, folder: Path) -> tuple[Tutor, Conversation]:
    """Start a talk of the tutor's own with a model on the server."""
    settings = Settings(
        data_dir=folder / "data",
        index="lexical",
        model=f"openai:{server.model}",
        model_base_url=server.url,
        model_key=KEY,
    )
    tutor = Tutor(settings, clock=lambda: TODAY)
    pack = write_tiny_pack(folder / "tiny")
    return tutor, tutor.open(student="ana", pack=str(pack), persona="sacajawea")


def test_word_salad_is_never_shown_and_the_answer_is_whole(server: Server, tmp_path: Path) -> None:
    tutor, talk = begin(server, tmp_path)
    talk.greet()
    for message in ("Why did they hire you?", "was it cold in the winter?"):
        turn = talk.reply(message)
        assert turn.segments
        for segment in turn.segments:
            cited = [c for c in turn.citations if c.id in segment.support]
            made = tutor.log.exchange(turn.exchange)
            assert made is not None
            assert not check_segment(segment, tuple(cited), talk.pack, talk.persona, made.plan)
    made = list(tutor.log.exchanges(talk.session.student))
    assert any(exchange.wording and exchange.wording.calls for exchange in made)
    assert [tutor.replay(exchange.id).differing for exchange in made] == [()] * len(made)
    tutor.close()


def test_an_unsure_answer_has_one_assessment(server: Server, tmp_path: Path) -> None:
    tutor, talk = begin(server, tmp_path)
    talk.greet()
    talk.reply("ask me a question")
    assert talk.reply(UNSURE).speech_act == "answer"
    tutor.settle(60.0)
    events = list(tutor.log.events(talk.session.student))
    (assessed,) = (event for event in events if isinstance(event, Assessment))
    assert assessed.outcome in ("added", "agreed"), assessed.call
    assert assessed.call.rung == "json_schema"
    assert assessed.call.prompt_tokens is None or assessed.call.prompt_tokens > 0
    assert tutor.rebuild(mend=False).differing == ()
    tutor.close()
