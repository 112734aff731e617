"""What the libraries raise, as one of the ways in which a model can fail."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tutor.engines.wire import TooMuchError
from tutor.model import Failure, ModelError

_OVERFLOW = re.compile(
    r"context_length_exceeded|maximum context length|context size|context window|contextwindow"
    r"|exceed_context|prompt is too long|input tokens exceed|too many (input )?tokens"
    r"|input is too long"
)
_QUOTA = re.compile(
    r"insufficient_quota|exceeded your current quota|billing|credit balance|out of credits"
)
_FILTER = re.compile(r"content_filter|content_policy|content management policy|responsible_?ai")
_LIMIT = re.compile(r"max_tokens|max_completion_tokens")
_USAGE = re.compile(r"stream_options|include_usage")
_FORMAT = re.compile(r"response_format|json_schema|json_object|grammar")
_BUSY = frozenset({408, 409, 425, 429})
_CLOSED = frozenset({401, 402, 403, 404})
_OF_THE_PROMPT = frozenset({"overflow", "filtered", "overlong", "over_budget", "open"})


class WireError(ModelError):
    """A model error with what decides on another try."""

    def __init__(
        self,
        failure: Failure,
        detail: str,
        *,
        status: int | None = None,
        retry_after_s: float | None = None,
        lasting: bool = False,
        blameless: bool = False,
    ) -> None:
        super().__init__(failure, detail)
        self.detail = detail
        self.status = status
        self.retry_after_s = retry_after_s
        """What the server asks one to wait, in seconds."""
        self.lasting = lasting
        """Key, address, model or account are wrong: it stays so for minutes at least."""
        self.blameless = blameless or failure in _OF_THE_PROMPT
        """It says nothing of the server: this prompt or these limits are why."""

    @property
    def about_limit(self) -> bool:
        """Say whether the name of the output limit was not understood."""
        return self.status in {400, 422} and bool(_LIMIT.search(self.detail))

    @property
    def about_usage(self) -> bool:
        """Say whether the wish for token counts was not understood."""
        return self.status in {400, 422} and bool(_USAGE.search(self.detail))

    @property
    def about_format(self) -> bool:
        """Say whether the way of asking for an object was not understood."""
        return self.status in {400, 422} and bool(_FORMAT.search(self.detail))


def explain(error: Exception, *, begun: bool) -> WireError:
    """Name what went wrong.

    Args:
        error: what came out of the libraries.
        begun: whether text had come before.
    """
    import openai  # noqa: PLC0415  # over half a second, only where a model is configured

    if isinstance(error, WireError):
        return error
    if isinstance(error, TooMuchError):
        return WireError("overlong", str(error))
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return WireError("late", "no text in time")
    if isinstance(error, openai.APIStatusError):
        return _status(error)
    if isinstance(error, openai.APIConnectionError | OSError):
        return WireError("cut" if begun else "unreachable", _told(error))
    if isinstance(error, openai.APIError):
        return _in_stream(error, begun=begun)
    if type(error).__module__.partition(".")[0] in {"httpx", "httpx2", "httpcore", "httpcore2"}:
        return WireError("cut" if begun else "unreachable", _told(error))
    return WireError("garbled", _told(error))


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _said(error: object) -> str:
    """Give all that an error says of itself, in small letters."""
    parts = (getattr(error, name, None) for name in ("code", "type", "message", "body"))
    return " ".join(str(part) for part in parts if part)[:4_000].lower()


def _of_words(said: str) -> WireError | None:
    """Name a failure that the words of an error give away, whatever the status."""
    if _OVERFLOW.search(said):
        return WireError("overflow", said[:300])
    if _QUOTA.search(said):
        return WireError("refused", said[:300], lasting=True)
    if _FILTER.search(said):
        return WireError("filtered", said[:300])
    return None


def _status(error: object) -> WireError:
    status = int(getattr(error, "status_code", 0))
    said = _said(error)
    detail = f"{status} {said}"[:300]
    known = _of_words(said) if status in {400, 402, 413, 422, 429, 500} else None
    if known:
        known.status = status
        return known
    if status in _BUSY or status >= 500:
        after = _retry_after(getattr(getattr(error, "response", None), "headers", {}))
        return WireError("busy", detail, status=status, retry_after_s=after)
    return WireError("refused", detail, status=status, lasting=status in _CLOSED)


def _in_stream(error: Exception, *, begun: bool) -> WireError:
    """Name an error that came as an event of the stream."""
    said = _said(error)
    return _of_words(said) or WireError("cut" if begun else "busy", said[:300])


def _retry_after(headers: object) -> float | None:
    """Read how long a server wants to be left alone, in seconds."""
    get = getattr(headers, "get", None)
    value = str(get("retry-after") or "") if get else ""
    try:
        seconds = float(value)
    except ValueError:
        seconds = _until(value)
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _until(date: str) -> float:
    try:
        return (parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return math.nan
