"""The model that the settings name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tutor.engines.endpoint import parse_endpoint
from tutor.engines.known import Known
from tutor.engines.served import ServedModel
from tutor.model import Limits
from tutor.settings import Settings

EMBEDDED = "embedded"


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


def set_limits(settings: Settings) -> Limits:
    """Give the deadlines of the settings, and the usual caps."""
    whole = settings.model_whole_s
    return Limits(first_s=min(settings.model_first_s, whole), whole_s=whole)
