"""Stored JSON turned back into values."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from tutor.core.events import Assessment, Exchange
from tutor.errors import DamagedError

Recorded = TypeVar("Recorded", Exchange, Assessment)


def parse_event(kind: type[Recorded], body: str, where: str) -> Recorded:
    """Read an event; DamagedError where its JSON is not one."""
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "its JSON"
        raise DamagedError(
            f"{where}: a stored {kind.__name__.lower()} cannot be read (at '{place}'). "
            "Update the program if a newer one wrote it, or put back a backup."
        ) from None
