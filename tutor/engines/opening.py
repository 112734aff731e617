"""The model that the settings name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from ipaddress import ip_address
from urllib.parse import urlsplit

from tutor.engines.endpoint import parse_endpoint
from tutor.engines.known import Known
from tutor.engines.served import ServedModel
from tutor.model import Limits
from tutor.settings import Settings

EMBEDDED = "embedded"
_COMPANIES = {"api.openai.com": "OpenAI (api.openai.com)"}
"""Names of companies that a host alone does not tell."""


def open_model(settings: Settings, today: Callable[[], date]) -> ServedModel | None:
    """Give the model of the settings; None for the embedded engine. Nothing is asked yet.

    Raises:
        SettingsError: the settings name no model that could be asked.
    """
    if settings.model == EMBEDDED:
        return None
    endpoint = parse_endpoint(settings.model, settings.model_base_url, settings.model_key)
    return ServedModel(
        endpoint,
        Known(settings.data_dir),
        today,
        a_day=settings.model_budget,
        an_account=settings.model_class_budget,
        traced=settings.tracing == "on",
    )


def find_companies(settings: Settings) -> tuple[str, ...]:
    """Name whose servers get a student's words where nothing forbids it; none of this machine."""
    addresses = []
    if settings.model != EMBEDDED:
        endpoint = parse_endpoint(settings.model, settings.model_base_url, settings.model_key)
        addresses.append(endpoint.base_url)
    if settings.index != "lexical" and settings.embedding.startswith("openai:"):
        addresses.append(settings.embedding_base_url)
    hosts = (urlsplit(address).hostname or address for address in addresses)
    return tuple(dict.fromkeys(_COMPANIES.get(h, h) for h in hosts if not _is_here(h)))


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def set_limits(settings: Settings) -> Limits:
    """Give the deadlines of the settings, and the usual caps."""
    whole = settings.model_whole_s
    return Limits(first_s=min(settings.model_first_s, whole), whole_s=whole)
