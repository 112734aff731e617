"""Settings become a model."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.asking import DAY, ask
from tests.engines.fault_server import TEXT, FaultServer
from tutor.engines.opening import find_companies, open_model, set_limits
from tutor.errors import SettingsError
from tutor.settings import Settings


def test_settings_of_a_model_are_used(server: FaultServer, tmp_path: Path) -> None:
    settings = Settings(
        model="made:ok",
        model_base_url=server.url,
        model_key="k-7",
        model_class_budget=2_000,
        data_dir=tmp_path,
    )
    model = open_model(settings, lambda: DAY)
    assert model is not None
    assert model.name == "made:ok"
    assert ask(model, set_limits(settings)).text == TEXT
    assert server.requests[0].headers["authorization"] == "Bearer k-7"
    refused = [ask(model, set_limits(settings), account="7b").call.failure for _ in range(20)]
    assert (refused[0], refused[-1]) == (None, "over_budget")


def test_the_embedded_engine_needs_no_model(tmp_path: Path) -> None:
    assert open_model(Settings(data_dir=tmp_path), lambda: DAY) is None
    assert list(tmp_path.iterdir()) == []


def test_a_model_that_cannot_be_asked_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TUTOR_MODEL is 'x'"):
        open_model(Settings(data_dir=tmp_path, model="x"), lambda: DAY)


def test_the_first_words_are_due_before_the_whole() -> None:
    limits = set_limits(Settings(model_first_s=9.0, model_whole_s=7.0))
    assert (limits.first_s, limits.whole_s) == (7.0, 7.0)


@pytest.mark.parametrize(("given", "named"), [
    ({}, ()),
    ({"model": "ollama:llama3.2"}, ()),
    ({"model": "openai:m", "model_base_url": "http://localhost:8080/v1"}, ()),
    ({"model": "openai:gpt-4.1-mini"}, ("OpenAI (api.openai.com)",)),
    ({"model": "acme:m", "model_base_url": "https://llm.acme.example/v1"}, ("llm.acme.example",)),
    ({"embedding": "openai:small"}, ("OpenAI (api.openai.com)",)),
    ({"embedding": "openai:small", "index": "lexical"}, ()),
    ({"embedding": "hashed"}, ()),
])  # fmt: skip
def test_whose_servers_get_words_is_named(
    tmp_path: Path, given: dict[str, str], named: tuple[str, ...]
) -> None:
    assert find_companies(Settings.model_validate({"data_dir": tmp_path} | given)) == named
