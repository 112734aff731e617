"""How one server wants to be asked: found out by trying, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from tutor.engines.endpoint import Endpoint, LimitName
from tutor.engines.failures import WireError
from tutor.engines.known import Known

DAYS = 30
"""After so many days it is found out again: servers are updated."""
Rung = Literal["json_schema", "json_object", "text"]
RUNGS: tuple[Rung, ...] = ("json_schema", "json_object", "text")
OTHER_LIMIT: dict[LimitName, LimitName] = {
    "max_tokens": "max_completion_tokens",
    "max_completion_tokens": "max_tokens",
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a server understands."""

    limit_name: LimitName
    usage: bool = True
    """It may be asked for token counts."""
    proven: bool = False
    """It has answered when asked like this."""

    def other(self, error: WireError) -> Dialect | None:
        """Give another way to ask after a server did not understand, or None."""
        if error.about_limit:
            return replace(self, limit_name=OTHER_LIMIT[self.limit_name], proven=False)
        if error.failure != "refused" or error.status not in {400, 422} or not self.usage:
            return None
        if error.about_usage or not (self.proven or error.about_format):
            return replace(self, usage=False)
        return None


class Dialects:
    """The dialect and the rung of one endpoint, as far as they are known."""

    def __init__(self, endpoint: Endpoint, known: Known, today: Callable[[], date]) -> None:
        self._endpoint = endpoint
        self._known = known
        self._today = today
        self._dialect: Dialect | None = None
        self._rung: Rung | None = None
        self._streamed: bool | None = None

    @property
    def thought_tokens(self) -> int:
        """Give how many tokens are asked for beside those of the answer."""
        return self._endpoint.thought_tokens

    @property
    def dialect(self) -> Dialect:
        """Give how to ask next."""
        if self._dialect is None:
            self._dialect = self._remembered()
        return self._dialect

    def choose(self, dialect: Dialect) -> None:
        """Ask like this from now on; remembered once it is proved."""
        self._dialect = dialect

    def forget(self) -> None:
        """Find everything out again."""
        self._dialect, self._rung, self._streamed = None, None, None
        for ability in ("limit", "usage", "rung", "streamed"):
            self.keep(ability, "")

    def proved(self, dialect: Dialect) -> None:
        """Remember that the server answered when asked like this."""
        proven = replace(dialect, proven=True)
        if proven != self._dialect:
            self._dialect = proven
            self.keep("limit", proven.limit_name)
            self.keep("usage", "yes" if proven.usage else "no")

    def note_streaming(self, *, streamed: bool) -> None:
        """Remember whether an answer came piece by piece."""
        if streamed != self._streamed:
            self._streamed = streamed
            self.keep("streamed", "yes" if streamed else "no")

    @property
    def rung(self) -> Rung | None:
        """Give how structured output is to be asked for; None where it was not tried yet."""
        if self._rung is None:
            found = self.get("rung")
            self._rung = next((rung for rung in RUNGS if rung == found), None)
        return self._rung

    def climbed(self, rung: Rung) -> None:
        """Remember that the server gave an object when asked like this."""
        if rung != self._rung:
            self._rung = rung
            self.keep("rung", rung)

    def forget_rung(self) -> None:
        """Begin at the top again, where the rung that was known gives nothing any more."""
        self._rung = None
        self.keep("rung", "")

    def get(self, ability: str) -> str | None:
        """Give what is remembered of an ability."""
        since = self._today() - timedelta(days=DAYS)
        return self._known.get(self._endpoint.id, ability, since)

    def keep(self, ability: str, value: str) -> None:
        """Remember an ability."""
        self._known.keep(self._endpoint.id, ability, value, self._today())

    def _remembered(self) -> Dialect:
        limit, usage = self.get("limit"), self.get("usage")
        if limit not in {"max_tokens", "max_completion_tokens"} or usage is None:
            return Dialect(self._endpoint.limit_name)
        name: LimitName = "max_tokens" if limit == "max_tokens" else "max_completion_tokens"
        return Dialect(name, usage == "yes", proven=True)
