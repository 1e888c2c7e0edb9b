"""The thread through the lines of one request: a number that goes along from the browser's answer to the worker."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextvars import ContextVar
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TypeGuard
from uuid import uuid4

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")

current: ContextVar[str] = ContextVar("koers_request_id", default="")


def new_id() -> str:
    return uuid4().hex


def is_well_formed(given: object) -> TypeGuard[str]:
    return isinstance(given, str) and bool(WELL_FORMED.fullmatch(given))


def accepted(given: str | None, remote: str, trusted: Iterable[IPv4Network | IPv6Network]) -> str:
    """The number a trusted proxy gave, where it looks like one; else one of our own.

    Anybody else's is not taken over: it would let a passer-by write in our log, or hide among another's lines.
    """
    if is_well_formed(given) and is_trusted(remote, trusted):
        return given
    return new_id()


def is_trusted(remote: str, trusted: Iterable[IPv4Network | IPv6Network]) -> bool:
    """Whether the other end of the connection is one of our own proxies."""
    try:
        address = ip_address(remote)
    except ValueError:
        return False
    return any(address in network for network in trusted)
