"""The second channel as the settings ask for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tutor.classroom.mail import Mail
from tutor.classroom.second_channel import SecondChannel, Sender, Sending
from tutor.classroom.webhook import Webhook
from tutor.core.alerts import Severity
from tutor.settings import Settings
from tutor.storage import SqlAlerts, SqlClasses
from tutor.storage.transactions import Transactions


def open_channel(
    settings: Settings, transactions: Transactions, clock: Callable[[], datetime]
) -> SecondChannel:
    """Give the second channel over a database; it sends nothing where nothing is set."""
    sending = Sending(
        _choose_senders(settings, clock),
        settings.page_address,
        settings.alert_words == "on",
        Severity(settings.alert_level),
    )
    return SecondChannel(SqlAlerts(transactions), SqlClasses(transactions), clock, sending)


def _choose_senders(settings: Settings, clock: Callable[[], datetime]) -> tuple[Sender, ...]:
    senders: list[Sender] = []
    if settings.alert_mail_to:
        to = tuple(address.strip() for address in settings.alert_mail_to.split(","))
        senders.append(
            Mail(
                to,
                settings.alert_mail_from or to[0],
                settings.alert_mail_host,
                settings.alert_mail_port,
                settings.alert_mail_tls,
                settings.alert_mail_user,
                settings.alert_mail_password,
            )
        )
    if settings.alert_webhook_url:
        key = settings.alert_webhook_key
        senders.append(Webhook(settings.alert_webhook_url, clock, key))
    return tuple(senders)
