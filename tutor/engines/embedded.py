"""The engine that needs no model: it says the scripted wording."""

from __future__ import annotations

from collections.abc import Generator

from tutor.core.events import Segment
from tutor.ports import Brief


class EmbeddedEngine:
    """Words every plan from authored sentences. Pure, and the fallback of every other engine."""

    name = "embedded"

    def compose(self, brief: Brief) -> Generator[Segment, None, None]:
        """Give the scripted segments one after the other."""
        yield from brief.scripted
