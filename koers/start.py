"""How a process of the portal begins: what can't be is told in one sentence, not in a traceback."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def settings_or_stop() -> None:
    """Read the settings; end the process, naming the setting, when they can't be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koers.settings")
    try:
        import koers.settings  # noqa: F401
    except ImproperlyConfigured as error:
        sys.exit(f"{_program()}: {error}")


def refuse_demo_accounts() -> None:
    """End the process when a production portal has accounts whose password is on a screen somewhere.

    Call after django.setup(). A database that does not answer now is no reason to stop: `/gereed` tells of it.
    """
    from django.db import DatabaseError, connection

    from koers.toegang.checks import no_demo_accounts_in_production

    try:
        objections = no_demo_accounts_in_production(databases=["default"])
    except DatabaseError:
        return
    finally:
        connection.close()
    if objections:
        sys.exit(f"{_program()}: {objections[0].msg} {objections[0].hint}")


def _program() -> str:
    """The command as it was typed: manage.py, gunicorn, celery."""
    command = Path(sys.argv[0])
    return command.parent.name if command.name == "__main__.py" else command.name
