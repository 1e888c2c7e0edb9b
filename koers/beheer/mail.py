"""The way out of every mail: to what KOERS_MAIL_URL says, counted by outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from koers.beheer.cijfers import MAILS


class CountingBackend(BaseEmailBackend):
    """Hands each mail on to MAIL_TRANSPORT; counts what went out and what did not, never to whom."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.transport = get_connection(settings.MAIL_TRANSPORT, fail_silently=fail_silently, **kwargs)

    def open(self) -> bool | None:
        try:
            return self.transport.open()
        except Exception:
            MAILS.labels("failed").inc()
            raise

    def close(self) -> None:
        self.transport.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent = 0
        try:
            sent = self.transport.send_messages(email_messages) or 0
        finally:
            MAILS.labels("sent").inc(sent)
            MAILS.labels("failed").inc(len(email_messages) - sent)
        return sent
