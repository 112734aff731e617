"""Where a language model is asked: provider, model, address and key, always explicit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from tutor.errors import SettingsError

OPENAI = "https://api.openai.com/v1"
OLLAMA = "http://127.0.0.1:11434/v1"
_HOMES = {"openai": OPENAI, "ollama": OLLAMA}
_COUNTS_THOUGHT = re.compile(r"^(o\d|gpt-[5-9])")
"""OpenAI's own models that think first, and take no `max_tokens`."""
_THOUGHT_TOKENS = 2_000
LimitName = Literal["max_tokens", "max_completion_tokens"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One model on one server that speaks OpenAI's `/v1/chat/completions`."""

    provider: str
    model: str
    base_url: str
    key: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """Name provider and model, as a reader may see it."""
        return f"{self.provider}:{self.model}"

    @property
    def id(self) -> str:
        """Name model and address: what was found out by trying belongs to both."""
        return f"{self.model}@{self.base_url}"

    @property
    def limit_name(self) -> LimitName:
        """Give what the output limit is called here, before anything was tried.

        Other servers take no notice of `max_completion_tokens` and would answer without end.
        """
        return "max_completion_tokens" if self.thought_tokens else "max_tokens"

    @property
    def thought_tokens(self) -> int:
        """Give how many tokens are left for thoughts, where they count as output."""
        own = self.base_url.rstrip("/") == OPENAI and _COUNTS_THOUGHT.match(self.model)
        return _THOUGHT_TOKENS if own else 0


def parse_endpoint(model: str, base_url: str = "", key: str = "") -> Endpoint:
    """Read `PROVIDER:NAME`; the name may hold colons, as those of Ollama do.

    Raises:
        SettingsError: no provider or name, or a provider whose address must be given.
    """
    provider, colon, name = model.strip().partition(":")
    if not colon or not provider.strip() or not name.strip():
        raise SettingsError(
            f"TUTOR_MODEL is '{model}', and a model is written PROVIDER:NAME. Write for example "
            "ollama:llama3.2 or openai:gpt-4.1-mini, or unset it to use the embedded engine."
        )
    provider = provider.strip().lower()
    address = base_url.strip().rstrip("/") or _HOMES.get(provider, "")
    if not address:
        raise SettingsError(
            f"TUTOR_MODEL is '{model}', and the address of '{provider}' is not known. Set "
            "TUTOR_MODEL_BASE_URL to its OpenAI-compatible address, for example "
            "http://127.0.0.1:8080/v1."
        )
    return Endpoint(provider, name.strip(), address, key.strip())
