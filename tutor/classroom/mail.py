"""Alerts by mail."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Literal

from tutor.classroom.second_channel import SendError
from tutor.core.notices import Notice

STEP_S = 10.0
"""How long one step of the talk with the server may take."""


@dataclass(frozen=True, slots=True)
class Mail:
    """Sends by SMTP."""

    to: tuple[str, ...]
    sender: str
    host: str
    port: int
    tls: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    trust: ssl.SSLContext | None = field(default=None, repr=False)
    """Whose certificates are trusted; those of the system where none are given."""

    @property
    def name(self) -> str:
        """Name the way."""
        return "mail"

    def send(self, notice: Notice) -> None:
        """Send a message.

        Raises:
            SendError: the server could not be reached, or did not take it.
        """
        try:
            with self._connect() as server:
                if self.tls == "starttls":
                    server.starttls(context=self._context())
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(self._write(notice))
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise SendError(_tell(error)) from error

    def _connect(self) -> smtplib.SMTP:
        if self.tls == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=STEP_S, context=self._context())
        return smtplib.SMTP(self.host, self.port, timeout=STEP_S)

    def _context(self) -> ssl.SSLContext:
        return self.trust or ssl.create_default_context()

    def _write(self, notice: Notice) -> EmailMessage:
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = notice.subject, self.sender, ", ".join(self.to)
        mail["Message-ID"] = make_msgid(idstring=notice.id, domain="living-history-tutor")
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(notice.text)
        return mail


def _tell(error: Exception) -> str:
    """Name what went wrong by its kind and code; a server's words are not ours to log."""
    code = getattr(error, "smtp_code", None)
    return type(error).__name__ if code is None else f"{type(error).__name__} {code}"
