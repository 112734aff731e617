"""Which server a model's name means."""

from __future__ import annotations

import pytest

from tutor.engines.endpoint import OLLAMA, OPENAI, Endpoint, parse_endpoint
from tutor.errors import SettingsError


@pytest.mark.parametrize(
    ("written", "address", "provider", "model", "base_url"),
    [
        ("openai:gpt-4.1-mini", "", "openai", "gpt-4.1-mini", OPENAI),
        ("ollama:llama3.2:3b", "", "ollama", "llama3.2:3b", OLLAMA),
        ("Ollama: qwen3 ", "http://box:11434/v1/", "ollama", "qwen3", "http://box:11434/v1"),
        ("vllm:org/name", "http://box:8000/v1", "vllm", "org/name", "http://box:8000/v1"),
        ("openai:x", "http://127.0.0.1:8080/v1", "openai", "x", "http://127.0.0.1:8080/v1"),
    ],
)
def test_a_model_is_a_provider_and_a_name(
    written: str, address: str, provider: str, model: str, base_url: str
) -> None:
    assert parse_endpoint(written, address, " k ") == Endpoint(provider, model, base_url, "k")


@pytest.mark.parametrize("written", ["gpt-4.1", "openai:", ":x", " : ", "mistral:small"])
def test_a_name_that_leads_nowhere_is_told_with_its_remedy(written: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_endpoint(written)
    assert str(caught.value).startswith(f"TUTOR_MODEL is '{written}', and ")
    assert ("TUTOR_MODEL_BASE_URL" in str(caught.value)) == written.startswith("mistral")


def test_a_key_is_never_shown() -> None:
    endpoint = parse_endpoint("openai:x", key="unguessed")
    assert "unguessed" not in repr(endpoint) + endpoint.name + endpoint.id


@pytest.mark.parametrize(
    ("written", "address", "name"),
    [
        ("openai:gpt-4.1-mini", "", "max_tokens"),
        ("openai:gpt-5-mini", "", "max_completion_tokens"),
        ("openai:o4-mini", "", "max_completion_tokens"),
        ("openai:gpt-5-mini", "http://127.0.0.1:4000/v1", "max_tokens"),
        ("ollama:gpt-oss", "", "max_tokens"),
    ],
)
def test_the_output_limit_goes_by_the_name_that_the_server_heeds(
    written: str, address: str, name: str
) -> None:
    assert parse_endpoint(written, address).limit_name == name
