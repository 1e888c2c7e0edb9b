"""Checks of an installation: in production no demo account, whose password is on a screen somewhere, and real mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from koers.toegang.models import Gebruiker


@register(Tags.database)
def no_demo_accounts_in_production(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Run by `check --deploy --database default` and by every migrate."""
    if settings.KOERS_MODE != "production":
        return []
    table = Gebruiker._meta.db_table
    return [
        Error(
            f"{number} demo account(s) in the database {alias!r} of a production portal.",
            hint="Start production on a database of its own: what the demo invented does not belong in it.",
            id="koers.E001",
        )
        for alias in databases or []
        if table in connections[alias].introspection.table_names()
        and (number := Gebruiker.objects.using(alias).filter(is_demo=True).count())
    ]


@register(Tags.security, deploy=True)
def mails_leave_the_machine(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Invitations and new passwords go by mail: in a folder nobody reads them."""
    if settings.KOERS_MODE != "production" or "filebased" not in settings.MAIL_TRANSPORT:
        return []
    return [
        Warning(
            "KOERS_MAIL_URL is not set: mails are written to files in the data folder and reach nobody.",
            hint="Name the mail server: smtp://user:password@host:port.",
            id="koers.W001",
        )
    ]
