"""Writing the log: append only, in sentences, without the text of entries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import models

from koers.toegang.models import Gebruiker, Logregel

_door: ContextVar[str] = ContextVar("door", default=Logregel.Via.PORTAAL)


@contextmanager
def through(via: Logregel.Via) -> Iterator[None]:
    """Within: what a person does came in by this door. Opened by the door itself; the services need not know."""
    before = _door.set(via)
    try:
        yield
    finally:
        _door.reset(before)


def log(
    *,
    actor: Gebruiker | None,
    actie: str,
    zin: str,
    now: datetime,
    object: models.Model | None = None,
    resultaat: str = Logregel.Resultaat.GELUKT,
    via: str = "",
) -> Logregel:
    """Add one line. Without an actor it was the command line (or `via` says otherwise)."""
    return Logregel.objects.create(
        moment=now,
        actor=actor,
        actie=actie,
        zin=zin[:500],
        object_soort=object._meta.label_lower if object is not None else "",
        object_id=object.pk if object is not None else None,
        resultaat=resultaat,
        via=via or (_door.get() if actor else Logregel.Via.OPDRACHTREGEL),
    )
