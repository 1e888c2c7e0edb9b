"""Sessions as their owner sees them: on which device, since when, last used; and ending them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import cast

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from koers.lib.klok import later
from koers.toegang.log import log
from koers.toegang.models import Gebruiker

HAD_ROLE = "koers_had_een_rol"
SEEN = "koers_gezien"
EVERY = timedelta(minutes=10)
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "een iPhone"),
    ("iPad", "een iPad"),
    ("Android", "een Android-toestel"),
    ("Windows", "Windows"),
    ("Mac OS", "een Mac"),
    ("CrOS", "een Chromebook"),
    ("Linux", "Linux"),
)


def device_words(user_agent: str) -> str:
    """'Firefox op Windows': what a person recognises of what a browser says about itself."""
    browser = next((naam for teken, naam in _BROWSERS if re.search(teken, user_agent)), "Een onbekende browser")
    systeem = next((naam for teken, naam in _SYSTEMS if teken in user_agent), "een onbekend toestel")
    return f"{browser} op {systeem}"


def coarse(address: str) -> str:
    """The network of an address, not the computer: the last part of IPv4, the last five of IPv6 as zero."""
    bits = 48 if ":" in address else 24
    return str(ip_network(f"{address}/{bits}", strict=False).network_address)


@dataclass(frozen=True)
class Sessie:
    """One session, as its owner reads it."""

    pk: int
    apparaat: str
    netwerk: str
    sinds: datetime
    laatst: datetime
    is_deze: bool


def list_sessions(gebruiker: Gebruiker, current: str | None) -> list[Sessie]:
    """This person's sessions, the one in use first, then the one used last."""
    rows = UserSession.objects.filter(user=gebruiker)
    alive = set(Session.objects.filter(pk__in=rows.values("session_key")).values_list("pk", flat=True))
    found = [
        Sessie(
            pk=row.pk,
            apparaat=device_words(row.user_agent),
            netwerk=re.sub(r"(\.0|::)$", "", row.ip),
            sinds=row.created_at,
            laatst=row.last_seen_at,
            is_deze=row.session_key == current,
        )
        for row in rows
        if row.session_key in alive
    ]
    return sorted(found, key=lambda sessie: (not sessie.is_deze, -sessie.laatst.timestamp()))


def see(request: HttpRequest, *, now: datetime, anyway: bool = False) -> None:
    """Note, once in ten minutes, that this session is in use; `anyway`: now, whenever it was noted last."""
    if not anyway and now.timestamp() - request.session.get(SEEN, 0) < EVERY.total_seconds():
        return
    request.session[SEEN] = now.timestamp()
    UserSession.objects.create_from_request(request)


def end_session(*, actor: Gebruiker, pk: int, now: datetime) -> bool:
    """End one session of one's own; False when there is no such session."""
    row = UserSession.objects.filter(user=actor, pk=pk).first()
    if row is None:
        return False
    row.end()
    zin = f"{actor} beëindigde een eigen sessie ({device_words(row.user_agent)})."
    log(actor=actor, actie="toegang.sessie:end", zin=zin, object=actor, now=now)
    return True


def end_others(*, actor: Gebruiker, keep: str | None, now: datetime) -> int:
    """End every session of one's own but the one in use; how many."""
    ended = end_sessions(actor, keep=keep)
    log(
        actor=actor,
        actie="toegang.sessie:end",
        zin=f"{actor} beëindigde alle eigen sessies op andere apparaten.",
        object=actor,
        now=now,
    )
    return ended


def end_sessions(gebruiker: Gebruiker, *, keep: str | None = None) -> int:
    """End every session of this person (but `keep`); how many there were."""
    rows = UserSession.objects.filter(user=gebruiker).exclude(session_key=keep or "")
    keys = list(rows.values_list("session_key", flat=True))
    rows.delete()
    return Session.objects.filter(pk__in=keys).delete()[0]


def forget_stale(*, now: datetime) -> int:
    """Delete sessions that are over, and what the list still holds of sessions that are gone; how many of the latter.

    One that began within the hour stays: its session may be on its way to the database.
    """
    Session.objects.filter(expire_date__lt=now).delete()
    rows = UserSession.objects.filter(created_at__lt=later(now, -timedelta(hours=1)))
    return rows.exclude(session_key__in=Session.objects.values("pk")).delete()[0]


def end_without_role(request: HttpRequest, *, now: datetime) -> None:
    """The day after the last day of the last role: the session that was open ends."""
    gebruiker = cast(Gebruiker, request.user)
    zin = f"De sessie van {gebruiker} is beëindigd: deze persoon heeft geen rol meer."
    log(actor=gebruiker, actie="toegang.sessie:end", zin=zin, object=gebruiker, now=now)
    forget(request)
    logout(request)


def forget(request: HttpRequest) -> None:
    """Take this session from the list, before signing out."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
