"""Alerts by webhook: one signed POST of JSON to an address that the operator has set."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from tutor.classroom.second_channel import SendError
from tutor.core.notices import Notice

STEP_S = 10.0
SIGNATURE = "X-Tutor-Signature"
SIGNED_AT = "X-Tutor-Time"


class _NoRedirect(HTTPRedirectHandler):
    """Follows nothing: an alert goes where the operator has said, and nowhere else."""

    def redirect_request(self, *_: object) -> None:
        """Give no other request."""
        return


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts to one address."""

    url: str
    clock: Callable[[], datetime]
    key: str = field(default="", repr=False)
    """Shared with the receiver; signs what is posted."""

    @property
    def name(self) -> str:
        """Name the way."""
        return "webhook"

    def send(self, notice: Notice) -> None:
        """Post a message.

        Raises:
            SendError: the server could not be reached, or answered with anything but 2xx.
        """
        body, at = write_body(notice), str(int(self.clock().timestamp()))
        headers = {"Content-Type": "application/json", SIGNED_AT: at}
        if self.key:
            headers[SIGNATURE] = f"sha256={sign(self.key, at, body)}"
        request = Request(self.url, body, headers, method="POST")  # noqa: S310 - checked by Settings
        opener = build_opener(_NoRedirect, ProxyHandler({}))
        try:
            with opener.open(request, timeout=STEP_S):
                return
        except HTTPError as error:
            error.close()
            raise SendError(f"HTTP {error.code}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise SendError(_tell(error)) from error


def _tell(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    return type(reason).__name__


def write_body(notice: Notice) -> bytes:
    """Give a message as JSON: `id` is the same however often it is posted."""
    said = {
        "id": notice.id,
        "severity": notice.severity.value,
        "class": notice.class_name,
        "at": notice.at,
        "alerts": notice.alerts,
        "page": notice.page,
        "words": list(notice.words),
    }
    return json.dumps(said, ensure_ascii=False).encode()


def sign(key: str, at: str, body: bytes) -> str:
    """Give HMAC-SHA-256 of time, full stop and body, in hex."""
    return hmac.new(key.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
